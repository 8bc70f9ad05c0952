/** A clock that stands still until it is moved, for the desk and for the contact centre, which may disagree on the date. */

interface Entry {
  readonly at: number;
  readonly run: () => void;
}

/** One instant after the other: whatever an instant sets off is over before the next one begins. */
export class VirtualClock {
  #now: number;
  readonly #due = new Set<Entry>();
  readonly #idle: () => Promise<void>;

  /** @param idle resolves when nothing but a timer is waited for */
  constructor(start: number, idle: () => Promise<void>) {
    this.#now = start;
    this.#idle = idle;
  }

  readonly now = (): number => this.#now;

  readonly after = (ms: number, run: () => void): (() => void) => {
    const entry = {at: this.#now + ms, run};
    this.#due.add(entry);
    return () => this.#due.delete(entry);
  };

  /** The same timers with a date that is `ms` ahead. */
  ahead(ms: number): {
    now: () => number;
    monotonic: () => number;
    after: (ms: number, run: () => void) => () => void;
  } {
    return {now: () => this.#now + ms, monotonic: () => this.#now, after: this.after};
  }

  /** A view whose timers are counted: how many wait now. */
  counted(): {now: () => number; after: VirtualClock['after']; waiting: () => number} {
    const waiting = new Set<object>();
    const after = (ms: number, run: () => void) => {
      const token = {};
      waiting.add(token);
      const stop = this.after(ms, () => {
        waiting.delete(token);
        run();
      });
      return () => {
        waiting.delete(token);
        stop();
      };
    };
    return {now: this.now, after, waiting: () => waiting.size};
  }

  /** Lets `ms` pass; `look` is called after each instant at which something ran. */
  async pass(ms: number, look: () => void): Promise<void> {
    const end = this.#now + ms;
    await this.#idle();
    look();
    for (;;) {
      const next = this.#next(end);
      if (!next) break;
      this.#due.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.#idle();
      look();
    }
    this.#now = end;
  }

  /** The earliest one, the oldest of several at one instant. */
  #next(end: number): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of this.#due) if (entry.at <= end && (!first || entry.at < first.at)) first = entry;
    return first;
  }
}
