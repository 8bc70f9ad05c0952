import type {Call, Control, Controls, Line} from '../../../src/calls/types.js';
import type {StateOption} from '../../../src/desk/desk.js';
import type {Agent, Dialog, Participant, ReasonCode} from '../../../src/finesse/types.js';
import type {CallRecording} from '../../../src/recording/types.js';
import type {Leg} from '../../../src/softphone/types.js';

/** 2026-03-02 09:00:00 UTC, where the builders' clock stands, ms since 1970. */
export const nine = Date.UTC(2026, 2, 2, 9);

/** A valid agent, Ready for a minute; name only what the test is about. */
export function anAgent(part: Partial<Agent> = {}): Agent {
  return {
    id: '1001001',
    firstName: 'Alex',
    lastName: 'Reed',
    extension: '41001',
    teamName: 'Billing',
    supervisor: false,
    state: 'READY',
    rawState: part.state ?? 'READY',
    since: nine - 60_000,
    reason: undefined,
    pendingState: undefined,
    mobileAgent: undefined,
    activeDeviceId: '',
    wrapUpOnIncoming: 'OPTIONAL',
    request: undefined,
    ...part,
  };
}

/** A Not Ready reason that an administrator made. */
export function aReason(part: Partial<ReasonCode> = {}): ReasonCode {
  return {id: '12', code: '100', label: 'Lunch', category: 'NOT_READY', system: false, ...part};
}

/** A talking queue call on line 1, with both halves. */
export function aCall(part: Partial<Call> = {}): Call {
  return {
    id: 'call-1',
    line: 1,
    address: '41001',
    direction: 'in',
    state: 'talking',
    peer: {name: 'Maria Lopez', number: '+1 555 010 4477'},
    queue: 'Billing',
    dialedNumber: '2000',
    variables: [],
    since: nine - 31_000,
    talkingSince: nine - 31_000,
    wrapUpReason: '',
    muted: false,
    heldByFarEnd: false,
    pending: undefined,
    dialog: aDialog(),
    leg: aLeg(),
    ...part,
  };
}

/** A participant of a dialog: the agent, active. */
export function aParticipant(part: Partial<Participant> = {}): Participant {
  return {
    address: '41001',
    state: 'ACTIVE',
    cause: '',
    actions: ['HOLD', 'DROP'],
    startedAt: nine - 31_000,
    changedAt: nine - 31_000,
    ...part,
  };
}

/** An active queue call as Finesse reports it. */
export function aDialog(part: Partial<Dialog> = {}): Dialog {
  return {
    id: '16804377',
    state: 'ACTIVE',
    fromAddress: '+15550104477',
    toAddress: '41001',
    callType: 'ACD_IN',
    dialedNumber: '2000',
    queueName: 'Billing',
    wrapUpReason: '',
    variables: [],
    participants: [aParticipant(), aParticipant({address: '+15550104477', actions: []})],
    ...part,
  };
}

/** A talking SIP session of the softphone. */
export function aLeg(part: Partial<Leg> = {}): Leg {
  return {
    id: 'leg-1',
    direction: 'in',
    state: 'talking',
    remoteNumber: '+15550104477',
    remoteName: 'Maria Lopez',
    lineNumber: '81001',
    key: '',
    beganAt: nine - 40_000,
    muted: false,
    heldByFarEnd: false,
    silenced: false,
    ...part,
  };
}

/** Recorded for half a minute, as the recorder says. */
export function aRecording(part: Partial<CallRecording> = {}): CallRecording {
  return {
    state: 'on',
    source: 'recorder',
    by: undefined,
    since: nine - 30_000,
    why: undefined,
    orders: [],
    pending: undefined,
    failed: undefined,
    resumesAt: undefined,
    alarm: false,
    ...part,
  };
}

/** Line 1: ACD, registered and idle. */
export function aLine(part: Partial<Line> = {}): Line {
  return {index: 1, label: '', number: '81001', acd: true, state: 'idle', ...part};
}

/** An entry of the state menu that can be chosen now. */
export function anOption(part: Partial<StateOption> = {}): StateOption {
  return {state: 'READY', reason: undefined, enabled: true, why: undefined, afterCall: false, ...part};
}

const off: Control = {visible: false, enabled: false};
const on: Control = {visible: true, enabled: true};

/** Plain controls for a call in its state, as a browser-audio agent has them; a test overrides what it is about. */
export function someControls(call: Call, part: Partial<Controls> = {}): Controls {
  const free = call.pending === undefined;
  const active = call.state === 'talking' || call.state === 'held';
  const button: Control = free ? on : {visible: true, enabled: false, reason: 'pending'};
  return {
    answer: call.state === 'alerting' ? button : off,
    hold: call.state === 'talking' ? button : off,
    resume: call.state === 'held' ? button : off,
    mute: active ? on : off,
    digits: active ? on : off,
    end:
      active || call.state === 'dialing'
        ? button
        : call.state === 'alerting'
          ? {...off, reason: 'acd-no-decline'}
          : off,
    ...part,
  };
}
