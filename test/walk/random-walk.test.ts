import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {deployments} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import type {Carrier, Command} from './moves.js';
import type {Coverage} from './walk.js';
import {canBeRefused, RandomWalk} from './walk.js';

const full = process.env['DESKLINE_FULL'] !== undefined;
const one = process.env['WALK_SEED'];
const seeds = one === undefined ? Array.from({length: full ? 10 : 2}, (_, n) => n + 1) : [Number(one)];
const steps = Number(process.env['WALK_STEPS'] ?? 200);
const [deployment = 'CCE'] = deployments;

/** The table of who acts: every command with what may carry the call. */
const everyPress: readonly (readonly [Command, Carrier])[] = [
  ...(['both', 'dialog'] as const).flatMap((carrier) =>
    (
      [
        'answer',
        'hold',
        'resume',
        'end',
        'digits',
        'consult',
        'transfer-now',
        'transfer',
        'conference',
        'back',
        'drop',
      ] as const
    ).map((command) => [command, carrier] as const),
  ),
  ['mute', 'both'],
  ...(['answer', 'hold', 'resume', 'end', 'digits', 'mute'] as const).map(
    (command) => [command, 'leg'] as const,
  ),
];

describe('a random walk over eight lines with three agents', () => {
  const walked: Coverage[] = [];

  describe('after each step screen, Finesse and switch agree', {concurrency: 2}, () => {
    for (const seed of seeds)
      test(`${steps} steps from seed ${seed}`, {timeout: 900_000}, async () => {
        const layout = ['--layout', 'test/support/layouts/eight-lines.xml'];
        // the microphone's permission counts: now and then it is denied
        const stage = await Stage.open(['--deployment', deployment, ...layout], {asksFirst: true});
        try {
          const walk = new RandomWalk(stage, seed, deployment);
          walked.push(walk.coverage);
          await walk.begin();
          for (let step = 1; step <= steps; step++)
            await walk.step().catch((error: unknown) => {
              const last = walk.steps.slice(-12).join('\n  ');
              throw new Error(`step ${step}: ${String(error)}\n  ${last}\nagain: WALK_SEED=${seed}`);
            });
          await stage.curtain();
        } finally {
          await stage.close();
        }
      });
  });

  test(
    'over the seeds every command succeeded, and was refused where somebody can',
    {skip: one !== undefined},
    () => {
      const missing = everyPress.flatMap(([command, carrier]) => {
        const kind = `${command} by ${carrier}` as const;
        const sum = (what: 'done' | 'refused') =>
          walked.reduce((all, coverage) => all + (coverage.get(kind)?.[what] ?? 0), 0);
        return [
          ...(sum('done') === 0 ? [`${kind} never succeeded`] : []),
          ...(sum('refused') === 0 && canBeRefused(command, carrier) ? [`${kind} was never refused`] : []),
        ];
      });
      assert.deepEqual(missing, []);
    },
  );
});
