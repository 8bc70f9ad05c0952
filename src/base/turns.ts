/**
 * Work that may run once at a time and must not be missed: whoever asks while it runs waits for the one run that follows
 * it, which begins after they asked.
 */
export class Turns {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #following: Promise<void> | undefined;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Resolves, or rejects, as the run does that began after this was called. */
  run(): Promise<void> {
    if (this.#running) {
      this.#following ??= this.#running
        .catch(() => {})
        .then(() => {
          this.#following = undefined;
          return this.run();
        });
      return this.#following;
    }
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }
}
