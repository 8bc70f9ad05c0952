import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import {Store, type Readable} from '../base/store.js';
import type {FinesseClient} from '../finesse/client.js';
import type {SoftphonePort} from '../softphone/types.js';
import type {Call, CallCommand, PendingCommand} from './types.js';
import {actorFor, type Situation} from './who-acts.js';

export interface CommandsOptions {
  readonly clock: Clock;
  readonly client: Pick<FinesseClient, 'act' | 'sendDigits' | 'putWrapUpReason' | 'newRequestId'>;
  readonly softphone: SoftphonePort;
  readonly call: (id: string) => Call | undefined;
  readonly extension: () => string;
  readonly situation: () => Situation;
  /** Reads Finesse again; resolves when the answer has been taken in. */
  readonly resync: () => Promise<void>;
  readonly onNotice: (code: string) => void;
}

/** How long news of a command may take before the truth is read; ms. */
const newsTimeout = 3_000;

interface Open {
  readonly callId: string;
  readonly command: CallCommand;
  readonly requestId: string;
  readonly stop: () => void;
}

/**
 * Carries out what the agent presses. Each press ends in done (news shows it), refused (a notice says why) or
 * "checking" (no news came: the truth is read, once; nothing is sent twice).
 */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #pending = new Store<ReadonlyMap<string, PendingCommand>>(new Map());
  readonly #open = new Map<string, Open>();

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /** Commands under way, by call. */
  get pending(): Readable<ReadonlyMap<string, PendingCommand>> {
    return this.#pending;
  }

  perform(callId: string, command: CallCommand): void {
    const {call: find, situation, softphone, onNotice} = this.#options;
    const call = find(callId);
    if (!call) return;
    const actor = actorFor(command.type, call, situation());
    if (actor.by === 'nobody') {
      onNotice(actor.reason === 'finesse-down' ? 'finesse/out-of-service' : 'finesse/not-allowed');
      return;
    }
    // mute is ours and instant: it waits for nobody and hinders nobody
    if (command.type === 'mute') {
      if (call.leg) softphone.setMuted(call.leg.id, command.muted);
      return;
    }
    if (this.#open.has(callId)) return;
    if (actor.by === 'leg') void this.#byLeg(call, command);
    else void this.#byFinesse(call, command);
  }

  /** Takes in the calls after each change: what a command wanted may be a fact now. */
  onCalls(calls: readonly Call[]): void {
    for (const open of [...this.#open.values()]) {
      const call = calls.find((candidate) => candidate.id === open.callId);
      if (isDone(open.command, call)) this.#close(open.callId);
    }
  }

  /** A later notification refused a request. True when it was one of ours. */
  onRefused(requestId: string): boolean {
    const open = [...this.#open.values()].find((candidate) => candidate.requestId === requestId);
    if (!open || requestId === '') return false;
    this.#close(open.callId);
    // "invalid state" because the other side hung up first is no error: the screen says what happened
    const call = this.#options.call(open.callId);
    if (call && call.state !== 'ended' && call.state !== 'wrap-up')
      this.#options.onNotice('finesse/call-refused');
    return true;
  }

  async #byLeg(call: Call, command: CallCommand): Promise<void> {
    const {softphone, onNotice} = this.#options;
    if (!call.leg) return;
    const legId = call.leg.id;
    if (command.type !== 'digits') this.#begin(call, command, '');
    try {
      if (command.type === 'answer') await softphone.answer(legId);
      else if (command.type === 'end') await softphone.hangUp(legId);
      else if (command.type === 'digits') await softphone.sendDigits(legId, command.digits);
      else throw new DeskError('finesse/not-allowed', `${command.type} has no way on a leg alone`);
    } catch (error) {
      this.#close(call.id);
      onNotice(error instanceof DeskError ? error.code : 'sip/call-failed');
    }
  }

  async #byFinesse(call: Call, command: CallCommand): Promise<void> {
    const {client, extension, onNotice} = this.#options;
    if (!call.dialog) return;
    const dialogId = call.dialog.id;
    const requestId = client.newRequestId();
    if (command.type !== 'digits') this.#begin(call, command, requestId);
    try {
      if (command.type === 'answer') await client.act(dialogId, extension(), 'ANSWER', requestId);
      else if (command.type === 'hold') await client.act(dialogId, extension(), 'HOLD', requestId);
      else if (command.type === 'resume') await client.act(dialogId, extension(), 'RETRIEVE', requestId);
      else if (command.type === 'end') await client.act(dialogId, extension(), 'DROP', requestId);
      else if (command.type === 'digits')
        await client.sendDigits(dialogId, extension(), command.digits, requestId);
      else if (command.type === 'wrap-up-reason')
        await client.putWrapUpReason(dialogId, command.label, requestId);
    } catch (error) {
      const code = error instanceof DeskError ? error.code : 'finesse/bad-answer';
      // no answer says nothing: the check will find out
      if (code === 'finesse/timeout' || code === 'finesse/out-of-service') return;
      // gone already: the other side hung up first
      const wasOpen = this.#close(call.id);
      if (code === 'finesse/not-found') void this.#options.resync().catch(() => {});
      else if (wasOpen || command.type === 'digits')
        onNotice(code === 'finesse/not-allowed' ? 'finesse/call-refused' : code);
    }
  }

  #begin(call: Call, command: CallCommand, requestId: string): void {
    const stop = this.#options.clock.after(newsTimeout, () => void this.#check(call.id, requestId));
    this.#open.set(call.id, {callId: call.id, command, requestId, stop});
    this.#show(call.id, {type: command.type, phase: 'sent'});
  }

  async #check(callId: string, requestId: string): Promise<void> {
    const open = this.#open.get(callId);
    if (!open || open.requestId !== requestId) return;
    this.#show(callId, {type: open.command.type, phase: 'checking'});
    await this.#options.resync().catch(() => {});
    if (this.#open.get(callId) !== open) return;
    this.#close(callId);
    this.#options.onNotice('finesse/no-confirmation');
  }

  #close(callId: string): boolean {
    const open = this.#open.get(callId);
    if (!open) return false;
    open.stop();
    this.#open.delete(callId);
    this.#show(callId, undefined);
    return true;
  }

  #show(callId: string, command: PendingCommand | undefined): void {
    this.#pending.update((pending) => {
      const next = new Map(pending);
      if (command) next.set(callId, command);
      else next.delete(callId);
      return next;
    });
  }
}

/** Whether the call is now what the command wanted; a call that is gone wants nothing more. */
function isDone(command: CallCommand, call: Call | undefined): boolean {
  if (!call || call.state === 'ended') return true;
  switch (command.type) {
    case 'answer':
      return call.state !== 'alerting' && call.leg?.state !== 'ringing';
    case 'hold':
      return call.state !== 'talking';
    case 'resume':
      return call.state !== 'held';
    case 'end':
      return call.state === 'wrap-up';
    case 'wrap-up-reason':
      return call.wrapUpReason === command.label;
    case 'mute':
    case 'digits':
      return true;
  }
}
