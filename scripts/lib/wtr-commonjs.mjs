import {build} from 'esbuild';
import {createRequire} from 'node:module';

const prefix = '/__commonjs/';

/** Serves named CommonJS packages to the browser tests as one ES module each. */
export function commonJsPackages(names) {
  const require = createRequire(import.meta.url);
  return {
    name: 'commonjs-packages',
    resolveImport({source}) {
      return names.includes(source) ? `${prefix}${encodeURIComponent(source)}.js` : undefined;
    },
    async serve(context) {
      if (!context.path.startsWith(prefix)) return undefined;
      const name = decodeURIComponent(context.path.slice(prefix.length, -'.js'.length));
      const exported = Object.keys(require(name)).filter(
        (key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default',
      );
      // a package marked __esModule has no default, and its names stand beside it
      const contents = `import * as names from ${JSON.stringify(name)};\nconst all = names.default ?? names;\nexport default all;\n${exported
        .map((key) => `export const ${key} = all[${JSON.stringify(key)}];`)
        .join('\n')}`;
      const {outputFiles} = await build({
        stdin: {contents, resolveDir: process.cwd(), loader: 'js'},
        bundle: true,
        format: 'esm',
        platform: 'browser',
        write: false,
        logLevel: 'silent',
        external: ['stream'],
      });
      return {body: outputFiles[0].text, type: 'js'};
    },
  };
}
