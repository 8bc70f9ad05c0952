import type {Clock} from '../base/clock.js';
import {actionsOf, isAsking} from './together.js';
import type {TransferRefusal} from './transfer-refusal.js';
import type {Call, CallCommand} from './types.js';

/** What a safe transfer that came back, or can't go on, is told as. The words are in components/error-text.ts. */
export type SafeTransferCode =
  | TransferRefusal
  /** Nobody took over, and the caller waits on hold. */
  | 'desk/caller-waits'
  /** The caller hung up before anybody took over. */
  | 'desk/caller-left';

export interface SafeTransfersOptions {
  readonly clock: Clock;
  readonly extension: () => string;
  /** News of Finesse come, and it can be asked. */
  readonly finesseLive: () => boolean;
  /** How long whoever is asked may take to answer; ms. */
  readonly limit: number;
  readonly perform: (callId: string, command: CallCommand) => void;
  /** The calls are to be looked at again. */
  readonly look: () => void;
  readonly onNotice: (code: SafeTransferCode) => void;
}

/** Seconds until nobody is waited for any more, where the settings name none. */
export const safeTransferSeconds = 20;

/** How long Finesse may take to allow the transfer after the answer; ms. */
const allowTimeout = 3_000;

interface Safe {
  /** Our id of the caller's call. */
  readonly callerId: string;
  readonly number: string;
  /** Calls that were there before. */
  readonly before: ReadonlySet<string>;
  /** Our id of the call to whoever is to take over, once Finesse shows it. */
  askedId: string | undefined;
  /** `answered`: to be completed. `ending`: whoever was asked is let go. `resuming`: the caller is taken up again. */
  phase: 'asking' | 'answered' | 'ending' | 'resuming';
  /** What this phase asks of Finesse has been asked. */
  sent: boolean;
  /** The caller has been seen on hold. */
  held: boolean;
  /** Nobody is waited for any longer. */
  due: boolean;
  /** The agent is ending the call to whoever is asked. */
  taken: boolean;
  /** What is told when the caller is back; undefined: the agent wanted it so. */
  code: SafeTransferCode | undefined;
  stop: () => void;
}

/**
 * A consult that completes itself when it is answered. If it is not, or fails, the agent and the caller are together
 * again, in words. Made of what Finesse offers (developer guide, Dialog: CONSULT_CALL, TRANSFER, DROP, RETRIEVE); what
 * comes next is decided by news alone, and each request goes once.
 */
export class SafeTransfers {
  readonly #options: SafeTransfersOptions;
  #safe: Safe | undefined;

  constructor(options: SafeTransfersOptions) {
    this.#options = options;
  }

  get active(): boolean {
    return this.#safe !== undefined;
  }

  /** Who is asked to take this call over; undefined: nobody, or no longer. */
  askedFor(callId: string): string | undefined {
    const safe = this.#safe;
    return safe?.callerId === callId && safe.phase === 'asking' && safe.held ? safe.number : undefined;
  }

  /** Seconds within which this call has to be answered; undefined: it is no part of a safe transfer. */
  limitOf(callId: string): number | undefined {
    return this.#safe?.askedId === callId ? Math.round(this.#options.limit / 1_000) : undefined;
  }

  /** The consult is about to be asked for. */
  begin(callerId: string, number: string, calls: readonly Call[]): void {
    this.#safe?.stop();
    const safe: Safe = {
      ...{callerId, number, before: new Set(calls.map(({id}) => id)), askedId: undefined, phase: 'asking'},
      ...{sent: false, held: false, due: false, taken: false, code: undefined, stop: () => {}},
    };
    this.#safe = safe;
    this.#after(safe, this.#options.limit);
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    const safe = this.#safe;
    // while Finesse is away nothing can be asked, and what is known of calls may be old
    if (!safe || !this.#options.finesseLive()) return;
    const find = (id: string | undefined) =>
      calls.find((call) => call.id === id && call.state !== 'ended' && call.state !== 'wrap-up');
    const asking = calls.find((call) => isAsking(call) && !safe.before.has(call.id));
    if (safe.askedId === undefined && asking) {
      safe.askedId = asking.id;
      this.#options.look();
    }
    const caller = find(safe.callerId);
    const asked = find(safe.askedId);
    const before = `${safe.phase} ${safe.held}`;
    if (caller?.state === 'held') safe.held = true;
    if (asked?.pending) safe.taken = asked.pending.type === 'back' || asked.pending.type === 'end';
    if (safe.phase === 'asking') this.#ask(safe, caller, asked);
    if (safe.phase === 'answered') this.#complete(safe, caller, asked);
    if (safe.phase === 'ending') this.#letGo(safe, caller, asked, calls);
    else if (safe.phase === 'resuming') this.#takeBack(safe, caller);
    if (before !== `${safe.phase} ${safe.held}`) this.#options.look();
  }

  #ask(safe: Safe, caller: Call | undefined, asked: Call | undefined): void {
    if (asked?.state === 'talking') {
      Object.assign(safe, {phase: 'answered', due: false});
      this.#after(safe, allowTimeout);
    } else if (asked?.state === 'failed') this.#end(safe, causeOf(asked));
    else if (asked && !caller) this.#end(safe, 'desk/caller-left');
    // taken back: by Resume, or by ending the call to the other
    else if (safe.held && caller?.state === 'talking') this.#end(safe, undefined);
    else if (!asked && safe.askedId !== undefined)
      this.#end(safe, safe.taken ? undefined : 'finesse/transfer-refused');
    else if (safe.due) this.#end(safe, asked ? 'finesse/transfer-no-answer' : 'finesse/transfer-refused');
    // refused at once, and told
    else if (!asked && !safe.held && !caller?.pending) this.#finish();
  }

  #complete(safe: Safe, caller: Call | undefined, asked: Call | undefined): void {
    const {extension, perform, onNotice} = this.#options;
    // over to whoever answered; or hung up, and the agent talks with the other
    if (!caller) this.#finish();
    else if (safe.sent) {
      if (caller.pending) return;
      // refused, and told: who answered is still there; or is gone, and the caller must not be left alone (F-55)
      if (asked) this.#finish();
      else this.#end(safe, 'finesse/transfer-refused');
    } else if (!asked) this.#end(safe, safe.taken ? undefined : 'finesse/transfer-refused');
    // Finesse pairs a held call with whatever the agent talks in: that must be one of the two
    else if (
      [caller, asked].some(({state}) => state === 'talking') &&
      [caller, asked].some((call) => actionsOf(call, extension()).includes('TRANSFER'))
    ) {
      safe.stop();
      safe.sent = true;
      perform(caller.id, {type: 'transfer'});
    } else if (safe.due) {
      // the agent has both, and can do either by hand
      onNotice('finesse/transfer-refused');
      this.#finish();
    }
  }

  #letGo(safe: Safe, caller: Call | undefined, asked: Call | undefined, calls: readonly Call[]): void {
    const {perform, onNotice} = this.#options;
    if (asked?.pending) return;
    if (asked) {
      // it could not be ended, and that has been told: a consult like any other
      if (safe.sent) return this.#finish();
      safe.sent = true;
      return perform(asked.id, {type: 'end'});
    }
    if (caller?.state === 'held' && calls.some(({state}) => state === 'talking')) {
      // the agent has begun to talk elsewhere, and chooses
      onNotice('desk/caller-waits');
      return this.#finish();
    }
    safe.phase = 'resuming';
    if (caller?.state === 'held') perform(caller.id, {type: 'resume'});
    else this.#takeBack(safe, caller);
  }

  #takeBack(safe: Safe, caller: Call | undefined): void {
    if (caller?.state === 'held' && caller.pending) return;
    if (caller?.state === 'held') this.#options.onNotice('desk/caller-waits');
    else if (safe.code !== undefined) this.#options.onNotice(caller ? safe.code : 'desk/caller-left');
    this.#finish();
  }

  #end(safe: Safe, code: SafeTransferCode | undefined): void {
    safe.stop();
    Object.assign(safe, {phase: 'ending', code, sent: false});
  }

  #after(safe: Safe, ms: number): void {
    safe.stop();
    safe.stop = this.#options.clock.after(ms, () => {
      safe.due = true;
      this.#options.look();
    });
  }

  #finish(): void {
    this.#safe?.stop();
    this.#safe = undefined;
    this.#options.look();
  }
}

/** Why a consult failed, from the cause Finesse gives its participant (developer guide, Dialog, stateCause). */
function causeOf({dialog}: Call): TransferRefusal {
  const causes = new Set(dialog?.participants.map(({cause}) => cause));
  if (causes.has('BUSY')) return 'finesse/transfer-busy';
  if (causes.has('BAD_DESTINATION')) return 'finesse/transfer-bad-destination';
  return 'finesse/transfer-refused';
}
