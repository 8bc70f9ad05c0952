import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {ManualClock} from '../../standin/world/clock.js';
import type {LegCarrier} from '../../standin/world/legs.js';
import type {Deployment} from '../../standin/world/types.js';
import {World} from '../../standin/world/world.js';

/** One agent on a desk phone, Ready; phones are answered by hand. */
function aSite(deployment: Deployment) {
  const clock = new ManualClock();
  const world = new World({deployment, clock});
  const ringing: string[] = [];
  const carrier: LegCarrier = {
    offer: ({legId, originating}) => {
      if (originating) queueMicrotask(() => world.legs.answered(legId));
      else ringing.push(legId);
    },
    answer: () => {},
    accept: () => {},
    progress: () => {},
    release: () => {},
    hold: () => {},
    connect: () => {},
  };
  world.attach(carrier);
  const agent = world.agents.get('1001001');
  assert.ok(agent);
  world.signIn(agent, '42001', undefined, '');
  clock.advance(100);
  world.requestState(agent, 'READY', undefined, '');
  clock.advance(100);
  assert.equal(agent.state, 'READY');
  const call = async (to: string) => {
    const id = world.callIn({to, from: '5550100', name: '', variables: {}, voice: {kind: 'silence'}});
    await Promise.resolve();
    clock.advance(300);
    return id;
  };
  const pickUp = () => world.legs.answered(ringing.at(-1) ?? '');
  const now = () => `${agent.state} ${agent.reason?.code ?? ''}`.trim();
  return {world, clock, call, pickUp, now};
}

describe('a call directly to an agent', () => {
  test('CCE: rings without a reservation, is Talking when answered, and Ready again without wrap-up', async () => {
    const {world, call, pickUp, now} = aSite('CCE');
    const id = await call('42001');
    assert.equal(now(), 'READY');
    assert.equal(world.calls.get(id)?.callType, 'OTHER_IN');
    pickUp();
    assert.equal(now(), 'TALKING');
    world.hangUpOutside(id);
    assert.equal(now(), 'READY');
  });

  test('CCX: takes the agent out of Ready with 32761, is never Talking, and leaves them Not Ready', async () => {
    const {world, call, pickUp, now} = aSite('CCX');
    const id = await call('42001');
    assert.equal(now(), 'NOT_READY 32761');
    pickUp();
    assert.equal(now(), 'NOT_READY 32761');
    world.hangUpOutside(id);
    assert.equal(now(), 'NOT_READY 32761');
  });

  test('is not taken back when nobody answers, and changes no state when the caller gives up', async () => {
    const {world, clock, call, now} = aSite('CCE');
    const id = await call('42001');
    clock.advance(60_000);
    assert.equal(world.calls.get(id)?.state, 'ALERTING');
    world.hangUpOutside(id);
    assert.equal(now(), 'READY');
  });

  test('keeps a queue from offering another call meanwhile', async () => {
    const {world, call, now} = aSite('CCE');
    const direct = await call('42001');
    await call('7001');
    assert.equal(now(), 'READY');
    world.hangUpOutside(direct);
    assert.equal(now(), 'RESERVED');
  });
});

describe('a routed call that rings out', () => {
  for (const [deployment, code] of [
    ['CCE', 32767],
    ['CCX', 32763],
  ] as const) {
    test(`${deployment}: makes the agent Not Ready with ${code}, and waits in front of the queue again`, async () => {
      const {world, clock, call, now} = aSite(deployment);
      await call('7001');
      clock.advance(20_000);
      assert.equal(now(), `NOT_READY ${code}`);
      assert.equal(world.calls.waiting().length, 1);
    });
  }
});
