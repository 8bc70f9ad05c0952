/**
 * npm run planted: plants each fault of scripts/planted/faults.mjs, one at a time and in memory only, and sees the model
 * test find it within 300 runs. `-- WORDS` takes those whose file or sentence holds them; `--seed S` another seed.
 */
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
const {plantedFaults} = await import('./planted/faults.mjs');
const {findAll} = await import('./planted/find.mjs');

const argv = process.argv.slice(2);
const at = argv.indexOf('--seed');
const seed = at < 0 ? 1 : Number(argv[at + 1]);
const words = argv.filter((word, index) => word !== '--seed' && (at < 0 || index !== at + 1));
const chosen = plantedFaults.filter(
  ({file, wrong}) => words.length === 0 || words.some((word) => file.includes(word) || wrong.includes(word)),
);
const outcomes = await findAll(chosen, seed);
for (const {fault, found, runs, why} of outcomes) {
  const first = why.split('\n')[0].slice(0, 160);
  console.log(
    `${found ? '✓' : '✗'} ${found ? `run ${runs}` : `not in ${runs} runs`}  ${fault.file}: ${fault.wrong}`,
  );
  if (found) console.log(`    ${first}`);
}
const missed = outcomes.filter(({found}) => !found).length;
console.log(`${chosen.length} faults: ${chosen.length - missed} found, ${missed} missed`);
process.exit(missed === 0 && chosen.length > 0 ? 0 : 1);
