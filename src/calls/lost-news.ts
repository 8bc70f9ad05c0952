import {OnDemand} from '../base/on-demand.js';
import type {NewsWatch, NewsWatchOptions} from './news-watch.js';

/** What tells that something was missed; loaded when it is wanted, for the first call does not need it. */
export class LostNews {
  readonly #watch: OnDemand<NewsWatch>;

  constructor(
    load: () => Promise<{readonly NewsWatch: typeof NewsWatch}>,
    options: NewsWatchOptions,
    signal: AbortSignal,
  ) {
    this.#watch = new OnDemand(async () => {
      const {NewsWatch} = await load();
      return new NewsWatch(options, signal);
    });
  }

  /** From now on. */
  want(): void {
    void this.#watch.want();
  }

  /** Takes in how things are after each change. */
  look(): void {
    this.#watch.value?.look();
  }
}
