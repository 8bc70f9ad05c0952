/** The two ways between desk and contact centre in a model run: requests and notifications, each with its faults. */
import {Store} from '../../src/base/store.js';
import type {Notifications} from '../../src/finesse/notifications.js';
import type {Connection} from '../../src/finesse/types.js';

interface Timers {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** What happens to the next notifications. */
export type NewsFault =
  /** so many of them arrive three times (F-07) */
  | {readonly how: 'copies'; left: number}
  /** so many of them arrive once more, a good while later */
  | {readonly how: 'late-copies'; left: number}
  /** so many of them arrive in any order (F-08) */
  | {readonly how: 'shuffle'; left: number}
  /** so many of them never arrive, and nothing tells (F-09, F-10) */
  | {readonly how: 'loss'; left: number};

/** How late news may come that are out of order; ms. */
const shuffled = 3_000;

/** Notifications on a virtual clock. Each pub/sub node keeps its order; between nodes there is none. */
export class ModelNews implements Notifications {
  readonly connection = new Store<Connection>('connecting');
  fault: NewsFault | undefined;
  readonly #timers: Timers;
  readonly #chance: () => number;
  readonly #jitter: number;
  readonly #dueAt = new Map<string, number>();
  #era = 0;
  #onPayload: (text: string) => void = () => {};

  /** @param jitter the longest way of a notification; ms */
  constructor(timers: Timers, chance: () => number, jitter: number) {
    this.#timers = timers;
    this.#chance = chance;
    this.#jitter = jitter;
  }

  start(_userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    this.#onPayload = onPayload;
    signal.addEventListener('abort', () => {
      this.#onPayload = () => {};
    });
  }

  /** The channel breaks: what is on its way is lost. */
  down(): void {
    this.#era++;
    this.connection.set('down');
  }

  up(): void {
    this.connection.set('live');
  }

  send(node: string, text: string): void {
    if (this.connection.state !== 'live') return;
    const how = this.#takeFault();
    if (how === 'loss') return;
    const now = this.#timers.now();
    const way = Math.floor(this.#chance() * this.#jitter);
    const inOrder = Math.max(now + way, this.#dueAt.get(node) ?? 0);
    const due = how === 'shuffle' ? now + Math.floor(this.#chance() * shuffled) : inOrder;
    this.#dueAt.set(node, Math.max(due, this.#dueAt.get(node) ?? 0));
    for (let copy = 0; copy < (how === 'copies' ? 3 : 1); copy++) this.#deliver(text, due);
    if (how === 'late-copies') this.#deliver(text, due + 50 + Math.floor(this.#chance() * 2_000));
  }

  #deliver(text: string, due: number): void {
    const era = this.#era;
    this.#timers.after(due - this.#timers.now(), () => {
      if (era === this.#era) this.#onPayload(text);
    });
  }

  #takeFault(): NewsFault['how'] | undefined {
    if (!this.fault || this.fault.left <= 0) return undefined;
    this.fault.left--;
    return this.fault.how;
  }
}

/** Timers of `AbortSignal.timeout` on a virtual clock; the answer puts the real one back. */
export function virtualTimeouts(timers: Timers): () => void {
  const real = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    timers.after(ms, () => controller.abort(new DOMException('timed out', 'TimeoutError')));
    return controller.signal;
  };
  return () => {
    AbortSignal.timeout = real;
  };
}

/** What happens to the next request. */
export type RestFault = 'cut-before' | 'cut-after' | 'busy' | 'stall-before' | 'stall-after' | 'slow';

export interface RequestLinkOptions {
  readonly timers: Timers;
  readonly chance: () => number;
  /** The longest way of a request, and of its answer; ms. */
  readonly jitter: number;
  /** The contact centre's own door. */
  readonly door: (request: Request) => Promise<Response>;
  /** Told when a request gets there, and of the status it gets, before that shows anywhere else. */
  readonly onServed: (method: string, path: string, body: string, requestId: string, status: number) => void;
  /** Told when a request leaves the desk. */
  readonly onSent: (method: string, path: string, body: string) => void;
}

/** Requests on a virtual clock. */
export class RequestLink {
  /** Requests that do not wait for the clock. */
  busy = 0;
  fault: {readonly how: RestFault; readonly changesOnly: boolean} | undefined;
  readonly #options: RequestLinkOptions;

  constructor(options: RequestLinkOptions) {
    this.#options = options;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const {onSent, chance, jitter} = this.#options;
    const method = init?.method ?? 'GET';
    const path = String(input).replace(/^.*\/finesse\/api\//, '');
    const body = typeof init?.body === 'string' ? init.body : '';
    const signal = init?.signal ?? new AbortController().signal;
    onSent(method, path, body);
    const fault = this.#takeFault(method);
    const way = () => Math.floor(chance() * jitter);
    const late = fault === 'slow' ? 3_500 : 0;
    await this.#wait(way(), signal);
    if (fault === 'cut-before') throw new TypeError('cut');
    if (fault === 'stall-before') await this.#wait(Infinity, signal);
    const response =
      fault === 'busy' ? new Response('', {status: 503}) : await this.#serve(method, path, body, init);
    // read at the door: the answer tells of that moment, however long it travels
    const text = await this.#busily(response.text());
    await this.#wait(way() + late, signal);
    if (fault === 'cut-after') throw new TypeError('cut');
    if (fault === 'stall-after') await this.#wait(Infinity, signal);
    return new Response(text === '' ? null : text, {status: response.status, headers: response.headers});
  };

  async #serve(method: string, path: string, body: string, init: RequestInit | undefined): Promise<Response> {
    const {door, onServed} = this.#options;
    const request = new Request(`http://desk.test/finesse/api/${path}`, {
      method,
      headers: init?.headers ?? {},
      ...(body === '' ? {} : {body}),
    });
    const response = await this.#busily(door(request));
    onServed(method, path, body, request.headers.get('requestId') ?? '', response.status);
    return response;
  }

  async #busily<T>(work: Promise<T>): Promise<T> {
    this.busy++;
    try {
      return await work;
    } finally {
      this.busy--;
    }
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((done, failed) => {
      if (signal.aborted) return failed(signal.reason as Error);
      signal.addEventListener('abort', () => failed(signal.reason as Error));
      if (ms === 0) done();
      else if (ms < Infinity) this.#options.timers.after(ms, done);
    });
  }

  #takeFault(method: string): RestFault | undefined {
    if (!this.fault || (this.fault.changesOnly && method === 'GET')) return undefined;
    const {how} = this.fault;
    this.fault = undefined;
    return how;
  }
}
