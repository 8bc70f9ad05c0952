import {walk} from 'estree-walker';
import MagicString from 'magic-string';

/**
 * Takes the bodies out of methods that this product never calls, of classes it needs otherwise. Whoever calls one is told
 * by an error. The build fails when a listed method was not met.
 *
 * @param folder what the listed paths are relative to, e.g. `/sip.js/lib/`
 * @param modules path without `.js` → names of methods of its classes
 */
export function leaveOutMethods(folder, modules) {
  const missing = new Set();
  let packageMet = false;
  return {
    name: 'leave-out-methods',
    buildStart() {
      packageMet = false;
      for (const [path, names] of Object.entries(modules))
        for (const name of names) missing.add(`${path}.js: ${name}`);
    },
    transform(code, id) {
      const at = id.lastIndexOf(folder);
      if (at < 0) return null;
      packageMet = true;
      const path = id.slice(at + folder.length).replace(/\.js$/, '');
      const names = modules[path];
      if (!names) return null;
      const out = new MagicString(code);
      walk(this.parse(code), {
        enter(node) {
          if (node.type !== 'MethodDefinition' || !names.includes(node.key.name)) return;
          missing.delete(`${path}.js: ${node.key.name}`);
          const {start, end} = node.value.body;
          out.overwrite(start, end, `{ throw new Error('left out: ${node.key.name}'); }`);
          this.skip();
        },
      });
      return out.hasChanged() ? {code: out.toString(), map: out.generateMap({hires: true})} : null;
    },
    buildEnd(error) {
      if (!error && packageMet && missing.size > 0)
        this.error(`methods to leave out were not met: ${[...missing].join(', ')}`);
    },
  };
}
