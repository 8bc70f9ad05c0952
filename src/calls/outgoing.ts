import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import {Store, type Readable} from '../base/store.js';
import type {FinesseClient} from '../finesse/client.js';
import {dialRefusal} from '../finesse/dial-refusal.js';
import type {ApiError} from '../finesse/errors.js';
import type {Agent, Dialog} from '../finesse/types.js';
import type {Leg} from '../softphone/types.js';
import type {Call} from './types.js';

/** A call that was asked for and that Finesse does not show yet. */
export interface OutgoingRequest {
  readonly number: string;
  /** `checking`: no news in time, the truth is being read. */
  readonly phase: 'sent' | 'checking';
}

export interface OutgoingOptions {
  readonly clock: Clock;
  readonly client: Pick<FinesseClient, 'makeCall' | 'newRequestId'>;
  readonly agent: () => Agent | undefined;
  readonly calls: () => readonly Call[];
  /** Reads Finesse again; resolves when the answer has been taken in. */
  readonly resync: () => Promise<void>;
  readonly onNotice: (code: string) => void;
  /** Our own phone rings first, for a call that was placed here: it is picked up. */
  readonly onOwnLeg: (callId: string) => void;
  /** The call that was asked for is there. */
  readonly onPlaced: (callId: string) => void;
}

/** How long news may take before the truth is read; ms. */
const newsTimeout = 3_000;

/** A dialog, or a leg, that comes later than this after the press is not taken for ours; ms (ADR 10). */
const ownWindow = 10_000;

interface Press {
  readonly number: string;
  readonly requestId: string;
  readonly at: number;
  /** Dialogs that were there before. */
  readonly before: ReadonlySet<string>;
  stop: () => void;
}

interface Placed {
  readonly dialogId: string;
  readonly at: number;
}

/**
 * Places calls. A press is shown as a request until Finesse shows the dialog; then our own leg, which rings first where
 * the voice goes through this browser, is picked up by itself, once (ADR 10).
 */
export class Outgoing {
  readonly #options: OutgoingOptions;
  readonly #request = new Store<OutgoingRequest | undefined>(undefined);
  #press: Press | undefined;
  #placed: Placed | undefined;
  /** Which request made which dialog, while a press waits. */
  readonly #causes = new Map<string, string>();

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  get request(): Readable<OutgoingRequest | undefined> {
    return this.#request;
  }

  /** Asks for a call; does nothing while another one is asked for. */
  async place(number: string): Promise<void> {
    const {clock, client, agent, calls, onNotice} = this.#options;
    const caller = agent();
    if (this.#press || !caller) return;
    const before = new Set(calls().flatMap((call) => (call.dialog ? [call.dialog.id] : [])));
    const requestId = client.newRequestId();
    const press: Press = {number, requestId, at: clock.now(), before, stop: () => {}};
    press.stop = clock.after(newsTimeout, () => void this.#check(press));
    this.#press = press;
    this.#placed = undefined;
    this.#request.set({number, phase: 'sent'});
    try {
      await client.makeCall(caller.id, caller.extension, number, requestId);
    } catch (error) {
      const code = error instanceof DeskError ? error.code : 'finesse/bad-answer';
      // no answer says nothing: the check will find out
      if (code === 'finesse/timeout' || code === 'finesse/out-of-service') return;
      if (this.#close(press)) onNotice(code === 'finesse/not-allowed' ? 'finesse/dial-refused' : code);
    }
  }

  /** A notification added a dialog; `requestId` is the request that Finesse says caused it. */
  onDialogAdded(dialogId: string, requestId: string): void {
    if (this.#press && requestId !== '') this.#causes.set(dialogId, requestId);
  }

  /** A later notification refused a request. True when it was ours. */
  onRefused(requestId: string, errors: readonly ApiError[]): boolean {
    const press = this.#press;
    if (!press || requestId === '' || requestId !== press.requestId) return false;
    this.#close(press);
    this.#options.onNotice(dialRefusal(errors));
    return true;
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    const press = this.#press;
    const own = press && calls.find((call) => call.dialog && this.#isOwn(call.dialog, press));
    if (press && own?.dialog) {
      this.#placed = {dialogId: own.dialog.id, at: press.at};
      this.#close(press);
      this.#options.onPlaced(own.id);
    }
    const placed = this.#placed;
    if (!placed) return;
    const call = calls.find(({dialog}) => dialog?.id === placed.dialogId);
    if (!call) this.#placed = undefined;
    else if (call.leg && this.#isOwnLeg(call.leg, placed.at)) {
      this.#placed = undefined;
      this.#options.onOwnLeg(call.id);
    }
  }

  /**
   * Whether a leg that has no dialog yet is most likely our own phone ringing first. It is not shown as a call that
   * comes in, for as long as the press waits for its dialog.
   */
  holdsBack(leg: Leg): boolean {
    const caller = this.#options.agent()?.extension;
    return this.#press !== undefined && leg.remoteNumber === caller && this.#isOwnLeg(leg, this.#press.at);
  }

  #isOwnLeg(leg: Leg, at: number): boolean {
    return (
      leg.state === 'ringing' && leg.direction === 'in' && leg.beganAt >= at && leg.beganAt - at <= ownWindow
    );
  }

  #isOwn(dialog: Dialog, press: Press): boolean {
    const {agent, clock} = this.#options;
    if (press.before.has(dialog.id) || dialog.fromAddress !== agent()?.extension) return false;
    if (clock.now() - press.at > ownWindow) return false;
    const cause = this.#causes.get(dialog.id);
    if (cause !== undefined) return cause === press.requestId;
    return [dialog.toAddress, dialog.dialedNumber].includes(press.number);
  }

  async #check(press: Press): Promise<void> {
    if (this.#press !== press) return;
    this.#request.set({number: press.number, phase: 'checking'});
    await this.#options.resync().catch(() => {});
    if (this.#close(press)) this.#options.onNotice('finesse/no-confirmation');
  }

  /** False when it was settled before. */
  #close(press: Press): boolean {
    if (this.#press !== press) return false;
    press.stop();
    this.#press = undefined;
    this.#causes.clear();
    this.#request.set(undefined);
    return true;
  }
}
