import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Voice} from '../../standin/world/legs.js';
import {aSite} from './world-support.js';

const line = '82001';
const silence: Voice = {kind: 'silence'};

/** A line of a browser that a colleague's phone has too, and a caller for it. */
function aSharedLine() {
  const site = aSite('CCE');
  const {world, carrier, clock} = site;
  world.settings.sharedLines = line;
  const call = () => {
    const id = world.callIn({to: line, from: '5550142', name: 'Ann', variables: {}, voice: silence});
    clock.advance(10);
    return id;
  };
  const legsOf = () =>
    carrier.offers.filter(({number}) => number === line).map(({legId, end}) => ({legId, end}));
  /** What is told of the line, in words. */
  const told = () =>
    (carrier.lines.get(line) ?? []).map(
      ({state, direction, held, remote}) =>
        `${state} ${direction} ${remote.number} ${remote.name}${held ? ' held' : ''}`,
    );
  const legOf = (end: 'sip' | 'phone') => legsOf().find((leg) => leg.end === end)?.legId ?? '';
  return {...site, call, legsOf, legOf, told};
}

describe('shared lines', () => {
  test('J23: the browser and the colleague’s phone ring, and both are told as ringing', () => {
    const {call, legsOf, told} = aSharedLine();
    call();
    assert.deepEqual(
      legsOf().map(({end}) => end),
      ['sip', 'phone'],
    );
    assert.deepEqual(told(), ['early recipient 5550142 Ann', 'early recipient 5550142 Ann']);
  });

  test('J23: the phone that answers has the call, and the browser rings no more', () => {
    const {world, carrier, call, legOf, told} = aSharedLine();
    const id = call();
    world.legs.answered(legOf('phone'));
    assert.ok(!carrier.alive.has(legOf('sip')));
    assert.ok(carrier.orders.includes('release answered-elsewhere'));
    assert.deepEqual(told(), ['confirmed recipient 5550142 Ann']);
    const [caller] = world.calls.get(id)?.parties ?? [];
    assert.deepEqual(carrier.hearing.get(legOf('phone')), [{leg: caller?.legId}]);
  });

  test('J23: the browser that answers has it, and the phone rings no more', () => {
    const {world, carrier, call, legOf, told} = aSharedLine();
    call();
    world.legs.answered(legOf('sip'));
    assert.ok(!carrier.alive.has(legOf('phone')));
    assert.deepEqual(told(), ['confirmed recipient 5550142 Ann']);
  });

  test('J23: who declines leaves the other one ringing; when both do, the caller is told', () => {
    const {world, call, legOf, told} = aSharedLine();
    const id = call();
    world.legs.refused(legOf('sip'), 'declined');
    assert.deepEqual(told(), ['early recipient 5550142 Ann']);
    assert.ok(world.calls.get(id));
    world.legs.refused(legOf('phone'), 'declined');
    assert.deepEqual(told(), []);
    assert.equal(world.calls.get(id), undefined);
  });

  test('J23: a caller who gives up stops both phones', () => {
    const {world, carrier, call, legOf, told} = aSharedLine();
    world.hangUpOutside(call());
    assert.ok(!carrier.alive.has(legOf('sip')) && !carrier.alive.has(legOf('phone')));
    assert.deepEqual(told(), []);
  });

  test('J23: what the colleague holds is told as held, and the caller hears music', () => {
    const {world, carrier, call, legOf, told} = aSharedLine();
    const id = call();
    world.legs.answered(legOf('phone'));
    world.legs.heldByEnd(legOf('phone'), true);
    assert.deepEqual(told(), ['confirmed recipient 5550142 Ann held']);
    const [caller] = world.calls.get(id)?.parties ?? [];
    assert.deepEqual(carrier.hearing.get(caller?.legId ?? ''), [{tone: 'music'}]);
    world.legs.heldByEnd(legOf('phone'), false);
    assert.deepEqual(told(), ['confirmed recipient 5550142 Ann']);
  });

  test('J23: a held call that is taken goes to the leg that asked, and the phone is out of it', () => {
    const {world, carrier, clock, call, legOf, told} = aSharedLine();
    const id = call();
    world.legs.answered(legOf('phone'));
    world.legs.heldByEnd(legOf('phone'), true);
    carrier.alive.add('new');
    world.legs.takesOver({legId: 'new', from: {number: line, name: ''}, place: legOf('phone')});
    clock.advance(10);
    assert.ok(!carrier.alive.has(legOf('phone')));
    const [caller, taker] = world.calls.get(id)?.parties ?? [];
    assert.equal(taker?.legId, 'new');
    assert.deepEqual(carrier.hearing.get('new'), [{leg: caller?.legId}]);
    assert.deepEqual(told(), ['confirmed recipient 5550142 Ann']);
    world.legs.released('new', 'normal');
    assert.deepEqual([told(), world.calls.get(id)], [[], undefined]);
  });

  test('T-13 (inject: a line that asks for the call of another, or of a line that is not shared; settles at once): it takes none', () => {
    const {world, carrier, clock, call, legOf} = aSharedLine();
    call();
    world.legs.answered(legOf('phone'));
    for (const number of ['83001', line]) {
      if (number === line) world.settings.sharedLines = '';
      carrier.alive.add('new');
      world.legs.takesOver({legId: 'new', from: {number, name: ''}, place: legOf('phone')});
      clock.advance(10);
      assert.ok(!carrier.alive.has('new'));
    }
    assert.ok(carrier.alive.has(legOf('phone')));
  });

  test('J23: what the colleague dials is told as theirs', () => {
    const {world, carrier, clock, told} = aSharedLine();
    carrier.alive.add('desk');
    world.legs.dialled({legId: 'desk', end: 'phone', from: {number: line, name: ''}, to: '5550199'});
    clock.advance(10);
    assert.deepEqual(told(), ['early initiator 5550199 ']);
  });
});
