import {FRAME_MS} from '../media/frame.js';
import type {AudioEnd} from '../media/frame.js';

const DELAY_MS = 300;

/** Says back what it hears, 300 ms later. */
export class EchoEnd implements AudioEnd {
  readonly #waiting: Int16Array[] = [];

  say(): Int16Array | undefined {
    return this.#waiting.length >= DELAY_MS / FRAME_MS ? this.#waiting.shift() : undefined;
  }

  hear(frame: Int16Array): boolean {
    this.#waiting.push(frame.slice());
    return true;
  }
}
