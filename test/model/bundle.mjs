/**
 * Makes one file of the model test's engine, with everything of src/ and standin/ that it runs: what is loaded on demand
 * is there at once, so that a run depends on its seed and on nothing else. Texts may be replaced on the way (planted faults).
 */
import {readFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {join, relative, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/**
 * @param {string} root the repository
 * @param {string} name of the file that is made
 * @param {{file: string, from: string, to: string}} [fault] text that is in the file exactly once, and what stands there instead
 */
export async function bundleModel(root, name, fault) {
  const folder = join(root, 'test-results', 'model');
  await mkdir(folder, {recursive: true});
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(root, 'test/model/run.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'silent',
    tsconfig: join(root, 'tsconfig.node.json'),
    plugins: fault ? [planting(root, fault)] : [],
  });
  return pathToFileURL(outfile).href;
}

/** Puts the fault into its file as it is read. */
function planting(root, {file, from, to}) {
  const path = resolve(root, file);
  return {
    name: 'planting',
    setup(bundler) {
      bundler.onLoad({filter: /\.ts$/}, (args) => {
        if (args.path !== path) return undefined;
        const text = readFileSync(path, 'utf8');
        if (text.split(from).length !== 2)
          throw new Error(`${relative(root, path)} has it not once: ${from}`);
        return {contents: text.replace(from, () => to), loader: 'ts'};
      });
    },
  };
}
