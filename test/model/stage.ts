/** One model run: our desk, the stand-in's contact centre and the reference, side by side on a virtual clock. */
import {Hono} from 'hono';
import {LogBook} from '../../src/base/log.js';
import type {Call, CallCommand} from '../../src/calls/types.js';
import {parseSettings} from '../../src/config.js';
import {createDesk} from '../../src/desk/create-desk.js';
import type {Desk} from '../../src/desk/desk.js';
import {FinesseClient} from '../../src/finesse/client.js';
import type {RequestableState} from '../../src/finesse/types.js';
import {FaultBoard} from '../../standin/faults.js';
import {updateXml, systemInfoXml, type NodeStatus} from '../../standin/finesse/documents.js';
import {notificationsOf} from '../../standin/finesse/notifications.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import {gadgetSettings} from '../../standin/gadget-settings.js';
import {reasonCodes} from '../../standin/world/site.js';
import type {Agent, WorldEvent} from '../../standin/world/types.js';
import {World} from '../../standin/world/world.js';
import {InvariantChecker, type Picture} from '../support/invariants.js';
import {ModelNews, RequestLink, virtualTimeouts} from './links.js';
import {ModelLine, ModelSwitch, newLineRecord, outside} from './phones.js';
import {Presses} from './presses.js';
import {Reference, type Deployment, type RefRequest, type Seat} from './reference.js';
import {Follower, ofDesk, ofReference, ofWorld} from './sides.js';
import {VirtualClock} from './virtual-clock.js';

export interface StageOptions {
  readonly site: Deployment;
  readonly seat: Seat;
  /** How far the servers' clock is ahead of this computer's; ms. */
  readonly ahead: number;
  /** The longest way of a message; ms. */
  readonly jitter: number;
  /** Draws everything that is left to chance. */
  readonly chance: number;
}

/** What a run ends with when a rule does not hold. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
}

const nine = Date.UTC(2026, 2, 2, 9);
const userId = '1001001';
const password = 'agent1';
const dialled = [outside.answers, outside.busy, outside.rings];
const source = '/finesse/api/SystemInfo';

/** How far a stamp may be off: small differences of the clocks are the network's; ms. */
const stampTolerance = 1_500;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const turn = () => new Promise<void>((done) => void setImmediate(done));

/** What an agent can press now. */
export type Pressable =
  | {readonly kind: 'command'; readonly call: Call; readonly command: CallCommand}
  | {readonly kind: 'state'; readonly state: RequestableState; readonly reason: string | undefined}
  | {readonly kind: 'dial'; readonly number: string};

/** Everything of one run. Make with {@link Stage.open}, end with {@link Stage.close}. */
export class Stage {
  readonly world: World;
  readonly reference: Reference;
  readonly news: ModelNews;
  readonly requests: RequestLink;
  readonly desk: Desk;
  readonly phones: ModelSwitch;
  readonly lines = newLineRecord();
  readonly presses: Presses;
  readonly chance: () => number;
  readonly faults = new FaultBoard();
  readonly site: Deployment;
  readonly seat: Seat;
  status: NodeStatus = 'IN_SERVICE';
  readonly #clock: VirtualClock;
  readonly #deskClock: ReturnType<VirtualClock['counted']>;
  readonly #book: LogBook;
  readonly #ahead: number;
  readonly #checker = new InvariantChecker();
  readonly #follower = new Follower();
  readonly #uncaught: string[] = [];
  readonly #urls: string[] = [];
  readonly #secrets = [btoa(`${userId}:${password}`), password, ...dialled];
  readonly #undo: (() => void)[] = [];
  #nextCaller = 1;
  #nextRequest = 1;

  private constructor({site, seat, ahead, jitter, chance}: StageOptions) {
    this.site = site;
    this.seat = seat;
    this.chance = randomFrom(chance);
    this.#ahead = ahead;
    this.#clock = new VirtualClock(nine, () => this.#idle());
    const servers = this.#clock.ahead(ahead);
    this.#deskClock = this.#clock.counted();
    this.#undo.push(virtualTimeouts(this.#clock), this.#seedRandom(), this.#watchErrors());
    this.world = new World({deployment: site, clock: servers});
    this.reference = new Reference(site, seat, this.#clock);
    this.phones = new ModelSwitch(this.#clock, this.#legNews(), seat === 'browser' ? '81001' : '42001');
    this.world.attach(this.phones);
    this.news = new ModelNews(this.#clock, this.chance, jitter);
    this.world.on((event) => this.#onWorld(event));
    const api = finesseApi({world: this.world, faults: this.faults, system: () => this.#system()});
    const app = new Hono().route('/finesse/api', api);
    this.requests = new RequestLink({
      timers: this.#clock,
      chance: this.chance,
      jitter,
      door: async (request) => app.fetch(request),
      onServed: (method, path, body, requestId, status) =>
        this.#onServed(method, path, body, requestId, status),
      onSent: (method, path, body) => {
        this.#urls.push(path);
        if (method !== 'GET') this.presses.onSent(keyOf(method, path, body));
      },
    });
    this.#book = new LogBook(this.#clock.now);
    this.presses = new Presses(this.#clock.now);
    this.desk = this.#newDesk();
    this.#undo.push(this.desk.notices.subscribe((notices) => this.presses.onNotices(notices)));
    for (const store of [this.desk.agent, this.desk.calls])
      this.#undo.push(store.subscribe(() => this.presses.look(this.desk)));
  }

  /** Signed in, read and live. */
  static async open(options: StageOptions): Promise<Stage> {
    const stage = new Stage(options);
    stage.world.legs.registered('81001', options.seat === 'browser');
    stage.signIn();
    await stage.pass(100);
    stage.news.up();
    await stage.pass(5_000);
    return stage;
  }

  async close(): Promise<void> {
    await this.desk.stop();
    this.world.stop();
    for (const undo of this.#undo.reverse()) undo();
  }

  get agent(): Agent {
    const agent = this.world.agents.get(userId);
    if (!agent) throw new Error('no such agent');
    return agent;
  }

  signIn(): void {
    const {site, seat} = this;
    const mobile =
      site === 'CCE' && seat === 'browser'
        ? ({mode: 'CALL_BY_CALL', dialNumber: '81001'} as const)
        : undefined;
    this.world.signIn(this.agent, seat === 'browser' ? '41001' : '42001', mobile, '');
    this.reference.signIn();
  }

  /** Somebody calls the queue, or the agent's own extension. */
  callIn(kind: 'queue' | 'direct'): void {
    const n = this.#nextCaller++;
    const from = `+1555010${String(1000 + n)}`;
    const secret = `Ledger-${n}-"<b>&amp;`;
    this.#secrets.push(from, `Zed-${n}`, secret);
    const to = kind === 'queue' ? '7001' : this.agent.extension;
    this.world.callIn({
      to,
      from,
      name: `Zed-${n} <i>\nx`,
      variables: {callVariable1: secret},
      voice: {kind: 'silence'},
    });
    this.reference.callIn(kind, to);
  }

  hangUpOutside(callId: string): void {
    const hasOther = this.world.calls
      .get(callId)
      ?.parties.some(({agentId, state}) => agentId === undefined && state !== 'DROPPED');
    if (!hasOther) return;
    this.world.hangUpOutside(callId);
    this.reference.hangUp(callId);
  }

  bySupervisor(state: RequestableState): void {
    this.world.setStateBySupervisor(this.agent, state, '');
    this.reference.bySupervisor(state);
  }

  /** Runs in `ms`, whatever else happens meanwhile. */
  later(ms: number, run: () => void): void {
    this.#clock.after(ms, run);
  }

  setStatus(status: NodeStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.news.send(source, updateXml('PUT', source, '', systemInfoXml(this.#system(), 'systemInfo')));
  }

  /** What the screen lets the agent press, in a fixed order. */
  pressable(): Pressable[] {
    const {desk} = this;
    const list: Pressable[] = [];
    for (const call of desk.calls.state) {
      const controls = desk.controlsFor(call);
      for (const type of ['answer', 'hold', 'resume', 'end'] as const)
        if (controls[type].enabled) list.push({kind: 'command', call, command: {type}});
      if (controls.mute.enabled)
        list.push({kind: 'command', call, command: {type: 'mute', muted: !call.muted}});
      if (controls.digits.enabled) list.push({kind: 'command', call, command: {type: 'digits', digits: '5'}});
      const label = `Note ${this.presses.count} & <more>`;
      if (call.state === 'wrap-up' && !call.pending && desk.health.state.finesse === 'live')
        list.push({kind: 'command', call, command: {type: 'wrap-up-reason', label}});
    }
    for (const {state, reason, enabled} of desk.stateOptions.state)
      if (enabled && !desk.agent.state?.request) list.push({kind: 'state', state, reason: reason?.id});
    if (desk.dialControl.state.enabled && !desk.outgoing.state) {
      for (const number of [...dialled, outside.nobody]) list.push({kind: 'dial', number});
    }
    return list;
  }

  press(what: Pressable): void {
    const {desk, presses} = this;
    presses.begin(what, desk);
    if (what.kind === 'command') desk.perform(what.call.id, what.command);
    else if (what.kind === 'state') desk.requestState(what.state, what.reason);
    else desk.dial(what.number);
  }

  /** Time goes on; after each instant every rule is asked. */
  async pass(ms: number): Promise<void> {
    await this.#clock.pass(ms, () => this.#look());
  }

  /** All faults are lifted: within `limit` everybody must know the same, and go on knowing it. */
  async settle(limit: number): Promise<void> {
    this.news.fault = undefined;
    this.requests.fault = undefined;
    this.faults.clear();
    if (this.status !== 'IN_SERVICE') this.setStatus('IN_SERVICE');
    if (this.news.connection.state !== 'live') this.news.up();
    const began = this.#clock.now();
    while (this.#disagreement() !== '' && this.#clock.now() - began < limit) await this.pass(250);
    // what was true for a moment only does not count
    await this.pass(400);
    if (this.#disagreement() !== '' && this.#clock.now() - began < limit) return this.settle(limit);
    this.#verify(this.#disagreement());
    this.#judge(this.#picture(true));
  }

  #look(): void {
    this.presses.look(this.desk);
    this.#judge(this.#picture(false));
  }

  #judge(picture: Picture): void {
    const [first] = this.#checker.check(picture);
    if (first) this.#verify(`${first.id}: ${first.what}`);
  }

  #verify(fault: string): void {
    if (fault !== '') throw new ModelFailure(fault);
  }

  /** What the parties know differently; empty: nothing. */
  #disagreement(): string {
    const {reference} = this;
    const truth = ofReference(reference);
    const sides: [string, string][] = [
      ['the stand-in', ofWorld(this.world, this.agent)],
      ["the stand-in's news", this.#follower.words],
      ['the desk', ofDesk(this.desk, this.seat)],
    ];
    const other = sides.find(([, text]) => text !== truth);
    if (other) return `I-08: reference: ${truth}\n  ${other[0]}: ${other[1]}`;
    const off = this.#clockFaults();
    if (off.length > 0) return `I-09: ${off.join(', ')}`;
    const waiting = this.presses.open(this.desk).map(({what}) => what);
    return waiting.length > 0 ? `I-01: ${waiting.join(', ')}: nothing was said of it` : '';
  }

  /** Stamps that the desk has understood otherwise than they were meant. */
  #clockFaults(): string[] {
    const {desk, agent, world} = this;
    const off = (what: string, shown: number | undefined, meant: number | undefined) => {
      if (meant === undefined || shown === undefined) return [];
      const difference = shown - (meant - this.#ahead);
      return Math.abs(difference) <= stampTolerance ? [] : [`${what} is ${difference} ms off`];
    };
    return [
      ...off('the agent', desk.agent.state?.since, agent.stateChangeTime),
      ...desk.calls.state.flatMap(({id, since, dialog}) => {
        const call = dialog && world.calls.get(dialog.id);
        return off(id, since, call && world.calls.partyOf(call, agent)?.stateChangeTime);
      }),
    ];
  }

  #picture(settled: boolean): Picture {
    const {desk, lines, presses} = this;
    const calls = desk.calls.state;
    const now = desk.now();
    const timers = [
      {
        what: `agent ${desk.agent.state?.state ?? ''} ${desk.agent.state?.since ?? ''}`,
        since: desk.agent.state?.since,
      },
      ...calls.map(({id, state, since}) => ({what: `${id} ${state} ${since ?? ''}`, since})),
      ...calls.map(({id, talkingSince}) => ({what: `${id} talk ${talkingSince ?? ''}`, since: talkingSince})),
    ];
    const legs = calls.flatMap((call) => (call.leg ? [{call, leg: call.leg}] : []));
    return {
      at: now,
      ...(settled
        ? {
            presses: presses.seen(desk),
            patience: 0,
            talking: calls.filter(({state}) => state === 'talking').length,
          }
        : {}),
      changes: presses.changes(lines),
      buttons: [...calls.flatMap((call) => this.#buttonsOf(call)), ...(settled ? this.#stateButtons() : [])],
      ringTones: lines.tones,
      registrations: new Map([['line', lines.running]]),
      legs: legs.map(({call, leg}) => ({
        call: call.id,
        muteShown: call.muted,
        muteInEffect: this.phones.line?.legs.state.find(({id}) => id === leg.id)?.muted ?? false,
        held: call.state === 'held',
        silenced: this.phones.line?.silenced.has(leg.id) ?? false,
      })),
      endings: lines.cutOff.map((call) => ({call, wanted: false})),
      timers: timers.flatMap(({what, since}) => (since === undefined ? [] : [{what, elapsed: now - since}])),
      uncaught: this.#uncaught,
      kept: [
        {what: 'timers', size: this.#deskClock.waiting(), bound: 40},
        {what: 'calls', size: calls.length, bound: 30},
        {what: 'notices', size: desk.notices.state.length, bound: 5},
      ],
      ...(settled ? this.#texts() : {}),
    };
  }

  #buttonsOf(call: Call) {
    const controls = this.desk.controlsFor(call);
    const extension = this.desk.agent.state?.extension ?? '';
    const own = call.dialog?.participants.find(({address}) => address === extension);
    const may = (action: string) => own?.actions.some((each) => each === action) ?? false;
    const live = this.desk.health.state.finesse === 'live';
    const {leg} = call;
    const allowed = {
      answer: leg ? leg.state === 'ringing' : live && may('ANSWER'),
      hold: live && may('HOLD'),
      resume: live && may('RETRIEVE'),
      mute: leg?.state === 'talking',
      digits: leg?.state === 'talking' || (live && may('SEND_DTMF')),
      end: call.dialog && live ? may('DROP') : leg !== undefined,
    };
    return Object.entries(allowed).map(([name, is]) => ({
      what: `${name} of ${call.id}`,
      enabled: controls[name as keyof typeof controls].enabled,
      allowed: is,
    }));
  }

  #stateButtons() {
    return this.desk.stateOptions.state.map(({state, enabled}) => ({
      what: state,
      enabled,
      allowed: this.reference.mayAsk(state),
    }));
  }

  #texts(): Pick<Picture, 'texts' | 'secrets' | 'made'> {
    const lines = this.#book.lines.map((line) => ({where: 'log', text: JSON.stringify(line)}));
    const broken = this.#book.lines.filter(({facts}) =>
      Object.values(facts).some((value) => typeof value === 'string' && /[\n\r\u2028]/.test(value)),
    );
    return {
      texts: [...lines, ...this.#urls.map((text) => ({where: 'address', text}))],
      secrets: this.#secrets,
      made: broken.map(({message}) => ({where: 'log', text: message})),
    };
  }

  #system() {
    return {
      now: this.world.clock.now(),
      deployment: this.site,
      status: this.status,
      primary: {host: 'a.test', httpsPort: 8445},
      secondary: undefined,
      xmppDomain: 'a.test',
    };
  }

  #onWorld(event: WorldEvent): void {
    if (!('agentId' in event) || event.agentId !== userId) return;
    this.#follower.onEvent(event, this.agent);
    if (this.status !== 'IN_SERVICE') return;
    for (const {node, ownerId, payload} of notificationsOf(this.world, event))
      if (ownerId === userId) this.news.send(node, payload());
  }

  #onServed(method: string, path: string, body: string, requestId: string, status: number): void {
    if (method === 'GET' || status === 503) return;
    const request = requestOf(path, body);
    if (!request) return;
    const takes = this.reference.takes(request);
    if (takes !== (status === 202))
      this.#uncaught.push(`the stand-in answered ${status} to ${keyOf(method, path, body)}`);
    if (takes) this.reference.request(request, requestId);
  }

  #legNews() {
    return {
      answered: (legId: string, callId: string, whose: 'agent' | 'other') => {
        this.world.legs.answered(legId);
        this.reference.answered(callId, whose);
      },
      refused: (legId: string, callId: string, whose: 'agent' | 'other', cause: 'busy' | 'declined') => {
        this.world.legs.refused(legId, cause);
        this.reference.refusedLeg(callId, whose);
      },
      released: (legId: string, callId: string) => {
        this.world.legs.released(legId, 'normal');
        this.reference.hangUp(callId);
      },
    };
  }

  #newDesk(): Desk {
    const {site, seat} = this;
    return createDesk({
      userId,
      settings: parseSettings(
        seat === 'browser'
          ? gadgetSettings(site, [], {
              processing: undefined,
              hold: undefined,
              lines: undefined,
              safe: undefined,
            })
          : {},
      ),
      client: (frame) =>
        new FinesseClient({
          authorization: () => `Basic ${btoa(`${userId}:${password}`)}`,
          fetch: this.requests.fetch,
          origin: '',
          frame,
          newRequestId: () => `r-${this.#nextRequest++}`,
        }),
      notifications: this.news,
      loadSoftphone: (number) =>
        Promise.resolve(new ModelLine(number, this.phones, this.#deskClock, this.lines)),
      clock: this.#deskClock,
      history: () =>
        Promise.resolve({read: () => Promise.resolve(undefined), write: () => Promise.resolve()}),
      log: this.#book.part('desk'),
    });
  }

  /** Nothing runs any more that does not wait for the clock. */
  async #idle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      await turn();
      if (this.requests.busy > 0) quiet = -1;
    }
  }

  #seedRandom(): () => void {
    const real = Math.random;
    Math.random = this.chance;
    return () => {
      Math.random = real;
    };
  }

  #watchErrors(): () => void {
    const note = (error: unknown) =>
      void this.#uncaught.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
    return () => {
      process.off('uncaughtException', note);
      process.off('unhandledRejection', note);
    };
  }
}

/** One element's text, with what stands for signs put back. */
const textIn = (body: string, name: string): string =>
  (new RegExp(`<${name}>([^<]*)<`).exec(body)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** A change in words: `Dialog/16777217 HOLD`, `User NOT_READY`, `MAKE_CALL`. */
function keyOf(_method: string, path: string, body: string): string {
  const action = textIn(body, 'requestedAction');
  if (path.endsWith('/Dialogs')) return `MAKE_CALL ${textIn(body, 'toAddress')}`;
  return action === '' ? `User ${textIn(body, 'state')}` : `${path} ${action}`;
}

function requestOf(path: string, body: string): RefRequest | undefined {
  const action = textIn(body, 'requestedAction');
  if (action === 'MAKE_CALL') return {what: 'call', to: textIn(body, 'toAddress')};
  if (action !== '')
    return {what: 'act', call: path.split('/')[1] ?? '', action, note: textIn(body, 'wrapUpReason')};
  const state = textIn(body, 'state');
  if (state !== 'READY' && state !== 'NOT_READY' && state !== 'LOGOUT') return undefined;
  const id = textIn(body, 'reasonCodeId');
  return {what: 'state', state, reason: reasonCodes.find((reason) => reason.id === id)?.code};
}
