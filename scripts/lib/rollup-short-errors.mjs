import {walk} from 'estree-walker';
import MagicString from 'magic-string';

const isText = ({type, value}) =>
  type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string');

/**
 * Puts the module's name in the stead of the English text of each error a package makes. The texts speak to whoever writes
 * against the package; nobody who uses the product reads them, and the error's stack, with the source maps beside the
 * files, names the very line.
 *
 * The build fails when the package is there and no such text was found.
 * @param folder a part of the path of the package's modules, e.g. `/sip.js/lib/`
 */
export function shortErrors(folder) {
  let modules = 0;
  let shortened = 0;
  return {
    name: 'short-errors',
    buildStart() {
      modules = 0;
      shortened = 0;
    },
    transform(code, id) {
      if (!id.includes(folder)) return null;
      modules += 1;
      const file = id.split('/').at(-1).replace(/\.js$/, '');
      const out = new MagicString(code);
      walk(this.parse(code), {
        enter(node) {
          if (node.type !== 'NewExpression' || !/Error$/.test(node.callee.name ?? '')) return;
          const [text] = node.arguments;
          if (!text || !isText(text)) return;
          out.overwrite(text.start, text.end, `'${file}'`);
          shortened += 1;
        },
      });
      return out.hasChanged() ? {code: out.toString(), map: out.generateMap({hires: true})} : null;
    },
    buildEnd(error) {
      if (!error && modules > 0 && shortened === 0) this.error(`no text of an error was found in ${folder}`);
    },
  };
}
