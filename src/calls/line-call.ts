/** Calls from a further line, by SIP alone: whether one may be placed, and placing it. Loaded with the field to call from. */
import {DeskError} from '../base/errors.js';
import {Store} from '../base/store.js';
import type {HeldCall, SoftphonePort} from '../softphone/types.js';
import type {DialControl} from './dial-control.js';
import type {OutgoingRequest} from './outgoing.js';
import type {Call, Line} from './types.js';

/** The lines calls can be placed from: the first by Finesse, the others while they are registered. */
export function callingLines(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({index, state}) => index === 1 || (state !== 'unregistered' && state !== 'off'));
}

/**
 * Whether a call may be placed from a further line. Finesse has no say in it, so that one works while Finesse is out of
 * reach. What is talked in is held first (I-14); while another call is being placed none is.
 */
export function lineDialControl(calls: readonly Call[]): DialControl {
  const isPlacing = calls.some(({state}) => state === 'dialing');
  return isPlacing ? {enabled: false, why: 'on-call'} : {enabled: true};
}

export interface LineCallsOptions {
  readonly softphone: Pick<SoftphonePort, 'lineWork' | 'furtherLines'>;
  /** SIP numbers of the further lines, in their order. */
  readonly furtherLines: () => readonly string[];
  readonly calls: () => readonly Call[];
  readonly onNotice: (code: string) => void;
  /** Holds what is talked in; resolves with true when nothing is. */
  readonly free: () => Promise<boolean>;
  /** The other end has answered. */
  readonly onTaken: (callId: string) => void;
}

/** Places calls from the further lines. */
export class LineCalls {
  /** The call that was asked for and is not answered yet. */
  readonly request = new Store<OutgoingRequest | undefined>(undefined);
  readonly #options: LineCallsOptions;

  constructor(options: LineCallsOptions) {
    this.#options = options;
  }

  /** Places a call; a refusal becomes a notice. Does nothing while another one is asked for. */
  async place(line: number, number: string): Promise<void> {
    if (number === this.#options.furtherLines()[line - 2]) this.#options.onNotice('desk/own-number');
    else await this.#call(line, number);
  }

  /** Takes a call that a colleague holds on the line, as {@link place} places one. */
  async take(line: number, callId: string): Promise<void> {
    const {furtherLines, softphone, onNotice} = this.#options;
    const from = furtherLines()[line - 2] ?? '';
    const held = softphone.furtherLines.state.get(from)?.held.find((call) => call.callId === callId);
    // the colleague was faster
    if (held) await this.#call(line, from, held);
    else onNotice('sip/not-held-there');
  }

  async #call(line: number, number: string, held?: HeldCall): Promise<void> {
    const {softphone, furtherLines, calls, onNotice, free, onTaken} = this.#options;
    const from = furtherLines()[line - 2];
    if (this.request.state) return;
    if (from === undefined || !softphone.furtherLines.state.has(from)) return onNotice('sip/not-registered');
    if (!lineDialControl(calls()).enabled) return onNotice('finesse/line-busy');
    this.request.set({number: held?.number ?? number, phase: 'sent'});
    try {
      if (!(await free())) return;
      const legId = await (await softphone.lineWork()).call(from, number, held);
      const call = legId === undefined ? undefined : calls().find(({leg}) => leg?.id === legId);
      if (call) onTaken(call.id);
    } catch (error) {
      onNotice(error instanceof DeskError ? error.code : 'sip/call-failed');
    } finally {
      this.request.set(undefined);
    }
  }
}
