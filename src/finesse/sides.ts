/** Which of the two Finesse servers a page of our own talks to. Inside the desktop the desktop itself moves. */
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import type {SystemInfo} from './parse.js';
import type {Connection} from './types.js';

export interface SidesOptions {
  /** Addresses of the servers, the one to begin with first; empty is the page's own. Only these are ever called. */
  readonly origins: readonly string[];
  /** Reads SystemInfo there. Rejects when it can't be had. */
  readonly ask: (origin: string) => Promise<SystemInfo>;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** The other server is the one to use from now on. */
  readonly onMove: (system: SystemInfo) => void;
}

/** After a loss the first look comes after nothing to this, so that many clients don't move together; ms. */
const jitter = 3_000;

/** Between two looks, at least; ms. */
const lookPause = 2_000;

/** Two moves are at least this far apart; ms. */
const movePause = 10_000;

/** Looks at which the present server says "in service" although nothing comes from it, before the other is tried. */
const patience = 3;

/**
 * Watches both servers while the one in use is lost, and moves to the other when that one is in service (Finesse
 * developer guide, Finesse High Availability: SystemInfo first, then the connection).
 */
export class Sides {
  readonly #options: SidesOptions;
  #at = 0;
  #looks = 0;
  #movedAt = -Infinity;
  #stop: (() => void) | undefined;

  constructor(options: SidesOptions, signal: AbortSignal) {
    this.#options = options;
    signal.addEventListener('abort', () => this.#stop?.());
  }

  /** The server in use. */
  get origin(): string {
    return this.#options.origins[this.#at] ?? '';
  }

  /** How the way to the server in use is, after each change. */
  follow(connection: Connection): void {
    const {origins, random} = this.#options;
    if (connection === 'live') {
      this.#stop?.();
      this.#stop = undefined;
      this.#looks = 0;
    } else if (!this.#stop && origins.length > 1 && connection !== 'connecting') {
      this.#lookAfter(random() * jitter);
    }
  }

  #lookAfter(ms: number): void {
    const {clock} = this.#options;
    const stop = clock.after(ms, () => {
      void this.#look().then(() => {
        if (this.#stop === stop) this.#lookAfter(lookPause + this.#options.random() * lookPause);
      });
    });
    this.#stop = stop;
  }

  async #look(): Promise<void> {
    const {origins, ask, clock, log, onMove} = this.#options;
    const found = await Promise.all(
      origins.map((origin) =>
        ask(origin).then(
          (system) => (system.inService ? system : undefined),
          () => undefined,
        ),
      ),
    );
    // found live again meanwhile
    if (!this.#stop) return;
    this.#looks++;
    const next = found.findIndex((system, index) => system !== undefined && index !== this.#at);
    const system = found[next];
    const stays = found[this.#at] !== undefined && this.#looks < patience;
    if (stays || !system || clock.now() - this.#movedAt < movePause) return;
    log.warn('moved to the other Finesse server');
    this.#at = next;
    this.#looks = 0;
    this.#movedAt = clock.now();
    onMove(system);
  }
}
