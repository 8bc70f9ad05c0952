import type {Clock} from '../base/clock.js';
import type {TimeFrame} from './parse.js';

/** A measured clock difference below this changes nothing; ms. */
const tolerance = 1_000;

/** How far the server's clock is from ours, so that its stamps can be read in our time (F-22, F-23). */
export class ServerTime {
  readonly #clock: Clock;
  #offset = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Now, and what to take from the server's stamps. */
  get frame(): TimeFrame {
    return {now: this.#clock.now(), offset: this.#offset};
  }

  /**
   * Takes in one measurement: small differences are the network's, and stamps read before and after must stay comparable.
   *
   * @param stamp what the server said its time was; ms since 1970
   * @param sent when it was asked, on our clock; the answer has just come
   */
  measure(stamp: number, sent: number): void {
    const clock = this.#clock;
    const offset = stamp - (sent + clock.now()) / 2;
    const moved = offset - this.#offset;
    // half the way is how far a slow answer may be off
    if (Math.abs(moved) <= tolerance + (clock.now() - sent) / 2) return;
    // the date here went ahead as far as Finesse's: this computer slept, and nobody set a clock
    if (Math.abs(moved - (clock.drift?.() ?? 0)) <= tolerance) clock.catchUp?.();
    else this.#offset = offset;
  }
}
