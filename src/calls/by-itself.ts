/** What happens without a press: the permanent leg of a nailed connection, and calls that are answered. Loaded together. */
import type {Leg} from '../softphone/types.js';
import type {Agent} from '../finesse/types.js';
import {AutoAnswer, type AutoAnswerOptions} from './auto-answer.js';
import {NailedLeg, type NailedLegOptions} from './nailed-leg.js';
import type {Call} from './types.js';

/** Both, behind one door. */
export class ByItself {
  readonly #nailed: NailedLeg;
  readonly #answers: AutoAnswer;
  #nailedUp = false;

  /** @param look asks for a look at everything anew */
  constructor(options: AutoAnswerOptions & NailedLegOptions, look: () => void) {
    this.#nailed = new NailedLeg(options, look);
    this.#answers = new AutoAnswer(options, look);
  }

  /** See {@link NailedLeg.without}. */
  without(legs: readonly Leg[], nailedUp: boolean, agent: Agent | undefined): readonly Leg[] {
    this.#nailedUp = nailedUp;
    return this.#nailed.without(legs, nailedUp, agent);
  }

  /** See {@link NailedLeg.lend}. */
  lend(calls: readonly Call[]): readonly Call[] {
    return this.#nailed.lend(calls);
  }

  /** See {@link AutoAnswer.dress}; {@link without} has been told whether the leg is nailed up. */
  dress(calls: readonly Call[]): readonly Call[] {
    return this.#answers.dress(calls, this.#nailedUp);
  }

  /** See {@link NailedLeg.onCalls}. */
  onCalls(calls: readonly Call[]): void {
    this.#nailed.onCalls(calls);
  }

  /** See {@link NailedLeg.open}. */
  open(): Promise<void> {
    return this.#nailed.open();
  }
}
