import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {Health} from '../../../standin/desktop/page/health.js';

const a = 'http://a.example.test';
const b = 'http://b.example.test';

interface Stage {
  readonly health: Health;
  readonly happened: string[];
  readonly nodes: Record<string, string | undefined>;
  /** Lets the next look at the nodes happen. */
  look(): Promise<void>;
  stop(): void;
}

function aStage(): Stage {
  mock.timers.enable({apis: ['setTimeout']});
  const happened: string[] = [];
  const nodes: Record<string, string | undefined> = {[a]: 'IN_SERVICE', [b]: 'IN_SERVICE'};
  const host = {
    nodeStatus: async (origin: string) => nodes[origin],
    connect: () => void happened.push('connect'),
    changed: (status: string) => void happened.push(status),
    moveTo: (origin: string) => void happened.push(`move to ${origin}`),
  };
  const health = new Health(host, a, () => b);
  return {
    health,
    happened,
    nodes,
    look: async () => {
      mock.timers.tick(2000);
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
    stop: () => {
      health.stop();
      mock.timers.reset();
    },
  };
}

test('a lost connection is failing, then made again on a node that is in service, then recovered', async () => {
  const stage = aStage();
  stage.health.linked = true;
  stage.health.linked = false;
  await stage.look();
  stage.health.linked = true;
  assert.deepEqual(stage.happened, ['connected', 'failing', 'connect', 'recovered']);
  stage.stop();
});

test('a node that goes out of service and comes back stays the desktop of its agent', async () => {
  const stage = aStage();
  stage.health.linked = true;
  stage.nodes[b] = undefined;
  stage.health.inService = false;
  stage.nodes[a] = 'OUT_OF_SERVICE';
  await stage.look();
  await stage.look();
  stage.nodes[a] = 'IN_SERVICE';
  await stage.look();
  assert.deepEqual(stage.happened, ['connected', 'failing', 'recovered']);
  stage.stop();
});

test('moves to the other node when this one stays down and that one is in service', async () => {
  const stage = aStage();
  stage.health.linked = true;
  stage.health.linked = false;
  stage.nodes[a] = undefined;
  await stage.look();
  assert.deepEqual(stage.happened, ['connected', 'failing']);
  await stage.look();
  assert.deepEqual(stage.happened, ['connected', 'failing', `move to ${b}`]);
  stage.stop();
});

test('an absent Finesse service is failing until it is present again', () => {
  const stage = aStage();
  stage.health.linked = true;
  stage.health.present = false;
  stage.health.present = true;
  assert.deepEqual(stage.happened, ['connected', 'failing', 'recovered']);
  stage.stop();
});
