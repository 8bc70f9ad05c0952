import {expect} from 'chai';
import {controlsFor, type ControlContext} from '../../src/calls/controls.js';
import {audioLegOf, browserNumberOf, linesOf, type NumberRule} from '../../src/calls/lines.js';
import {stateOptionsFor, type StateContext} from '../../src/calls/state-options.js';
import type {AudioLeg, Call, CallCommand, Control, Controls} from '../../src/calls/types.js';
import {actorFor} from '../../src/calls/who-acts.js';
import type {Agent, DialogAction} from '../../src/finesse/types.js';
import {aCall, aDialog, aLeg, anAgent, aParticipant, aReason} from '../support/browser/builders.js';

/** A call with a dialog in which the agent may do this. */
const allowing = (actions: readonly DialogAction[], part: Partial<Call> = {}): Call =>
  aCall({
    dialog: aDialog({
      participants: [aParticipant({actions}), aParticipant({address: '1', actions: ['DROP']})],
    }),
    ...part,
  });

describe('who acts (ADR 3)', () => {
  const calls = {
    both: aCall(),
    'dialog only': aCall({leg: undefined}),
    'leg only': aCall({dialog: undefined}),
    'both, the leg not talking yet': aCall({leg: aLeg({state: 'ringing'})}),
    'leg only, not talking yet': aCall({dialog: undefined, leg: aLeg({state: 'ringing'})}),
  };
  const live = {finesseLive: true, nailedUp: false};
  const down = {finesseLive: false, nailedUp: false};
  const nailed = {finesseLive: true, nailedUp: true};
  const nailedDown = {finesseLive: false, nailedUp: true};
  const situations = {live, down, nailed, 'nailed, down': nailedDown};

  /** command, call, then who acts: live, Finesse down, nailed up, nailed up and Finesse down. */
  const table: readonly (readonly [
    CallCommand['type'],
    keyof typeof calls,
    string,
    string,
    string,
    string,
  ])[] = [
    ['answer', 'both', 'leg', 'leg', 'finesse', 'finesse-down'],
    ['answer', 'dialog only', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['answer', 'leg only', 'leg', 'leg', 'leg', 'leg'],
    ['hold', 'both', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['hold', 'dialog only', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['hold', 'leg only', 'leg', 'leg', 'leg', 'leg'],
    ['resume', 'both', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['resume', 'dialog only', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['resume', 'leg only', 'leg', 'leg', 'leg', 'leg'],
    // ending a nailed leg would sign the agent out: it waits for Finesse
    ['end', 'both', 'finesse', 'leg', 'finesse', 'finesse-down'],
    ['end', 'dialog only', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['end', 'leg only', 'leg', 'leg', 'leg', 'leg'],
    ['mute', 'both', 'leg', 'leg', 'leg', 'leg'],
    ['mute', 'dialog only', 'mute-on-phone', 'mute-on-phone', 'mute-on-phone', 'mute-on-phone'],
    ['mute', 'leg only', 'leg', 'leg', 'leg', 'leg'],
    ['digits', 'both', 'leg', 'leg', 'leg', 'leg'],
    ['digits', 'dialog only', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['digits', 'leg only', 'leg', 'leg', 'leg', 'leg'],
    ['digits', 'both, the leg not talking yet', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['digits', 'leg only, not talking yet', 'not-allowed', 'not-allowed', 'not-allowed', 'not-allowed'],
    ['wrap-up-reason', 'both', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['wrap-up-reason', 'dialog only', 'finesse', 'finesse-down', 'finesse', 'finesse-down'],
    ['wrap-up-reason', 'leg only', 'not-allowed', 'not-allowed', 'not-allowed', 'not-allowed'],
  ];
  for (const [command, what, ...expected] of table) {
    it(`${command}, ${what}`, () => {
      const actors = Object.values(situations).map((situation) => {
        const actor = actorFor(command, calls[what], situation);
        return actor.by === 'nobody' ? actor.reason : actor.by;
      });
      expect(actors).to.deep.equal(expected);
    });
  }
});

describe('the buttons of a call (I-03)', () => {
  const browser: AudioLeg = {kind: 'browser', number: '81001'};
  const desk: AudioLeg = {kind: 'desk-phone', number: '41001'};
  const usual: ControlContext = {finesseLive: true, nailedUp: false, audioLeg: browser, extension: '41001'};

  /** `answer! end?reason`: visible ones; `!` can be pressed, `?` says why not. */
  const word = (name: string, {visible, enabled, reason}: Control) =>
    visible ? [enabled ? `${name}!` : `${name}?${reason ?? ''}`] : [];
  const shown = (call: Call, context: Partial<ControlContext> = {}) =>
    Object.entries(controlsFor(call, {...usual, ...context}) satisfies Controls)
      .flatMap(([name, control]: [string, Control]) => word(name, control))
      .join(' ');

  const active: readonly DialogAction[] = ['HOLD', 'DROP', 'SEND_DTMF'];
  const ringing = aLeg({state: 'ringing'});
  const alerting = {state: 'alerting'} as const;
  const held = {state: 'held'} as const;

  const table: readonly (readonly [
    what: string,
    call: Call,
    context: Partial<ControlContext>,
    expected: string,
  ])[] = [
    ['rings here', allowing([], {...alerting, leg: ringing}), {}, 'answer!'],
    ['rings here, Finesse down', allowing([], {...alerting, leg: ringing}), {finesseLive: false}, 'answer!'],
    [
      'rings here, the dialog not there yet',
      aCall({...alerting, dialog: undefined, leg: ringing}),
      {},
      'answer! end!',
    ],
    ['waits for its leg', allowing([], {...alerting, leg: undefined}), {}, 'answer?waiting-for-audio'],
    [
      'rings on a desk phone we control',
      allowing(['ANSWER'], {...alerting, leg: undefined}),
      {audioLeg: desk},
      'answer!',
    ],
    [
      'rings on a phone we do not',
      allowing([], {...alerting, leg: undefined}),
      {audioLeg: desk},
      'answer?answer-on-phone',
    ],
    [
      'rings on a desk phone, Finesse down',
      allowing(['ANSWER'], {...alerting, leg: undefined}),
      {audioLeg: desk, finesseLive: false},
      'answer?finesse-down',
    ],
    [
      'was answered here, Finesse has not said so',
      allowing([], {...alerting, leg: aLeg()}),
      {},
      'answer?waiting-for-audio',
    ],
    ['rings a nailed agent', allowing(['ANSWER'], {...alerting, leg: aLeg()}), {nailedUp: true}, 'answer!'],
    [
      'rings a nailed agent who may not answer',
      allowing([], {...alerting, leg: ringing}),
      {nailedUp: true},
      'answer?waiting-for-audio',
    ],
    [
      'is the nailed leg itself',
      aCall({...alerting, dialog: undefined, leg: ringing}),
      {nailedUp: true},
      'answer! end!',
    ],
    ['is talked on, voice here', allowing(active), {}, 'hold! mute! digits! end!'],
    [
      'is talked on, voice on a desk phone',
      allowing(active, {leg: undefined}),
      {audioLeg: desk},
      'hold! mute?mute-on-phone digits! end!',
    ],
    [
      'is talked on, its leg still missing',
      allowing(active, {leg: undefined}),
      {},
      'hold! mute?waiting-for-audio digits! end!',
    ],
    [
      'is talked on, Finesse down',
      allowing(active),
      {finesseLive: false},
      'hold?finesse-down mute! digits! end!',
    ],
    [
      'is talked on at a desk phone, Finesse down',
      allowing(active, {leg: undefined}),
      {finesseLive: false, audioLeg: desk},
      'hold?finesse-down mute?mute-on-phone digits?finesse-down end?finesse-down',
    ],
    ['is talked on, nothing allowed', allowing([]), {}, 'hold?not-allowed mute! digits! end?not-allowed'],
    [
      'is a leg alone: it can’t be held',
      aCall({dialog: undefined}),
      {},
      'hold?not-allowed mute! digits! end!',
    ],
    [
      'is a leg alone, Finesse down',
      aCall({dialog: undefined}),
      {finesseLive: false},
      'hold?finesse-down mute! digits! end!',
    ],
    ['is held', allowing(['RETRIEVE', 'DROP'], held), {}, 'resume! mute! end!'],
    ['is held, and may not be resumed', allowing(['DROP'], held), {}, 'resume?not-allowed mute! end!'],
    [
      'has a command under way',
      allowing(active, {pending: {type: 'hold', phase: 'sent'}}),
      {},
      'hold?pending mute! digits?pending end?pending',
    ],
    [
      'has a command being checked',
      allowing(['RETRIEVE', 'DROP'], {...held, pending: {type: 'resume', phase: 'checking'}}),
      {},
      'resume?pending mute! end?pending',
    ],
    ['is dialled', allowing(['DROP'], {state: 'dialing', leg: aLeg()}), {}, 'end!'],
    [
      'is dialled, our own phone rings first',
      allowing(['DROP'], {state: 'dialing', leg: ringing}),
      {},
      'answer! end!',
    ],
    ['failed', allowing(['DROP'], {state: 'failed', leg: undefined}), {}, 'end!'],
    ['is wrapped up', allowing(['UPDATE_CALL_DATA'], {state: 'wrap-up', leg: undefined}), {}, ''],
    ['ended', allowing([], {state: 'ended', leg: undefined}), {}, ''],
  ];
  for (const [what, call, context, expected] of table) {
    it(`that ${what}: ${expected || 'none'}`, () => {
      expect(shown(call, context)).to.equal(expected);
    });
  }

  it('follow the agent’s own participant only, whatever others may do', () => {
    const call = aCall({
      leg: undefined,
      dialog: aDialog({
        participants: [
          aParticipant({address: '5550001', actions: ['HOLD', 'DROP']}),
          aParticipant({actions: []}),
        ],
      }),
    });
    expect(shown(call, {audioLeg: desk}))
      .to.contain('hold?not-allowed')
      .and.to.contain('end?not-allowed');
    expect(shown(call, {audioLeg: desk, extension: '41009'}), 'not a party at all').to.contain(
      'end?not-allowed',
    );
  });

  it('say why a queue call can’t be declined, though the button is not there', () => {
    const {end} = controlsFor(allowing([], {...alerting, leg: ringing}), usual);
    expect(end).to.deep.equal({visible: false, enabled: false, reason: 'acd-no-decline'});
  });
});

describe('where the voice goes', () => {
  const cce: NumberRule = {source: 'mobile-agent', prefix: '8100'};
  const ccx: NumberRule = {source: 'extension', prefix: '4100', replaceWith: '8100'};
  const mobile = (dialNumber: string): Partial<Agent> => ({mobileAgent: {mode: 'CALL_BY_CALL', dialNumber}});

  const table: readonly (readonly [string, Partial<Agent>, NumberRule | undefined, AudioLeg])[] = [
    ['a Mobile Agent on this browser’s number', mobile('81001'), cce, {kind: 'browser', number: '81001'}],
    ['a Mobile Agent on another phone', mobile('5550100'), cce, {kind: 'remote-phone', number: '5550100'}],
    ['no Mobile Agent', {}, cce, {kind: 'desk-phone', number: '41001', device: ''}],
    [
      'one phone of several',
      {activeDeviceId: 'CSFAGENT1'},
      cce,
      {kind: 'desk-phone', number: '41001', device: 'CSFAGENT1'},
    ],
    ['an extension with a remote destination', {}, ccx, {kind: 'browser', number: '81001'}],
    [
      'an extension without one',
      {extension: '42001'},
      ccx,
      {kind: 'desk-phone', number: '42001', device: ''},
    ],
    ['no softphone in the settings', mobile('81001'), undefined, {kind: 'remote-phone', number: '81001'}],
    ['signed out', {...mobile('81001'), state: 'LOGOUT'}, cce, {kind: 'none'}],
    ['no extension', {extension: ''}, ccx, {kind: 'none'}],
  ];
  for (const [what, part, rule, expected] of table) {
    it(`${what}: ${expected.kind}`, () => {
      expect(audioLegOf(anAgent(part), rule)).to.deep.equal(expected);
    });
  }

  it('nobody signed in: none', () => {
    expect(audioLegOf(undefined, cce)).to.deep.equal({kind: 'none'});
  });

  it('the browser’s number is never the extension itself', () => {
    const own: NumberRule = {source: 'extension', prefix: '41', replaceWith: '81'};
    expect(browserNumberOf(anAgent(), own)).to.equal('81001');
    expect(browserNumberOf(anAgent(), cce)).to.equal(undefined);
  });
});

describe('the line', () => {
  const browser: AudioLeg = {kind: 'browser', number: '81001'};
  const desk: AudioLeg = {kind: 'desk-phone', number: '41001'};
  const stateWith = (calls: readonly Call[], audioLeg: AudioLeg, registered = true) =>
    linesOf(anAgent(), audioLeg, registered ? 'registered' : 'reconnecting', calls, new Map(), new Map())[0]
      ?.state;

  const table: readonly (readonly [string, readonly Call['state'][], string])[] = [
    ['rings', ['alerting'], 'ringing'],
    ['rings although another call is talked on', ['talking', 'alerting'], 'ringing'],
    ['talks', ['talking'], 'talking'],
    ['talks while it dials', ['dialing'], 'talking'],
    ['talks although another call is held', ['held', 'talking'], 'talking'],
    ['is held', ['held'], 'held'],
    ['is idle in wrap-up', ['wrap-up'], 'idle'],
    ['is idle without calls', [], 'idle'],
  ];
  for (const [what, states, expected] of table) {
    it(what, () => {
      expect(
        stateWith(
          states.map((state) => aCall({state})),
          browser,
        ),
      ).to.equal(expected);
    });
  }

  it('is unregistered, not idle, while the phone is not registered', () => {
    expect(stateWith([], browser, false)).to.equal('unregistered');
  });

  it('of a desk phone can’t be seen between calls, and that is what it says', () => {
    expect(stateWith([], desk)).to.equal('off');
    expect(stateWith([aCall({state: 'talking'})], desk)).to.equal('talking');
  });

  it('is line 1, the extension, for the queues; and none for nobody', () => {
    expect(linesOf(anAgent(), browser, 'registered', [], new Map(), new Map())).to.deep.equal([
      {index: 1, label: '', number: '41001', acd: true, state: 'idle', news: undefined},
    ]);
    expect(linesOf(undefined, browser, 'registered', [], new Map(), new Map())).to.deep.equal([]);
    expect(linesOf(anAgent(), {kind: 'none'}, 'off', [], new Map(), new Map())).to.deep.equal([]);
  });
});

describe('the state menu', () => {
  const lunch = aReason({id: '30', label: 'Lunch'});
  const home = aReason({id: '55', label: 'End of shift', category: 'LOGOUT'});
  const free: StateContext = {deployment: 'CCE', finesseLive: true, onCall: false};

  /** `READY! NOT_READY?on-call`: what can be chosen, and why the rest not. */
  const menu = (agent: Partial<Agent>, context: Partial<StateContext> = {}) =>
    stateOptionsFor(anAgent(agent), [], {...free, ...context})
      .map(({state, enabled, why}) => `${state}${enabled ? '!' : `?${why ?? ''}`}`)
      .join(' ');

  const table: readonly (readonly [
    string,
    Partial<Agent>,
    Partial<StateContext>,
    cce: string,
    ccx: string,
  ])[] = [
    [
      'Ready',
      {state: 'READY'},
      {},
      'READY?already NOT_READY! LOGOUT?not-ready-first',
      'READY?already NOT_READY! LOGOUT!',
    ],
    [
      'Not Ready',
      {state: 'NOT_READY'},
      {},
      'READY! NOT_READY?already LOGOUT!',
      'READY! NOT_READY?already LOGOUT!',
    ],
    [
      'Not Ready for a reason of the system',
      {state: 'NOT_READY', reason: aReason({id: '132767', system: true})},
      {},
      'READY! NOT_READY! LOGOUT!',
      'READY! NOT_READY! LOGOUT!',
    ],
    [
      'Reserved',
      {state: 'RESERVED'},
      {onCall: true},
      'READY?on-call NOT_READY?on-call LOGOUT?on-call',
      'READY?on-call NOT_READY?on-call LOGOUT?on-call',
    ],
    [
      'Talking',
      {state: 'TALKING'},
      {onCall: true},
      'READY! NOT_READY! LOGOUT?on-call',
      'READY?on-call NOT_READY! LOGOUT?on-call',
    ],
    [
      'Talking, Not Ready asked for after it',
      {state: 'TALKING', pendingState: 'NOT_READY'},
      {onCall: true},
      'READY! NOT_READY! LOGOUT?on-call',
      'READY?on-call NOT_READY?on-call LOGOUT?on-call',
    ],
    [
      'Talking, the dialog not seen yet',
      {state: 'TALKING'},
      {},
      'READY! NOT_READY! LOGOUT?on-call',
      'READY?on-call NOT_READY! LOGOUT?on-call',
    ],
    [
      'Hold',
      {state: 'HOLD'},
      {onCall: true},
      'READY! NOT_READY! LOGOUT?on-call',
      'READY?on-call NOT_READY! LOGOUT?on-call',
    ],
    ['wrap-up', {state: 'WORK'}, {}, 'READY! NOT_READY! LOGOUT?wrap-up', 'READY! NOT_READY! LOGOUT?wrap-up'],
    [
      'wrap-up, Ready after it',
      {state: 'WORK_READY'},
      {},
      'READY! NOT_READY! LOGOUT?wrap-up',
      'READY! NOT_READY! LOGOUT?wrap-up',
    ],
    [
      'Not Ready on a direct call',
      {state: 'NOT_READY'},
      {onCall: true},
      'READY! NOT_READY! LOGOUT?on-call',
      'READY?on-call NOT_READY! LOGOUT?on-call',
    ],
    [
      'signed out',
      {state: 'LOGOUT'},
      {},
      'READY?not-signed-in NOT_READY?not-signed-in LOGOUT?not-signed-in',
      'READY?not-signed-in NOT_READY?not-signed-in LOGOUT?not-signed-in',
    ],
    [
      'Finesse down',
      {state: 'READY'},
      {finesseLive: false},
      'READY?finesse-down NOT_READY?finesse-down LOGOUT?finesse-down',
      'READY?finesse-down NOT_READY?finesse-down LOGOUT?finesse-down',
    ],
  ];
  for (const [what, agent, context, cce, ccx] of table) {
    it(`${what}, on CCE: ${cce}`, () => {
      expect(menu(agent, context)).to.equal(cce);
    });
    it(`${what}, on CCX: ${ccx}`, () => {
      expect(menu(agent, {...context, deployment: 'CCX'})).to.equal(ccx);
    });
  }

  it('lists the reasons of the administrator, not those of the system, each under its state', () => {
    const reasons = [lunch, home, aReason({id: '9', system: true})];
    const options = stateOptionsFor(anAgent({state: 'NOT_READY', reason: lunch}), reasons, free);
    expect(options.map(({state, reason, enabled}) => [state, reason?.label, enabled])).to.deep.equal([
      ['READY', undefined, true],
      ['NOT_READY', 'Lunch', false],
      ['LOGOUT', 'End of shift', true],
    ]);
  });

  it('says of a choice during a call that it comes after it, except signing out', () => {
    const during = stateOptionsFor(anAgent({state: 'TALKING'}), [], {...free, onCall: true});
    expect(during.map(({afterCall}) => afterCall)).to.deep.equal([true, true, false]);
    const early = stateOptionsFor(anAgent({state: 'TALKING'}), [], free);
    expect(
      early.map(({afterCall}) => afterCall),
      'the dialog not seen yet',
    ).to.deep.equal([true, true, false]);
    const between = stateOptionsFor(anAgent(), [], free);
    expect(between.some(({afterCall}) => afterCall)).to.equal(false);
  });

  it('is empty while nobody is known', () => {
    expect(stateOptionsFor(undefined, [lunch], free)).to.deep.equal([]);
  });
});
