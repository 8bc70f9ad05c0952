import {walk} from 'estree-walker';
import MagicString from 'magic-string';

const LEVELS = new Set(['debug', 'log', 'warn', 'error']);
/** Calls that only turn a value into text. */
const TO_TEXT = new Set(['toString', 'typeToString', 'stringify']);

const isLogger = (node) =>
  /^_?logger$/.test(node.type === 'MemberExpression' ? node.property.name : node.name);

/** `logger.warn(…)`, `this._logger.error(…)`: a call of one of the levels of something named logger. */
function isLogCall({type, callee}) {
  return (
    type === 'CallExpression' &&
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    LEVELS.has(callee.property.name) &&
    isLogger(callee.object)
  );
}

/** Whether nothing happens when the expression is worked out, but that it has a value. */
function isPure(node) {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
      return true;
    case 'MemberExpression':
      return isPure(node.object) && (!node.computed || isPure(node.property));
    case 'TemplateLiteral':
      return node.expressions.every(isPure);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPure(node.left) && isPure(node.right);
    case 'ConditionalExpression':
      return isPure(node.test) && isPure(node.consequent) && isPure(node.alternate);
    case 'CallExpression':
      return (
        node.callee.type === 'MemberExpression' &&
        TO_TEXT.has(node.callee.property.name) &&
        isPure(node.callee.object) &&
        node.arguments.every(isPure)
      );
    default:
      return false;
  }
}

/**
 * Takes the log statements out of a package whose log nobody reads: whole statements only, and only those whose
 * arguments do nothing but make text. @rollup/plugin-strip goes by the name of the function alone and would take a call
 * in an argument with it.
 *
 * The build fails when the package is there and nothing was found: then it logs in another way than it did.
 * @param folder a part of the path of the package's modules, e.g. `/sip.js/lib/`
 */
export function dropLogging(folder) {
  let modules = 0;
  let dropped = 0;
  return {
    name: 'drop-logging',
    buildStart() {
      modules = 0;
      dropped = 0;
    },
    transform(code, id) {
      if (!id.includes(folder)) return null;
      modules += 1;
      const out = new MagicString(code);
      walk(this.parse(code), {
        enter(node) {
          if (node.type !== 'ExpressionStatement' || !isLogCall(node.expression)) return;
          if (!node.expression.arguments.every(isPure)) return;
          // what stands alone behind an `if` stays a statement
          out.overwrite(node.start, node.end, ';');
          dropped += 1;
        },
      });
      return out.hasChanged() ? {code: out.toString(), map: out.generateMap({hires: true})} : null;
    },
    buildEnd(error) {
      if (!error && modules > 0 && dropped === 0) this.error(`no log statement was found in ${folder}`);
    },
  };
}
