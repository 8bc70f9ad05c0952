import type {Clock} from '../../world/clock.js';

/** What an edge takes from its browsers, whatever a page in them was talked into. */
export interface EdgeLimits {
  /** INVITEs of one line in any 60 s; 0: no limit. */
  readonly callsPerMinute: number;
  /** Beginnings of numbers that nobody may call. */
  readonly denyPrefixes: readonly string[];
}

const minute = 60_000;

/** Counts the calls of each line. */
export class CallLimit {
  readonly #clock: Clock;
  readonly #limits: () => EdgeLimits;
  readonly #begun = new Map<string, readonly number[]>();

  constructor(clock: Clock, limits: () => EdgeLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Whether `user` may call `to` now; counts it when so. */
  takes(user: string, to: string): boolean {
    const {callsPerMinute, denyPrefixes} = this.#limits();
    if (denyPrefixes.some((prefix) => prefix !== '' && to.startsWith(prefix))) return false;
    const now = this.#clock.monotonic();
    const recent = (this.#begun.get(user) ?? []).filter((at) => now - at < minute);
    const isFull = callsPerMinute > 0 && recent.length >= callsPerMinute;
    this.#begun.set(user, isFull ? recent : [...recent, now]);
    return !isFull;
  }
}
