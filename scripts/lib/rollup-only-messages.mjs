const file = '/node_modules/@lit/localize/lit-localize.js';

/**
 * Of @lit/localize only what a page in its own language needs. Its index brings the code for translations along, as its
 * authors regret there; that comes with the first translation, by `@lit/localize/init/runtime.js`.
 */
export function onlyMessages() {
  return {
    name: 'only-messages',
    transform(code, id) {
      if (!id.endsWith(file)) return null;
      if (!code.includes("export { msg } from './init/install.js'")) this.error(`${file} is not what it was`);
      return {
        code: "export {msg} from './init/install.js';\nexport {str} from './internal/str-tag.js';",
        map: {mappings: ''},
      };
    },
  };
}
