import type {Call} from '../calls/types.js';
import type {CallReference} from './recorder.js';
import {finesseWord, type FinesseOrder} from './finesse-word.js';
import {settleRecording, type SettledRecording} from './settle.js';
import type {RecordingOrder, RecordingWord} from './types.js';

/** An order that nobody has confirmed yet. */
export interface OpenOrder {
  readonly order: RecordingOrder;
  readonly stop: () => void;
}

/** All that is known of one call's recording. */
export class WatchedCall {
  call: Call;
  /** Who is in it; undefined before it is talked in. */
  parties: string | undefined;
  reference: CallReference;
  /** Undefined: no recorder is set up. */
  recorder: RecordingWord | undefined;
  finesse: FinesseOrder | undefined;
  /** What the leg says, and when that was first heard. */
  said: {readonly state: 'on' | 'paused' | 'off'; readonly since: number} | undefined;
  /** Other people are in it than when Finesse showed that it records. */
  moved = false;
  open: OpenOrder | undefined;
  failed: RecordingOrder | undefined;
  resumesAt: number | undefined;
  /** The agent has asked for the pause that is still to come, or is on. */
  ownPause = false;
  /** Ends the belief in the recorder's last word. */
  stopStale: () => void = () => {};
  stopResume: () => void = () => {};

  constructor(call: Call, reference: CallReference) {
    this.call = call;
    this.reference = reference;
  }

  settled(extension: {readonly finesseLive: boolean; readonly phoneUp: boolean}): SettledRecording {
    const {recorder} = this;
    const finesse = this.#finesseWord(extension.finesseLive);
    const sip = this.#sipWord(extension.phoneUp);
    return settleRecording({...(recorder && {recorder}), ...(finesse && {finesse}), ...(sip && {sip})});
  }

  /** Takes in what the leg says now; a word that RFC 7866 does not have says nothing. */
  hear(word: string | undefined, now: number): void {
    const state = (['on', 'paused', 'off'] as const).find((each) => each === word);
    if (state !== this.said?.state) this.said = state && {state, since: now};
  }

  /** No timer of it runs on. */
  close(): void {
    this.open?.stop();
    this.stopStale();
    this.stopResume();
  }

  #finesseWord(live: boolean): RecordingWord | undefined {
    if (!this.finesse) return undefined;
    const word = finesseWord(this.finesse);
    if (word.state === 'unknown') return word;
    if (this.moved) return {state: 'unknown', why: 'moved'};
    return live ? word : {state: 'unknown', why: 'connection-lost'};
  }

  #sipWord(up: boolean): RecordingWord | undefined {
    if (!this.said) return undefined;
    return up ? {...this.said, by: undefined} : {state: 'unknown', why: 'connection-lost'};
  }
}

/** Who is in a call now; undefined while it is not talked in. */
export function partiesOf(call: Call): string | undefined {
  if (call.state !== 'talking' && call.state !== 'held') return undefined;
  if (!call.dialog) return call.peer.number;
  const {id, participants} = call.dialog;
  const present = participants.filter(({state}) => state === 'ACTIVE' || state === 'HELD');
  return [id, ...present.map(({address}) => address).sort()].join(' ');
}
