/**
 * The port behind which the softphone engine lives (ADR 5). Snapshots and commands are plain data, so that the engine
 * can run in this frame, in a hidden gadget, or in a window that outlives the desktop, and the rest cannot tell.
 */
import type {Readable} from '../base/store.js';

export type Registration =
  /** No browser audio on this desk: nothing is opened, no microphone is asked for. */
  | 'off'
  | 'connecting'
  | 'registered'
  /** The way to the edge is lost and being restored. */
  | 'reconnecting'
  /** The edge refused us; it will not heal without somebody's hand. */
  | 'refused';

export type LegState = 'ringing' | 'dialing' | 'connecting' | 'talking' | 'ended';

/** One SIP session of the softphone. */
export interface Leg {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly state: LegState;
  /** The other end's number and name as SIP showed them; text from outside. */
  readonly remoteNumber: string;
  readonly remoteName: string;
  /** The line's own number, the one the edge knows. */
  readonly lineNumber: string;
  /** A correlation value that the edge added and Finesse knows too; empty when there is none. */
  readonly key: string;
  /** Ms since 1970. */
  readonly beganAt: number;
  readonly muted: boolean;
  /** The other side sends no live audio to us (music or silence). */
  readonly heldByFarEnd: boolean;
  /** What the far end last said of recording, its own word (RFC 7866, section 6.1: `on`, `off`, `paused`); absent: nothing. */
  readonly recording?: string | undefined;
  /** Our microphone is silent by command of the call: held. Apart from {@link muted}, which is the agent's wish. */
  readonly silenced: boolean;
  /** Legs whose far ends hear this one's, and are heard by it, through this page; absent: none. */
  readonly mixedWith?: readonly string[] | undefined;
  /** Held by ourselves, by SIP: a call on a line that Finesse does not know. */
  readonly held?: boolean;
}

/** Why a leg is over. */
export type LegEnd =
  /** Somebody hung up or declined. */
  | 'normal'
  /** It rang here and was answered at another device: nobody missed anything. */
  | 'completed-elsewhere'
  /** Taken back while it rang here. */
  | 'cancelled'
  /** The way to the edge, or the edge's memory of the call, is gone. */
  | 'lost';

/** A leg that is over; text from outside in number and name. */
export interface EndedLeg {
  readonly id: string;
  readonly cause: LegEnd;
  readonly remoteNumber: string;
  readonly remoteName: string;
}

export type MicrophoneState = 'idle' | 'live' | 'denied' | 'missing' | 'busy';

/** How a line rings. Anything absent is ours. The tone is made on the spot, so that no file is loaded when a call comes. */
export interface RingStyle {
  /** One round of it, three seconds: when each note begins (s), and its pitch (Hz). Notes last 0.15 s. */
  readonly notes?: readonly (readonly [start: number, hz: number])[] | undefined;
  /** Of a note, where 1 is as loud as can be. */
  readonly level?: number;
  /** Id of the output device; the computer's default when absent, empty or gone. */
  readonly device?: string;
}

/** What calls of further lines ask for, of which Finesse knows nothing. */
export interface LineWork {
  /**
   * Calls a number from one of the further lines. Resolves with the leg's id when it is taken, with undefined when it was
   * given up here; rejects with a DeskError (`media/…`, `sip/…`). The leg is there before.
   * @param held takes this call instead, from the colleague who holds it on the line (RFC 3891)
   */
  call(line: string, number: string, held?: HeldCall): Promise<string | undefined>;
  /** Holds the far end, or takes it back (RFC 3264 section 8.4). Resolves when it has agreed. */
  setHeld(legId: string, held: boolean): Promise<void>;
  /**
   * Has the far end of a leg connected to a number, or to the far end of another leg (RFC 3515, RFC 3891). Resolves when
   * it is, or when the leg is over; rejects with a DeskError (`sip/…`), and the leg is as it was.
   */
  transfer(legId: string, to: {readonly number: string} | {readonly legId: string}): Promise<void>;
  /** Lets the far ends of these legs, and of no others, hear each other; rejects with a DeskError (`media/not-joined`), and nothing changed. */
  join(legIds: readonly string[]): Promise<void>;
}

/** What is known of a further line, besides the calls of this browser. */
export type SharedLineState =
  | 'idle'
  /** it rings at a colleague's phone */
  | 'remote-ringing'
  /** a colleague talks or dials on it */
  | 'remote-in-use'
  /** a colleague holds a call on it */
  | 'remote-held'
  /** whether a colleague uses it is not known now */
  | 'remote-unknown'
  /** the switch lets nothing ring */
  | 'dnd'
  /** the switch sends every call elsewhere */
  | 'forwarded';

/** A call that a colleague holds on a shared line; text from outside in name and number. */
export interface HeldCall {
  readonly number: string;
  readonly name: string;
  /** The names of its dialog, seen from the colleague's phone (RFC 4235 section 4.1.2). */
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/** What was told of a further line. */
export interface LineNews {
  readonly state: SharedLineState;
  /** Calls that may be taken from the colleague who holds them. */
  readonly held: readonly HeldCall[];
  /** Where calls go instead; empty: nowhere, or not known. */
  readonly forwardTo: string;
}

/** Lines that are registered, by number, with what was told of each; undefined: nobody tells. */
export type RegisteredLines = ReadonlyMap<string, LineNews | undefined>;

export interface SoftphonePort {
  readonly registration: Readable<Registration>;
  /** The further lines that are registered now. */
  readonly furtherLines: Readable<RegisteredLines>;
  readonly legs: Readable<readonly Leg[]>;
  /** The leg that ended last, set just before it leaves {@link legs}; a new object each time. */
  readonly ended: Readable<EndedLeg | undefined>;
  readonly microphone: Readable<MicrophoneState>;
  /** How often another microphone took the place of one that went away in a call. */
  readonly microphoneSwitches: Readable<number>;
  /** The agent speaks while muted, now. */
  readonly talkingWhileMuted: Readable<boolean>;
  /** Sound is blocked until the agent clicks somewhere. */
  readonly soundBlocked: Readable<boolean>;
  start(): void;
  /** Ends every leg, gives back the microphone, takes the registration away. */
  stop(): Promise<void>;
  /**
   * Resolves when the edge has our answer; rejects with a DeskError (`media/…`, `sip/…`).
   * @param quietly without a microphone, as a leg is answered that stays up between calls
   */
  answer(legId: string, quietly?: boolean): Promise<void>;
  /** Gives the leg's microphone back, so that nothing is captured and nothing sent, or takes it again; rejects as `answer`. */
  setResting(legId: string, resting: boolean): Promise<void>;
  /** What the leg's INVITE says under this name; text from outside. */
  headers(legId: string, name: string): readonly string[];
  /** Ends a leg in any state: declines, cancels or hangs up. */
  hangUp(legId: string): Promise<void>;
  setMuted(legId: string, muted: boolean): void;
  /** While silenced nothing of the agent leaves, whatever mute says. Set when the dialog is held. */
  setSilenced(legId: string, silenced: boolean): void;
  sendDigits(legId: string, digits: string): Promise<void>;
  /**
   * Starts or stops the ring tone, or the soft tone of a call that waits; the port keeps at most one of the two. The same
   * `style` object means the same sound; the soft tone has its own.
   */
  ring(on: boolean, soft?: boolean, style?: RingStyle): void;
  /** What is asked for calls of further lines, by SIP alone; rejects where it can't be loaded. */
  lineWork(): Promise<LineWork>;
  /** The way to the edge may be dead without a word, as after a sleep: looks at once. */
  checkLink(): void;
  /** Called from a press: lets sound out where the browser waits for one. */
  unlockSound(): void;
}
