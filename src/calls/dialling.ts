import {OnDemand} from '../base/on-demand.js';
import {Store} from '../base/store.js';
import type {ApiError} from '../finesse/errors.js';
import type {Agent} from '../finesse/types.js';
import type {Leg} from '../softphone/types.js';
import type {DialEngine, DialEngineOptions} from './dial-engine.js';
import {dialControlFor, type DialControl} from './dial-control.js';
import type {DialOrigin} from './dial.js';
import type {DigitRun} from './digits-queue.js';
import type {OutgoingRequest} from './outgoing.js';
import type {StateContext} from './state-options.js';
import type {Call} from './types.js';

/** What the agent wants done with a string of digits. */
export type DigitOrder =
  {readonly type: 'send'; readonly text: string} | {readonly type: 'continue'} | {readonly type: 'stop'};

export interface DiallingOptions extends Omit<DialEngineOptions, 'control'> {
  /** Gets the engine; rejects when it can't be loaded. */
  readonly load: () => Promise<{readonly DialEngine: typeof DialEngine}>;
}

/**
 * The door to everything the agent dials. Knows at all times whether a call may be placed; the engine behind it is
 * loaded with the first number or the first string of digits.
 */
export class Dialling {
  readonly control = new Store<DialControl>({enabled: false});
  /** The call that was asked for and that Finesse does not show yet. */
  readonly request = new Store<OutgoingRequest | undefined>(undefined);
  /** Digits that are still to be sent, by call. */
  readonly runs = new Store<ReadonlyMap<string, DigitRun>>(new Map());
  readonly #options: DiallingOptions;
  readonly #engine = new OnDemand(() => this.#load());

  constructor(options: DiallingOptions) {
    this.#options = options;
  }

  /** Places a call; a refusal becomes a notice. From a link only after a press on a button that shows the number. */
  dial(text: string, origin: DialOrigin, line?: number): void {
    this.#use((engine) => engine.dial(text, origin, line));
  }

  /** Sends a string of digits with pauses and waits, lets it go on after a wait, or stops it. */
  digits(callId: string, order: DigitOrder): void {
    this.#use((engine) => engine.digits(callId, order));
  }

  /** Holds the call that is talked in, then takes up this one. */
  holdFirst(callId: string, type: 'answer' | 'resume'): void {
    this.#use((engine) => void engine.holdFirst.takeUp(callId, type));
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    this.#engine.value?.onCalls(calls);
  }

  /** Takes in what decides whether a call may be placed. */
  onState(agent: Agent | undefined, context: StateContext): void {
    const next = dialControlFor(agent, context);
    const {enabled, why} = this.control.state;
    if (next.enabled !== enabled || next.why !== why) this.control.set(next);
  }

  /** A notification added a dialog; `requestId` is the request that Finesse says caused it. */
  onDialogAdded(dialogId: string, requestId: string): void {
    this.#engine.value?.outgoing.onDialogAdded(dialogId, requestId);
  }

  /** A later notification refused a request. True when it asked for a call. */
  onRefused(requestId: string, errors: readonly ApiError[]): boolean {
    return this.#engine.value?.outgoing.onRefused(requestId, errors) ?? false;
  }

  /** Whether a leg without a dialog is most likely our own phone, which rings first for a call placed here. */
  holdsBack(leg: Leg): boolean {
    return this.#engine.value?.outgoing.holdsBack(leg) ?? false;
  }

  #use(run: (engine: DialEngine) => void): void {
    if (this.#engine.value) return run(this.#engine.value);
    void this.#engine.want().then((engine) => {
      if (engine) run(engine);
      else this.#options.onNotice('desk/not-loaded');
    });
  }

  async #load(): Promise<DialEngine> {
    const {load, ...options} = this.#options;
    const {DialEngine} = await load();
    const engine = new DialEngine({...options, control: () => this.control.state});
    for (const {request} of [engine.outgoing, engine.lineCalls])
      request.subscribe((asked) => this.request.set(asked));
    engine.runs.runs.subscribe((runs) => this.runs.set(runs));
    return engine;
  }
}
