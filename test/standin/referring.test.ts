/** What the world does when a line asks it to hand a call on (RFC 3515); and how a Refer-To is read. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readReferTo} from '../../standin/switch/sip/refer.js';
import {aSite, type Site} from './world-support.js';

/** A caller who talks with the line 81002. */
function plainCall({world, callIn, carrier, clock}: Site, number = '81002', from = '5550100'): string {
  const id = callIn(number, from);
  world.legs.answered(carrier.legOf(number));
  clock.advance(10);
  return id;
}

const inCall = ({world}: Site, id: string) =>
  world.calls.get(id)?.parties.map(({address, state}) => `${address} ${state}`);
const referrals = ({carrier}: Site) => carrier.orders.filter((order) => order.startsWith('referral'));

describe('a line hands its call on', () => {
  test('to a number: held while it rings, out when it is answered', () => {
    const site = aSite();
    const {world, carrier, clock} = site;
    const id = plainCall(site);
    world.legs.referred(carrier.legOf('81002'), {number: '81003'});
    assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '81002 HELD', '81003 ALERTING']);
    assert.deepEqual(referrals(site), []);
    world.legs.answered(carrier.legOf('81003'));
    clock.advance(10);
    assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '81003 ACTIVE']);
    assert.deepEqual(referrals(site), ['referral done']);
  });

  test('to an agent: a dialog for them, and none for the line', () => {
    const site = aSite();
    const {world, carrier, clock, signIn, heard} = site;
    signIn(1);
    const id = plainCall(site);
    world.legs.referred(carrier.legOf('81002'), {number: '42001'});
    assert.deepEqual(heard(), ['POST ALERTING 5550100:ACTIVE 81002:HELD 42001:ALERTING']);
    world.legs.answered(carrier.legOf('42001'));
    clock.advance(10);
    assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '42001 ACTIVE']);
    assert.equal(heard().at(-1), 'PUT ACTIVE 5550100:ACTIVE 42001:ACTIVE');
  });

  for (const [cause, number] of [
    ['busy', '81003'],
    ['not-registered', '81003'],
  ] as const)
    test(`the call comes back when the number is ${cause}`, () => {
      const site = aSite();
      const {world, carrier, clock} = site;
      const id = plainCall(site);
      carrier.behaviour.set(number, cause);
      world.legs.referred(carrier.legOf('81002'), {number});
      clock.advance(10);
      assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '81002 HELD']);
      assert.deepEqual(referrals(site), [`referral ${cause}`]);
    });

  test('the call comes back when nobody answers in time', () => {
    const site = aSite();
    const {world, carrier, clock} = site;
    const id = plainCall(site);
    world.legs.referred(carrier.legOf('81002'), {number: '81003'});
    clock.advance(world.settings.ringSeconds * 1_000);
    assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '81002 HELD']);
    assert.deepEqual(referrals(site), ['referral no-answer']);
    assert.ok(!carrier.alive.has(carrier.legOf('81003')));
  });

  test('a number that nobody has is refused', () => {
    const site = aSite();
    plainCall(site);
    site.world.legs.referred(site.carrier.legOf('81002'), {number: '99'});
    assert.deepEqual(referrals(site), ['referral not-found']);
  });

  test('an agent’s own line is CTI’s: it is declined', () => {
    const site = aSite();
    const id = site.talking();
    site.world.legs.referred(site.carrier.legOf('42001'), {number: '81003'});
    assert.deepEqual(referrals(site), ['referral declined']);
    assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '42001 ACTIVE']);
  });

  test('who hangs up while it rings is out, and it rings on', () => {
    const site = aSite();
    const {world, carrier, clock} = site;
    const id = plainCall(site);
    const leg = carrier.legOf('81002');
    world.legs.referred(leg, {number: '81003'});
    world.legs.released(leg, 'normal');
    assert.deepEqual(inCall(site, id), ['5550100 INITIATED', '81003 ALERTING']);
    world.legs.answered(carrier.legOf('81003'));
    clock.advance(10);
    assert.deepEqual(inCall(site, id), ['5550100 ACTIVE', '81003 ACTIVE']);
  });

  test('the caller who gives up while it rings ends it for all', () => {
    const site = aSite();
    const {world, carrier} = site;
    const id = plainCall(site);
    world.legs.referred(carrier.legOf('81002'), {number: '81003'});
    world.hangUpOutside(id);
    assert.deepEqual([inCall(site, id), [...carrier.alive]], [undefined, []]);
  });

  test('of two calls it makes one, and is out of both', () => {
    const site = aSite();
    const {world, carrier} = site;
    const first = plainCall(site);
    const leg = carrier.legOf('81002');
    const second = plainCall(site, '81002', '5550101');
    world.legs.referred(leg, {legId: carrier.legOf('81002')});
    assert.deepEqual(inCall(site, first), ['5550100 ACTIVE', '5550101 ACTIVE']);
    assert.equal(world.calls.get(second), undefined);
    assert.deepEqual(referrals(site), ['referral done']);
    assert.equal(carrier.alive.size, 2);
  });
});

describe('a Refer-To', () => {
  const dialog = {callId: 'a@b', toTag: 't', fromTag: 'f', earlyOnly: false};
  const cases: readonly (readonly [string, unknown])[] = [
    ['<sip:42002@edge.invalid>', {number: '42002', replaces: undefined}],
    ['"A" <sip:42002@edge.invalid>;x=y', {number: '42002', replaces: undefined}],
    ['sip:42002@edge.invalid', {number: '42002', replaces: undefined}],
    [
      '<sip:42002@edge.invalid?Replaces=a%40b%3Bto-tag%3Dt%3Bfrom-tag%3Df>',
      {number: '42002', replaces: dialog},
    ],
    ['<sip:42002@edge.invalid?Replaces=a%40b%3Bto-tag%3Dt>', undefined],
    ['<sip:42002@edge.invalid?Replaces=%zz>', undefined],
    ['<sip:42002@edge.invalid?Route=evil>', undefined],
    ['<sip:42002@edge.invalid?Replaces=a%3Bto-tag%3Dt%3Bfrom-tag%3Df&Route=evil>', undefined],
    ['<tel:42002>', undefined],
    ['', undefined],
  ];
  for (const [text, read] of cases)
    test(`T-12 (inject: Refer-To ${text === '' ? 'without an address' : text}; settles at once): is ${read === undefined ? 'refused' : 'read'}`, () => {
      assert.deepEqual(readReferTo(text), read);
    });
});
