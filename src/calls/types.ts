/** Calls as people see them: a Finesse dialog, a softphone leg, or both, as one. */
import type {Dialog} from '../finesse/types.js';
import type {Leg, LineNews, SharedLineState} from '../softphone/types.js';
import type {Together} from './together.js';

/** Text from outside in `name` and `number`: shown as text nodes only. Both empty: a hidden number. */
export interface Peer {
  readonly name: string;
  readonly number: string;
}

export type CallState =
  | 'alerting'
  /** we call, the far end is not there yet */
  | 'dialing'
  | 'talking'
  | 'held'
  | 'wrap-up'
  | 'failed'
  | 'ended';

export type CallCommand =
  | {readonly type: 'answer'}
  | {readonly type: 'hold'}
  | {readonly type: 'resume'}
  | {readonly type: 'end'}
  | {readonly type: 'mute'; readonly muted: boolean}
  | {readonly type: 'digits'; readonly digits: string}
  | {readonly type: 'wrap-up-reason'; readonly label: string}
  /** Change one of the call's variables. */
  | {readonly type: 'edit-data'; readonly name: string; readonly value: string}
  /** Hold this call and call somebody about it. */
  | {readonly type: 'consult'; readonly number: string}
  /** Hand this call to somebody when they answer; if they don't, it comes back. */
  | {readonly type: 'transfer-safe'; readonly number: string}
  /** Hand this call to somebody, without talking to them first. */
  | {readonly type: 'transfer-now'; readonly number: string}
  /** Make one call of this one and its partner, and leave it. */
  | {readonly type: 'transfer'}
  /** Make one call of this one and its partner, and stay. */
  | {readonly type: 'conference'}
  /** Take this held call up, and let it and what is talked in on other lines hear each other. */
  | {readonly type: 'join'}
  /** End this consult and go back to who waits. */
  | {readonly type: 'back'}
  /** Take one participant out. */
  | {readonly type: 'drop'; readonly address: string};

export interface PendingCommand {
  readonly type: CallCommand['type'];
  /** `sent`: asked, no news yet. `checking`: no news in time, the truth is being read. */
  readonly phase: 'sent' | 'checking';
}

/** A row of a call's data: text from outside, shown as text nodes only. */
export interface ShownVariable {
  /** The site's label, or the variable's own name. */
  readonly name: string;
  readonly value: string;
  /** The variable that the agent may change here. */
  readonly edit?: string;
}

export interface Call {
  /** Ours: given at first sight, kept when the other half shows up. */
  readonly id: string;
  /** 1 to 8. */
  readonly line: number;
  /** The agent's own number in it: the extension, or a further line of the phone that Finesse tells of (CCE). */
  readonly address: string;
  readonly direction: 'in' | 'out';
  readonly state: CallState;
  readonly peer: Peer;
  /** The queue that sent the call; empty when it came directly. */
  readonly queue: string;
  readonly dialedNumber: string;
  readonly variables: readonly ShownVariable[];
  /** When the present state began; ms since 1970 on this computer's clock; undefined when unknown. */
  readonly since: number | undefined;
  /** When talking first began. */
  readonly talkingSince: number | undefined;
  readonly wrapUpReason: string;
  readonly muted: boolean;
  /** The other side has put us on hold. */
  readonly heldByFarEnd: boolean;
  readonly pending: PendingCommand | undefined;
  /** When it will be answered by itself; ms since 1970. Absent: by hand. */
  readonly answersAt?: number | undefined;
  /** Rings while the agent talks in another call. */
  readonly waiting?: boolean;
  readonly dialog: Dialog | undefined;
  readonly leg: Leg | undefined;
  /** There is, or has been, a leg with it. */
  readonly hadLeg?: boolean;
  /** Who is in it, and what it has to do with the agent's other calls; absent until that is known. */
  readonly together?: Together | undefined;
}

/** Why a control is shown but can't be pressed, or is not there at all. The words are in components/control-text.ts. */
export type ControlReason =
  | 'pending'
  | 'answer-on-phone'
  | 'mute-on-phone'
  | 'waiting-for-audio'
  | 'not-allowed'
  | 'finesse-down'
  | 'acd-no-decline';

export interface Control {
  readonly visible: boolean;
  readonly enabled: boolean;
  readonly reason?: ControlReason | undefined;
}

export interface Controls {
  readonly answer: Control;
  readonly hold: Control;
  readonly resume: Control;
  readonly mute: Control;
  readonly digits: Control;
  readonly end: Control;
}

/** Which device carries the agent's voice. */
export type AudioLeg =
  | {readonly kind: 'browser'; readonly number: string}
  /** `device`: its name, where it was chosen among those that share the line. */
  | {readonly kind: 'desk-phone'; readonly number: string; readonly device?: string}
  /** A Mobile Agent on some other phone. */
  | {readonly kind: 'remote-phone'; readonly number: string}
  | {readonly kind: 'none'};

export type LineState =
  | SharedLineState
  | 'ringing'
  | 'talking'
  | 'held'
  | 'unregistered'
  /** the phone's state can't be seen from here (a desk phone) */
  | 'off';

export interface Line {
  /** 1 to 8. */
  readonly index: number;
  /** The site's own word for the line; empty: it is called by its place. */
  readonly label: string;
  readonly number: string;
  readonly acd: boolean;
  readonly state: LineState;
  /** What others have told of it; absent: nothing. */
  readonly news?: LineNews | undefined;
}
