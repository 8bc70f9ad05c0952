import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {hearingOf} from '../../standin/world/hearing.js';
import type {Call, Party} from '../../standin/world/types.js';
import {aSite} from './world-support.js';

describe('a routed call, as the agent is told of it', () => {
  test('RESERVED first, then POST with the call ringing', () => {
    const {ready, callIn, clock, heard, world} = aSite();
    ready();
    const id = callIn();
    assert.deepEqual(heard(), ['user RESERVED']);
    clock.advance(world.settings.reserveMs);
    assert.deepEqual(heard(), ['POST ALERTING 5550100:INITIATED 42001:ALERTING']);
    const view = world.calls.view(world.calls.get(id) ?? assert.fail());
    assert.equal(view.callType, 'PREROUTE_ACD_IN');
    assert.equal(view.dnis, '42001');
    assert.equal(view.queueName, 'Billing');
    assert.deepEqual(
      view.participants.map(({actions, mediaAddressType}) => [actions, mediaAddressType]),
      [
        [[], ''],
        [['ANSWER'], 'AGENT_DEVICE'],
      ],
    );
  });

  test('answered: TALKING, and both parties active', () => {
    const {ready, callIn, clock, heard, act, carrier} = aSite();
    ready();
    const id = callIn();
    clock.advance(300);
    heard();
    act(id, 'ANSWER');
    assert.deepEqual(heard(), ['user TALKING', 'PUT ACTIVE 5550100:ACTIVE 42001:ACTIVE']);
    assert.deepEqual(carrier.orders, ['offer caller 5550100', 'offer phone 42001', 'answer']);
  });

  test('ended by the agent: wrap-up, the caller leaves the list, then WORK; DELETE comes when wrap-up ends', () => {
    const {talking, act, clock, heard, world} = aSite();
    const id = talking();
    act(id, 'DROP');
    assert.deepEqual(heard(), [
      'PUT ACTIVE 5550100:ACTIVE 42001:WRAP_UP',
      'PUT ACTIVE 42001:WRAP_UP',
      'user WORK_READY',
    ]);
    clock.advance(world.settings.wrapUpSeconds * 1_000 - 200);
    assert.deepEqual(heard(), []);
    clock.advance(200);
    assert.deepEqual(heard(), ['DELETE DROPPED 42001:DROPPED', 'user READY']);
    assert.deepEqual(world.calls.all(), []);
  });

  test('ended by the caller: the caller is dropped first, then wrap-up', () => {
    const {talking, heard, world} = aSite();
    world.hangUpOutside(talking());
    assert.deepEqual(heard(), [
      'PUT ACTIVE 5550100:DROPPED 42001:ACTIVE',
      'PUT ACTIVE 42001:WRAP_UP',
      'user WORK_READY',
    ]);
  });

  test('ended by the caller without wrap-up: dropped, deleted, and Ready again', () => {
    const {talking, heard, world} = aSite();
    world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
    world.hangUpOutside(talking());
    assert.deepEqual(heard(), [
      'PUT ACTIVE 5550100:DROPPED 42001:ACTIVE',
      'PUT DROPPED 5550100:DROPPED 42001:DROPPED',
      'DELETE DROPPED 5550100:DROPPED 42001:DROPPED',
      'user READY',
    ]);
    assert.deepEqual(world.calls.all(), []);
  });

  for (const [deployment, code] of [
    ['CCE', 32767],
    ['CCX', 32763],
  ] as const) {
    test(`not answered in time on ${deployment}: it goes, and the agent is Not Ready with ${code}`, () => {
      const {ready, callIn, clock, heard, carrier} = aSite(deployment);
      ready();
      callIn();
      clock.advance(300);
      heard();
      clock.advance(20_000);
      assert.deepEqual(heard(), ['DELETE DROPPED 5550100:INITIATED 42001:DROPPED', `user NOT_READY ${code}`]);
      assert.equal(carrier.orders.at(-1), 'release no-answer');
    });
  }

  test('not answered in time waits for the next free agent', () => {
    const {ready, callIn, clock, heard} = aSite();
    ready();
    callIn();
    clock.advance(300);
    clock.advance(20_000);
    ready(2);
    clock.advance(300);
    assert.deepEqual(heard(2), ['POST ALERTING 5550100:INITIATED 42002:ALERTING']);
  });

  test('refused by the agent’s own leg is taken back at once', () => {
    const {ready, callIn, clock, heard, carrier} = aSite();
    carrier.behaviour.set('81001', 'not-registered');
    ready(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '81001'});
    callIn();
    clock.advance(300);
    assert.deepEqual(heard(), [
      'user RESERVED',
      'POST ALERTING 5550100:INITIATED 41001:ALERTING',
      'DELETE DROPPED 5550100:INITIATED 41001:DROPPED',
      'user NOT_READY 32767',
    ]);
  });

  test('given up by the caller while it rings: DELETE with its state as it was, and Ready again', () => {
    const {ready, callIn, clock, heard, world} = aSite();
    ready();
    const id = callIn();
    clock.advance(300);
    heard();
    assert.equal(world.hangUpOutside(id), true);
    assert.deepEqual(heard(), ['DELETE ALERTING 5550100:DROPPED 42001:DROPPED', 'user READY']);
    clock.advance(60_000);
    assert.deepEqual(heard(), [], 'nobody is punished for it');
  });

  test('given up by the caller before it rings: Ready again', () => {
    const {ready, callIn, clock, heard, world} = aSite();
    ready();
    const id = callIn();
    world.hangUpOutside(id);
    clock.advance(300);
    assert.deepEqual(heard(), ['user RESERVED', 'user READY']);
  });

  test('waits in the queue when nobody is free, and the longest waiting agent gets it', () => {
    const {ready, callIn, talking, clock, heard, act} = aSite();
    const first = talking();
    callIn('7001', '5550200');
    callIn('7001', '5550300');
    act(first, 'DROP');
    clock.advance(1_000);
    ready(2);
    clock.advance(300);
    assert.deepEqual(heard(2), ['POST ALERTING 5550200:INITIATED 42002:ALERTING']);
  });

  test('of a queue for another team passes by', () => {
    const {ready, callIn, clock, heard} = aSite();
    ready();
    callIn('7002');
    clock.advance(300);
    assert.deepEqual(heard(), []);
    ready(7);
    clock.advance(300);
    assert.deepEqual(heard(7), ['POST ALERTING 5550100:INITIATED 42007:ALERTING']);
  });

  test('held: HELD and HOLD, music for the caller; retrieved: back as it was', () => {
    const {talking, act, heard, carrier, world} = aSite();
    const id = talking();
    act(id, 'HOLD');
    assert.deepEqual(heard(), ['user HOLD', 'PUT ACTIVE 5550100:ACTIVE 42001:HELD']);
    assert.deepEqual([...carrier.hearing.values()], [[{tone: 'music'}], []]);
    assert.deepEqual(world.calls.view(world.calls.get(id) ?? assert.fail()).participants[1]?.actions, [
      'UPDATE_CALL_DATA',
      'DROP',
      'RETRIEVE',
    ]);
    act(id, 'RETRIEVE');
    assert.deepEqual(heard(), ['user TALKING', 'PUT ACTIVE 5550100:ACTIVE 42001:ACTIVE']);
    assert.deepEqual([...carrier.hearing.values()], [[{leg: 'leg-2'}], [{leg: 'leg-1'}]]);
    assert.deepEqual(carrier.orders.slice(-2), ['hold', 'retrieve']);
  });

  test('on CCX: other words for the call, TALKING while it is held, and WORK after it', () => {
    const {talking, act, heard, world} = aSite('CCX');
    const id = talking();
    assert.equal(world.calls.get(id)?.callType, 'ACD_IN');
    act(id, 'HOLD');
    assert.deepEqual(heard(), ['PUT ACTIVE 5550100:ACTIVE 42001:HELD']);
    act(id, 'DROP');
    assert.equal(heard().at(-1), 'user WORK');
  });

  test('whose agent’s leg dies ends, for everybody', () => {
    const {talking, heard, world, carrier} = aSite();
    talking();
    world.legs.released(carrier.legOf('42001'), 'media-failed');
    assert.deepEqual(heard(), [
      'PUT ACTIVE 5550100:ACTIVE 42001:WRAP_UP',
      'PUT ACTIVE 42001:WRAP_UP',
      'user WORK_READY',
    ]);
    assert.deepEqual([...carrier.alive], []);
  });

  test('carries its data, and what is written to it, with the request’s id', () => {
    const {talking, clock, world, agent, events} = aSite();
    const id = talking();
    world.updateCallData(
      agent(),
      id,
      {wrapUpReason: 'Complaint', variables: [['callVariable3', 'gold']]},
      'r-1',
    );
    clock.advance(100);
    const put = events.findLast((event) => event.type === 'dialog');
    assert.ok(put?.type === 'dialog');
    assert.equal(put.requestId, 'r-1');
    assert.equal(put.dialog.wrapUpReason, 'Complaint');
    assert.deepEqual(put.dialog.variables[2], ['callVariable3', 'gold']);
    assert.equal(put.dialog.variables.length, 10);
  });

  test('can be written to during wrap-up, and not while it rings', () => {
    const {ready, talking, callIn, clock, world, agent, heard, act} = aSite();
    const id = talking();
    act(id, 'DROP');
    heard();
    world.updateCallData(agent(), id, {wrapUpReason: 'x', variables: []}, '');
    clock.advance(100);
    assert.deepEqual(heard(), ['PUT ACTIVE 42001:WRAP_UP']);
    ready(2);
    const second = callIn();
    clock.advance(300);
    heard(2);
    world.updateCallData(agent(2), second, {wrapUpReason: 'x', variables: []}, '');
    clock.advance(100);
    assert.deepEqual(heard(2), [
      'refused Generic Error, INVALID_ACTION UPDATE_CALL_DATA on extension 42002, 42002',
    ]);
  });
});

describe('a Mobile Agent, call by call', () => {
  test('is rung on the own phone, and can’t answer by a request', () => {
    const {ready, callIn, clock, world, heard, act, carrier} = aSite();
    ready(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '81001'});
    const id = callIn();
    clock.advance(300);
    heard();
    assert.deepEqual(world.calls.view(world.calls.get(id) ?? assert.fail()).participants[1]?.actions, []);
    act(id, 'ANSWER');
    assert.deepEqual(heard(), ['refused Generic Error, INVALID_ACTION ANSWER on extension 41001, 41001']);
    assert.ok(carrier.orders.includes('offer sip 81001'));
    world.legs.answered(carrier.legOf('81001'));
    assert.deepEqual(heard(), ['user TALKING', 'PUT ACTIVE 5550100:ACTIVE 41001:ACTIVE']);
  });

  test('on a number outside is called there; on CCX the browser is called when it is registered', () => {
    const outside = aSite();
    const agent = outside.signIn(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '+4930901820'});
    assert.deepEqual(outside.world.deviceOf(agent), {end: 'caller', number: '+4930901820'});
    const ccx = aSite('CCX');
    const other = ccx.signIn(1, '41001');
    assert.deepEqual(ccx.world.deviceOf(other), {end: 'phone', number: '41001'});
    ccx.world.legs.registered('81001', true);
    assert.deepEqual(ccx.world.deviceOf(other), {end: 'sip', number: '81001'});
    ccx.world.legs.registered('81001', false);
    assert.deepEqual(ccx.world.registrations, []);
    const desk = ccx.signIn(2, '42002');
    assert.deepEqual(ccx.world.deviceOf(desk), {end: 'phone', number: '42002'});
  });
});

describe('a call the agent makes', () => {
  const make = (to: string, deployment: 'CCE' | 'CCX' = 'CCE') => {
    const site = aSite(deployment);
    site.carrier.behaviour.set('+4930901820', 'wait');
    const agent = site.signIn();
    site.world.makeCall(agent, to, 'r-1');
    site.clock.advance(30);
    return {...site, agent};
  };

  test('goes off hook first, then dials, and rings outside', () => {
    const {heard, clock, world, events} = make('+4930901820');
    assert.deepEqual(heard(), ['user TALKING', 'POST INITIATING 42001:INITIATING']);
    clock.advance(10);
    const numbers = events.flatMap((event) =>
      event.type === 'dialog' ? [`${event.dialog.toAddress}|${event.dialog.dialedNumber}`] : [],
    );
    assert.deepEqual(numbers.slice(0, 2), ['|', '+4930901820|+4930901820'], 'first without the number');
    assert.deepEqual(heard(), [
      'PUT INITIATING 42001:INITIATING',
      'PUT INITIATED 42001:INITIATED',
      'PUT ALERTING 42001:INITIATED +4930901820:ALERTING',
    ]);
    assert.equal(world.calls.all()[0]?.callType, 'OUT');
  });

  test('has its number soon, also while the agent’s own phone still rings', () => {
    const site = aSite();
    const agent = site.signIn(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '81001'});
    site.world.makeCall(agent, '+4930901820', '');
    site.clock.advance(40);
    assert.deepEqual(site.heard(), ['user TALKING', 'POST INITIATING 41001:INITIATING']);
    site.clock.advance(50);
    assert.deepEqual(site.heard(), ['PUT INITIATING 41001:INITIATING']);
    site.clock.advance(5_000);
    assert.deepEqual(site.heard(), []);
  });

  test('is active when the other side answers, and back to Not Ready after it, without wrap-up', () => {
    const {heard, clock, world, carrier, act} = make('+4930901820');
    clock.advance(10);
    heard();
    world.legs.answered(carrier.legOf('+4930901820'));
    assert.deepEqual(heard(), ['PUT ACTIVE 42001:ACTIVE +4930901820:ACTIVE']);
    act(world.calls.all()[0]?.id ?? '', 'DROP');
    assert.deepEqual(heard(), [
      'PUT ACTIVE 42001:DROPPED +4930901820:ACTIVE',
      'PUT DROPPED 42001:DROPPED +4930901820:DROPPED',
      'DELETE DROPPED 42001:DROPPED +4930901820:DROPPED',
      'user NOT_READY',
    ]);
  });

  for (const [cause, shown] of [
    ['busy', 'BUSY'],
    ['not-found', 'BAD_DESTINATION'],
    ['not-registered', 'DEVICE_RESOURCE_NOT_AVAILABLE'],
    ['declined', 'OTHER'],
  ] as const) {
    test(`fails with ${shown} when the other side is ${cause}, until the agent drops it`, () => {
      const {heard, clock, world, carrier, act} = make('+4930901820');
      clock.advance(10);
      heard();
      world.legs.refused(carrier.legOf('+4930901820'), cause);
      assert.deepEqual(heard(), ['PUT FAILED 42001:FAILED']);
      const [call] = world.calls.all();
      const [party] = world.calls.view(call ?? assert.fail()).participants;
      assert.deepEqual([party?.stateCause, party?.actions], [shown, ['DROP']]);
      act(call?.id ?? '', 'DROP');
      assert.deepEqual(heard(), ['DELETE FAILED 42001:DROPPED', 'user NOT_READY']);
    });
  }

  test('to a number that is none fails by itself', () => {
    const {heard, clock} = make('12');
    clock.advance(10);
    assert.equal(heard().at(-1), 'PUT FAILED 42001:FAILED');
  });

  test('cancelled before it is answered goes with its state as it was, and the earlier reason comes back', () => {
    const {world, signIn, ask, clock, heard, act, carrier} = aSite();
    const agent = signIn();
    ask('NOT_READY', '30');
    world.makeCall(agent, '+4930901820', '');
    clock.advance(40);
    heard();
    act(world.calls.all()[0]?.id ?? '', 'DROP');
    assert.deepEqual(heard(), ['DELETE ALERTING 42001:DROPPED +4930901820:DROPPED', 'user NOT_READY 202']);
    assert.deepEqual([...carrier.alive], []);
  });

  test('from Ready makes the agent Not Ready first on CCE, and is refused on CCX', () => {
    const cce = aSite();
    cce.world.makeCall(cce.ready(), '+4930901820', '');
    cce.clock.advance(30);
    assert.deepEqual(cce.heard().slice(0, 2), ['user NOT_READY 50006', 'user TALKING']);
    const ccx = aSite('CCX');
    ccx.world.makeCall(ccx.ready(), '+4930901820', '');
    ccx.clock.advance(30);
    assert.deepEqual(ccx.heard(), ['refused Call Operation Failure, CF_INVALID_OBJECT_STATE, 22']);
  });

  test('leaves the state alone on CCX', () => {
    const {heard} = make('+4930901820', 'CCX');
    assert.deepEqual(heard(), ['POST INITIATING 42001:INITIATING']);
  });

  test('is refused while another one is there', () => {
    const {talking, world, agent, clock, heard} = aSite();
    talking();
    world.makeCall(agent(), '+4930901820', '');
    clock.advance(30);
    assert.deepEqual(heard(), ['refused Call Operation Failure, CF_RESOURCE_BUSY, 33']);
  });

  test('to another agent is told to both', () => {
    const {signIn, world, agent, clock, heard, act} = aSite();
    signIn(1);
    signIn(2);
    world.makeCall(agent(), '42002', '');
    clock.advance(40);
    assert.equal(heard().at(-1), 'PUT ALERTING 42001:INITIATED 42002:ALERTING');
    assert.deepEqual(heard(2), ['POST ALERTING 42001:INITIATED 42002:ALERTING']);
    act(world.calls.all()[0]?.id ?? '', 'ANSWER', 2);
    assert.deepEqual(heard(), ['PUT ACTIVE 42001:ACTIVE 42002:ACTIVE']);
    assert.deepEqual(heard(2), ['user TALKING', 'PUT ACTIVE 42001:ACTIVE 42002:ACTIVE']);
  });

  test('that another agent’s phone refuses fails for the one, and is gone for the other', () => {
    const {signIn, world, agent, clock, heard, carrier} = aSite();
    carrier.behaviour.set('42002', 'busy');
    signIn(1);
    signIn(2);
    world.makeCall(agent(), '42002', '');
    clock.advance(60);
    assert.equal(heard().at(-1), 'PUT FAILED 42001:FAILED');
    assert.deepEqual(heard(2), [
      'POST ALERTING 42001:INITIATED 42002:ALERTING',
      'DELETE ALERTING 42001:INITIATED 42002:DROPPED',
    ]);
    assert.deepEqual(world.calls.of(agent(2)), []);
  });

  test('can be made on the desk phone itself, and the agent is told', () => {
    const {signIn, world, clock, heard, carrier} = aSite();
    signIn();
    carrier.alive.add('phone-1');
    world.legs.dialled({legId: 'phone-1', end: 'phone', from: {number: '42001', name: ''}, to: '7001'});
    clock.advance(10);
    assert.deepEqual(heard().slice(0, 2), ['user TALKING', 'POST INITIATED 42001:INITIATED']);
  });
});

describe('a direct call to an agent', () => {
  test('rings whatever the state, has no wrap-up, and is TALKING on CCE', () => {
    const {signIn, callIn, world, heard, act} = aSite();
    signIn();
    const id = callIn('42001');
    assert.deepEqual(heard(), ['POST ALERTING 5550100:INITIATED 42001:ALERTING']);
    act(id, 'ANSWER');
    assert.deepEqual(heard(), ['user TALKING', 'PUT ACTIVE 5550100:ACTIVE 42001:ACTIVE']);
    world.hangUpOutside(id);
    assert.deepEqual(heard().slice(-2), ['DELETE DROPPED 5550100:DROPPED 42001:DROPPED', 'user NOT_READY']);
  });

  test('leaves the state alone on CCX', () => {
    const {signIn, callIn, heard, act} = aSite('CCX');
    signIn();
    const id = callIn('42001');
    act(id, 'ANSWER');
    assert.deepEqual(heard(), [
      'POST ALERTING 5550100:INITIATED 42001:ALERTING',
      'PUT ACTIVE 5550100:ACTIVE 42001:ACTIVE',
    ]);
  });

  test('that the phone refuses is gone, for the agent and for the caller', () => {
    const {signIn, callIn, heard, carrier, clock, world} = aSite();
    carrier.behaviour.set('42001', 'declined');
    signIn();
    callIn('42001');
    clock.advance(10);
    assert.deepEqual(heard(), [
      'POST ALERTING 5550100:INITIATED 42001:ALERTING',
      'DELETE ALERTING 5550100:INITIATED 42001:DROPPED',
    ]);
    assert.deepEqual([world.calls.all(), [...carrier.alive]], [[], []]);
  });

  test('to a plain registered line makes no dialog for anybody', () => {
    const {signIn, callIn, heard, carrier, events} = aSite();
    signIn(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '81001'});
    callIn('81002');
    assert.ok(carrier.orders.includes('offer sip 81002'));
    assert.deepEqual(heard(), []);
    assert.equal(events.filter((event) => event.type === 'dialog').length, 0);
  });

  test('is held and taken up again by the line itself; an agent’s own part is not', () => {
    const {callIn, world, carrier, clock, talking} = aSite();
    const plain = callIn('81002');
    world.legs.answered(carrier.legOf('81002'));
    clock.advance(100);
    const stateOf = (id: string, address: string) =>
      world.calls.get(id)?.parties.find((party) => party.address === address)?.state;
    for (const [held, state] of [
      [true, 'HELD'],
      [false, 'ACTIVE'],
    ] as const) {
      world.legs.heldByEnd(carrier.legOf('81002'), held);
      assert.equal(stateOf(plain, '81002'), state);
    }
    assert.ok(
      !carrier.orders.some((order) => order.startsWith('hold')),
      'the call manager holds nobody for it',
    );
    const own = talking();
    world.legs.heldByEnd(carrier.legOf('42001'), true);
    assert.equal(stateOf(own, '42001'), 'ACTIVE');
  });
});

describe('digits', () => {
  test('from a leg and from Finesse are collected in order, and refused while the call is held', () => {
    const {talking, world, agent, clock, heard, act, carrier} = aSite();
    const id = talking();
    world.legs.digit(carrier.legOf('42001'), '1');
    world.sendDigits(agent(), id, '2#', '');
    clock.advance(100);
    assert.equal(world.collectedIn(id), '12#');
    act(id, 'HOLD');
    heard();
    world.sendDigits(agent(), id, '3', '');
    clock.advance(100);
    assert.deepEqual(heard(), ['refused Generic Error, INVALID_ACTION SEND_DTMF on extension 42001, 42001']);
    assert.equal(world.collectedIn(id), '12#');
  });
});

describe('news of legs that are not there', () => {
  test('changes nothing', () => {
    const {world, events} = aSite();
    for (const news of ['answered', 'ringing'] as const) world.legs[news]('leg-9');
    world.legs.refused('leg-9', 'busy');
    world.legs.released('leg-9', 'normal');
    world.legs.digit('leg-9', '1');
    assert.deepEqual(
      events.filter((event) => event.type !== 'log'),
      [],
    );
    assert.equal(world.hangUpOutside('9'), false);
  });
});

describe('a reset', () => {
  test('ends every call, signs everybody out, puts settings back, and leaves no timer that acts', () => {
    const {talking, ready, callIn, world, clock, heard, carrier, agent} = aSite();
    talking();
    ready(2);
    callIn();
    clock.advance(300);
    world.settings.ringSeconds = 5;
    world.reset();
    assert.deepEqual([world.calls.all(), [...carrier.alive], world.settings.ringSeconds], [[], [], 20]);
    assert.deepEqual([agent(1).state, agent(2).state], ['LOGOUT', 'LOGOUT']);
    assert.ok(heard(1).some((line) => line.startsWith('DELETE')));
    heard(2);
    clock.advance(120_000);
    assert.deepEqual([heard(1), heard(2)], [[], []]);
  });
});

describe('who hears whom', () => {
  let next = 0;
  const party = (state: Party['state'], legId: string | undefined, legUp = true): Party => ({
    address: `a${++next}`,
    name: '',
    agentId: undefined,
    state,
    cause: '',
    startTime: 0,
    stateChangeTime: 0,
    legId,
    legUp,
    callType: '',
    passive: false,
    routed: false,
  });
  const call = (...parties: Party[]): Call => ({
    id: String(++next),
    state: 'ACTIVE',
    fromAddress: '',
    fromName: '',
    toAddress: '',
    dialedNumber: '',
    callType: '',
    queueNumber: '',
    queueName: '',
    routed: true,
    wrapUpReason: '',
    wrapUpItems: [],
    variables: new Map(),
    parties,
    createdAt: 0,
    associatedId: '',
    secondaryId: '',
    dnis: '',
    controllerId: '',
    handover: undefined,
  });

  const table: readonly (readonly [what: string, calls: Call[], expected: Record<string, unknown[]>])[] = [
    ['nobody', [], {}],
    [
      'two who talk hear each other',
      [call(party('ACTIVE', 'a'), party('ACTIVE', 'b'))],
      {a: [{leg: 'b'}], b: [{leg: 'a'}]},
    ],
    [
      'three hear the two others',
      [call(party('ACTIVE', 'a'), party('ACTIVE', 'b'), party('ACTIVE', 'c'))],
      {a: [{leg: 'b'}, {leg: 'c'}], b: [{leg: 'a'}, {leg: 'c'}], c: [{leg: 'a'}, {leg: 'b'}]},
    ],
    [
      'who is left alone by a hold hears music',
      [call(party('ACTIVE', 'a'), party('HELD', 'b'))],
      {a: [{tone: 'music'}], b: []},
    ],
    [
      'two of a conference go on while the third holds',
      [call(party('ACTIVE', 'a'), party('ACTIVE', 'b'), party('HELD', 'c'))],
      {a: [{leg: 'b'}], b: [{leg: 'a'}], c: []},
    ],
    ['two who both hold hear nothing', [call(party('HELD', 'a'), party('HELD', 'b'))], {a: [], b: []}],
    ['who waits in a queue hears music', [call(party('INITIATED', 'a'))], {a: [{tone: 'music'}]}],
    [
      'who waits for somebody’s phone hears it ring, and the phone hears nothing yet',
      [call(party('INITIATED', 'a'), party('ALERTING', 'b', false))],
      {a: [{tone: 'ringback'}]},
    ],
    [
      'a leg that is not up hears nothing',
      [call(party('ACTIVE', 'a'), party('ACTIVE', 'b', false))],
      {a: []},
    ],
    [
      'a party without a leg is heard by nobody',
      [call(party('ACTIVE', 'a'), party('ACTIVE', undefined))],
      {a: []},
    ],
    [
      'an agent who is back in a call hears that one, though the other still rings somewhere',
      [
        call(party('ACTIVE', 'agent'), party('ACTIVE', 'b')),
        call(party('INITIATED', 'agent'), party('ALERTING', 'c', false)),
      ],
      {agent: [{leg: 'b'}], b: [{leg: 'agent'}]},
    ],
    ['who wraps up hears nothing', [call(party('WRAP_UP', 'a'))], {}],
    [
      'calls are apart',
      [call(party('ACTIVE', 'a'), party('ACTIVE', 'b')), call(party('ACTIVE', 'c'), party('HELD', 'd'))],
      {a: [{leg: 'b'}], b: [{leg: 'a'}], c: [{tone: 'music'}], d: []},
    ],
  ];
  for (const [what, calls, expected] of table) {
    test(what, () => {
      assert.deepEqual(Object.fromEntries(hearingOf(calls)), expected);
    });
  }
});
