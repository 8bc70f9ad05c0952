/**
 * The one second hand of the page: however many timers are shown, one browser timer runs, and only while somebody
 * looks. A test calls {@link Ticker.tick} instead of waiting.
 */
export class Ticker {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Calls `listener` about once a second until the answer is called. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.tick(), 1000);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === undefined) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  tick(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Shared by every element of the page. */
export const pageTicker = new Ticker();
