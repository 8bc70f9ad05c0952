/** Time and timers, handed in so that a test can move them and a container can supply its own tick. */
export interface Clock {
  /** Milliseconds since 1970, on this computer's clock. */
  now(): number;
  /** Runs once after `ms`; the answer means "never mind". */
  after(ms: number, run: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
