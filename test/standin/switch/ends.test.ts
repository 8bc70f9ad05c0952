import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Switch} from '../../../standin/switch/switch.js';
import {ManualClock} from '../../../standin/world/clock.js';
import type {EndKind, LegOffer} from '../../../standin/world/legs.js';
import {aNews} from './support.js';

function setUp(): {own: Switch; clock: ManualClock; news: ReturnType<typeof aNews>} {
  const clock = new ManualClock();
  const news = aNews();
  return {own: new Switch({news, clock, secretFor: () => []}), clock, news};
}

function anOffer(end: EndKind, number = '42001'): LegOffer {
  return {legId: 'leg', callId: 'call', end, number, from: {number: '1', name: ''}, voice: {kind: 'silence'}};
}

test('a desk phone rings at once and is answered by CTI', async () => {
  const {own, news} = setUp();
  own.offer(anOffer('phone'));
  await news.until('ringing leg');
  own.answer('leg');
  await news.until('answered leg');
  assert.equal(own.listen('leg')?.said.level, 0);
  await own.stop();
});

test('a ringing desk phone can be picked up, hung up and dialled from by hand', async () => {
  const {own, news} = setUp();
  own.offer(anOffer('phone'));
  assert.equal(own.pickUp('42002'), false);
  assert.equal(own.pickUp('42001'), true);
  assert.equal(own.hangUp('42001'), true);
  own.offer(anOffer('phone'));
  assert.equal(own.hangUp('42001'), true);
  const dialled = own.dial('42001', '41002');
  own.accept(dialled);
  await news.until(`answered ${dialled}`);
  assert.deepEqual(
    news.lines.filter((line) => !line.startsWith('ringing')),
    [
      'answered leg',
      'released leg normal',
      'refused leg declined',
      `dialled ${dialled} phone 42001 41002`,
      `answered ${dialled}`,
    ],
  );
  await own.stop();
});

for (const [end, delay] of [
  ['echo', 300],
  ['ivr', 300],
  ['caller', 1_000],
] as const) {
  test(`an end of kind ${end} rings and answers by itself after ${delay} ms`, async () => {
    const {own, clock, news} = setUp();
    own.offer(anOffer(end));
    await news.until('ringing leg');
    clock.advance(delay - 1);
    assert.ok(!news.lines.includes('answered leg'));
    clock.advance(1);
    assert.ok(news.lines.includes('answered leg'));
    await own.stop();
  });
}

test('a released caller never answers', async () => {
  const {own, clock, news} = setUp();
  own.offer(anOffer('caller'));
  own.release('leg', 'normal');
  clock.advance(5_000);
  await own.stop();
  assert.deepEqual(news.lines, []);
});

test('an unregistered browser is refused', async () => {
  const {own, news} = setUp();
  own.offer(anOffer('sip', '81001'));
  await news.until('refused leg not-registered');
  await own.stop();
});
