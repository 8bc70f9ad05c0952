import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store, type Readable} from '../base/store.js';
import {answeredElsewhere, keepHistory, watchCalls, type HistoryEntry, type Watching} from './history.js';
import type {EndedLeg} from '../softphone/types.js';
import type {HistoryRecord, HistoryStore} from './history-store.js';
import type {CallHistory} from './past-calls.js';
import type {Call} from './types.js';

export interface HistoryBookOptions {
  readonly clock: Clock;
  readonly store: HistoryStore;
  readonly log: Log;
}

/** Writes the history of calls, and keeps it where the browser allows that; it works without. */
export class HistoryBook {
  readonly #options: HistoryBookOptions;
  readonly #state = new Store<CallHistory>({entries: [], unseen: 0, stored: true});
  #watching: Watching = new Map();
  #seenAt = 0;
  #saveWaits = false;
  #cleared = false;
  #unread = false;
  #turn: Promise<void>;

  constructor(options: HistoryBookOptions) {
    this.#options = options;
    this.#turn = this.#load();
  }

  get history(): Readable<CallHistory> {
    return this.#state;
  }

  /** Takes in the calls after each change; `now` is when they changed. */
  onCalls(calls: readonly Call[], now = this.#options.clock.now()): void {
    const {watching, ended} = watchCalls(this.#watching, calls, now);
    this.#watching = watching;
    if (ended.length > 0)
      this.#change(keepHistory(this.#state.state.entries, ended, this.#options.clock.now()));
  }

  /** A leg is over; to be told before {@link onCalls} hears of it. */
  onLegEnded({id, cause}: EndedLeg): void {
    if (cause === 'completed-elsewhere') this.#watching = answeredElsewhere(this.#watching, id);
  }

  /** Somebody has looked at the list. */
  onSeen(): void {
    if (this.#state.state.unseen === 0) return;
    this.#seenAt = this.#options.clock.now();
    this.#change(this.#state.state.entries);
  }

  /** @param entry all when absent */
  clear(entry?: HistoryEntry): void {
    if (entry) {
      this.#change(this.#state.state.entries.filter(({key, at}) => key !== entry.key || at !== entry.at));
      return;
    }
    this.#cleared = true;
    this.#change([]);
  }

  #change(entries: readonly HistoryEntry[]): void {
    this.#show(entries);
    if (this.#saveWaits) return;
    this.#saveWaits = true;
    // one after the other, and after the first read: the newest list is the one that stays
    this.#turn = this.#turn.then(() => {
      this.#saveWaits = false;
      return this.#save();
    });
  }

  #show(entries: readonly HistoryEntry[]): void {
    const unseen = entries.filter(
      ({outcome, endedAt}) => outcome === 'missed' && endedAt > this.#seenAt,
    ).length;
    this.#state.update(({stored}) => ({entries, unseen, stored}));
  }

  async #load(): Promise<void> {
    const {store, clock} = this.#options;
    try {
      const record = await store.read();
      // emptied before it could be read: what comes now is what was to go
      if (!record || this.#cleared) return;
      this.#seenAt = Math.max(this.#seenAt, record.seenAt);
      this.#show(keepHistory(record.entries, this.#state.state.entries, clock.now()));
    } catch {
      // what could not be read must not be written over
      this.#unread = true;
      this.#withoutStorage();
    }
  }

  async #save(): Promise<void> {
    if (this.#unread) return;
    const record: HistoryRecord = {entries: this.#state.state.entries, seenAt: this.#seenAt};
    try {
      await this.#options.store.write(record);
      // after a full disk there may be room again
      if (!this.#state.state.stored) this.#state.update((state) => ({...state, stored: true}));
    } catch {
      this.#withoutStorage();
    }
  }

  #withoutStorage(): void {
    this.#options.log.warn('call history is not stored');
    this.#state.update((state) => ({...state, stored: false}));
  }
}
