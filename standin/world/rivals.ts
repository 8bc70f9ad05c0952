import type {Place} from './calls.js';
import type {Core} from './core.js';
import type {Cause, LegId, LegOffer} from './legs.js';
import type {Party} from './types.js';

/** A line that a colleague's phone has too: both ring for one party, until one is answered. */
export class Rivals {
  readonly #core: Core;
  readonly #legs = new Map<LegId, Place>();
  readonly #of = new Map<Party, LegId>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** The colleague's phone rings for the party as well. */
  ring(place: Place, offer: LegOffer): void {
    this.#legs.set(offer.legId, place);
    this.#of.set(place.party, offer.legId);
    this.#core.carrier().offer(offer);
  }

  /** The call a colleague's phone rings for. */
  placeOf(legId: LegId): Place | undefined {
    return this.#legs.get(legId);
  }

  /** The leg of the colleague's phone, while it rings for the party. */
  of(party: Party): LegId | undefined {
    return this.#of.get(party);
  }

  /** The colleague's phone rings no more. */
  drop(party: Party, cause: Cause): void {
    const legId = this.forget(party);
    if (legId !== undefined) this.#core.carrier().release(legId, cause);
  }

  /** The colleague's phone has the call, or has refused it. Its leg. */
  forget(party: Party): LegId | undefined {
    const legId = this.#of.get(party);
    if (legId === undefined) return undefined;
    this.#of.delete(party);
    this.#legs.delete(legId);
    return legId;
  }
}
