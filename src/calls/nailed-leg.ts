/** The permanent leg of a nailed connection (Mobile Agent, Unified CCE). Loaded when the agent has, or is about to get, one. */
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import type {Readable} from '../base/store.js';
import type {Agent} from '../finesse/types.js';
import type {Leg, SoftphonePort} from '../softphone/types.js';
import {readAutoAnswerSettings, type AutoAnswerSettings} from './auto-answer-settings.js';
import type {AudioLeg, Call} from './types.js';

export interface NailedLegOptions {
  readonly settings: {readonly autoAnswer?: unknown};
  readonly softphone: Pick<SoftphonePort, 'answer' | 'setMuted' | 'setResting' | 'setSilenced'>;
  /** Which device carries the agent's voice: legs of other numbers are none of ours. */
  readonly voice: {readonly leg: Readable<AudioLeg>};
  readonly log: Log;
  readonly onNotice: (code: string) => void;
  readonly notices: {retract(code: string): void};
}

const used: readonly Call['state'][] = ['talking', 'held', 'dialing'];

/**
 * Knows which leg is the permanent one, takes its set-up call, lends it to the calls it carries, and keeps the
 * microphone closed between them. Never a call of its own: what Finesse says of calls is shown, the leg is the way the
 * voice goes.
 */
export class NailedLeg {
  readonly #options: NailedLegOptions;
  readonly #settings: AutoAnswerSettings;
  readonly #look: () => void;
  #leg: Leg | undefined;
  /** The set-up call that was taken by itself and could not be: it is left to the agent. */
  #refused = '';
  #base: readonly Call[] = [];
  #calls: readonly Call[] = [];
  #lentLeg: Leg | undefined;
  #lent = new WeakMap<Call, Call>();
  #isOpen = false;
  #turn: Promise<void> = Promise.resolve();

  /** @param look asks for a look at everything anew */
  constructor(options: NailedLegOptions, look: () => void) {
    this.#options = options;
    this.#look = look;
    this.#settings = readAutoAnswerSettings(options.settings.autoAnswer ?? {}, (faults) =>
      options.log.error('settings for answering are wrong', {faults: faults.join('; ')}),
    );
    setTimeout(look);
  }

  /**
   * Legs that are calls by themselves, after the permanent one has been found.
   * @param nailedUp the agent is signing in, or is signed in, with a nailed connection
   */
  without(legs: readonly Leg[], nailedUp: boolean, agent: Agent | undefined): readonly Leg[] {
    const before = this.#leg;
    this.#leg = legs.find(({id}) => id === before?.id);
    if (before && !this.#leg) this.#onLost(nailedUp && agent?.state !== 'LOGOUT');
    if (!this.#leg && nailedUp) this.#find(legs);
    return legs.filter(({id}) => id !== this.#leg?.id);
  }

  /** The calls, with the leg where the voice goes through it; the same array while nothing changed. */
  lend(base: readonly Call[]): readonly Call[] {
    const leg = this.#leg?.state === 'talking' ? this.#leg : undefined;
    if (this.#base === base && this.#lentLeg === leg) return this.#calls;
    // its key is the set-up call's, and its hold the one between calls: neither says anything of a call
    if (this.#lentLeg !== leg) this.#lent = new WeakMap();
    this.#base = base;
    this.#lentLeg = leg;
    this.#calls = base.map((call) => {
      if (!leg || call.leg || !call.dialog || !used.includes(call.state)) return call;
      const lent = this.#lent.get(call) ?? {
        ...call,
        leg: {...leg, key: ''},
        muted: leg.muted,
        hadLeg: true,
      };
      this.#lent.set(call, lent);
      return lent;
    });
    return this.#calls;
  }

  /** Opens the microphone, as before an answer. Rejects with a DeskError (`media/…`). */
  async open(): Promise<void> {
    const leg = this.#leg;
    if (!leg) return;
    await this.#setOpen(leg.id, true);
  }

  /** Takes in the calls after each change: the microphone is open while one is talked in, silent while all are held. */
  onCalls(calls: readonly Call[]): void {
    const leg = this.#leg;
    if (leg?.state !== 'talking') return;
    const {softphone, log, onNotice} = this.#options;
    const own = calls.filter((call) => call.leg?.id === leg.id);
    const answering = calls.some(({pending}) => pending?.type === 'answer');
    softphone.setSilenced(leg.id, own.length > 0 && own.every(({state}) => state === 'held'));
    // the next call begins as every call does
    if (own.length === 0 && leg.muted) softphone.setMuted(leg.id, false);
    this.#setOpen(leg.id, own.length > 0 || answering).catch((error: unknown) => {
      log.warn('no microphone for the call', {detail: String(error)});
      if (own.length > 0) onNotice(error instanceof DeskError ? error.code : 'media/lost');
    });
  }

  #find(legs: readonly Leg[]): void {
    const {softphone, log, notices, onNotice, voice} = this.#options;
    const device = voice.leg.state;
    const own = legs.filter(({lineNumber}) => device.kind === 'browser' && device.number === lineNumber);
    // the agent took the set-up call by hand
    const up = own.find(({state}) => state === 'talking' || state === 'connecting');
    if (up) {
      this.#isOpen = true;
      this.#leg = up;
      notices.retract('desk/nailed-rings');
      notices.retract('desk/nailed-lost');
      return;
    }
    const rings = own.find(({state}) => state === 'ringing');
    if (!rings) return notices.retract('desk/nailed-rings');
    if (rings.id === this.#refused || !this.#isTrusted(rings)) {
      onNotice('desk/nailed-rings');
      return;
    }
    this.#leg = rings;
    this.#isOpen = false;
    log.info('permanent call taken', {leg: rings.id});
    notices.retract('desk/nailed-lost');
    softphone.answer(rings.id, true).catch((error: unknown) => {
      log.warn('permanent call not taken', {detail: String(error)});
      if (this.#leg?.id === rings.id) this.#leg = undefined;
      this.#refused = rings.id;
      this.#look();
    });
  }

  #isTrusted({remoteNumber}: Leg): boolean {
    return this.#settings.nailedFrom.some((beginning) => remoteNumber.startsWith(beginning));
  }

  #onLost(missed: boolean): void {
    this.#isOpen = false;
    if (missed) this.#options.onNotice('desk/nailed-lost');
  }

  /** One after the other, so that what was asked for last holds. */
  #setOpen(legId: string, open: boolean): Promise<void> {
    if (open === this.#isOpen) return this.#turn;
    this.#isOpen = open;
    const done = this.#turn.catch(() => {}).then(() => this.#options.softphone.setResting(legId, !open));
    this.#turn = done;
    return done.catch((error: unknown) => {
      // the next wish tries again
      if (this.#turn === done) this.#isOpen = !open;
      throw error;
    });
  }
}
