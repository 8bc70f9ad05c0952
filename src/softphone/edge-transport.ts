import {EmitterImpl, TransportState} from 'sip.js';
import type {Transport} from 'sip.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {isFitToSend, refusalOf} from './guard.js';

const CONNECT_MS = 5_000;
/** A lost line is known after two unanswered pings. */
const PING_MS = 5_000;
/** RFC 5626 section 4.4.1: two line ends ask, one answers. */
const PING = '\r\n\r\n';

export interface EdgeTransportOptions {
  /** The address of the next attempt. */
  readonly server: () => string;
  readonly createSocket: (url: string) => WebSocket;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The SIP library's way to the edge: one WebSocket, with the guard before everything that comes in and an own check that
 * the line is alive. It never reconnects by itself; whoever owns the user agent does.
 */
export class EdgeTransport implements Transport {
  readonly protocol = 'WSS';
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly #options: EdgeTransportOptions;
  #state: TransportState = TransportState.Disconnected;
  #socket: WebSocket | undefined;
  #connecting: {promise: Promise<void>; reject: (error: Error) => void} | undefined;
  #cancelTimer: () => void = () => undefined;
  #answersPings = false;
  #unanswered = 0;
  /** Messages the guard kept out so far. */
  #dropped = 0;

  constructor(_logger: unknown, options: EdgeTransportOptions) {
    this.#options = options;
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    if (this.#connecting) return this.#connecting.promise;
    let settle: {resolve: () => void; reject: (error: Error) => void} | undefined;
    const promise = new Promise<void>((resolve, reject) => (settle = {resolve, reject}));
    this.#connecting = {promise, reject: (error) => settle?.reject(error)};
    this.#move(TransportState.Connecting);
    try {
      this.#open(() => settle?.resolve());
    } catch (error) {
      this.#lose(error instanceof Error ? error : new Error('no socket'));
    }
    return promise;
  }

  disconnect(): Promise<void> {
    this.#lose(undefined);
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    if (!this.#socket || !this.isConnected()) return Promise.reject(new Error('not connected'));
    if (!isFitToSend(message)) {
      this.#options.log.error('message not sent');
      return Promise.reject(new Error('unfit to send'));
    }
    this.#socket.send(message);
    return Promise.resolve();
  }

  /** Asks at once whether the line is alive, e.g. after the network changed. */
  ping(): void {
    if (!this.#socket || !this.isConnected()) return;
    this.#unanswered += 1;
    this.#socket.send(PING);
  }

  #open(opened: () => void): void {
    const socket = this.#options.createSocket(this.#options.server());
    this.#socket = socket;
    const ifCurrent = (run: () => void) => () => {
      if (this.#socket === socket) run();
    };
    socket.addEventListener(
      'open',
      ifCurrent(() => {
        this.#cancelTimer();
        this.#connecting = undefined;
        this.#answersPings = false;
        this.#unanswered = 0;
        this.#move(TransportState.Connected);
        opened();
        this.onConnect?.();
        // The first answer tells whether this edge answers pings at all.
        this.ping();
        this.#watch();
      }),
    );
    socket.addEventListener('message', (event) => {
      if (this.#socket === socket) this.#receive(event.data);
    });
    socket.addEventListener('close', (event) =>
      ifCurrent(() => this.#lose(new Error(`closed: ${event.code}`)))(),
    );
    this.#cancelTimer = this.#options.clock.after(
      CONNECT_MS,
      ifCurrent(() => this.#lose(new Error('no answer'))),
    );
  }

  #receive(data: unknown): void {
    this.#unanswered = 0;
    if (typeof data !== 'string') return this.#drop('binary');
    if (/^[\r\n]*$/.test(data)) {
      this.#answersPings = true;
      return;
    }
    const refusal = refusalOf(data);
    if (refusal) return this.#drop(refusal);
    try {
      this.onMessage?.(data);
    } catch (error) {
      // The library throws on some messages that the rules let pass; the rest of our work must not suffer from it.
      this.#drop(error instanceof Error ? error.name : 'thrown');
    }
  }

  #drop(why: string): void {
    this.#dropped += 1;
    this.#options.log.warn('message dropped', {why, dropped: this.#dropped});
  }

  #watch(): void {
    this.#cancelTimer = this.#options.clock.after(PING_MS, () => {
      if (!this.isConnected()) return;
      // An edge that never answers pings can't be judged by them.
      if (this.#answersPings && this.#unanswered >= 2) return this.#lose(new Error('silent'));
      this.ping();
      this.#watch();
    });
  }

  /** Leaves at once: a half-open socket may take minutes to close. */
  #lose(error: Error | undefined): void {
    const before = this.#state;
    const connecting = this.#connecting;
    const socket = this.#socket;
    this.#cancelTimer();
    this.#socket = undefined;
    this.#connecting = undefined;
    socket?.close();
    if (before === TransportState.Disconnected) return;
    this.#move(TransportState.Disconnected);
    connecting?.reject(error ?? new Error('given up'));
    if (before === TransportState.Connected) this.onDisconnect?.(error);
  }

  #move(state: TransportState): void {
    this.#state = state;
    this.stateChange.emit(state);
  }
}
