/**
 * npm test: sets itself up, proves everything once, and ends with "N passed, N failed".
 * `--full` walks every combination; `--only checks,browser,node,journeys,walk` runs parts; further words narrow node files.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
const {ensureChromium, ensureServers, ensureSound} = await import('./lib/system.mjs');
const {runChecks} = await import('./lib/checks.mjs');
ensureChromium();

const argv = process.argv.slice(2);
const full = argv.includes('--full');
const only = argv.includes('--only')
  ? argv[argv.indexOf('--only') + 1].split(',')
  : ['checks', 'browser', 'node', 'journeys', 'walk'];
const words = argv.filter((word, index) => !word.startsWith('--') && argv[index - 1] !== '--only');

if (only.includes('node')) ensureServers();
if (only.includes('journeys')) ensureSound();
rmSync('test-results', {recursive: true, force: true});
mkdirSync('test-results', {recursive: true});
const tests = [];

/** One part of the run; a part that dies without a word counts as a failed test. */
function part(name, run) {
  if (!only.includes(name)) return;
  console.log(`\n${name}`);
  const found = run();
  if (found.length === 0)
    found.push({title: `${name}: at least one test ran`, file: '', status: 'failed', ms: 0});
  tests.push(...found);
}

function readTests(file, ok) {
  const found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  if (!ok && !found.some((test) => test.status === 'failed')) {
    found.push({title: `the run that writes ${file} ends well`, file, status: 'failed', ms: 0});
  }
  return found;
}

const testFiles = (folder) =>
  readdirSync(folder, {recursive: true})
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();

function nodeTests(folders, summary, concurrency, timeout) {
  const files = folders.flatMap(testFiles);
  if (files.length === 0) return [];
  const run = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      `--test-concurrency=${concurrency}`,
      '--test-force-exit',
      `--test-timeout=${timeout}`,
      '--test-reporter=./scripts/lib/node-test-reporter.mjs',
      '--test-reporter-destination=stdout',
      ...files,
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        NODE_TEST_SUMMARY: summary,
        TSX_TSCONFIG_PATH: 'tsconfig.node.json',
        ...(full ? {DESKLINE_FULL: '1'} : {}),
      },
    },
  );
  return readTests(summary, run.status === 0);
}

part('checks', runChecks);
part('node', () => [
  ...nodeTests(['test/servers', 'test/standin', 'test/house'], 'test-results/node.json', 2, 120_000),
  // one file holds all the planted faults
  ...nodeTests(['test/model'], 'test-results/model.json', 1, 600_000),
]);
part('browser', () => {
  const run = spawnSync(process.execPath, ['node_modules/@web/test-runner/dist/bin.js'], {stdio: 'inherit'});
  return readTests('test-results/browser.json', run.status === 0);
});
part('journeys', () => {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], {stdio: 'inherit'});
  if (built.status !== 0)
    return [{title: 'the gadget builds', file: 'scripts/build.mjs', status: 'failed', ms: 0}];
  return nodeTests(['test/journeys'], 'test-results/journeys.json', 1, 120_000);
});
// on what the journeys have built; one file holds a long walk for each seed
part('walk', () => nodeTests(['test/walk'], 'test-results/walk.json', 1, 1_800_000));

const count = (status) => tests.filter((test) => test.status === status).length;
const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
writeFileSync('test-results/summary.json', `${JSON.stringify({passed, failed, skipped, tests}, null, 1)}\n`);
for (const test of tests) if (test.status === 'failed') console.log(`failed: ${test.file}: ${test.title}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
