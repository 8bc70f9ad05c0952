import type {Clock} from '../../world/clock.js';

/** A browser that never sends its ACK blocks the dialog no longer than this. */
const LIMIT_MS = 10_000;

export type Turn = 'ours' | 'theirs';

/** One offer/answer exchange at a time in a dialog (RFC 3261 section 14). */
export class TurnTaking {
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #turn: Turn | undefined;
  #cancelLimit: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get turn(): Turn | undefined {
    return this.#turn;
  }

  /** Takes the turn if nobody has it. */
  take(turn: Turn): boolean {
    if (this.#turn) return false;
    this.#turn = turn;
    if (turn === 'theirs') this.#cancelLimit = this.#clock.after(LIMIT_MS, () => this.give(turn));
    return true;
  }

  /** Gives it back; does nothing when somebody else has it. */
  give(turn: Turn): void {
    if (this.#turn !== turn) return;
    this.#cancelLimit();
    this.#turn = undefined;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when we have the turn. */
  async wait(): Promise<void> {
    while (!this.take('ours')) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
