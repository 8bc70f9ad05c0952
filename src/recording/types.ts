/** Whether a call is recorded, and how sure that is. What nobody reports is `unknown`, never `off`. */

export type RecordingState = 'on' | 'paused' | 'off' | 'unknown';

/** Who says so: the recorder itself, Finesse (what it offers for the call), or the SIP leg (RFC 7866). */
export type RecordingSource = 'recorder' | 'finesse' | 'sip';

/** Who caused it: a rule of the site, or the agent. */
export type RecordingCause = 'policy' | 'agent';

/** Why it is not known. The words are in components/recording-text.ts. */
export type RecordingDoubt =
  /** nobody reports about this call */
  | 'no-source'
  /** the recorder has been asked for the first time */
  | 'asking'
  /** the recorder does not answer */
  | 'silent'
  /** it answers, but not with a state: an error, or something that can't be read */
  | 'error'
  /** its last word is too old */
  | 'stale'
  /** what it tells us by is lost */
  | 'connection-lost'
  /** other people are in the call than when it was told */
  | 'moved'
  /** two sources say different things */
  | 'conflict'
  /** Finesse took the order to record and has not shown that it does */
  | 'unconfirmed'
  /** it was recorded for Finesse, which now offers to begin again */
  | 'offered-again'
  /** the settings for the recorder can't be used */
  | 'settings';

export type RecordingOrder = 'start' | 'stop' | 'pause' | 'resume';

/** What the agent presses; carried out apart from what is done to the call itself. */
export interface RecordingCommand {
  readonly type: 'record';
  readonly order: RecordingOrder;
}

/** One source's word on one call. */
export type RecordingWord =
  | {
      readonly state: 'on' | 'paused' | 'off';
      /** When that began; ms since 1970 on this computer's clock; undefined when the source did not say. */
      readonly since: number | undefined;
      readonly by: RecordingCause | undefined;
    }
  | {readonly state: 'unknown'; readonly why: RecordingDoubt};

/** All words on one call; absent: that source does not speak about it. */
export type RecordingWords = Partial<Readonly<Record<RecordingSource, RecordingWord>>>;

/** What is shown of one call. */
export interface CallRecording {
  readonly state: RecordingState;
  readonly source: RecordingSource | undefined;
  readonly by: RecordingCause | undefined;
  readonly since: number | undefined;
  /** Set when the state is unknown. */
  readonly why: RecordingDoubt | undefined;
  /** What can be asked for now. */
  readonly orders: readonly RecordingOrder[];
  /** Asked for; nobody has confirmed it. */
  readonly pending: RecordingOrder | undefined;
  /** Asked for, and refused or not confirmed in time. */
  readonly failed: RecordingOrder | undefined;
  /** When a pause ends by itself; ms since 1970. */
  readonly resumesAt: number | undefined;
  /** The site wants every call recorded, and this one is not known to be. */
  readonly alarm: boolean;
}
