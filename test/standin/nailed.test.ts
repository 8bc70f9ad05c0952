import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {MobileAgent} from '../../standin/world/types.js';
import {aSite, type Site} from './world-support.js';

const mobile: MobileAgent = {mode: 'NAILED_CONNECTION', dialNumber: '81001'};

/** Asks for the sign-in; the browser 81001 is registered, and does as it is told when it rings. */
function signingIn(behaviour: 'answer' | 'wait' | 'busy' = 'answer', isRegistered = true) {
  const site = aSite();
  if (isRegistered) site.world.legs.registered('81001', true);
  site.carrier.behaviour.set('81001', behaviour);
  site.world.signIn(site.agent(), '41001', mobile, 'r-1');
  site.clock.advance(100);
  return site;
}

function ready(): Site {
  const site = signingIn();
  site.ask('READY');
  site.heard();
  return site;
}

function ringing(): Site & {id: string} {
  const site = ready();
  const id = site.callIn();
  site.clock.advance(300);
  return {...site, id};
}

function talking(): Site & {id: string} {
  const site = ringing();
  site.act(site.id, 'ANSWER');
  site.heard();
  return site;
}

const legOf = ({world, agent}: Site) => world.nailedLegOf(agent());
const hears = (site: Site) => site.carrier.hearing.get(legOf(site) ?? '') ?? [];
const offered = ({carrier}: Site) => carrier.orders.filter((order) => order === 'offer sip 81001').length;

describe('Mobile Agent, nailed connection: the sign-in', () => {
  test('one call is placed from the remote CTI port, and the sign-in is complete when it is answered', () => {
    const site = signingIn('wait');
    assert.deepEqual([site.agent().state, offered(site)], ['LOGOUT', 1]);
    assert.deepEqual(site.carrier.offers[0]?.from, {number: '511001', name: ''});
    site.world.legs.answered(site.carrier.legOf('81001'));
    assert.deepEqual(site.heard(), ['user NOT_READY']);
    assert.deepEqual(site.agent().mobile, mobile);
    assert.deepEqual([site.carrier.orders.at(-1), hears(site)], ['hold', []]);
  });

  for (const [behaviour, data] of [
    ['busy', 'CF_RESOURCE_BUSY, 33'],
    ['wait', 'CF_REQUEST_TIMEOUT_REJECTION, 78'],
  ] as const)
    test(`${behaviour === 'busy' ? 'busy' : 'not answered'}: refused, and signed out with 50040`, () => {
      const site = signingIn(behaviour);
      site.clock.advance(20_000);
      assert.deepEqual(site.heard(), [`refused Generic Error, ${data}`, 'user LOGOUT 50040']);
      assert.deepEqual(
        [site.agent().state, site.carrier.alive.size],
        ['LOGOUT', behaviour === 'busy' ? 1 : 0],
      );
    });

  test('a browser that registers a moment later still gets the call; one that does not is refused after 10 s', () => {
    const late = signingIn('answer', false);
    assert.equal(offered(late), 0);
    late.clock.advance(5_000);
    late.world.legs.registered('81001', true);
    late.clock.advance(10);
    assert.equal(late.agent().state, 'NOT_READY');
    const never = signingIn('answer', false);
    never.clock.advance(10_000);
    assert.deepEqual(never.heard(), [
      'refused Generic Error, CF_RESOURCE_OUT_OF_SERVICE, 34',
      'user LOGOUT 50040',
    ]);
  });

  test('a second sign-in to the same phone keeps the call that is up; another mode ends it', () => {
    const site = signingIn();
    const leg = legOf(site);
    site.world.signIn(site.agent(), '41001', mobile, '');
    site.clock.advance(100);
    assert.deepEqual([legOf(site), offered(site)], [leg, 1]);
    site.world.signIn(site.agent(), '41001', {...mobile, mode: 'CALL_BY_CALL'}, '');
    site.clock.advance(100);
    assert.deepEqual([legOf(site), site.carrier.alive.size], [undefined, 0]);
  });

  test('sign-out ends the permanent call', () => {
    const site = signingIn();
    site.ask('LOGOUT');
    assert.deepEqual([site.agent().state, site.carrier.alive.size], ['LOGOUT', 0]);
  });
});

describe('Mobile Agent, nailed connection: calls', () => {
  test('a call rings on the screen alone: ANSWER is offered, and no phone rings', () => {
    const site = ringing();
    assert.deepEqual(site.heard(), ['user RESERVED', 'POST ALERTING 5550100:INITIATED 41001:ALERTING']);
    assert.equal(offered(site), 1);
    const [call] = site.world.calls.all();
    assert.ok(call?.parties[1]);
    assert.deepEqual(site.world.calls.actionsOf(call, call.parties[1]), ['ANSWER']);
  });

  test('ANSWER connects the permanent leg, which is retrieved; three calls, one leg, held between', () => {
    const site = ready();
    for (let nth = 1; nth <= 3; nth++) {
      const id = site.callIn();
      site.clock.advance(300);
      site.act(id, 'ANSWER');
      assert.equal(site.agent().state, 'TALKING');
      assert.deepEqual([site.carrier.orders.at(-1), hears(site).length], ['retrieve', 1]);
      site.world.hangUpOutside(id);
      site.clock.advance(100);
      assert.deepEqual([site.carrier.orders.at(-1), hears(site)], ['hold', []]);
      assert.equal(site.agent().state, 'WORK_READY');
      site.ask('READY');
    }
    assert.deepEqual([offered(site), site.carrier.alive.has(legOf(site) ?? '')], [1, true]);
  });

  test('not answered: the call is taken back with 32767, and the leg stays', () => {
    const site = ringing();
    site.clock.advance(20_000);
    assert.deepEqual([site.agent().state, site.agent().reason?.code], ['NOT_READY', 32767]);
    assert.ok(site.carrier.alive.has(legOf(site) ?? ''));
  });

  test('hold and retrieve go through the leg', () => {
    const site = talking();
    site.act(site.id, 'HOLD');
    assert.deepEqual([site.carrier.orders.at(-1), hears(site)], ['hold', []]);
    site.act(site.id, 'RETRIEVE');
    assert.deepEqual([site.carrier.orders.at(-1), hears(site).length], ['retrieve', 1]);
  });

  test('a consult, its conference and its transfer use the same leg, which is free afterwards', () => {
    for (const action of ['CONFERENCE', 'TRANSFER'] as const) {
      const site = talking();
      site.signIn(2);
      site.carrier.behaviour.set('42002', 'answer');
      site.world.consult(site.agent(), site.id, '42002', '');
      site.clock.advance(100);
      assert.deepEqual(hears(site), [{leg: site.carrier.legOf('42002')}]);
      site.world.complete(site.agent(), site.id, action, '');
      site.clock.advance(100);
      assert.equal(hears(site).length, action === 'CONFERENCE' ? 2 : 0);
      assert.equal(offered(site), 1);
      assert.ok(site.carrier.alive.has(legOf(site) ?? ''));
    }
  });

  test('a single-step transfer to a nailed agent is answered by ANSWER', () => {
    const site = talking();
    site.world.legs.registered('81002', true);
    site.carrier.behaviour.set('81002', 'answer');
    site.signIn(2, '41002', {mode: 'NAILED_CONNECTION', dialNumber: '81002'});
    site.world.transfer(site.agent(), site.id, '41002', '');
    site.clock.advance(100);
    site.act(site.id, 'ANSWER', 2);
    assert.equal(site.agent(2).state, 'TALKING');
    assert.deepEqual([hears(site), site.agent().state], [[], 'WORK_READY']);
  });

  test('a call of the agent’s own goes out through the leg at once', () => {
    const site = signingIn();
    site.carrier.behaviour.set('5550142', 'answer');
    site.world.makeCall(site.agent(), '5550142', '', []);
    site.clock.advance(100);
    assert.deepEqual(hears(site), [{leg: site.carrier.legOf('5550142')}]);
    assert.equal(offered(site), 1);
  });

  test('the phone at its end hangs up in a call: the caller is let go, and the agent is signed out with 50042', () => {
    const site = talking();
    site.world.legs.released(legOf(site) ?? '', 'normal');
    assert.deepEqual(site.heard().at(-1), 'user LOGOUT 50042');
    assert.deepEqual([site.world.calls.all(), site.carrier.alive.size], [[], 0]);
  });

  test('a call that rings while the leg is lost is taken back before', () => {
    const site = ringing();
    site.world.cutNailedLeg(site.agent());
    assert.deepEqual(site.heard().slice(-2), ['user NOT_READY 32767', 'user LOGOUT 50042']);
    assert.equal(site.world.calls.get(site.id)?.state, 'INITIATED');
  });
});
