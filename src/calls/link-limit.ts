import type {Clock} from '../base/clock.js';

/** Calls that links may ask for in a minute, where the site says nothing else (T-04). */
export const linksPerMinuteByDefault = 6;

const minute = 60_000;

/**
 * Counts the calls that did not begin with the agent's own typing: whoever writes a phone book, or sends calls that are
 * called back, can't make one press after the other cost money.
 */
export class LinkLimit {
  readonly #clock: Clock;
  readonly #most: number;
  /** When the calls of the last minute were asked for. */
  #asked: readonly number[] = [];

  constructor(clock: Clock, most: number = linksPerMinuteByDefault) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Counts one more; false, and not counted, when there were enough in the last minute. */
  take(): boolean {
    const now = this.#clock.now();
    this.#asked = this.#asked.filter((at) => now - at < minute);
    if (this.#asked.length >= this.#most) return false;
    this.#asked = [...this.#asked, now];
    return true;
  }
}
