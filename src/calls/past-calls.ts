import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {OnDemand} from '../base/on-demand.js';
import {Store} from '../base/store.js';
import type {EndedLeg} from '../softphone/types.js';
import type {HistoryBook} from './history-book.js';
import type {HistoryEntry} from './history.js';
import type {HistoryStore} from './history-store.js';
import type {Call} from './types.js';

/** The calls that are over, as they are shown. */
export interface CallHistory {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Missed calls that nobody has looked at. */
  readonly unseen: number;
  /** `false`: the browser gives no storage, so the list is gone with the page. */
  readonly stored: boolean;
}

export interface PastCallsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Gets the book; rejects when it can't be loaded. */
  readonly load: () => Promise<{readonly HistoryBook: typeof HistoryBook}>;
  /** Where the history is kept. */
  readonly store: () => Promise<HistoryStore>;
}

/** The book is opened by then without a call too: missed calls of before are counted; ms. */
const openedAfter = 15_000;

/** The door to the history of calls. The book behind it is loaded with the first call, or for whoever wants to look. */
export class PastCalls {
  readonly history = new Store<CallHistory>({entries: [], unseen: 0, stored: true});
  readonly #options: PastCallsOptions;
  readonly #book = new OnDemand(() => this.#open());
  #silent = true;

  constructor(options: PastCallsOptions, signal: AbortSignal) {
    this.#options = options;
    signal.addEventListener(
      'abort',
      options.clock.after(openedAfter, () => this.open()),
    );
  }

  /** Somebody wants to look. */
  open(): void {
    this.#use(() => {});
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    if (this.#silent && calls.length === 0) return;
    this.#silent = false;
    const now = this.#options.clock.now();
    this.#use((book) => book.onCalls(calls, now));
  }

  /** A leg is over; to be told before {@link onCalls} hears of it. */
  onLegEnded(leg: EndedLeg): void {
    this.#use((book) => book.onLegEnded(leg));
  }

  /** Somebody has looked at the list. */
  onSeen(): void {
    this.#use((book) => book.onSeen());
  }

  /** @param entry all when absent */
  clear(entry?: HistoryEntry): void {
    this.#use((book) => book.clear(entry));
  }

  /** In the order of the news, also of news that came while the book was being loaded. */
  #use(run: (book: HistoryBook) => void): void {
    void this.#book.want().then((book) => {
      if (book) run(book);
      else this.#options.log.warn('call history is not loaded');
    });
  }

  async #open(): Promise<HistoryBook> {
    const {clock, log, load, store} = this.#options;
    const [{HistoryBook}, kept] = await Promise.all([load(), store()]);
    const book = new HistoryBook({clock, log, store: kept});
    book.history.subscribe((history) => this.history.set(history));
    return book;
  }
}
