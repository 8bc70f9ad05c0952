import {FRAME} from './frame.js';
import {decodeMuLaw} from './mu-law.js';

/** Frames collected before playing begins, and the most that may wait: 40 and 120 ms. */
const START = 2;
const LIMIT = 6;

/** Evens out the arrival of packets: decoded samples go in as they come and leave a frame at a time. */
export class PlayoutBuffer {
  #samples: Int16Array = new Int16Array(0);
  #last: number | undefined;
  #playing = false;

  /** Late and repeated packets are dropped. */
  add(payload: Uint8Array, sequence: number): void {
    const ahead = this.#last === undefined ? 1 : ((sequence - this.#last) << 16) >> 16;
    if (ahead <= 0 && ahead > -100) return;
    this.#last = sequence;
    const joined = new Int16Array(this.#samples.length + payload.length);
    joined.set(this.#samples);
    joined.set(decodeMuLaw(payload), this.#samples.length);
    this.#samples = joined.length > LIMIT * FRAME ? joined.slice(joined.length - START * FRAME) : joined;
  }

  /** The next 20 ms, or undefined when nothing arrived in time. */
  take(): Int16Array | undefined {
    if (!this.#playing && this.#samples.length < START * FRAME) return undefined;
    this.#playing = this.#samples.length >= FRAME;
    if (!this.#playing) return undefined;
    const frame = this.#samples.subarray(0, FRAME);
    this.#samples = this.#samples.subarray(FRAME);
    return frame;
  }
}
