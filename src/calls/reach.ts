import type {Store} from '../base/store.js';
import type {Agent} from '../finesse/types.js';
import {unconfirmed} from '../finesse/wire.js';
import type {Leg, Registration} from '../softphone/types.js';
import type {AudioLeg, Call} from './types.js';

/**
 * Whether the telephone system finds this browser. `unproven`: no call has shown it yet. `arrived`: the last call rang
 * here. `missed`: the last one should have rung here and never did, although this browser is registered.
 */
export type Reach = 'unproven' | 'arrived' | 'missed';

/** What the judgement rests on, at one moment. */
export interface ReachView {
  readonly now: number;
  readonly agent: Agent | undefined;
  readonly audioLeg: AudioLeg;
  readonly registration: Registration;
  readonly legs: readonly Leg[];
  readonly calls: readonly Call[];
}

/**
 * Notices calls that never ring here. Neither Finesse nor the edge tells whether the way from the extension to this
 * browser works (on Unified CCX: whether its remote destination is active), so it is judged by what became of calls:
 * the agent was reserved and then made Not Ready by the system, or a call of their own failed, and no leg came.
 */
export class ReachWatch {
  readonly #reach: Store<Reach>;
  readonly #onMissed: () => void;
  #number = '';
  #lastLegAt = -Infinity;
  /** When the agent was reserved. */
  #reservedAt: number | undefined;
  /** When each of the agent's own calls was first seen. */
  #ownCalls: ReadonlyMap<string, number> = new Map();

  /** `reach` is what is shown; `onMissed` is told each time a call did not arrive. */
  constructor(reach: Store<Reach>, onMissed: () => void) {
    this.#reach = reach;
    this.#onMissed = onMissed;
  }

  /** Takes in how things are after each change. */
  look(view: ReachView): void {
    const {agent, audioLeg, registration, legs} = view;
    const number = audioLeg.kind === 'browser' ? audioLeg.number : '';
    if (number !== this.#number) this.#forget(number);
    for (const {beganAt} of legs) {
      if (beganAt > this.#lastLegAt) this.#reach.set('arrived');
      this.#lastLegAt = Math.max(this.#lastLegAt, beganAt);
    }
    // a line that is not registered is known by itself, and a nailed leg rings for no call
    const judges =
      number !== '' &&
      registration === 'registered' &&
      agent !== undefined &&
      agent.mobileAgent?.mode !== 'NAILED_CONNECTION';
    if (!judges) {
      // what is under way now is never judged
      this.#reservedAt = agent?.state === 'RESERVED' ? -Infinity : undefined;
      this.#ownCalls = new Map(view.calls.map(({id}) => [id, -Infinity]));
      return;
    }
    const ownFailed = this.#ownFailed(view);
    if (this.#takenBack(agent, view.now) || ownFailed) this.#miss();
  }

  #takenBack(agent: Agent, now: number): boolean {
    if (agent.state === 'RESERVED') {
      this.#reservedAt ??= now;
      return false;
    }
    const at = this.#reservedAt;
    this.#reservedAt = undefined;
    const bySystem = agent.state === 'NOT_READY' && agent.reason?.system === true;
    return at !== undefined && bySystem && !this.#legSince(at);
  }

  #ownFailed({calls, now}: ReachView): boolean {
    const before = this.#ownCalls;
    const own = calls.filter(({direction, dialog}) => direction === 'out' && dialog);
    // a failure is judged once, and not at first sight: its leg may have gone with a former page
    this.#ownCalls = new Map(
      own.map(({id, state}) => [id, state === 'failed' ? -Infinity : (before.get(id) ?? now)]),
    );
    return own.some(({id, state}) => {
      const at = before.get(id);
      return state === 'failed' && at !== undefined && !this.#legSince(at);
    });
  }

  #legSince(at: number): boolean {
    return this.#lastLegAt >= at - unconfirmed.legBeforeNews;
  }

  #miss(): void {
    this.#reach.set('missed');
    this.#onMissed();
  }

  #forget(number: string): void {
    this.#number = number;
    this.#lastLegAt = -Infinity;
    this.#reservedAt = undefined;
    this.#ownCalls = new Map();
    this.#reach.set('unproven');
  }
}
