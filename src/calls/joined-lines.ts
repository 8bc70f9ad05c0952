import {DeskError} from '../base/errors.js';
import {actionsOf, isLineCall} from './together.js';
import type {TransferContext, TransferControl, TransferWhyNot} from './transfer-controls.js';
import type {Call, CallCommand} from './types.js';

/** Calls on several lines of this browser that are to be heard together, by our ids (ADR 13). */
export interface Across {
  /** What is talked in on other lines, and can be joined with this held call. */
  readonly with: readonly string[];
  /** Being joined now. */
  readonly joining: boolean;
}

/** The calls on other lines that the agent talks in, when this one waits; undefined: there is nothing to join. */
export function acrossOf(call: Call, calls: readonly Call[]): readonly Call[] | undefined {
  if (call.state !== 'held') return undefined;
  const talked = calls.filter((other) => other.state === 'talking' && other.line !== call.line);
  return talked.length === 0 ? undefined : talked;
}

/** The same, and what is talked in on its own line, where that is known to the browser alone. */
function talkedBeside(held: Call, calls: readonly Call[]): readonly Call[] {
  return calls.filter(
    (other) =>
      other.state === 'talking' && (other.line !== held.line || (isLineCall(held) && isLineCall(other))),
  );
}

/** Whether a held call can be joined with those that are talked in on other lines, and why not. Pure. */
export function joinControlFor(
  held: Call,
  talked: readonly Call[],
  {extension, finesseLive}: TransferContext,
): TransferControl {
  const no = (why: TransferWhyNot): TransferControl => ({enabled: false, why});
  const all = [held, ...talked];
  // what does not pass through this browser can't be mixed in it
  if (all.some(({leg}) => leg?.state !== 'talking')) return no('sound-elsewhere');
  if (held.dialog && !finesseLive) return no('finesse-down');
  if (all.some(({pending}) => pending !== undefined)) return no('pending');
  if (held.dialog && !actionsOf(held, extension).includes('RETRIEVE')) return no('not-allowed');
  return {enabled: true};
}

export interface JoinedLinesOptions {
  readonly join: (legIds: readonly string[]) => Promise<void>;
  /** Takes a held call up, and leaves what is talked in as it is. */
  readonly resumeBeside: (callId: string) => void;
  readonly perform: (callId: string, command: CallCommand) => void;
  /** The calls are to be looked at again. */
  readonly look: () => void;
  readonly onNotice: (code: string) => void;
}

/**
 * Joins calls of different lines. Finesse knows the first line only and the edge no conference, so the page itself lets
 * the far ends hear each other: the held call is taken up, and when news say so the legs are mixed.
 */
export class JoinedLines {
  readonly #options: JoinedLinesOptions;
  /** The held call, those it is joined with, and whether the legs are being mixed. */
  #joining: {readonly heldId: string; readonly withIds: readonly string[]; mixing: boolean} | undefined;

  constructor(options: JoinedLinesOptions) {
    this.#options = options;
  }

  /** This held call is on its way. */
  isJoining(callId: string): boolean {
    return this.#joining?.heldId === callId;
  }

  /** Joins a held call with what is talked in on other lines. A second press while one is under way does nothing. */
  begin(heldId: string, calls: readonly Call[]): void {
    const held = calls.find(({id}) => id === heldId);
    const talked = held?.state === 'held' ? talkedBeside(held, calls) : [];
    if (this.#joining || talked.length === 0) return;
    this.#joining = {heldId, withIds: talked.map(({id}) => id), mixing: false};
    this.#options.resumeBeside(heldId);
    this.#options.look();
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    this.#partLegs(calls);
    const joining = this.#joining;
    if (!joining || joining.mixing) return;
    const held = calls.find(({id}) => id === joining.heldId);
    const others = calls.filter(({id, state}) => joining.withIds.includes(id) && state === 'talking');
    const isUp = held?.state === 'talking' && held.leg?.held !== true;
    // gone, or refused and told; or nobody is left to join it with: a call like any other
    if (!held || (held.state !== 'talking' && !held.pending) || (isUp && others.length === 0)) this.#finish();
    else if (isUp) {
      joining.mixing = true;
      void this.#mix(held, others);
    }
  }

  /** A leg may outlive its call (nailed connection): nobody is to hear the next caller on it. */
  #partLegs(calls: readonly Call[]): void {
    // the leg of a joined consult is the caller's too: while the two become one it goes on (Finesse ends the consult first)
    const isUsed = ({state, pending}: Call) => state === 'talking' || pending?.type === 'conference';
    const legs = calls.flatMap((call) => (isUsed(call) && call.leg?.mixedWith ? [call.leg] : []));
    const ids = [...new Set(legs.map(({id}) => id))];
    if (legs.some(({mixedWith = []}) => mixedWith.some((id) => !ids.includes(id))))
      void this.#options.join(ids).catch(() => {});
  }

  async #mix(held: Call, others: readonly Call[]): Promise<void> {
    const {join, perform, onNotice} = this.#options;
    try {
      await join([held, ...others].flatMap(({leg}) => leg?.id ?? []));
    } catch (error) {
      // one talks in one call at a time: it waits again
      onNotice(error instanceof DeskError ? error.code : 'media/not-joined');
      perform(held.id, {type: 'hold'});
    }
    this.#finish();
  }

  #finish(): void {
    this.#joining = undefined;
    this.#options.look();
  }
}
