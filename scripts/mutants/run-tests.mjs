import {spawn} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';

/** Longest time for the tests of one removal; a test that hangs for want of what was removed ends by itself before. */
const limit = 240_000;

/** One program in the copy; resolves with its exit code and what it printed. */
function run(folder, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: {...process.env, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      // a group of its own, so that its browser ends with it
      detached: true,
    });
    const end = () => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // over already
      }
    };
    const timer = setTimeout(end, limit);
    process.on('exit', end);
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('exit', end);
      resolve({code, printed});
    });
  });
}

function outcomes(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

const isJourney = (file) => file.startsWith('test/journeys/');
const isNode = (file) => isJourney(file) || /^test\/(standin|house|model|servers)\//.test(file);

async function nodeTests(folder, files) {
  const summary = join(folder, 'test-results/mutants-node.json');
  rmSync(summary, {force: true});
  if (files.some(isJourney)) {
    const built = await run(folder, ['scripts/build.mjs']);
    if (built.code !== 0) return {tests: [], broken: `does not build: ${built.printed.slice(-400)}`};
  }
  const args = [
    '--import',
    'tsx',
    '--test',
    '--test-concurrency=1',
    '--test-force-exit',
    '--test-timeout=120000',
  ];
  const reporter = [
    '--test-reporter=./scripts/lib/node-test-reporter.mjs',
    '--test-reporter-destination=stdout',
  ];
  await run(folder, [...args, ...reporter, ...files], {
    NODE_TEST_SUMMARY: summary,
    TSX_TSCONFIG_PATH: 'tsconfig.node.json',
  });
  return {tests: outcomes(summary), broken: undefined};
}

async function browserTests(folder, files) {
  const summary = join(folder, 'test-results/browser.json');
  rmSync(summary, {force: true});
  await run(folder, [
    'node_modules/@web/test-runner/dist/bin.js',
    ...files.flatMap((file) => ['--files', file]),
  ]);
  return {tests: outcomes(summary), broken: undefined};
}

/** Runs test files in the copy; `tests` are their outcomes, `broken` says why there are none. */
export async function runTests(folder, files) {
  const parts = [];
  const [node, browser] = [files.filter(isNode), files.filter((file) => !isNode(file))];
  if (browser.length > 0) parts.push(await browserTests(folder, browser));
  if (node.length > 0) parts.push(await nodeTests(folder, node));
  const tests = parts.flatMap((part) => part.tests);
  const broken =
    parts.find((part) => part.broken)?.broken ?? (tests.length === 0 ? 'no test ran' : undefined);
  return {tests, broken};
}
