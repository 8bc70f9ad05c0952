/**
 * npm run mutants: takes behaviour away, one piece at a time, in a copy of this tree, and sees the tests of its threat
 * or fault fail. `npm run mutants -- F-07 dial.ts` runs those of these ids, or those whose file or sentence holds the words, alone.
 */
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
const {transform} = await import('esbuild');
const {ensureChromium} = await import('./lib/system.mjs');
const {countOf, mutants} = await import('./mutants/all.mjs');
const {Copy} = await import('./mutants/copy.mjs');
const {runTests} = await import('./mutants/run-tests.mjs');
ensureChromium();

const wanted = process.argv.slice(2);
const chosen = mutants.filter(
  ({ids, file, lost}) =>
    wanted.length === 0 ||
    wanted.some((word) => ids.includes(word) || file.includes(word) || lost.includes(word)),
);
if (chosen.length === 0) {
  console.error(`No removal concerns ${wanted.join(', ')}. The list is in scripts/mutants/.`);
  process.exit(1);
}

const copy = new Copy();
const carries = (title, id) => new RegExp(`\\b${id}\\b`).test(title);
const failing = ({tests}) => tests.filter(({status}) => status === 'failed');

const files = [...new Set(chosen.flatMap(({tests}) => tests))];
console.log(`Nothing removed: ${files.length} test files`);
const whole = await runTests(copy.folder, files);
if (whole.broken !== undefined || failing(whole).length > 0) {
  for (const {file, title} of failing(whole)) console.log(`failed: ${file}: ${title}`);
  console.error(`The tests must pass before anything is removed. ${whole.broken ?? ''}`);
  process.exit(1);
}

/** What became of one removal: `caught`, `survived` or `out of date`, and what there is to say of it. */
async function attempt({ids, file, from, to, tests}) {
  const text = copy.read(file);
  const count = countOf(text, from);
  if (count !== 1) return ['out of date', `the text is ${count} times in the file`];
  const without = text.replace(from, () => to);
  try {
    await transform(without, {loader: 'ts'});
  } catch (error) {
    return ['out of date', `does not compile: ${String(error.message).split('\n')[1]}`];
  }
  copy.write(file, without);
  try {
    const outcome = await runTests(copy.folder, tests);
    if (outcome.broken !== undefined) return ['out of date', outcome.broken];
    const fallen = failing(outcome);
    const missed = ids.filter((id) => !fallen.some(({title}) => carries(title, id)));
    if (missed.length === 0) return ['caught', fallen.find(({title}) => carries(title, ids[0])).title];
    const others =
      fallen.length === 0 ? 'no test failed' : `failed: ${fallen.map(({title}) => title).join(' | ')}`;
    return ['survived', `${missed.join(', ')}: ${others}`];
  } finally {
    copy.write(file, text);
  }
}

const marks = {caught: '✓', survived: '✗', 'out of date': '?'};
const counts = {caught: 0, survived: 0, 'out of date': 0};
for (const mutant of chosen) {
  const [outcome, detail] = await attempt(mutant);
  counts[outcome]++;
  const place = `${mutant.ids.join(', ')}  ${mutant.file}`;
  console.log(`${marks[outcome]} ${outcome.padEnd(11)} ${place}: ${mutant.lost}`);
  console.log(`    ${detail.slice(0, 400)}`);
}
console.log(
  `${chosen.length} removals: ${counts.caught} caught, ${counts.survived} survived, ${counts['out of date']} out of date`,
);
process.exit(counts.caught === chosen.length ? 0 : 1);
