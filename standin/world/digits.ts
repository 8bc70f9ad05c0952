import type {Calls} from './calls.js';
import type {LegId} from './legs.js';

/** The digits that arrived in each call, by RFC 4733 or SEND_DTMF. */
export class Digits {
  readonly #calls: Calls;
  readonly #collected = new Map<string, string>();

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  in(callId: string): string {
    return this.#collected.get(callId) ?? '';
  }

  add(callId: string, digits: string): void {
    this.#collected.set(callId, this.in(callId) + digits);
  }

  heard(legId: LegId, digit: string): void {
    const found = this.#calls.byLeg(legId);
    if (found) this.add(found.call.id, digit);
  }

  clear(): void {
    this.#collected.clear();
  }
}
