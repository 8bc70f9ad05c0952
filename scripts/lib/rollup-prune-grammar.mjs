import {walk} from 'estree-walker';
import MagicString from 'magic-string';

/** How many numbers each instruction of a peggy parser generated for size takes, the instruction among them. */
const LENGTHS = [2, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 1, 3, 3, 3, 2, 3, 4, 4, 4, 2, 2, 2, 2, 1, 4, 2, 1, 1];
/** Instructions whose first operand is a constant, one of them only to say what was expected; and the call of a rule. */
const WITH_CONSTANT = new Set([0, 18, 19, 20, 22, 26]);
const CALL = 26;
const RULE = 27;

/** What one rule's code refers to. */
function referencesOf(codes, fail) {
  const constants = [];
  const rules = [];
  for (let at = 0; at < codes.length;) {
    const instruction = codes[at];
    const length = LENGTHS[instruction];
    if (length === undefined) fail(`instruction ${instruction} is not known`);
    if (WITH_CONSTANT.has(instruction)) constants.push(codes[at + 1]);
    if (instruction === RULE) rules.push(codes[at + 1]);
    at += length + (instruction === CALL ? codes[at + 3] : 0);
  }
  return {constants, rules};
}

/** `Refer-To`, `refer-to` and `Refer_To` are one rule. */
const ruleKey = (name) => name.replace(/-/g, '_').toLowerCase();

/**
 * Makes a generated parser (peggy, its compact form) smaller and faster without touching what it accepts or answers:
 * rules that no start rule leads to go, so do the words in which it would say what it expected, and its tables are read
 * once instead of at each call.
 *
 * The build fails when the parser isn't made as this expects, and when a module asks for a rule that is not kept.
 * @param folder the package, e.g. `/sip.js/lib/`
 * @param file the parser's module in it
 * @param startRules the rules that are started from
 */
export function pruneGrammar(folder, file, startRules) {
  const kept = new Set(startRules.map(ruleKey));
  const asked = new Map();
  let known = new Set();
  return {
    name: 'prune-grammar',
    buildStart() {
      asked.clear();
      known = new Set();
    },
    transform(code, id) {
      if (!id.includes(folder)) return null;
      const program = this.parse(code);
      if (id.endsWith(`${folder}${file}`)) {
        const pruned = prune(code, program, startRules, (why) => this.error(`${file}: ${why}`));
        known = pruned.known;
        return {code: pruned.out.toString(), map: pruned.out.generateMap({hires: true})};
      }
      asked.set(id, rulesAskedFor(program).map(ruleKey));
      return null;
    },
    buildEnd(error) {
      if (!error && asked.size > 0 && known.size === 0) this.error(`${folder}${file} was not met`);
    },
    generateBundle(_options, bundle) {
      for (const {modules = {}} of Object.values(bundle)) {
        for (const [id, {renderedLength}] of Object.entries(modules)) {
          const missed =
            renderedLength > 0 && asked.get(id)?.find((name) => known.has(name) && !kept.has(name));
          if (missed) this.error(`${id} asks for the rule ${missed}, which is not kept`);
        }
      }
    },
  };
}

/** The names in `parseHeader('name')` and `Grammar.parse(text, 'name')`. */
function rulesAskedFor(program) {
  const names = [];
  walk(program, {
    enter({type, callee, arguments: given}) {
      if (type !== 'CallExpression' || callee.type !== 'MemberExpression') return;
      const name = {parseHeader: given[0], parse: given[1]}[callee.property.name];
      if (typeof name?.value === 'string') names.push(name.value);
    },
  });
  return names;
}

function prune(code, program, startRules, fail) {
  const out = new MagicString(code);
  const parts = new Map();
  const calls = {fail: [], decode: undefined, error: []};
  walk(program, {
    enter(node) {
      if (node.type === 'VariableDeclaration' && node.declarations[0].id.name?.startsWith('peg$'))
        parts.set(node.declarations[0].id.name, node);
      if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
        parts.set(node.id.name, node);
      if (node.type === 'ExpressionStatement' && node.expression.callee?.name === 'peg$fail')
        calls.fail.push(node);
      if (node.type === 'ThrowStatement' && node.argument.callee?.name === 'peg$buildStructuredError')
        calls.error.push(node);
    },
  });
  const part = (name) => parts.get(name) ?? fail(`${name} is missing`);
  const valueOf = (name) => part(name).declarations[0].init;

  const indices = new Map(valueOf('peg$startRuleIndices').properties.map((p) => [p.key.name, p]));
  const bytecode = valueOf('peg$bytecode').elements;
  const references = bytecode.map((element) =>
    referencesOf(
      [...element.arguments[0].value].map((char) => char.charCodeAt(0) - 32),
      fail,
    ),
  );
  const reached = new Set();
  const reach = (rule) => {
    if (reached.has(rule)) return;
    reached.add(rule);
    (references[rule] ?? fail(`rule ${rule} is missing`)).rules.forEach(reach);
  };
  for (const name of startRules)
    reach((indices.get(name) ?? fail(`there is no start rule ${name}`)).value.value);

  const replace = (node, text) => out.overwrite(node.start, node.end, text);
  const starts = startRules.map((name) => `${name}: ${indices.get(name).value.value}`);
  replace(valueOf('peg$startRuleIndices'), `{${starts.join(', ')}}`);
  bytecode.forEach((element, rule) => reached.has(rule) || replace(element, '0'));
  const used = new Set([...reached].flatMap((rule) => references[rule].constants));
  valueOf('peg$consts').elements.forEach((element, index) => used.has(index) || replace(element, '0'));

  // nobody reads why a text was not accepted
  for (const node of calls.fail) replace(node, ';');
  for (const node of calls.error) replace(node, 'throw new SyntaxError();');
  replace(part('SyntaxError').body, '{}');

  // the same at each call
  for (const name of ['peg$decode', 'peg$bytecode']) out.move(part(name).start, part(name).end, 0);
  return {out, known: new Set([...indices.keys()].map(ruleKey))};
}
