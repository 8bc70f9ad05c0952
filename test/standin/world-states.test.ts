import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {actionsFor, verdictOn, wrapUpAfter} from '../../standin/world/rules.js';
import {kindOfNumber, remoteDestinationOf} from '../../standin/world/site.js';
import type {AgentState, Deployment, PartyState} from '../../standin/world/types.js';
import {aSite} from './world-support.js';

describe('signing in', () => {
  test('leads to Not Ready on the extension, a moment after the request', () => {
    const {world, agent, clock, heard} = aSite();
    world.signIn(agent(), '42001', undefined, 'r-1');
    assert.deepEqual(heard(), [], 'heard is not done');
    clock.advance(world.settings.requestMs);
    assert.deepEqual(heard(), ['user NOT_READY']);
    assert.equal(agent().extension, '42001');
    assert.equal(agent().stateChangeTime, clock.now());
  });

  test('once more keeps the state', () => {
    const {ready, world, clock, heard, agent} = aSite();
    ready();
    world.signIn(agent(), '42001', undefined, '');
    clock.advance(100);
    assert.deepEqual(heard(), ['user READY']);
  });

  for (const extension of ['12345', '43001', '41000', '42010', '81001', '7001', '0']) {
    for (const [deployment, code] of [
      ['CCE', '260'],
      ['CCX', '88003'],
    ] as const) {
      test(`on ${extension}, which is no phone of the site, is refused later: Invalid Device (${deployment})`, () => {
        const {world, agent, clock, heard} = aSite(deployment);
        world.signIn(agent(), extension, undefined, 'r-1');
        assert.deepEqual(heard(), []);
        clock.advance(100);
        assert.deepEqual(heard(), [`refused Invalid Device, CF_INVALID_LOGON_DEVICE_SPECIFIED, ${code}`]);
        assert.equal(agent().state, 'LOGOUT');
      });
    }
  }

  for (const [what, deployment, settings, accepted] of [
    ['one line of many is watched', 'CCE', {phoneLineControl: 'single', phoneLines: 8}, true],
    ['four lines, all watched', 'CCE', {phoneLineControl: 'all', phoneLines: 4}, true],
    ['five lines, all watched', 'CCE', {phoneLineControl: 'all', phoneLines: 5}, false],
    [
      'four calls on a further line',
      'CCE',
      {phoneLineControl: 'all', phoneLines: 2, phoneLineMaxCalls: 4},
      false,
    ],
    [
      'busy at two on a further line',
      'CCE',
      {phoneLineControl: 'all', phoneLines: 2, phoneLineBusyTrigger: 2},
      false,
    ],
    [
      'four calls on the only line',
      'CCE',
      {phoneLineControl: 'all', phoneLines: 1, phoneLineMaxCalls: 4},
      true,
    ],
    ['five lines on CCX', 'CCX', {phoneLineControl: 'all', phoneLines: 5}, true],
  ] as const) {
    test(`on a phone of several lines is ${accepted ? 'taken' : 'refused later: Invalid Device'}: ${what}`, () => {
      const {world, agent, clock} = aSite(deployment);
      Object.assign(world.settings, settings);
      world.signIn(agent(), '42001', undefined, 'r-1');
      clock.advance(100);
      assert.equal(agent().state, accepted ? 'NOT_READY' : 'LOGOUT');
    });
  }

  test('on an extension that somebody else has is refused later: Device Busy', () => {
    const {signIn, world, agent, clock, heard} = aSite();
    signIn(1);
    world.signIn(agent(2), '42001', undefined, '');
    clock.advance(100);
    assert.deepEqual(heard(2), ['refused Device Busy, CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON, 259']);
  });

  test('out and in again is free for the next one', () => {
    const {signIn, ask, heard, agent} = aSite();
    signIn(1);
    ask('LOGOUT', '55');
    assert.deepEqual(heard(), ['user LOGOUT 301']);
    assert.equal(agent().extension, '');
    signIn(2, '42001');
    assert.equal(agent(2).state, 'NOT_READY');
  });
});

describe('what becomes of a state request (Finesse developer guide, User)', () => {
  type Situation = readonly [state: AgentState, pending: boolean, routed: boolean, anyCall: boolean];
  const free = (state: AgentState): Situation => [state, false, false, false];
  const onRouted = (state: AgentState, pending = false): Situation => [state, pending, true, true];
  const onDirect = (state: AgentState): Situation => [state, false, false, true];

  /** Situation, then READY, NOT_READY and LOGOUT: `change`, `pend`, or the CTI code of the refusal. */
  const tables: Readonly<Record<Deployment, readonly (readonly [Situation, string, string, string])[]>> = {
    CCE: [
      [free('LOGOUT'), '265', '265', '265'],
      [free('NOT_READY'), 'change', 'change', 'change'],
      [free('READY'), 'change', 'change', '22'],
      [free('RESERVED'), '265', '265', '22'],
      [onRouted('TALKING'), 'pend', 'pend', '22'],
      [onRouted('TALKING', true), 'pend', 'pend', '22'],
      [onRouted('HOLD'), 'pend', 'pend', '22'],
      [onDirect('TALKING'), 'pend', 'pend', '22'],
      [free('WORK'), 'change', 'change', '22'],
      [free('WORK_READY'), 'change', 'change', '22'],
    ],
    CCX: [
      [free('LOGOUT'), '265', '265', '265'],
      [free('NOT_READY'), 'change', 'change', 'change'],
      [free('READY'), 'change', 'change', 'change'],
      [free('RESERVED'), '265', '265', '22'],
      [onRouted('TALKING'), '265', 'pend', '22'],
      [onRouted('TALKING', true), '265', '265', '22'],
      [onDirect('NOT_READY'), '33', 'change', '22'],
      [free('WORK'), 'change', 'change', '22'],
    ],
  };
  for (const [deployment, table] of Object.entries(tables) as [Deployment, (typeof tables)[Deployment]][]) {
    for (const [[state, pending, routed, anyCall], ...expected] of table) {
      const call = routed ? ', on a routed call' : anyCall ? ', on a direct call' : '';
      test(`${deployment}, ${state}${call}${pending ? ', one pending' : ''}: ${expected.join(', ')}`, () => {
        const {agent} = aSite(deployment);
        const asking = {
          ...agent(),
          state,
          pending: pending ? {state: 'NOT_READY' as const, reason: undefined} : undefined,
        };
        const verdicts = (['READY', 'NOT_READY', 'LOGOUT'] as const).map((wanted) => {
          const verdict = verdictOn(asking, wanted, deployment, routed, anyCall);
          if (verdict.do !== 'refuse') return verdict.do;
          assert.equal(verdict.error.type, 'Invalid State');
          return verdict.error.data;
        });
        assert.deepEqual(verdicts, expected);
      });
    }
  }
});

describe('the actions of a participant', () => {
  const alone = {
    otherHeld: false,
    otherActive: false,
    consulted: false,
    mayDropOthers: 'supervisor_only',
  } as const;
  const actionsOf = (
    state: PartyState,
    deployment: Deployment = 'CCE',
    callState: 'ACTIVE' | 'ALERTING' = 'ACTIVE',
  ) => {
    const {world, agent} = aSite(deployment);
    const call = world.calls.newCall({number: '1', name: ''}, '42001');
    call.state = callState;
    const party = world.calls.addParty(call, '42001', '', state, agent());
    return actionsFor(party, call, agent(), deployment, alone).join(' ');
  };
  const table: readonly (readonly [PartyState, string])[] = [
    ['ALERTING', 'ANSWER'],
    ['INITIATING', 'UPDATE_CALL_DATA DROP'],
    ['INITIATED', 'UPDATE_CALL_DATA DROP'],
    ['ACTIVE', 'TRANSFER_SST CONSULT_CALL HOLD UPDATE_CALL_DATA SEND_DTMF DROP'],
    ['HELD', 'UPDATE_CALL_DATA DROP RETRIEVE'],
    ['FAILED', 'DROP'],
    ['WRAP_UP', 'UPDATE_CALL_DATA'],
    ['DROPPED', ''],
  ];
  for (const [state, expected] of table) {
    test(`${state}: ${expected || 'none'}`, () => {
      assert.equal(actionsOf(state), expected);
    });
  }

  test('ACTIVE on CCX can be recorded', () => {
    assert.match(actionsOf('ACTIVE', 'CCX'), /START_RECORDING/);
  });

  test('of nobody who is signed in: none', () => {
    const {world} = aSite();
    const call = world.calls.newCall({number: '1', name: ''}, '2');
    assert.deepEqual(
      actionsFor(world.calls.addParty(call, '1', '', 'ACTIVE'), call, undefined, 'CCE', alone),
      [],
    );
  });
});

describe('what comes after a call', () => {
  const table: readonly (readonly [
    Deployment,
    before: 'READY' | 'NOT_READY',
    pending: AgentState | '',
    routed: boolean,
    wrapUp: boolean,
    expected: string,
  ])[] = [
    ['CCE', 'READY', '', true, true, 'WORK_READY'],
    ['CCE', 'NOT_READY', '', true, true, 'WORK'],
    ['CCE', 'READY', 'NOT_READY', true, true, 'WORK'],
    ['CCE', 'NOT_READY', 'READY', true, true, 'WORK_READY'],
    ['CCE', 'READY', '', true, false, 'READY'],
    ['CCE', 'READY', 'NOT_READY', true, false, 'NOT_READY'],
    ['CCE', 'NOT_READY', '', false, true, 'NOT_READY'],
    ['CCX', 'READY', '', true, true, 'WORK'],
    ['CCX', 'READY', 'NOT_READY', true, false, 'NOT_READY'],
  ];
  for (const [deployment, before, pending, routed, wrapUp, expected] of table) {
    const what = [
      before,
      pending && `then ${pending}`,
      routed ? 'routed' : 'direct',
      wrapUp ? 'wrap-up' : 'no wrap-up',
    ];
    test(`${deployment}, ${what.filter(Boolean).join(', ')}: ${expected}`, () => {
      const {world, agent} = aSite(deployment);
      const call = world.calls.newCall({number: '1', name: ''}, '7001');
      call.routed = routed;
      const of = {
        ...agent(),
        before: {state: before, reason: undefined},
        pending: pending === '' ? undefined : {state: pending, reason: undefined},
      };
      const party = {...world.calls.addParty(call, '42001', '', 'ACTIVE', of), routed};
      const work = wrapUpAfter(of, party, call, deployment, wrapUp ? 'REQUIRED' : 'NOT_ALLOWED');
      assert.equal(work ?? of.pending?.state ?? of.before.state, expected);
    });
  }
});

describe('a pending state', () => {
  test('is told at once, and taken after the call and its wrap-up', () => {
    const {talking, ask, act, clock, heard, world} = aSite();
    const id = talking();
    ask('NOT_READY', '30');
    assert.deepEqual(heard(), ['user TALKING then NOT_READY']);
    act(id, 'DROP');
    assert.equal(heard().at(-1), 'user WORK');
    clock.advance(world.settings.wrapUpSeconds * 1_000);
    assert.deepEqual(heard(), ['DELETE DROPPED 42001:DROPPED', 'user NOT_READY 202']);
  });

  test('may be replaced by another on CCE', () => {
    const {talking, ask, act, heard, world} = aSite();
    world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
    const id = talking();
    ask('NOT_READY', '30');
    ask('READY');
    assert.deepEqual(heard(), ['user TALKING then NOT_READY', 'user TALKING then READY']);
    act(id, 'DROP');
    assert.equal(heard().at(-1), 'user READY');
  });

  test('is taken once on CCX, and Ready never', () => {
    const {talking, ask, heard} = aSite('CCX');
    talking();
    ask('READY');
    ask('NOT_READY', '30');
    ask('NOT_READY', '29');
    assert.deepEqual(heard(), [
      'refused Invalid State, CF_INVALID_AGENT_WORKMODE, 265',
      'user TALKING then NOT_READY',
      'refused Invalid State, CF_INVALID_AGENT_WORKMODE, 265',
    ]);
  });
});

describe('wrap-up', () => {
  test('is left early by asking for a state: DELETE first, then the state', () => {
    const {talking, act, ask, heard, clock} = aSite();
    act(talking(), 'DROP');
    heard();
    ask('NOT_READY', '30');
    assert.deepEqual(heard(), ['DELETE DROPPED 42001:DROPPED', 'user NOT_READY 202']);
    clock.advance(120_000);
    assert.deepEqual(heard(), [], 'its timer is gone');
  });

  test('on CCX ends in Not Ready', () => {
    const {talking, act, clock, heard, world} = aSite('CCX');
    act(talking(), 'DROP');
    heard();
    clock.advance(world.settings.wrapUpSeconds * 1_000);
    assert.deepEqual(heard(), ['DELETE DROPPED 42001:DROPPED', 'user NOT_READY']);
  });

  test('that ends in Ready lets the next waiting call in', () => {
    const {talking, act, callIn, clock, heard, world} = aSite();
    act(talking(), 'DROP');
    callIn();
    heard();
    clock.advance(world.settings.wrapUpSeconds * 1_000 + 300);
    assert.deepEqual(heard(), [
      'DELETE DROPPED 42001:DROPPED',
      'user READY',
      'user RESERVED',
      'POST ALERTING 5550100:INITIATED 42001:ALERTING',
    ]);
  });
});

describe('an action that is not in the list', () => {
  for (const [action, state] of [
    ['RETRIEVE', 'ACTIVE'],
    ['ANSWER', 'ACTIVE'],
    ['TELEPORT', 'ACTIVE'],
  ] as const) {
    test(`${action} while ${state} is refused later, with the extension`, () => {
      const {talking, act, heard, events} = aSite();
      const id = talking();
      act(id, action, 1, 'r-7');
      assert.deepEqual(heard(), [
        `refused Generic Error, INVALID_ACTION ${action} on extension 42001, 42001`,
      ]);
      const refusal = events.findLast((event) => event.type === 'refused');
      assert.ok(refusal?.type === 'refused');
      assert.deepEqual([refusal.requestId, refusal.source], ['r-7', `Dialog/${id}`]);
    });
  }

  test('on somebody else’s call is refused', () => {
    const {talking, signIn, act, heard} = aSite();
    const id = talking();
    signIn(2);
    act(id, 'DROP', 2);
    assert.deepEqual(heard(2), ['refused Generic Error, INVALID_ACTION DROP on extension 42002, 42002']);
    assert.deepEqual(heard(1), []);
  });

  test('on a call that ended meanwhile is refused, which harms nobody', () => {
    const {talking, world, agent, clock, heard} = aSite();
    world.settings.wrapUpOnIncoming = 'NOT_ALLOWED';
    const id = talking();
    world.act(agent(), id, 'HOLD', '');
    world.hangUpOutside(id);
    heard();
    clock.advance(100);
    assert.deepEqual(heard(), ['refused Generic Error, INVALID_ACTION HOLD on extension 42001, 42001']);
  });
});

describe('requests', () => {
  test('are carried out one at a time for one object, and side by side for two', () => {
    const {talking, signIn, world, agent, clock, heard} = aSite();
    const id = talking();
    signIn(2);
    const step = world.settings.requestMs;
    world.act(agent(), id, 'HOLD', '');
    world.act(agent(), id, 'RETRIEVE', '');
    world.requestState(agent(2), 'READY', undefined, '');
    clock.advance(step);
    assert.deepEqual(
      [heard(1), heard(2)],
      [['user HOLD', 'PUT ACTIVE 5550100:ACTIVE 42001:HELD'], ['user READY']],
    );
    clock.advance(step - 1);
    assert.deepEqual(heard(1), []);
    clock.advance(1);
    assert.deepEqual(heard(1), ['user TALKING', 'PUT ACTIVE 5550100:ACTIVE 42001:ACTIVE']);
  });
});

describe('numbers', () => {
  const table = {
    '41001': 'extension',
    '41009': 'extension',
    '41000': 'unknown',
    '42009': 'desk-phone',
    '81009': 'browser',
    '7001': 'queue',
    '9001': 'line',
    '+15550104477': 'outside',
    '5550100': 'outside',
    '123': 'unknown',
    '': 'unknown',
    'sip:1@2': 'unknown',
  };
  for (const [number, kind] of Object.entries(table)) {
    test(`${JSON.stringify(number)} is ${kind}`, () => {
      assert.equal(kindOfNumber(number), kind);
    });
  }

  test('only an extension has a remote destination', () => {
    assert.equal(remoteDestinationOf('41003'), '81003');
    assert.equal(remoteDestinationOf('42003'), undefined);
  });
});

describe('what a phone does to an agent who is Ready', () => {
  for (const deployment of ['CCE', 'CCX'] as const) {
    test(`${deployment}: a lifted handset is Not Ready with 32762`, () => {
      const {ready, world, clock, heard, agent} = aSite(deployment);
      ready();
      world.legs.dialled({legId: 'l', end: 'phone', from: {number: '42001', name: ''}, to: '5550199'});
      clock.advance(100);
      assert.equal(heard()[0], 'user NOT_READY 32762');
      assert.equal(agent().state, deployment === 'CCE' ? 'TALKING' : 'NOT_READY');
    });
  }

  test('CCE: signed on to an extension that has a call is Not Ready with 51004', () => {
    const {world, clock, callIn, agent} = aSite();
    callIn('42001');
    world.signIn(agent(), '42001', undefined, '');
    clock.advance(100);
    assert.equal(agent().reason?.code, 51004);
  });
});
