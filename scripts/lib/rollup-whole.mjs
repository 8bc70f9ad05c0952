import {readFile} from 'node:fs/promises';

const mark = '?whole';

/**
 * Modules of a package that our own code imports by their path, e.g. `sip.js/lib/api/inviter.js`, are given to it as they
 * are, whatever the other plugins leave out of them for everybody else: so what is loaded later can have more of a package
 * than what is loaded at the start. What such a module imports itself is what everybody has.
 */
export function whole(name) {
  return {
    name: 'whole',
    async resolveId(source, importer) {
      if (!source.startsWith(`${name}/lib/`) || importer?.includes('/node_modules/')) return null;
      const found = await this.resolve(source, importer, {skipSelf: true});
      return found && `${found.id}${mark}`;
    },
    load: (id) => (id.endsWith(mark) ? readFile(id.slice(0, -mark.length), 'utf8') : null),
  };
}
