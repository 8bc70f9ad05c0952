import type {Clock} from '../base/clock.js';
import {Store, type Readable} from '../base/store.js';
import {asciiDigits, trimDialText} from './dial-text.js';
import type {Call} from './types.js';

/** Digits of a call that are not all out yet. */
export interface DigitRun {
  /** `armed`: the other end has not answered. `waiting`: for a press of the agent. */
  readonly state: 'armed' | 'sending' | 'pausing' | 'waiting';
  /** What is still to come, pauses included. For the screen, never for a log. */
  readonly rest: string;
  /** End of a pause; ms since 1970. */
  readonly until: number | undefined;
}

/** What to do next with a string of digits. */
export type DigitStep =
  | {readonly type: 'send'; readonly digits: string; readonly rest: string}
  | {readonly type: 'pause'; readonly ms: number; readonly rest: string}
  | {readonly type: 'wait'; readonly rest: string}
  | {readonly type: 'done'};

/** A pause; ms. */
export const pauseMs = 1_000;

/** Digits sent in one go at most: one request of Finesse each. */
const together = 16;

/** Longest string of digits taken at once. */
const longestDigits = 64;

/**
 * Digits as they are pasted: `,` or `p` a pause of a second, `;` or `w` a wait for a press; spaces and hyphens say
 * nothing. Undefined for what can't be sent as digits.
 */
export function readDigits(text: string): string | undefined {
  if (text.length > 512) return undefined;
  const ascii = asciiDigits([trimDialText(text)]);
  if (typeof ascii === 'string') return undefined;
  const digits = (ascii[0] ?? '')
    .replace(/[\p{Zs}\p{Pd}]/gu, '')
    .replace(/p/gi, ',')
    .replace(/[;w]/gi, 'w');
  return /^[\d*#,w]+$/.test(digits) && /[\d*#]/.test(digits) && digits.length <= longestDigits
    ? digits
    : undefined;
}

/** The first step of a string of `0-9 * # , w`. Pure. */
export function nextStep(text: string): DigitStep {
  const [pauses] = /^,+/.exec(text) ?? [];
  if (pauses !== undefined)
    return {type: 'pause', ms: pauses.length * pauseMs, rest: text.slice(pauses.length)};
  const [waits] = /^w+/.exec(text) ?? [];
  if (waits !== undefined) return {type: 'wait', rest: text.slice(waits.length)};
  const digits = /^[\d*#]*/.exec(text)?.[0].slice(0, together) ?? '';
  return digits === '' ? {type: 'done'} : {type: 'send', digits, rest: text.slice(digits.length)};
}

export interface DigitRunsOptions {
  readonly clock: Clock;
  /** Sends digits in a call; true when they are on their way. Failures are told by whoever sends. */
  readonly send: (callId: string, digits: string) => Promise<boolean>;
}

/** Sends strings of digits step by step, one string a call; what is left, and for how long, can be seen. */
export class DigitRuns {
  readonly #options: DigitRunsOptions;
  readonly #runs = new Store<ReadonlyMap<string, DigitRun>>(new Map());
  readonly #stops = new Map<string, () => void>();

  constructor(options: DigitRunsOptions) {
    this.#options = options;
  }

  /** By call; a call without digits to come has no entry. */
  get runs(): Readable<ReadonlyMap<string, DigitRun>> {
    return this.#runs;
  }

  /** Begins at once; takes the place of what was left of another string. */
  start(callId: string, digits: string): void {
    this.#go(callId, digits);
  }

  /** Begins when the other end has answered. */
  arm(callId: string, digits: string): void {
    this.#show(callId, {state: 'armed', rest: digits, until: undefined});
  }

  /** The agent lets it go on after a wait. */
  goOn(callId: string): void {
    const run = this.#runs.state.get(callId);
    if (run?.state === 'waiting') this.#go(callId, run.rest);
  }

  stop(callId: string): void {
    this.#clear(callId);
    this.#show(callId, undefined);
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    for (const [callId, run] of this.#runs.state) {
      const state = calls.find((call) => call.id === callId)?.state;
      if (state === 'talking') {
        if (run.state === 'armed') this.#go(callId, run.rest);
      } else if (state === 'held') {
        // nothing can be sent now; the agent says when it goes on
        this.#clear(callId);
        if (run.state !== 'waiting') this.#show(callId, {state: 'waiting', rest: run.rest, until: undefined});
      } else if (run.state !== 'armed' || state !== 'dialing') this.stop(callId);
    }
  }

  #go(callId: string, text: string): void {
    this.#clear(callId);
    const step = nextStep(text);
    switch (step.type) {
      case 'done':
        this.#show(callId, undefined);
        return;
      case 'wait':
        this.#show(
          callId,
          step.rest === '' ? undefined : {state: 'waiting', rest: step.rest, until: undefined},
        );
        return;
      case 'pause': {
        const until = this.#options.clock.now() + step.ms;
        this.#show(callId, {state: 'pausing', rest: step.rest, until});
        this.#stops.set(
          callId,
          this.#options.clock.after(step.ms, () => this.#go(callId, step.rest)),
        );
        return;
      }
      case 'send':
        void this.#send(callId, step.digits, step.rest);
    }
  }

  async #send(callId: string, digits: string, rest: string): Promise<void> {
    let stopped = false;
    this.#stops.set(callId, () => (stopped = true));
    this.#show(callId, {state: 'sending', rest, until: undefined});
    const sent = await this.#options.send(callId, digits).catch(() => false);
    if (stopped) return;
    if (sent) this.#go(callId, rest);
    else this.stop(callId);
  }

  #clear(callId: string): void {
    this.#stops.get(callId)?.();
    this.#stops.delete(callId);
  }

  #show(callId: string, run: DigitRun | undefined): void {
    this.#runs.update((runs) => {
      if (!run && !runs.has(callId)) return runs;
      const next = new Map(runs);
      if (run) next.set(callId, run);
      else next.delete(callId);
      return next;
    });
  }
}
