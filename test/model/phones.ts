/** What carries the calls in a model run: legs without sound, and the agent's own line in the browser. */
import {DeskError} from '../../src/base/errors.js';
import {Store} from '../../src/base/store.js';
import type {
  EndedLeg,
  Leg,
  LineWork,
  MicrophoneState,
  RegisteredLines,
  Registration,
  SoftphonePort,
} from '../../src/softphone/types.js';
import type {Cause, LegCarrier, LegId, LegOffer} from '../../standin/world/legs.js';

interface Timers {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** What became of a leg; told to the contact centre and to the reference at the same moment. */
export interface LegNewsTaker {
  answered(legId: LegId, callId: string, whose: 'agent' | 'other'): void;
  refused(legId: LegId, callId: string, whose: 'agent' | 'other', cause: Cause): void;
  released(legId: LegId, callId: string): void;
}

/** Numbers outside and what happens when they are called: by their last digit. */
export const outside = {answers: '5550201', busy: '5550202', rings: '5550203', nobody: '99'} as const;

/** The switch: who rings, who answers. */
export class ModelSwitch implements LegCarrier {
  readonly alive = new Map<LegId, LegOffer>();
  /** The agent's line in the browser, when one is started. */
  line: ModelLine | undefined;
  readonly #timers: Timers;
  readonly #news: LegNewsTaker;
  readonly #agentNumber: string;

  constructor(timers: Timers, news: LegNewsTaker, agentNumber: string) {
    this.#timers = timers;
    this.#news = news;
    this.#agentNumber = agentNumber;
  }

  offer(offer: LegOffer): void {
    this.alive.set(offer.legId, offer);
    if (offer.originating) this.#soon(1, offer.legId, () => this.tellAnswered(offer.legId));
    else if (offer.end === 'sip') this.#ringLine(offer);
    else if (offer.end !== 'phone') this.#ringOutside(offer);
  }

  answer(legId: LegId): void {
    this.#soon(1, legId, () => this.tellAnswered(legId));
  }

  accept(legId: LegId): void {
    this.answer(legId);
  }

  progress(): void {}

  release(legId: LegId, cause: Cause): void {
    this.alive.delete(legId);
    this.line?.onGone(legId, cause === 'normal' ? 'normal' : 'cancelled');
  }

  hold(): void {}

  connect(): void {}

  tellAnswered(legId: LegId): void {
    const offer = this.alive.get(legId);
    if (offer) this.#news.answered(legId, offer.callId, this.#whose(offer));
  }

  tellRefused(legId: LegId, cause: Cause): void {
    const offer = this.alive.get(legId);
    this.alive.delete(legId);
    if (offer) this.#news.refused(legId, offer.callId, this.#whose(offer), cause);
  }

  tellReleased(legId: LegId): void {
    const offer = this.alive.get(legId);
    this.alive.delete(legId);
    if (offer) this.#news.released(legId, offer.callId);
  }

  #whose(offer: LegOffer): 'agent' | 'other' {
    return offer.number === this.#agentNumber ? 'agent' : 'other';
  }

  #ringLine(offer: LegOffer): void {
    if (this.line) this.line.onOffer(offer);
    else this.#soon(1, offer.legId, () => this.tellRefused(offer.legId, 'not-registered'));
  }

  #ringOutside({legId, number}: LegOffer): void {
    if (number === outside.answers) this.#soon(500, legId, () => this.tellAnswered(legId));
    if (number === outside.busy) this.#soon(300, legId, () => this.tellRefused(legId, 'busy'));
  }

  #soon(ms: number, legId: LegId, run: () => void): void {
    this.#timers.after(ms, () => {
      if (this.alive.has(legId)) run();
    });
  }
}

/** What was ordered of lines, over all that were ever started. */
export interface LineRecord {
  /** Started and not stopped. */
  running: number;
  tones: number;
  answers: Map<LegId, number>;
  hangUps: Map<LegId, number>;
  /** Legs that talked when their line was stopped. */
  cutOff: LegId[];
}

export const newLineRecord = (): LineRecord => ({
  running: 0,
  tones: 0,
  answers: new Map(),
  hangUps: new Map(),
  cutOff: [],
});

const count = (counts: Map<LegId, number>, id: LegId): void => void counts.set(id, (counts.get(id) ?? 0) + 1);

/** How long picking up takes; ms. */
const pickUp = 20;

/** A softphone that does at once what it is told, on the switch above. */
export class ModelLine implements SoftphonePort {
  readonly registration = new Store<Registration>('connecting');
  readonly furtherLines = new Store<RegisteredLines>(new Map());
  readonly legs = new Store<readonly Leg[]>([]);
  readonly ended = new Store<EndedLeg | undefined>(undefined);
  readonly microphone = new Store<MicrophoneState>('idle');
  readonly microphoneSwitches = new Store(0);
  readonly talkingWhileMuted = new Store(false);
  readonly soundBlocked = new Store(false);
  readonly silenced = new Set<LegId>();
  readonly #switch: ModelSwitch;
  readonly #timers: Timers;
  readonly #record: LineRecord;
  readonly #number: string;
  #rings = false;

  constructor(number: string, phones: ModelSwitch, timers: Timers, record: LineRecord) {
    this.#number = number;
    this.#switch = phones;
    this.#timers = timers;
    this.#record = record;
  }

  start(): void {
    this.#record.running++;
    this.#switch.line = this;
    this.registration.set('registered');
  }

  /** Has no further lines. */
  lineWork(): Promise<LineWork> {
    return Promise.reject(new Error('no such line'));
  }

  stop(): Promise<void> {
    this.#record.running--;
    this.ring(false);
    if (this.#switch.line === this) this.#switch.line = undefined;
    for (const {id, state} of this.legs.state) {
      if (state === 'talking') this.#record.cutOff.push(id);
      this.#end(id);
    }
    return Promise.resolve();
  }

  onOffer({legId, from}: LegOffer): void {
    const leg: Leg = {
      id: legId,
      direction: 'in',
      state: 'ringing',
      remoteNumber: from.number,
      remoteName: from.name,
      lineNumber: this.#number,
      key: '',
      beganAt: this.#timers.now(),
      muted: false,
      heldByFarEnd: false,
      silenced: false,
    };
    this.legs.update((legs) => [...legs, leg]);
  }

  onGone(legId: LegId, cause: EndedLeg['cause']): void {
    const leg = this.legs.state.find(({id}) => id === legId);
    if (!leg) return;
    this.ended.set({id: legId, cause, remoteNumber: leg.remoteNumber, remoteName: leg.remoteName});
    this.legs.update((legs) => legs.filter(({id}) => id !== legId));
    this.silenced.delete(legId);
  }

  headers(): readonly string[] {
    return [];
  }

  setResting(): Promise<void> {
    return Promise.resolve();
  }

  answer(legId: LegId): Promise<void> {
    count(this.#record.answers, legId);
    this.#change(legId, {state: 'connecting'});
    return new Promise((done, failed) => {
      this.#timers.after(pickUp, () => {
        if (!this.legs.state.some(({id}) => id === legId))
          return failed(new DeskError('sip/call-failed', 'it is gone'));
        this.#change(legId, {state: 'talking'});
        this.#switch.tellAnswered(legId);
        done();
      });
    });
  }

  hangUp(legId: LegId): Promise<void> {
    count(this.#record.hangUps, legId);
    this.#end(legId);
    return Promise.resolve();
  }

  setMuted(legId: LegId, muted: boolean): void {
    this.#change(legId, {muted});
  }

  setSilenced(legId: LegId, silenced: boolean): void {
    if (silenced) this.silenced.add(legId);
    else this.silenced.delete(legId);
  }

  sendDigits(): Promise<void> {
    return Promise.resolve();
  }

  ring(on: boolean): void {
    if (on !== this.#rings) this.#record.tones += on ? 1 : -1;
    this.#rings = on;
  }

  checkLink(): void {}

  unlockSound(): void {}

  #end(legId: LegId): void {
    const leg = this.legs.state.find(({id}) => id === legId);
    if (!leg) return;
    this.onGone(legId, 'normal');
    if (leg.state === 'talking') this.#switch.tellReleased(legId);
    else this.#switch.tellRefused(legId, 'declined');
  }

  #change(legId: LegId, change: Partial<Leg>): void {
    this.legs.update((legs) => legs.map((leg) => (leg.id === legId ? {...leg, ...change} : leg)));
  }
}
