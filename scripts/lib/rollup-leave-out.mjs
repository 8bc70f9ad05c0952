/** The names a module exports by declarations of its own. */
function exportedNames(program) {
  return program.body.flatMap(({type, declaration}) => {
    if (type !== 'ExportNamedDeclaration' || !declaration) return [];
    return declaration.declarations?.map(({id}) => id.name) ?? [declaration.id.name];
  });
}

/**
 * Puts an empty class in the place of everything a module exports. Whoever makes one, or calls one as a function, is
 * told by an error; `instanceof` is answered truly. For what a package brings along and this product never reaches.
 *
 * @rollup/plugin-alias could send the modules elsewhere, but each would need a file of its own there, and it is silent
 * when one of them is gone: here the build fails when a listed module was not met.
 * @param folder what the listed paths are relative to, e.g. `/sip.js/lib/`
 * @param modules path without `.js` → why it is never reached
 */
export function leaveOut(folder, modules) {
  const paths = new Set(Object.keys(modules));
  const met = new Set();
  let packageMet = false;
  return {
    name: 'leave-out',
    buildStart() {
      met.clear();
      packageMet = false;
    },
    transform(code, id) {
      const at = id.lastIndexOf(folder);
      if (at < 0) return null;
      packageMet = true;
      const path = id.slice(at + folder.length).replace(/\.js$/, '');
      if (!paths.has(path)) return null;
      met.add(path);
      const names = exportedNames(this.parse(code));
      if (names.length === 0) this.error(`${path} exports nothing that could be left out`);
      const left = (name) =>
        `export class ${name} { constructor() { throw new Error('${name} is left out of this build'); } }`;
      return {code: names.map(left).join('\n'), map: {mappings: ''}};
    },
    buildEnd(error) {
      if (error || !packageMet) return;
      for (const path of paths)
        if (!met.has(path)) this.error(`${folder}${path}.js was not met: is it gone?`);
    },
  };
}
