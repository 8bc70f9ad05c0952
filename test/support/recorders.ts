/** Two recorders with little in common but what they do, as an HTTP interface; for pages and for servers. */

export interface RecorderAnswer {
  readonly status: number;
  readonly body: unknown;
}

type Taped = {state: 'on' | 'paused' | 'off'; since: number; by: 'policy' | 'agent'};

/** What both have: calls, what was asked, and faults that a test sets. */
export abstract class StandInRecorder {
  /** What was asked, oldest first: `POST /calls/7/recording {"action":"pause"}`. */
  readonly asked: string[] = [];
  /** Asked in vain: `silent` is left without an answer, `error` answers 500, with the state in its text. */
  fault: 'silent' | 'error' | 'endless' | undefined;
  /** Takes orders and does nothing about them. */
  idle = false;
  readonly #calls = new Map<string, Taped>();
  readonly #now: () => number;

  /** What the gadget's settings say about it. */
  abstract readonly settings: Readonly<Record<string, unknown>>;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Begins or changes what becomes of a call. */
  tape(call: string, state: Taped['state'], by: Taped['by'] = 'policy', since = this.#now()): void {
    this.#calls.set(call, {state, since, by});
    this.changed(call);
  }

  /** Undefined: left without an answer. */
  handle(method: string, path: string, body: string): RecorderAnswer | undefined {
    this.asked.push([method, path, body].filter((part) => part !== '').join(' '));
    if (this.fault === 'silent') return undefined;
    if (this.fault === 'endless')
      return {status: 200, body: {...Object(this.answer(method, path, body).body), x: 'x'.repeat(70_000)}};
    // an error may carry any text, also that of a state
    if (this.fault === 'error' && method !== 'GET') return {status: 500, body: {}};
    return {...this.answer(method, path, body), ...(this.fault === 'error' ? {status: 500} : {})};
  }

  protected taped(call: string): Taped {
    return this.#calls.get(call) ?? {state: 'off', since: this.#now(), by: 'policy'};
  }

  protected obey(call: string, state: Taped['state']): RecorderAnswer {
    if (!this.idle) this.tape(call, state, 'agent');
    return {status: 202, body: {}};
  }

  protected changed(call: string): void {
    void call;
  }

  protected abstract answer(method: string, path: string, body: string): RecorderAnswer;
}

/** REST and JSON with words and ISO times; only asked. */
export class PolledRecorder extends StandInRecorder {
  readonly settings = {
    url: '/recorder',
    status: {method: 'GET', path: '/calls/{call}'},
    start: {path: '/calls/{call}/recording', body: {action: 'start', agent: '{agent}'}},
    stop: {path: '/calls/{call}/recording', body: {action: 'stop'}},
    pause: {path: '/calls/{call}/recording', body: {action: 'pause'}},
    resume: {path: '/calls/{call}/recording', body: {action: 'resume'}},
    fields: {state: 'recording.status', since: 'recording.since', by: 'recording.trigger'},
    words: {on: ['RECORDING'], paused: ['SUSPENDED'], off: ['IDLE'], policy: ['BULK'], agent: ['ON_DEMAND']},
  };

  protected answer(method: string, path: string, body: string): RecorderAnswer {
    const [, call = '', order] = /^\/recorder\/calls\/([^/]+)(\/recording)?$/.exec(path) ?? [];
    if (method === 'GET' && order === undefined) {
      const {state, since, by} = this.taped(call);
      const status = {on: 'RECORDING', paused: 'SUSPENDED', off: 'IDLE'}[state];
      const trigger = by === 'policy' ? 'BULK' : 'ON_DEMAND';
      return {status: 200, body: {recording: {status, since: new Date(since).toISOString(), trigger}}};
    }
    const {action = ''} = JSON.parse(body) as {action?: string};
    const next = ({start: 'on', stop: 'off', pause: 'paused', resume: 'on'} as const)[action];
    return next === undefined ? {status: 400, body: {}} : this.obey(call, next);
  }
}

/** Other verbs, numbers for states, seconds since 1970, and server-sent events that name the call otherwise. */
export class PushingRecorder extends StandInRecorder {
  /** Gets each event's data. */
  push: (data: string) => void = () => {};
  readonly settings = {
    url: '/tapes/v2',
    status: {method: 'GET', path: '/tape?ref={call}&ext={extension}'},
    start: {method: 'PUT', path: '/tape/{call}'},
    stop: {method: 'DELETE', path: '/tape/{call}'},
    pause: {method: 'PATCH', path: '/tape/{call}', body: {masked: true}},
    resume: {method: 'PATCH', path: '/tape/{call}', body: {masked: false}},
    events: {path: '/events', call: 'ref'},
    fields: {state: 'phase', since: 'from'},
    words: {on: [1], paused: [2], off: [0]},
  };

  #shapeOf(call: string) {
    const {state, since} = this.taped(call);
    return {ref: call, phase: {off: 0, on: 1, paused: 2}[state], from: Math.floor(since / 1000)};
  }

  protected override changed(call: string): void {
    this.push(JSON.stringify(this.#shapeOf(call)));
  }

  protected answer(method: string, path: string, body: string): RecorderAnswer {
    if (method === 'GET') {
      const call = /[?&]ref=([^&]*)/.exec(path)?.[1] ?? '';
      return {status: 200, body: this.#shapeOf(call)};
    }
    const call = path.slice(path.lastIndexOf('/') + 1);
    if (method === 'PUT') return this.obey(call, 'on');
    if (method === 'DELETE') return this.obey(call, 'off');
    const {masked} = JSON.parse(body) as {masked: boolean};
    return this.obey(call, masked ? 'paused' : 'on');
  }
}
