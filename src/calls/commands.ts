import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {OnDemand} from '../base/on-demand.js';
import {Store, type Readable} from '../base/store.js';
import type {FinesseClient} from '../finesse/client.js';
import type {SoftphonePort} from '../softphone/types.js';
import type {ByItself} from './by-itself.js';
import type {Transfers} from './transfers.js';
import type {Call, CallCommand, PendingCommand} from './types.js';
import {actorFor, type Situation} from './who-acts.js';

export interface CommandsOptions {
  readonly clock: Clock;
  readonly client: Pick<FinesseClient, 'act' | 'sendDigits' | 'putWrapUpReason' | 'newRequestId'>;
  readonly softphone: SoftphonePort;
  readonly call: (id: string) => Call | undefined;
  readonly situation: () => Situation;
  /** Reads Finesse again; resolves when the answer has been taken in. */
  readonly resync: () => Promise<void>;
  readonly onNotice: (code: string) => void;
  /** Where the leg stays up between calls: its microphone is opened before Finesse answers. */
  readonly itself: Pick<OnDemand<Pick<ByItself, 'open'>>, 'value'>;
  /** Consult, transfer, conference. */
  readonly transfers: Pick<OnDemand<Transfers>, 'value' | 'want'>;
}

/** How long news of a command may take before the truth is read; ms. */
const newsTimeout = 3_000;

/** How long our own leg may take to act: the browser may be asking for the microphone; ms. */
const legTimeout = 30_000;

/** Requests for digits whose refusal may still come; Finesse takes 20 at a time. */
const rememberedDigits = 20;

interface Open {
  readonly callId: string;
  readonly command: CallCommand;
  /** Empty: our own leg acts, not Finesse. */
  readonly requestId: string;
  /** The truth could not be read: it is told when Finesse is back. */
  unread: boolean;
  /** Stops the wait for news. */
  stop: () => void;
}

/**
 * Carries out what the agent presses. Each press ends in done (news shows it), refused (a notice says why) or
 * "checking" (no news came: the truth is read, once; nothing is sent twice).
 */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #pending = new Store<ReadonlyMap<string, PendingCommand>>(new Map());
  readonly #open = new Map<string, Open>();
  readonly #digits = new Set<string>();
  #lastDigits: Promise<boolean> = Promise.resolve(true);

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /** Commands under way, by call. */
  get pending(): Readable<ReadonlyMap<string, PendingCommand>> {
    return this.#pending;
  }

  /** True when it was sent, and for digits: is on its way. What did not go has been told. */
  async perform(callId: string, command: CallCommand): Promise<boolean> {
    const {call: find, situation, softphone, onNotice} = this.#options;
    const call = find(callId);
    if (!call) return false;
    const actor = actorFor(command.type, call, situation());
    if (actor.by === 'nobody') {
      onNotice(actor.reason === 'finesse-down' ? 'finesse/out-of-service' : 'finesse/not-allowed');
      return false;
    }
    // mute is ours and instant: it waits for nobody and hinders nobody
    if (command.type === 'mute') {
      if (call.leg) softphone.setMuted(call.leg.id, command.muted);
      return true;
    }
    const open = this.#open.get(callId);
    // what nobody can find out now must not keep the agent from ending the call by the leg
    if (open?.unread && actor.by === 'leg') this.#close(open);
    else if (open) return false;
    return actor.by === 'leg' ? this.#byLeg(call, command) : this.#byFinesse(call, command);
  }

  /** Takes in the calls after each change: what a command wanted may be a fact now. */
  onCalls(calls: readonly Call[]): void {
    for (const open of [...this.#open.values()]) {
      const call = calls.find((candidate) => candidate.id === open.callId);
      const {situation, transfers} = this.#options;
      if (isDone(open, call, situation().finesseLive) || transfers.value?.isDone(call, open.command))
        this.#close(open);
    }
  }

  /** Finesse has been read after it could not be: what it does not know of did not happen (F-01). */
  onBack(): void {
    for (const open of [...this.#open.values()]) {
      if (open.unread && this.#close(open)) this.#options.onNotice('finesse/no-confirmation');
    }
  }

  /** A later notification refused a request. True when it was one of ours. */
  onRefused(requestId: string): boolean {
    if (requestId === '') return false;
    if (this.#digits.delete(requestId)) {
      this.#options.onNotice('finesse/call-refused');
      return true;
    }
    const open = [...this.#open.values()].find((candidate) => candidate.requestId === requestId);
    if (!open) return false;
    void this.#onRefusal(open);
    return true;
  }

  async #byLeg(call: Call, command: CallCommand): Promise<boolean> {
    const {softphone, onNotice} = this.#options;
    if (!call.leg) return false;
    const legId = call.leg.id;
    const open = command.type === 'digits' ? undefined : this.#begin(call, command, '', legTimeout);
    try {
      if (command.type === 'answer') await softphone.answer(legId);
      else if (command.type === 'end') await softphone.hangUp(legId);
      else if (command.type === 'digits') await softphone.sendDigits(legId, command.digits);
      else if (call.line > 1) await (await this.#options.transfers.want())?.send(call, command, '');
      else throw new DeskError('finesse/not-allowed', `${command.type} waits for the dialog`);
      if (open) this.#waitForNews(open, newsTimeout);
      return true;
    } catch (error) {
      // settled meanwhile: the other side was faster, and the screen says what happened
      if (open && !this.#close(open)) return false;
      onNotice(error instanceof DeskError ? error.code : 'sip/call-failed');
      return false;
    }
  }

  async #byFinesse(call: Call, command: CallCommand): Promise<boolean> {
    const {client, onNotice} = this.#options;
    if (!call.dialog) return false;
    const dialogId = call.dialog.id;
    const requestId = client.newRequestId();
    if (command.type === 'digits') {
      return this.#sendDigits(call, dialogId, command.digits, requestId);
    }
    const open = this.#begin(call, command, requestId, newsTimeout);
    try {
      if (command.type === 'answer') {
        await this.#options.itself.value?.open();
        await client.act(dialogId, call.address, 'ANSWER', requestId);
      } else if (command.type === 'hold') await client.act(dialogId, call.address, 'HOLD', requestId);
      else if (command.type === 'resume') await client.act(dialogId, call.address, 'RETRIEVE', requestId);
      else if (command.type === 'end') await client.act(dialogId, call.address, 'DROP', requestId);
      else if (command.type === 'wrap-up-reason')
        await client.putWrapUpReason(dialogId, command.label, requestId);
      else await (await this.#options.transfers.want())?.send(call, command, requestId);
      return true;
    } catch (error) {
      const code = error instanceof DeskError ? error.code : 'finesse/bad-answer';
      // no answer says nothing: the check finds out, when what was asked for had its time
      if (code === 'finesse/timeout') return false;
      // whether Finesse is there at all is shown at once
      if (code === 'finesse/out-of-service') void this.#options.resync().catch(() => {});
      else if (code === 'finesse/not-found' || code === 'finesse/not-allowed') await this.#onRefusal(open);
      else if (this.#close(open)) onNotice(code);
      return false;
    }
  }

  /** One after the other: each request is on its way alone, so digits arrive in the order they were pressed. */
  #sendDigits({address}: Call, dialogId: string, digits: string, requestId: string): Promise<boolean> {
    const {client, onNotice} = this.#options;
    this.#digits.add(requestId);
    const [oldest] = this.#digits;
    if (this.#digits.size > rememberedDigits && oldest !== undefined) this.#digits.delete(oldest);
    this.#lastDigits = this.#lastDigits
      .then(() => client.sendDigits(dialogId, address, digits, requestId))
      .then(() => true)
      .catch((error: unknown) => {
        this.#digits.delete(requestId);
        const code = error instanceof DeskError ? error.code : 'finesse/bad-answer';
        onNotice(code === 'finesse/not-allowed' ? 'finesse/call-refused' : code);
        return false;
      });
    return this.#lastDigits;
  }

  /** A refusal often means only that the other side was faster: the truth is read before a word is said (F-05). */
  async #onRefusal(open: Open): Promise<void> {
    if (this.#open.get(open.callId) !== open) return;
    open.stop();
    await this.#options.resync().catch(() => {});
    const {transfers, onNotice} = this.#options;
    if (this.#close(open)) onNotice(transfers.value?.refusal(open.requestId) ?? 'finesse/call-refused');
  }

  #begin(call: Call, command: CallCommand, requestId: string, timeout: number): Open {
    const open: Open = {callId: call.id, command, requestId, unread: false, stop: () => {}};
    this.#open.set(call.id, open);
    this.#waitForNews(open, timeout);
    this.show(call.id, {type: command.type, phase: 'sent'});
    return open;
  }

  #waitForNews(open: Open, timeout: number): void {
    if (this.#open.get(open.callId) !== open) return;
    open.stop();
    open.stop = this.#options.clock.after(timeout, () => void this.#check(open));
  }

  async #check(open: Open): Promise<void> {
    if (this.#open.get(open.callId) !== open) return;
    this.show(open.callId, {type: open.command.type, phase: 'checking'});
    try {
      await this.#options.resync();
    } catch {
      open.unread = true;
      return;
    }
    if (this.#close(open)) this.#options.onNotice('finesse/no-confirmation');
  }

  /** False when it was settled before. */
  #close(open: Open): boolean {
    if (this.#open.get(open.callId) !== open) return false;
    open.stop();
    this.#open.delete(open.callId);
    this.show(open.callId, undefined);
    return true;
  }

  /** What is drawn on a call's own buttons as under way; also for what waits for another call first. */
  show(callId: string, command: PendingCommand | undefined): void {
    this.#pending.update((pending) => {
      const next = new Map(pending);
      if (command) next.set(callId, command);
      else next.delete(callId);
      return next;
    });
  }
}

/**
 * Whether the call is now what the command wanted; a call that is gone wants nothing more. With Finesse out of reach no
 * dialog can confirm what our own leg did: the leg's state is all there is.
 */
function isDone({command, requestId}: Open, call: Call | undefined, finesseLive: boolean): boolean {
  if (!call || call.state === 'ended') return true;
  const legAlone = requestId === '' && !finesseLive;
  switch (command.type) {
    case 'answer':
      return call.leg?.state !== 'ringing' && (call.state !== 'alerting' || legAlone);
    case 'hold':
      return call.state !== 'talking';
    case 'resume':
      return call.state !== 'held';
    case 'end':
      return call.state === 'wrap-up' || (legAlone && !call.leg);
    case 'wrap-up-reason':
      return call.wrapUpReason === command.label;
    case 'mute':
    case 'digits':
      return true;
    default:
      return false;
  }
}
