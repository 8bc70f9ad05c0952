import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {describe, test} from 'node:test';
import {deployments} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {Coverage} from './coverage.js';
import {RandomWalk} from './walk.js';

const full = process.env['DESKLINE_FULL'] !== undefined;
const one = process.env['WALK_SEED'];
const seeds = one === undefined ? Array.from({length: full ? 10 : 2}, (_, n) => n + 1) : [Number(one)];
const steps = Number(process.env['WALK_STEPS'] ?? 200);
const [deployment = 'CCE'] = deployments;

/** What the walks have left out comes about within so many steps more. */
const mostStepsMore = 150;

/** Walks until `isOver`, which is asked before each step with the number of those done. */
async function walk(
  seed: number,
  coverage: Coverage,
  isOver: (done: number) => boolean,
  goesForTheRest = false,
): Promise<void> {
  const layout = ['--layout', 'test/support/layouts/eight-lines.xml'];
  // the microphone's permission counts: now and then it is denied
  const stage = await Stage.open(['--deployment', deployment, ...layout], {asksFirst: true});
  let walking: RandomWalk | undefined;
  try {
    walking = await RandomWalk.begin(stage, seed, deployment, coverage);
    const {steps} = walking;
    if (goesForTheRest) walking.goForTheRest();
    for (let done = 0; !isOver(done); done++)
      await walking.step().catch((error: unknown) => {
        const last = steps.slice(-24).join('\n  ');
        // the rest hangs on what the walks before it have left out
        const again = goesForTheRest ? 'npm run walk' : `WALK_SEED=${seed} npm run walk`;
        throw new Error(`step ${done + 1}: ${String(error)}\n  ${last}\nagain: ${again}`);
      });
    await stage.curtain();
  } finally {
    await keep(goesForTheRest ? 'rest' : String(seed), walking?.steps ?? []);
    await stage.close();
  }
}

/** Keeps what was done, to compare two walks of one seed. */
async function keep(name: string, steps: readonly string[]): Promise<void> {
  await mkdir('test-results', {recursive: true});
  await writeFile(`test-results/walk-${name}.txt`, `${steps.join('\n')}\n`);
}

describe('a random walk over eight lines with three agents', () => {
  const walked: Coverage[] = [];

  describe('after each step screen, Finesse and switch agree', {concurrency: 1}, () => {
    for (const seed of seeds)
      test(`${steps} steps from seed ${seed}`, {timeout: 900_000}, async (context) => {
        const coverage = new Coverage();
        walked.push(coverage);
        await walk(seed, coverage, (done) => done === steps);
        context.diagnostic(coverage.toString());
      });
  });

  // two seeds leave out more than can be made up for in minutes
  if (full && one === undefined)
    test(
      'over the seeds every command succeeded, and was refused where somebody can',
      {timeout: 600_000},
      async () => {
        const all = new Coverage();
        all.add(walked);
        // chance may have left something out: it goes on until that has come about too
        const isOver = (done: number) => done === mostStepsMore || all.missing.length === 0;
        if (!isOver(0)) await walk(seeds.length + 1, all, isOver, true);
        assert.deepEqual(all.missing, []);
      },
    );
});
