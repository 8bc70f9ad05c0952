import type {Call} from './types.js';
import {isAsking, isPairable} from './together.js';

/**
 * One leg that several dialogs speak through. A consult may come with a leg of its own or go on through the one the
 * agent has, its far end being another by re-INVITE; then the leg stays paired with the first dialog (ADR 4) and is
 * lent to the second, until that has one of its own. When the first call is over before the other, the leg goes with
 * the other.
 */
export class SharedLeg {
  /** Dialogs that speak through another call's leg, by dialog. */
  #lent = new Map<string, string>();

  /** The calls with what is lent; a leg left alone by its dialog is no call of its own while another uses it. */
  lend(calls: readonly Call[]): readonly Call[] {
    const lent = new Map<string, string>();
    // any other call gets a leg of its own, if later
    const legless = calls.filter(
      (call) => isPairable(call) && call.state !== 'failed' && isAsking(call) && !call.leg,
    );
    const result = new Map<Call, Call>();
    const isKnown = ({dialog}: Call) => Number(this.#lent.has(dialog?.id ?? ''));
    // a consult that outlived its call speaks through a lent leg itself, and may lend it on
    for (const call of [...legless].sort((a, b) => isKnown(b) - isKnown(a))) {
      const owner = this.#ownerFor(
        call,
        calls.map((each) => result.get(each) ?? each),
      );
      const id = call.dialog?.id;
      if (!owner?.leg || id === undefined) continue;
      lent.set(id, owner.leg.id);
      const {leg} = owner;
      result.set(call, {
        ...call,
        leg,
        muted: leg.muted,
        heldByFarEnd: leg.heldByFarEnd && call.state === 'talking',
        hadLeg: true,
      });
    }
    this.#lent = lent;
    if (lent.size === 0) return calls;
    const used = new Set(lent.values());
    return calls
      .filter((call) => call.dialog || !call.leg || !used.has(call.leg.id))
      .map((call) => result.get(call) ?? call);
  }

  #ownerFor(call: Call, calls: readonly Call[]): Call | undefined {
    const before = this.#lent.get(call.dialog?.id ?? '');
    const owners = calls.filter(({leg, state, dialog}) => {
      if (leg?.state !== 'talking') return false;
      // its own dialog is held, so this voice can only be in the other one
      return leg.id === before || (dialog !== undefined && state === 'held');
    });
    const asked = owners.find(({dialog}) => dialog !== undefined && dialog.id === call.dialog?.associated);
    return asked ?? (new Set(owners.map(({leg}) => leg?.id)).size === 1 ? owners[0] : undefined);
  }
}
