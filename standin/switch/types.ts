import type {Clock} from '../world/clock.js';
import type {LegNews} from '../world/legs.js';
import type {EdgeLimits} from './sip/call-limit.js';

/** `header`: `X-Auto-Answer: yes`, as a header of a site's own. */
export type AnswerSign = 'answer-mode' | 'call-info' | 'alert-info' | 'header';

/** Ways in which a call manager may do the same thing; a site has one of each. */
export interface Habits {
  /** `early`: an INVITE to a browser carries an offer. `delayed`: it carries none, the browser offers in its 200. */
  offer: 'early' | 'delayed';
  /**
   * What `hold` does to the agent's own leg. `none`: nothing, the mix changes. `inactive`: re-INVITE `a=inactive`;
   * retrieved by a re-INVITE without SDP whose ACK says `sendrecv`. `inactive-music`: both steps each time, with
   * music (`sendonly`) in between.
   */
  hold: 'none' | 'inactive' | 'inactive-music';
  /**
   * `reliable`: INVITEs require 100rel (RFC 3262), so that a browser describes itself in its first provisional answer,
   * which is acknowledged by PRACK. `none`, and absent: they don't.
   */
  provisional?: 'none' | 'reliable';
  /** The sign that INVITEs carry when they are to be answered without a press, as edges put it; `none`, and absent: none. */
  answerSign?: 'none' | AnswerSign;
  /** `dialog`, and absent: who has a line may subscribe to its calls (RFC 4235). `none`: refused with 489. */
  lineNews?: 'none' | 'dialog';
  /** `replaces`, and absent: an INVITE with Replaces takes a call from another phone of the line. `none`: refused with 403. */
  pull?: 'none' | 'replaces';
  /** `as-feature-event`: who has a line may subscribe to what the switch does for it. `none`, and absent: refused with 489. */
  featureNews?: 'none' | 'as-feature-event';
}

/** Faults that can be switched on while everything runs; all off by default. */
export interface SwitchFaults {
  /** New sockets are refused with HTTP 503. */
  refuseSockets: boolean;
  /** Nothing is read from or written to the sockets, which stay open (half-open connection). */
  stall: boolean;
  /** REGISTER is answered with this status; 0: normally. */
  registerStatus: number;
  /** This many re-INVITEs of browsers are answered 491 (RFC 3261 section 14.2). */
  glares: number;
  /** This many re-INVITEs of browsers are answered 488. */
  refuseReinvites: number;
  /** This many REFERs of browsers are answered 603. */
  refuseRefers: number;
  /** Legs are up, but no audio is sent to browsers. */
  deaf: boolean;
  /** A registration is granted for no longer than this, in seconds; 0: as asked for. */
  grantSeconds: number;
  /** Messages that get lost on their way. */
  lose: readonly Loss[];
  /** This many INVITEs of browsers are forked: two ends answer, the second right after the first. */
  forks: number;
}

/** One kind of message that gets lost. */
export interface Loss {
  /** A method, e.g. `BYE`; an answer by its status and the method it answers, e.g. `200 INVITE`. */
  readonly message: string;
  readonly from: 'browser' | 'switch';
  /** How often; once when absent. */
  readonly times?: number;
}

/** What the switch does for a line with every call. */
export interface LineFeatures {
  readonly doNotDisturb: boolean;
  /** Where calls go instead; empty: nowhere. */
  readonly forwardTo: string;
}

/** What a stretch of audio is made of. */
export interface Spectrum {
  /** RMS of the last 300 ms; 1 is full scale. */
  readonly level: number;
  /** The strongest peaks (three, where no more are asked for) between 100 and 3800 Hz, strongest first; `level` is the RMS of a pure tone there. */
  readonly peaks: readonly {readonly hz: number; readonly level: number}[];
  /** Frames of 20 ms so far; for a browser's leg: RTP packets. */
  readonly frames: number;
}

/** One line of the switch's event log. */
export type SwitchLog = (event: string, facts: Record<string, unknown>) => void;

export interface SwitchOptions {
  readonly news: LegNews;
  readonly clock: Clock;
  /** Valid digest passwords of a SIP user; empty for an unknown user. */
  readonly secretFor: (user: string) => readonly string[];
  /** The digest realm; `ccmsipline` when absent, as a Unified CM line side says. */
  readonly realm?: string;
  readonly log?: SwitchLog;
  /** What is taken from browsers; 30 calls a minute from each line, to any number, when absent. */
  readonly limits?: () => EdgeLimits;
  /** 0 up to 1, for retry delays and the choice of a phrase. */
  readonly random?: () => number;
}
