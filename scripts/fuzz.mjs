/**
 * npm run fuzz: changes the corpus of test/finesse/corpus in ways that a network, a proxy or an enemy may, and sees that
 * the library reads or refuses each, never anything else. `--count N` inputs (100,000 when left out), `--seed S`.
 */
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
const {tsImport} = await import('tsx/esm/api');
const {fuzz} = await tsImport('../test/finesse/fuzz.ts', import.meta.url);

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const count = option('--count', 100_000);
const seed = option('--seed', Date.now() % 1_000_000_000);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('--count and --seed take whole numbers');

console.log(`seed ${seed}, ${count} inputs`);
const began = performance.now();
const {read, refused, failure, slowest} = fuzz(count, seed);
if (failure) {
  console.error(
    `input ${failure.index} of seed ${seed}: ${failure.why}\n${JSON.stringify(failure.text.slice(0, 2_000))}`,
  );
  console.error(`again: npm run fuzz -- --seed ${seed} --count ${failure.index + 1}`);
  process.exit(1);
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(
  `${count} inputs in ${seconds} s: ${read} read, ${refused} refused, no other error; slowest ${slowest.toFixed(0)} ms`,
);
