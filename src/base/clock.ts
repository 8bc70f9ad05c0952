/** Time and timers, handed in so that a test can move them and a container can supply its own tick. */
export interface Clock {
  /** Milliseconds since 1970, on this computer's clock as it stood at the start; never jumps when it is set anew. */
  now(): number;
  /** Runs once after `ms`; the answer means "never mind". */
  after(ms: number, run: () => void): () => void;
  /** How far this computer's clock has left {@link now} behind: it was set, or this computer slept; ms. */
  drift?(): number;
  /** Follows this computer's clock again: it slept, and time went on. */
  catchUp?(): void;
}

/** Stands for the date at the beginning of the monotonic time: what is counted from it never jumps (I-09, F-23). */
let origin = Date.now() - performance.now();

/** Some systems stop the monotonic time while they sleep: {@link Clock.catchUp} makes up for it. */
export const browserClock: Clock = {
  now: () => Math.round(origin + performance.now()),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  drift: () => Date.now() - browserClock.now(),
  catchUp() {
    origin = Date.now() - performance.now();
  },
};
