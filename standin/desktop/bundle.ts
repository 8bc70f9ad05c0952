import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

/** Scripts of the desktop's pages. Classic ones run where they stand, before the gadget's own scripts. */
const entries: readonly {readonly name: string; readonly format: 'esm' | 'iife'}[] = [
  {name: 'sign-in', format: 'esm'},
  {name: 'container', format: 'esm'},
  {name: 'runtime', format: 'iife'},
  {name: 'facade', format: 'iife'},
];

let cached: Promise<Map<string, string>> | undefined;

/** The desktop's browser files by name (`container.js`, `desktop.css`, …), built once per process and kept in memory. */
export function bundleDesktopPages(): Promise<Map<string, string>> {
  cached ??= bundle();
  return cached;
}

async function bundle(): Promise<Map<string, string>> {
  const folder = fileURLToPath(new URL('page/', import.meta.url));
  const files = new Map<string, string>();
  await Promise.all(
    entries.map(async ({name, format}) => {
      const result = await build({
        entryPoints: [`${folder}${name}.ts`],
        bundle: true,
        write: false,
        format,
        platform: 'browser',
        target: 'es2022',
        charset: 'utf8',
        legalComments: 'none',
        logLevel: 'silent',
        outfile: `${name}.js`,
      });
      for (const output of result.outputFiles) files.set(basename(output.path), output.text);
    }),
  );
  files.set('desktop.css', await readFile(`${folder}desktop.css`, 'utf8'));
  return files;
}
