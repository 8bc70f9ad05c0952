/** Calls that are answered by themselves, where the site's policy and a trusted sign agree. Loaded where settings name any. */
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import type {Readable} from '../base/store.js';
import type {SoftphonePort} from '../softphone/types.js';
import {readAutoAnswerSettings, type AnswerSign, type AutoAnswerSettings} from './auto-answer-settings.js';
import {beep} from './beep.js';
import type {Call} from './types.js';

export interface AutoAnswerOptions {
  readonly settings: {readonly autoAnswer?: unknown};
  readonly clock: Clock;
  readonly log: Log;
  readonly softphone: Pick<SoftphonePort, 'headers'> & {readonly soundBlocked: Readable<boolean>};
  /** Answers a call as a press would. */
  readonly answer: (callId: string) => void;
  /** Sounds that a call was answered; our own tone when absent. */
  readonly beep?: () => void;
}

interface Due {
  /** Ms since 1970. */
  readonly at: number;
  readonly stop: () => void;
  answered: boolean;
}

/** States in which the agent is occupied by a call. */
const occupied: readonly Call['state'][] = ['talking', 'held', 'dialing'];

/**
 * Counts down on the alert, answers, and beeps when the call is there. A caller who leaves before is a missed call, and
 * nothing was opened. Who is in another call, and who could not hear the beep, answers by hand (ADR 16).
 */
export class AutoAnswer {
  readonly #options: AutoAnswerOptions;
  readonly #calls: AutoAnswerSettings['calls'];
  readonly #look: () => void;
  readonly #due = new Map<string, Due>();
  /** Calls that stay with the agent: decided once. */
  readonly #left = new Set<string>();
  #base: readonly Call[] = [];
  #dressed: readonly Call[] = [];

  /** @param look asks for a look at everything anew */
  constructor(options: AutoAnswerOptions, look: () => void) {
    this.#options = options;
    this.#look = look;
    this.#calls = readAutoAnswerSettings(options.settings.autoAnswer ?? {}, (faults) =>
      options.log.error('settings for answering are wrong', {faults: faults.join('; ')}),
    ).calls;
    setTimeout(look);
  }

  /**
   * The calls, with when those are answered that will be; the same array while nothing changed.
   * @param nailedUp the leg stays up between calls: its calls carry no sign, and need none
   */
  dress(base: readonly Call[], nailedUp: boolean): readonly Call[] {
    if (base === this.#base) return this.#dressed;
    this.#base = base;
    this.#forgetGone(base);
    for (const call of base) this.#judge(call, base, nailedUp);
    const before = new Map(this.#dressed.map((call) => [call.id, call]));
    let changed = false;
    const dressed = base.map((call) => {
      const due = this.#due.get(call.id);
      if (!due || due.answered) return call;
      changed = true;
      const known = before.get(call.id);
      const next = {...call, answersAt: due.at};
      return known && sameBut(known, next) ? known : next;
    });
    this.#dressed = changed ? dressed : base;
    return this.#dressed;
  }

  #judge(call: Call, base: readonly Call[], nailedUp: boolean): void {
    const due = this.#due.get(call.id);
    const busy = base.some((other) => other !== call && occupied.includes(other.state));
    if (due) {
      if (call.state === 'talking' && due.answered) this.#sound(call.id);
      // not answered after all, as without a microphone: it rings on
      else if (due.answered && call.state === 'alerting' && !call.pending) this.#leave(call.id);
      // the agent was faster, or is busy now
      else if (!due.answered && (call.state !== 'alerting' || call.pending || busy)) this.#leave(call.id);
      return;
    }
    if (call.state !== 'alerting' || this.#left.has(call.id) || !this.#calls) return;
    // both halves have to be there: Finesse knows the call, and our own leg, or the permanent one, can take it
    if (!call.dialog || (!nailedUp && call.leg?.state !== 'ringing')) return;
    const isMeant = call.queue !== '' || this.#calls.direct;
    const isTrusted = nailedUp ? this.#calls.nailed : this.#hasSign(call.leg?.id ?? '');
    if (!isMeant || !isTrusted || busy || call.pending || this.#options.softphone.soundBlocked.state) {
      this.#left.add(call.id);
      return;
    }
    const {clock} = this.#options;
    const ms = this.#calls.seconds * 1000;
    this.#due.set(call.id, {
      at: clock.now() + ms,
      stop: clock.after(ms, () => this.#answer(call.id)),
      answered: false,
    });
  }

  #answer(callId: string): void {
    const due = this.#due.get(callId);
    if (!due) return;
    due.answered = true;
    this.#options.log.info('answers by itself', {call: callId});
    this.#base = [];
    this.#options.answer(callId);
    this.#look();
  }

  #sound(callId: string): void {
    this.#leave(callId);
    (this.#options.beep ?? beep)();
  }

  #leave(callId: string): void {
    this.#due.get(callId)?.stop();
    this.#due.delete(callId);
    this.#left.add(callId);
  }

  #forgetGone(base: readonly Call[]): void {
    const ids = new Set(base.map(({id}) => id));
    for (const [id, {stop}] of this.#due) {
      if (ids.has(id)) continue;
      stop();
      this.#due.delete(id);
    }
    for (const id of this.#left) if (!ids.has(id)) this.#left.delete(id);
  }

  #hasSign(legId: string): boolean {
    const read = (name: string) => this.#options.softphone.headers(legId, name);
    return (this.#calls?.signs ?? []).some((sign) => isGiven(sign, read));
  }
}

/** Whether the edge says so: the signs in use, of which RFC 5373 describes Answer-Mode. */
function isGiven(sign: AnswerSign, read: (name: string) => readonly string[]): boolean {
  if (typeof sign === 'object') return read(sign.header).some((value) => value.trim() === sign.value);
  switch (sign) {
    case 'answer-mode':
      return ['Answer-Mode', 'Priv-Answer-Mode'].flatMap(read).some((value) => /^\s*auto\b/i.test(value));
    case 'call-info':
      return read('Call-Info').some((value) => /;\s*answer-after\s*=\s*\d+/i.test(value));
    case 'alert-info':
      return read('Alert-Info').some((value) =>
        /;\s*info\s*=\s*"?(alert-autoanswer|ringanswer)\b/i.test(value),
      );
  }
}

const sameBut = (a: Call, b: Call): boolean =>
  (Object.keys(b) as (keyof Call)[]).every((name) => Object.is(a[name], b[name]));
