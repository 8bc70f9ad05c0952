import {Store} from '../../../src/base/store.js';
import type {Callable} from '../../../src/calls/contact-index.js';
import type {DialControl} from '../../../src/calls/dial-control.js';
import type {DialOrigin, DialPolicy} from '../../../src/calls/dial.js';
import type {DigitRun} from '../../../src/calls/digits-queue.js';
import type {CallHistory} from '../../../src/calls/past-calls.js';
import type {HistoryEntry} from '../../../src/calls/history.js';
import {plainRing, type LineRing, type RingDevice, type RingSettings} from '../../../src/calls/line-ring.js';
import type {OutgoingRequest} from '../../../src/calls/outgoing.js';
import type {Reach} from '../../../src/calls/reach.js';
import type {AudioLeg, Call, CallCommand, Controls, Line} from '../../../src/calls/types.js';
import type {Desk, DigitOrder, Health, Notice, StateOption} from '../../../src/desk/desk.js';
import type {Agent, RequestableState, SignIn, WrapUpReason} from '../../../src/finesse/types.js';
import type {CallRecording, RecordingCommand} from '../../../src/recording/types.js';
import {anAgent, aLine, anOption, nine, someControls} from './builders.js';

/** Something the page asked the desk to do, in order. */
export type Asked =
  | {readonly what: 'state'; readonly state: RequestableState; readonly reasonId: string | undefined}
  | {readonly what: 'perform'; readonly callId: string; readonly command: CallCommand | RecordingCommand}
  | {readonly what: 'dismiss'; readonly noticeId: number}
  | {readonly what: 'sign-in'; readonly order: SignIn}
  | {readonly what: 'digits'; readonly callId: string; readonly order: DigitOrder}
  | {readonly what: 'dial'; readonly text: string; readonly origin: DialOrigin; readonly line?: number}
  | {readonly what: 'history'; readonly order: 'seen' | 'clear'; readonly key?: string}
  | {readonly what: 'unlock'};

/** A desk whose snapshots a test sets, whose clock a test moves, and that records what it was asked. */
export class FakeDesk implements Desk {
  readonly agent = new Store<Agent | undefined>(anAgent());
  readonly stateOptions = new Store<readonly StateOption[]>([anOption()]);
  readonly calls = new Store<readonly Call[]>([]);
  readonly lines = new Store<readonly Line[]>([aLine()]);
  readonly audioLeg = new Store<AudioLeg>({kind: 'browser', number: '81001'});
  readonly health = new Store<Health>({finesse: 'live', phone: 'registered', microphone: 'idle'});
  readonly reach = new Store<Reach>('unproven');
  readonly notices = new Store<readonly Notice[]>([]);
  readonly wrapUpReasons = new Store<readonly WrapUpReason[]>([]);
  readonly talkingWhileMuted = new Store(false);
  readonly soundBlocked = new Store(false);
  readonly deployment = new Store<'CCE' | 'CCX'>('CCE');
  readonly dialControl = new Store<DialControl>({enabled: true});
  readonly outgoing = new Store<OutgoingRequest | undefined>(undefined);
  readonly digitRuns = new Store<ReadonlyMap<string, DigitRun>>(new Map());
  readonly recordings = new Store<ReadonlyMap<string, CallRecording>>(new Map());
  readonly history = new Store<CallHistory>({entries: [], unseen: 0, stored: true});
  dialPolicy: DialPolicy | undefined;
  ronaSeconds: number | undefined;
  holdWarning = {amber: 60, red: 120};
  /** Somebody wanted to look at the history. */
  historyOpened = false;
  /** What was asked, oldest first. */
  readonly asked: Asked[] = [];
  /** Overrides of controls, by call id. */
  readonly controls = new Map<string, Partial<Controls>>();
  #now = nine;

  now(): number {
    return this.#now;
  }

  /** Moves the clock on. */
  pass(ms: number): void {
    this.#now += ms;
  }

  controlsFor(call: Call): Controls {
    return someControls(call, this.controls.get(call.id));
  }

  signIn(order: SignIn): Promise<void> {
    this.asked.push({what: 'sign-in', order});
    return Promise.resolve();
  }

  requestState(state: RequestableState, reasonId?: string): void {
    this.asked.push({what: 'state', state, reasonId});
  }

  perform(callId: string, command: CallCommand | RecordingCommand): void {
    this.asked.push({what: 'perform', callId, command});
  }

  digits(callId: string, order: DigitOrder): void {
    this.asked.push({what: 'digits', callId, order});
  }

  dial(text: string, origin: DialOrigin = 'keypad', line?: number): void {
    this.asked.push({what: 'dial', text, origin, ...(line === undefined ? {} : {line})});
  }

  /** What phone books hold; rejects when undefined. */
  people: readonly Callable[] | undefined = [];

  contacts(): Promise<readonly Callable[]> {
    return this.people ? Promise.resolve(this.people) : Promise.reject(new Error('out of service'));
  }

  /** Undefined: could not be loaded. */
  ringSettings: RingSettings | undefined = new FakeRings();

  rings(): Promise<RingSettings | undefined> {
    return Promise.resolve(this.ringSettings);
  }

  openHistory(): void {
    this.historyOpened = true;
  }

  historySeen(): void {
    this.asked.push({what: 'history', order: 'seen'});
  }

  clearHistory(entry?: HistoryEntry): void {
    this.asked.push({what: 'history', order: 'clear', ...(entry && {key: entry.key})});
  }

  dismiss(noticeId: number): void {
    this.asked.push({what: 'dismiss', noticeId});
  }

  unlockSound(): void {
    this.asked.push({what: 'unlock'});
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

/** Rings whose devices a test sets. */
export class FakeRings implements RingSettings {
  readonly rings = new Store<ReadonlyMap<number, LineRing>>(new Map());
  readonly devices = new Store<readonly RingDevice[] | undefined>([
    {id: 'h', name: 'Headset'},
    {id: 's', name: 'Speakers'},
  ]);
  readonly kept = new Store(true);
  /** Lines whose ring was tried. */
  readonly tested: number[] = [];

  set(line: number, ring: LineRing): void {
    this.rings.update((rings) => new Map([...rings, [line, ring]]));
  }

  /** Sets only part of a line's ring. */
  give(line: number, part: Partial<LineRing>): void {
    this.set(line, {...plainRing, ...part});
  }

  test(line: number): void {
    this.tested.push(line);
  }

  look(): Promise<void> {
    return Promise.resolve();
  }
}
