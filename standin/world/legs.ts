/**
 * The border between the world (who is in which call) and the switch (what carries the sound).
 *
 * The world tells a {@link LegCarrier} what should happen; the carrier reports through {@link LegNews} what did.
 * Neither knows how the other works, so the world runs in a test with no sound at all.
 */

/** One stretch of audio between the switch and one end: a browser's SIP session, a desk phone, a caller's voice. */
export type LegId = string;

/** Who is shown as calling. `name` may be empty. */
export interface Identity {
  readonly number: string;
  readonly name: string;
}

/** What is at the far end of a leg, which decides who carries it. */
export type EndKind =
  /** a browser registered over SIP (numbers 81001–81009) */
  | 'sip'
  /** a desk phone the switch controls by CTI (42001–42009, and an extension signed in without a remote number) */
  | 'phone'
  /** somebody outside who called in, or answers when called */
  | 'caller'
  /** a line that says back what it hears */
  | 'echo'
  /** a machine that collects digits */
  | 'ivr';

/** What an end without a person says. */
export type Voice =
  | {readonly kind: 'speech'}
  | {readonly kind: 'silence'}
  /** `level`: RMS, 1 is full scale; 0.2 when absent. */
  | {readonly kind: 'tone'; readonly hz: number; readonly level?: number};

export interface LegOffer {
  readonly legId: LegId;
  readonly callId: string;
  readonly end: EndKind;
  /** The number that rings. */
  readonly number: string;
  readonly from: Identity;
  /** What the end says once it is connected, where it is not a browser. */
  readonly voice: Voice;
  /** This end called in by itself: it does not ring, it is `answered` at once. Only 'caller' ends. */
  readonly originating?: boolean;
}

/** Why a leg ended or was refused. */
export type Cause =
  | 'normal'
  | 'busy'
  | 'declined'
  | 'no-answer'
  | 'not-registered'
  | 'not-found'
  | 'unreachable'
  | 'answered-elsewhere'
  | 'media-failed';

/** One thing a leg's end hears: another leg, or a sound of the switch itself. */
export type Sound = {readonly leg: LegId} | {readonly tone: 'music' | 'ringback' | 'busy'};

/** With whom the far side of a leg is to be connected. */
export type ReferTarget = {readonly number: string} | {readonly legId: LegId};

/** One call of a line, as those are told who watch the line. */
export interface LineDialog {
  readonly legId: LegId;
  /** `early`: it rings or is being dialled. */
  readonly state: 'early' | 'confirmed';
  readonly direction: 'initiator' | 'recipient';
  /** The line's own end holds it. */
  readonly held: boolean;
  readonly remote: Identity;
}

/** Carries legs. Every method returns at once; what came of it is told through {@link LegNews}. Unknown ids are ignored. */
export interface LegCarrier {
  /** Ring the end. News: `ringing`, then `answered` or `refused`. */
  offer(offer: LegOffer): void;
  /** Take the end off hook by CTI. Only 'phone' ends obey; news: `answered`. */
  answer(legId: LegId): void;
  /** The far side of an incoming leg (one begun by {@link LegNews.dialled}) rings. */
  progress(legId: LegId): void;
  /** The far side of an incoming leg answered: accept it. News: `answered`, when the media path is agreed. */
  accept(legId: LegId): void;
  /** End the leg, whatever its state. No news follows. */
  release(legId: LegId, cause: Cause): void;
  /** The agent's call was held or retrieved by CTI: do to the leg what the call manager does (its habit is a mode). */
  hold(legId: LegId, held: boolean): void;
  /** The far side of a leg is somebody else from now on, as after a transfer. Without it nobody is told. */
  identify?(legId: LegId, identity: Identity): void;
  /** What came of a {@link LegNews.referred}: `done`, and the leg is over soon; or why not. Without it nobody is told. */
  referral?(legId: LegId, outcome: 'done' | Cause): void;
  /** The calls of a shared line are these from now on. Without it nobody is told. */
  lineDialogs?(number: string, dialogs: readonly LineDialog[]): void;
  /** Who each leg hears from now on. A leg that is not named hears nothing. */
  connect(hearing: ReadonlyMap<LegId, readonly Sound[]>): void;
}

/** What happened to legs; the world implements it. */
export interface LegNews {
  /** A SIP line or a phone dials by itself: `from` is its own number. The leg exists already and waits. */
  dialled(leg: {legId: LegId; end: EndKind; from: Identity; to: string}): void;
  /** A SIP line asks to take the place of another leg of the same line (RFC 3891). The new leg exists already and waits. */
  takesOver(leg: {legId: LegId; from: Identity; place: LegId}): void;
  ringing(legId: LegId): void;
  answered(legId: LegId): void;
  refused(legId: LegId, cause: Cause): void;
  /** The end hung up, or its media or signalling is gone for good. */
  released(legId: LegId, cause: Cause): void;
  /** The end itself held the call, or took it up again (RFC 3264 section 8.4), as a SIP phone's own key does. */
  heldByEnd(legId: LegId, held: boolean): void;
  /** The end asks that its far side be connected to a number, or to the far side of another leg of its own (RFC 3515). */
  referred(legId: LegId, to: ReferTarget): void;
  /** A digit arrived from the end (RFC 4733): one of 0-9 * # A-D. */
  digit(legId: LegId, digit: string): void;
  /** A SIP line registered (`true`) or is gone (`false`). */
  registered(number: string, isRegistered: boolean): void;
}
