import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store} from '../base/store.js';

/** Something the agent should read. The words are in components/error-text.ts, by `code`. */
export interface Notice {
  readonly id: number;
  /** `error`: an action failed. `warning`: something is off. `info`: worth knowing. */
  readonly severity: 'info' | 'warning' | 'error';
  /** A DeskError code, e.g. `media/denied`, `finesse/call-refused`. */
  readonly code: string;
  /** Ms since 1970. */
  readonly at: number;
}

const limit = 5;
const severities: ReadonlyMap<string, Notice['severity']> = new Map([['media/switched', 'info']]);

/** What the agent should read: the latest few, each trouble once. */
export class Notices {
  readonly shown = new Store<readonly Notice[]>([]);
  readonly #clock: Clock;
  readonly #log: Log;
  #last = 0;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Tells the agent; the same trouble again replaces its older word. */
  tell(code: string): void {
    this.#log.error('told the agent', {code});
    const severity = severities.get(code) ?? (code.startsWith('sip/') ? 'warning' : 'error');
    const notice: Notice = {id: ++this.#last, severity, code, at: this.#clock.now()};
    this.shown.update((shown) => [...shown.filter((other) => other.code !== code), notice].slice(-limit));
  }

  /** The trouble is over. */
  retract(code: string): void {
    this.#leaveOut((notice) => notice.code === code);
  }

  /** The agent has read it. */
  dismiss(id: number): void {
    this.#leaveOut((notice) => notice.id === id);
  }

  #leaveOut(over: (notice: Notice) => boolean): void {
    this.shown.update((shown) => (shown.some(over) ? shown.filter((notice) => !over(notice)) : shown));
  }
}
