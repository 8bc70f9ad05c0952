/** Time as the world sees it: milliseconds since 1970 and timers, so that a test can move both. */
export interface Clock {
  /** Wall-clock milliseconds. */
  now(): number;
  /** Milliseconds that never jump, for stamps in the event log. */
  monotonic(): number;
  /** Runs once after `ms`; the answer means "never mind". */
  after(ms: number, run: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until `advance` moves it, running what falls due in order. */
export class ManualClock implements Clock {
  #now: number;
  #due: {at: number; run: () => void}[] = [];

  constructor(start = Date.UTC(2026, 2, 2, 9)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = {at: this.#now + ms, run};
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((entry) => entry !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}
