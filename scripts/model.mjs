/**
 * npm run model: random runs of desk, stand-in and reference (test/model). `--runs N` (5,000), `--seed S` (from the time);
 * `--seed S --path P` does one run again, as a failure names it.
 */
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {install} from './lib/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
chdir(root);
install();
const {bundleModel} = await import('../test/model/bundle.mjs');
process.setSourceMapsEnabled(true);
const {check} = await import(await bundleModel(root, `model-${process.pid}`));

const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const path = option('--path');
const seed = Number(option('--seed') ?? Date.now() % 1_000_000_000);
const runs = path === undefined ? Number(option('--runs') ?? 5_000) : 1;
if (!(runs > 0) || !Number.isInteger(seed)) throw new Error('--runs and --seed take whole numbers');
console.log(`seed ${seed}, ${runs} runs`);
const {failure} = await check({
  seed,
  runs,
  shrink: path === undefined,
  ...(path === undefined ? {} : {path}),
});
if (failure) {
  console.error(`${failure.why}\n${failure.walk}`);
  console.error(`again: npm run model -- --seed ${failure.seed} --path ${failure.path}`);
  process.exit(1);
}
console.log(`${runs} runs, every rule held`);
process.exit(0);
