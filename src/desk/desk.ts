import type {Readable} from '../base/store.js';
import type {Callable} from '../calls/contact-index.js';
import type {DialControl} from '../calls/dial-control.js';
import type {DialOrigin, DialPolicy} from '../calls/dial.js';
import type {DigitOrder} from '../calls/dialling.js';
import type {DigitRun} from '../calls/digits-queue.js';
import type {HistoryEntry} from '../calls/history.js';
import type {OutgoingRequest} from '../calls/outgoing.js';
import type {CallHistory} from '../calls/past-calls.js';
import type {RingSettings} from '../calls/line-ring.js';
import type {Reach} from '../calls/reach.js';
import type {StateOption} from '../calls/state-options.js';
import type {AudioLeg, Call, CallCommand, Controls, Line} from '../calls/types.js';
import type {Agent, Connection, RequestableState, SignIn, WrapUpReason} from '../finesse/types.js';
import type {CallRecording, RecordingCommand} from '../recording/types.js';
import type {MicrophoneState, Registration} from '../softphone/types.js';
import type {Notice} from './notices.js';

export type {DigitOrder} from '../calls/dialling.js';
export type {StateOption} from '../calls/state-options.js';
export type {Notice} from './notices.js';

/** How well the three things that a call needs are. */
export interface Health {
  readonly finesse: Connection;
  readonly phone: Registration;
  readonly microphone: MicrophoneState;
}

/** All that components see: snapshots to read, requests to send up. A request never changes what is shown. */
export interface Desk {
  readonly agent: Readable<Agent | undefined>;
  readonly stateOptions: Readable<readonly StateOption[]>;
  readonly calls: Readable<readonly Call[]>;
  readonly lines: Readable<readonly Line[]>;
  readonly audioLeg: Readable<AudioLeg>;
  readonly health: Readable<Health>;
  /** Whether calls find this browser. */
  readonly reach: Readable<Reach>;
  readonly notices: Readable<readonly Notice[]>;
  readonly wrapUpReasons: Readable<readonly WrapUpReason[]>;
  readonly talkingWhileMuted: Readable<boolean>;
  readonly soundBlocked: Readable<boolean>;
  readonly deployment: Readable<'CCE' | 'CCX'>;
  /** Whether a call may be placed now. */
  readonly dialControl: Readable<DialControl>;
  /** What the site allows to be dialled. */
  readonly dialPolicy: DialPolicy | undefined;
  /** The call that was asked for and that Finesse does not show yet. */
  readonly outgoing: Readable<OutgoingRequest | undefined>;
  /** Digits that are still to be sent, by call. */
  readonly digitRuns: Readable<ReadonlyMap<string, DigitRun>>;
  /** Whether calls are recorded, by call; a call that nobody has been asked about is not in it. */
  readonly recordings: Readable<ReadonlyMap<string, CallRecording>>;
  /** Calls that are over. */
  readonly history: Readable<CallHistory>;
  /** Seconds an alerting call rings before the agent is made Not Ready; undefined when not configured. */
  readonly ronaSeconds: number | undefined;
  /** Seconds on hold after which the timer turns amber, and red. */
  readonly holdWarning: {readonly amber: number; readonly red: number};
  /** Now, on the clock all snapshots use (ms since 1970). */
  now(): number;
  controlsFor(call: Call): Controls;
  /** Signs in, on a page outside the desktop. Rejects with DeskError when Finesse says no. */
  signIn(order: SignIn): Promise<void>;
  requestState(state: RequestableState, reasonId?: string): void;
  perform(callId: string, command: CallCommand | RecordingCommand): void;
  /** Sends a string of digits with pauses and waits, lets it go on after a wait, or stops it. */
  digits(callId: string, order: DigitOrder): void;
  /**
   * Places a call from a line, the first when absent; a refusal becomes a notice. From a link only after a press on a
   * button that shows the number.
   */
  dial(text: string, origin?: DialOrigin, line?: number): void;
  /** Everybody in the agent's phone books, read anew. Rejects with DeskError. */
  contacts(): Promise<readonly Callable[]>;
  /** How each line rings, and what sets it; undefined when it could not be loaded. Never rejects. */
  rings(): Promise<RingSettings | undefined>;
  /** Somebody wants to look at the history. */
  openHistory(): void;
  /** Somebody has looked at it. */
  historySeen(): void;
  /** Takes one call out of the history, or all when it is absent. */
  clearHistory(entry?: HistoryEntry): void;
  dismiss(noticeId: number): void;
  unlockSound(): void;
  stop(): Promise<void>;
}
