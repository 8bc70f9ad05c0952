import {spawnSync} from 'node:child_process';

const node = process.execPath;

const checks = [
  {
    title: 'types of the gadget and its tests',
    args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  },
  {
    title: 'types of the stand-in and its tests',
    args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.node.json'],
  },
  {title: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']},
  {title: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']},
  {
    title: 'one-way dependencies between folders',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'standin',
      'test',
    ],
  },
];

/** Runs every check; each is one test of the summary. What a failing one prints is shown. */
export function runChecks() {
  return checks.map(({title, args}) => {
    const began = performance.now();
    const run = spawnSync(node, args, {encoding: 'utf8'});
    const status = run.status === 0 ? 'passed' : 'failed';
    console.log(`${status === 'passed' ? '✓' : '✗'} ${title}`);
    if (status === 'failed') console.log(`${run.stdout}${run.stderr}`);
    return {title, file: args[0].split('/')[1], status, ms: Math.round(performance.now() - began)};
  });
}
