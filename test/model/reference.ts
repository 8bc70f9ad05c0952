/**
 * What Finesse makes of one agent's day, in small: the rules of the Finesse developer guide (User: states; Dialog:
 * actions of a participant) in words of their own, so that the stand-in and the client are judged by something that
 * neither of them wrote. It hears what reaches the contact centre (requests, callers, legs) and time.
 */

export type Deployment = 'CCE' | 'CCX';

/** Where the agent hears: a phone that Finesse controls, or the browser's own line. */
export type Seat = 'phone' | 'browser';

/** The agent's part in a call. */
export type Part = 'ringing' | 'lifting' | 'calling' | 'connected' | 'parked' | 'failed' | 'afterwork';

export interface RefCall {
  readonly id: string;
  readonly kind: 'queue' | 'direct' | 'own';
  /** Undefined: not with the agent. */
  part: Part | undefined;
  note: string;
  /** The caller is on the line. */
  callerHere: boolean;
  reserved: boolean;
  readonly to: string;
  stopRing: () => void;
}

export type AgentState =
  'LOGOUT' | 'NOT_READY' | 'READY' | 'RESERVED' | 'TALKING' | 'HOLD' | 'WORK' | 'WORK_READY';

interface Rest {
  readonly state: AgentState;
  /** The number people know the reason by. */
  readonly reason: number | undefined;
}

/** A request as it reaches the contact centre. */
export type RefRequest =
  | {
      readonly what: 'state';
      readonly state: 'READY' | 'NOT_READY' | 'LOGOUT';
      readonly reason: number | undefined;
    }
  | {readonly what: 'call'; readonly to: string}
  | {readonly what: 'act'; readonly call: string; readonly action: string; readonly note: string};

const times = {request: 30, reserve: 200, ring: 20_000, afterwork: 30_000} as const;

const codes = {
  unanswered: {CCE: 32767, CCX: 32763},
  direct: {CCX: 32761},
  calledFromReady: {CCE: 50006, CCX: 32762},
  supervisor: {CCE: 999, CCX: 33},
  supervisorLogout: {CCE: 999, CCX: 22},
} as const;

const words: Readonly<Record<Part, string>> = {
  ringing: 'ALERTING',
  lifting: 'INITIATING',
  calling: 'INITIATED',
  connected: 'ACTIVE',
  parked: 'HELD',
  failed: 'FAILED',
  afterwork: 'WRAP_UP',
};

/** One agent and their calls. */
export class Reference {
  state: AgentState = 'LOGOUT';
  reason: number | undefined;
  pending: Rest | undefined;
  readonly calls: RefCall[] = [];
  /** Requests that were refused after they had been taken, by their number. */
  readonly refused = new Set<string>();
  #rest: Rest = {state: 'NOT_READY', reason: undefined};
  #stopAfterwork: () => void = () => {};
  readonly #busyUntil = new Map<string, number>();
  #next = 16_777_217;
  readonly #site: Deployment;
  readonly #seat: Seat;
  readonly #clock: {now(): number; after(ms: number, run: () => void): () => void};

  constructor(
    site: Deployment,
    seat: Seat,
    clock: {now(): number; after(ms: number, run: () => void): () => void},
  ) {
    this.#site = site;
    this.#seat = seat;
    this.#clock = clock;
  }

  /** Finesse's word for the agent's part. */
  static wordFor(part: Part): string {
    return words[part];
  }

  /** The calls the agent has a dialog of. */
  get dialogs(): readonly RefCall[] {
    return this.calls.filter(({part}) => part !== undefined);
  }

  call(id: string): RefCall | undefined {
    return this.calls.find((call) => call.id === id);
  }

  /** What the agent's participant may do in a call. */
  actionsOf(call: RefCall): readonly string[] {
    const others = this.#live().filter((other) => other !== call);
    switch (call.part) {
      case 'ringing':
        return this.#seat === 'browser' && this.#site === 'CCE' ? [] : ['ANSWER'];
      case 'lifting':
      case 'calling':
        return ['UPDATE_CALL_DATA', 'DROP'];
      case 'connected': {
        const always = ['HOLD', 'UPDATE_CALL_DATA', 'SEND_DTMF', 'DROP'];
        const recording = this.#site === 'CCX' ? ['START_RECORDING'] : [];
        if (!others.some(({part}) => part === 'parked'))
          return [...always, ...recording, 'TRANSFER_SST', 'CONSULT_CALL'];
        return [...always, ...recording, ...(this.#site === 'CCE' ? ['TRANSFER', 'CONFERENCE'] : [])];
      }
      case 'parked': {
        const pair = others.some(({part}) => part === 'connected') ? ['TRANSFER', 'CONFERENCE'] : [];
        return ['UPDATE_CALL_DATA', 'DROP', 'RETRIEVE', ...pair];
      }
      case 'failed':
        return ['DROP'];
      case 'afterwork':
        return ['UPDATE_CALL_DATA'];
      default:
        return [];
    }
  }

  /** Whether a wish for a state would not be refused now. */
  mayAsk(state: 'READY' | 'NOT_READY' | 'LOGOUT'): boolean {
    const busy = this.#live().length > 0;
    const onCall = this.state === 'TALKING' || this.state === 'HOLD';
    if (this.state === 'LOGOUT') return false;
    if (state === 'LOGOUT')
      return !busy && (this.state === 'NOT_READY' || (this.#site === 'CCX' && this.state === 'READY'));
    if (this.state === 'RESERVED') return false;
    if (onCall) return this.#site === 'CCE' || (state === 'NOT_READY' && !this.pending);
    return state === 'NOT_READY' || this.#site === 'CCE' || !busy;
  }

  signIn(): void {
    this.#later('User', () => {
      if (this.state !== 'LOGOUT') return;
      this.#rest = {state: 'NOT_READY', reason: undefined};
      this.#become('NOT_READY', undefined);
    });
  }

  /** Somebody dials in. The call waits until their end is up. */
  callIn(kind: 'queue' | 'direct', to: string): RefCall {
    return this.#newCall(kind, to);
  }

  /** Whether the interface takes a request at all (202); what comes of it shows later. */
  takes(request: RefRequest): boolean {
    if (request.what === 'state') return true;
    if (request.what === 'call') return this.state !== 'LOGOUT';
    const call = this.call(request.call);
    return call?.part !== undefined && !(request.action === 'SEND_DTMF' && call.part === 'parked');
  }

  /** A request was taken. */
  request(request: RefRequest, id: string): void {
    const refuse = () => void this.refused.add(id);
    if (request.what === 'state')
      this.#later('User', () => this.#wish(request.state, request.reason, refuse));
    else if (request.what === 'call') this.#later('Dialogs', () => this.#dial(request.to, refuse));
    else
      this.#later(`Dialog ${request.call}`, () =>
        this.#act(request.call, request.action, request.note, refuse),
      );
  }

  /** A supervisor sets a state. */
  bySupervisor(state: 'READY' | 'NOT_READY' | 'LOGOUT'): void {
    this.#later('User', () => {
      const rests: readonly AgentState[] = ['READY', 'NOT_READY', 'WORK', 'WORK_READY'];
      if (state === 'LOGOUT' ? this.state === 'LOGOUT' : !rests.includes(this.state)) return;
      const set = state === 'LOGOUT' ? codes.supervisorLogout : codes.supervisor;
      const reason = state === 'READY' ? undefined : set[this.#site];
      if (state === 'LOGOUT' && this.#live().some(({part}) => part !== 'ringing')) {
        this.pending = {state, reason};
        return;
      }
      for (const call of this.#live()) if (call.kind === 'queue') this.#unanswered(call);
      this.#endAfterwork();
      this.#become(state, reason);
    });
  }

  /** The end of a leg is there: the agent's own, or the other party's. */
  answered(id: string, whose: 'agent' | 'other'): void {
    const call = this.call(id);
    if (!call) return;
    if (whose === 'other') {
      if (call.kind !== 'own') this.#arrive(call);
      else if (call.part === 'calling') this.#connect(call);
    } else if (call.part === 'ringing') this.#connect(call);
    else if (call.part === 'lifting') this.#ringOut(call);
  }

  /** A leg was refused: busy, declined. */
  refusedLeg(id: string, whose: 'agent' | 'other'): void {
    const call = this.call(id);
    if (!call) return;
    if (whose === 'other') {
      if (call.part === 'calling') call.part = 'failed';
    } else if (call.kind === 'queue') this.#unanswered(call);
    else if (call.kind === 'own') this.hangUp(id);
    else this.#forget(call);
  }

  /** Somebody hung up. */
  hangUp(id: string): void {
    const call = this.call(id);
    if (!call || call.part === 'afterwork') return;
    const mine = call.part !== undefined;
    const talked = call.part === 'connected' || call.part === 'parked';
    call.stopRing();
    if (talked && call.kind === 'queue') call.part = 'afterwork';
    else this.#forget(call);
    if (mine) this.#settle();
    if (!talked) this.#offer();
  }

  #newCall(kind: RefCall['kind'], to: string): RefCall {
    const id = String(this.#next++);
    const call: RefCall = {
      id,
      kind,
      to,
      part: undefined,
      note: '',
      callerHere: false,
      reserved: false,
      stopRing: () => {},
    };
    this.calls.push(call);
    return call;
  }

  #forget(call: RefCall): void {
    call.part = undefined;
    const at = this.calls.indexOf(call);
    if (at >= 0) this.calls.splice(at, 1);
  }

  /** In which the agent still is. */
  #live(): RefCall[] {
    return this.calls.filter(({part}) => part !== undefined && part !== 'afterwork');
  }

  #later(object: string, run: () => void): void {
    const now = this.#clock.now();
    const at = Math.max(now, this.#busyUntil.get(object) ?? 0) + times.request;
    this.#busyUntil.set(object, at);
    this.#clock.after(at - now, run);
  }

  #become(state: AgentState, reason: number | undefined): void {
    this.#stopAfterwork();
    this.state = state;
    this.reason = reason;
    if (state === 'READY' || state === 'NOT_READY') {
      this.pending = undefined;
      this.#rest = {state, reason};
    }
    if (state === 'LOGOUT') this.pending = undefined;
    if (state === 'READY') this.#offer();
  }

  #wish(state: 'READY' | 'NOT_READY' | 'LOGOUT', reason: number | undefined, refuse: () => void): void {
    if (!this.mayAsk(state)) return refuse();
    if (state !== 'LOGOUT' && (this.state === 'TALKING' || this.state === 'HOLD')) {
      this.pending = {state, reason};
      return;
    }
    this.#endAfterwork();
    this.#become(state, reason);
  }

  #dial(to: string, refuse: () => void): void {
    const live = this.#live();
    const free = this.state === 'READY' || this.state === 'NOT_READY';
    if (this.state === 'READY' && this.#site === 'CCX') return refuse();
    if (live.length > 0 ? live.some(({part}) => part !== 'parked') : !free) return refuse();
    if (this.state === 'READY') this.#become('NOT_READY', codes.calledFromReady[this.#site]);
    const call = this.#newCall('own', to);
    call.part = 'lifting';
    this.#settle();
    if (live.length > 0) this.#ringOut(call);
  }

  #ringOut(call: RefCall): void {
    call.part = 'calling';
    // a number that nobody has
    if (call.to.length < 7) call.part = 'failed';
  }

  #act(id: string, action: string, note: string, refuse: () => void): void {
    const call = this.call(id);
    if (!call?.part || !this.actionsOf(call).includes(action)) return refuse();
    // a phone elsewhere is lifted where it is
    if (action === 'ANSWER' && this.#seat === 'browser') return refuse();
    if (action === 'HOLD') call.part = 'parked';
    if (action === 'RETRIEVE') {
      this.#park(call);
      call.part = 'connected';
    }
    if (action === 'HOLD' || action === 'RETRIEVE') this.#settle();
    if (action === 'UPDATE_CALL_DATA') call.note = note;
    if (action === 'DROP') this.hangUp(id);
  }

  /** One talks in one call at a time. */
  #park(except: RefCall): void {
    for (const call of this.calls) if (call !== except && call.part === 'connected') call.part = 'parked';
  }

  #arrive(call: RefCall): void {
    if (call.callerHere || call.part !== undefined) return;
    call.callerHere = true;
    if (call.kind === 'queue') this.#offer();
    else this.#ring(call);
  }

  #connect(call: RefCall): void {
    call.stopRing();
    if (call.part === 'ringing') this.#park(call);
    call.part = 'connected';
    this.#settle();
  }

  #offer(): void {
    for (const call of this.calls) {
      const waits = call.kind === 'queue' && call.part === undefined && call.callerHere && !call.reserved;
      if (!waits || this.state !== 'READY' || this.#live().length > 0) continue;
      call.reserved = true;
      this.#become('RESERVED', undefined);
      this.#clock.after(times.reserve, () => {
        call.reserved = false;
        if (this.state !== 'RESERVED') return;
        if (this.calls.includes(call)) this.#ring(call);
        else this.#become(this.#rest.state, this.#rest.reason);
      });
    }
  }

  #ring(call: RefCall): void {
    if (this.state === 'LOGOUT') return;
    call.part = 'ringing';
    if (call.kind === 'direct') {
      if (this.#site === 'CCX' && this.state === 'READY') this.#become('NOT_READY', codes.direct.CCX);
      return;
    }
    call.stopRing = this.#clock.after(times.ring, () => this.#unanswered(call));
  }

  /** Rang out: back to the queue, and the agent is Not Ready. */
  #unanswered(call: RefCall): void {
    if (call.part !== 'ringing') return;
    call.stopRing();
    call.part = undefined;
    this.#become('NOT_READY', codes.unanswered[this.#site]);
    this.#offer();
  }

  /** The state that follows from the calls. On CCX a call that no queue sent does not count. */
  #settle(): void {
    const live = this.#live();
    const counting = this.#site === 'CCE' ? live : live.filter(({kind}) => kind === 'queue');
    const is = (...parts: Part[]) => counting.some(({part}) => part !== undefined && parts.includes(part));
    if (is('connected', 'calling', 'lifting')) return this.#toCall('TALKING');
    if (is('parked')) return this.#toCall(this.#site === 'CCE' ? 'HOLD' : 'TALKING');
    if (this.state === 'WORK' || this.state === 'WORK_READY' || this.state === 'LOGOUT') return;
    const owed = this.calls.some(({part}) => part === 'afterwork');
    if (counting.length === 0 && this.pending?.state !== 'LOGOUT' && owed) return this.#beginAfterwork();
    if (this.state !== 'TALKING' && this.state !== 'HOLD' && this.state !== 'RESERVED') return;
    if (live.length > 0 && this.pending?.state === 'LOGOUT') return;
    this.#endAfterwork();
    const next = this.pending ?? this.#rest;
    this.#become(next.state, next.reason);
    this.#offer();
  }

  #toCall(state: 'TALKING' | 'HOLD'): void {
    if (this.state !== state) this.#become(state, undefined);
  }

  #beginAfterwork(): void {
    const next = this.pending ?? this.#rest;
    const back = this.#site === 'CCE' && next.state === 'READY';
    this.pending = undefined;
    this.#become(back ? 'WORK_READY' : 'WORK', undefined);
    this.#rest = back ? {state: 'READY', reason: undefined} : {state: 'NOT_READY', reason: next.reason};
    this.#stopAfterwork = this.#clock.after(times.afterwork, () => {
      this.#endAfterwork();
      this.#become(this.#rest.state, this.#rest.reason);
      this.#offer();
    });
  }

  #endAfterwork(): void {
    for (const call of [...this.calls]) if (call.part === 'afterwork') this.#forget(call);
  }
}
