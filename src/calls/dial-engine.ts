import type {Clock} from '../base/clock.js';
import type {FinesseClient} from '../finesse/client.js';
import type {Agent} from '../finesse/types.js';
import type {SoftphonePort} from '../softphone/types.js';
import type {DialControl} from './dial-control.js';
import {normaliseDialString, type DialOrigin, type DialPolicy} from './dial.js';
import {DigitRuns, readDigits} from './digits-queue.js';
import type {DigitOrder} from './dialling.js';
import {HoldFirst, type HoldFirstOptions} from './hold-first.js';
import {LineCalls} from './line-call.js';
import {LinkLimit} from './link-limit.js';
import {Outgoing} from './outgoing.js';
import type {WhyNot} from './state-options.js';

import type {Call, CallCommand} from './types.js';

export interface DialEngineOptions {
  readonly clock: Clock;
  readonly client: Pick<FinesseClient, 'makeCall' | 'newRequestId'>;
  readonly policy: (DialPolicy & {readonly linksPerMinute?: number | undefined}) | undefined;
  readonly softphone: Pick<SoftphonePort, 'lineWork' | 'furtherLines'>;
  /** SIP numbers of the further lines, in their order. */
  readonly furtherLines: () => readonly string[];
  readonly agent: () => Agent | undefined;
  /** Whether a call may be placed now. */
  readonly control: () => DialControl;
  readonly calls: () => readonly Call[];
  readonly resync: () => Promise<void>;
  readonly onNotice: (code: string) => void;
  readonly perform: (callId: string, command: CallCommand) => Promise<boolean>;
  readonly show: HoldFirstOptions['show'];
}

/** What is told when a call is asked for that may not be placed now. */
const refusals: Readonly<Record<WhyNot, string>> = {
  'finesse-down': 'finesse/out-of-service',
  'not-signed-in': 'finesse/dial-refused',
  'on-call': 'finesse/line-busy',
  'not-ready-first': 'finesse/not-ready-first',
  'wrap-up': 'finesse/dial-refused',
  'phone-gone': 'finesse/phone-out-of-service',
  already: 'finesse/dial-refused',
};

/** Numbers for calls, digits in them, and calls that wait for another one: loaded with the first of them. */
export class DialEngine {
  readonly outgoing: Outgoing;
  readonly lineCalls: LineCalls;
  readonly runs: DigitRuns;
  readonly holdFirst: HoldFirst;
  readonly #options: DialEngineOptions;
  readonly #links: LinkLimit;
  /** For after the answer of the call that is being placed. */
  #later = '';

  constructor(options: DialEngineOptions) {
    this.#options = options;
    const {clock, client, agent, calls, resync, onNotice, perform, policy} = options;
    this.#links = new LinkLimit(clock, policy?.linksPerMinute);
    this.runs = new DigitRuns({clock, send: (callId, digits) => perform(callId, {type: 'digits', digits})});
    this.holdFirst = new HoldFirst(options);
    const onTaken = (callId: string) => {
      if (this.#later !== '') this.runs.arm(callId, this.#later);
    };
    this.lineCalls = new LineCalls({
      ...options,
      free: () => this.holdFirst.free(),
      onTaken: (callId) => {
        onTaken(callId);
        // it is talked in already
        this.runs.onCalls(calls());
      },
    });
    this.outgoing = new Outgoing({
      clock,
      client,
      agent,
      calls,
      resync,
      onNotice,
      onOwnLeg: (callId) => void perform(callId, {type: 'answer'}),
      onPlaced: onTaken,
    });
  }

  /**
   * Places a call; a refusal becomes a notice. From a link only after a press on a button that shows the number.
   * @param origin `held`: the text is the Call-ID of a call that a colleague holds on the line
   * @param line the first by Finesse, the others by SIP
   */
  dial(text: string, origin: DialOrigin, line = 1): void {
    if (origin === 'held') return void this.lineCalls.take(line, text);
    const {onNotice, agent, control, policy, calls} = this.#options;
    const {enabled, why} = control();
    const result = normaliseDialString(text, origin, policy);
    if (!result.ok) onNotice('desk/cannot-dial');
    // Finesse would refuse it (Dialog: Make Call, Invalid Destination)
    else if (result.number === agent()?.extension) onNotice('desk/own-number');
    else if (!enabled && line === 1) onNotice(why === undefined ? 'finesse/dial-refused' : refusals[why]);
    else if (!this.outgoing.request.state && !this.lineCalls.request.state) {
      // an origin nobody knows is trusted no more than a link
      if (origin !== 'keypad' && !this.#links.take()) return onNotice('desk/too-many-links');
      // an extension is for the agent's ear: it waits for a press
      const {number, extension, postDial = ''} = result;
      this.#later = (extension === undefined ? '' : `w${extension}`) + postDial;
      if (line > 1) void this.lineCalls.place(line, number);
      else if (!calls().some(({state}) => state === 'talking')) void this.outgoing.place(number);
      // on a further line; our own leg of this one is picked up by itself
      else void this.#holdAndPlace(number);
    }
  }

  digits(callId: string, order: DigitOrder): void {
    const digits = order.type === 'send' ? readDigits(order.text) : undefined;
    if (digits !== undefined) this.runs.start(callId, digits);
    else if (order.type === 'continue') this.runs.goOn(callId);
    else if (order.type === 'stop') this.runs.stop(callId);
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    this.outgoing.onCalls(calls);
    this.runs.onCalls(calls);
    this.holdFirst.onCalls();
  }

  async #holdAndPlace(number: string): Promise<void> {
    if (await this.holdFirst.free()) await this.outgoing.place(number);
  }
}
