import {backoffMs} from '../base/backoff.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store, type Readable} from '../base/store.js';
import type {Connection} from './types.js';

/** What a connection of our own needs, whatever is spoken over it. */
export interface OwnLinkOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** A call is up: the way back is tried more often. */
  readonly inCall: () => boolean;
}

/** What the socket at hand reports. What an older one says is ignored. */
export interface SocketNews {
  /** Still the socket in use. */
  readonly isCurrent: () => boolean;
  /** Signed in and subscribed. */
  readonly live: () => void;
  /** Gone, or believed to be; `code` as in the close event (RFC 6455 section 7.4.1), when it is known. */
  readonly lost: (code?: number) => void;
  /** The sign-in was refused: it is not tried again, or the account would be blocked. */
  readonly refused: () => void;
}

/** Opens a socket and reports on it; the answer closes it for good. */
export type OpenSocket = (news: SocketNews) => () => void;

const reconnect = {baseMs: 1_000, idleCapMs: 30_000, callCapMs: 5_000};

/** The server is there and has too much to do: "Try Again Later" (IANA WebSocket Close Code Number Registry). */
const tryAgainLater = 1013;

/**
 * Keeps one socket for notifications: opens it, and after a loss the next one, with full jitter from one second up to
 * 30 s, 5 s while a call is up. A server that asks for patience (1013) is left alone for half of that at least.
 */
export class OwnLink {
  readonly #connection = new Store<Connection>('connecting');
  readonly #options: OwnLinkOptions;
  #open: OpenSocket | undefined;
  #close: () => void = () => {};
  #attempt = 0;
  /** Counts the sockets. */
  #turn = 0;
  #noRetry: () => void = () => {};

  constructor(options: OwnLinkOptions) {
    this.#options = options;
  }

  get connection(): Readable<Connection> {
    return this.#connection;
  }

  /** Opens the first socket; closes the last one when the signal aborts. */
  start(open: OpenSocket, signal: AbortSignal): void {
    this.#open = open;
    signal.addEventListener('abort', () => {
      this.#open = undefined;
      this.#leave();
    });
    if (!signal.aborted) this.#connect();
  }

  /** Leaves the socket at hand and opens another one, at once: who moves has waited before. */
  restart(): void {
    this.#attempt = 0;
    this.#leave();
    if (this.#connection.state === 'live') this.#connection.set('failing');
    this.#connect();
  }

  /** What the socket does from here on is no news. */
  #leave(): void {
    this.#turn++;
    this.#noRetry();
    const close = this.#close;
    this.#close = () => {};
    close();
  }

  #connect(): void {
    if (!this.#open) return;
    const turn = ++this.#turn;
    const {log} = this.#options;
    const isCurrent = () => this.#turn === turn;
    this.#close = this.#open({
      isCurrent,
      live: () => {
        if (!isCurrent()) return;
        log.info('notifications connected');
        this.#attempt = 0;
        this.#connection.set('live');
      },
      lost: (code) => {
        if (!isCurrent()) return;
        log.warn('notifications lost', {code: code ?? 0});
        this.#leave();
        this.#connection.set('failing');
        this.#noRetry = this.#options.clock.after(this.#pause(code), () => this.#connect());
      },
      refused: () => {
        if (!isCurrent()) return;
        log.error('notifications refused');
        this.#leave();
        this.#connection.set('down');
      },
    });
  }

  #pause(code: number | undefined): number {
    const {random, inCall} = this.#options;
    const capMs = inCall() ? reconnect.callCapMs : reconnect.idleCapMs;
    if (code === tryAgainLater) return capMs / 2 + Math.round((capMs / 2) * random());
    return backoffMs(this.#attempt++, {baseMs: reconnect.baseMs, capMs}, random);
  }
}
