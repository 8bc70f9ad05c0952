import type {Calls} from './calls.js';
import type {Core} from './core.js';
import type {Cause, Identity, LegId} from './legs.js';
import {sharedLinesIn} from './line-news.js';
import type {Ringing} from './ringing.js';
import type {Call, Party} from './types.js';

/** Lines that a colleague's phone has too: who of the two has a call, and how it goes from one to the other. */
export class SharedLines {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #ringing: Ringing;
  /** Legs that are to take the place of others, and of which. */
  readonly #taking = new Map<LegId, LegId>();

  constructor(core: Core, calls: Calls, ringing: Ringing) {
    this.#core = core;
    this.#calls = calls;
    this.#ringing = ringing;
  }

  /** One of the phones that ring for a party was answered: the others ring no more. True: that was all there is to do. */
  answered(legId: LegId): boolean {
    const place = this.#taking.get(legId);
    if (place !== undefined) {
      this.#taking.delete(legId);
      this.#take(legId, place);
      return true;
    }
    const rival = this.#calls.rivals.placeOf(legId);
    if (rival) {
      this.#calls.rivals.forget(rival.party);
      this.#calls.releaseLeg(rival.party, 'answered-elsewhere');
      this.#calls.adoptLeg(rival.call, rival.party, legId);
    } else {
      const party = this.#calls.byLeg(legId)?.party;
      if (party) this.#calls.rivals.drop(party, 'answered-elsewhere');
    }
    return false;
  }

  /** One of the phones that ring for a party does so no more. True: another one still rings. */
  refused(legId: LegId, cause: Cause): boolean {
    const place = this.#calls.byLeg(legId);
    const rival = place && this.#calls.rivals.forget(place.party);
    if (!place || rival === undefined) return false;
    if (rival !== legId) {
      this.#calls.releaseLeg(place.party, cause);
      this.#calls.adoptLeg(place.call, place.party, rival);
    }
    this.#calls.connect();
    return true;
  }

  /** A leg is over that was to take the place of another. True: it did not yet. */
  released(legId: LegId): boolean {
    return this.#taking.delete(legId);
  }

  /** A line asks for a call that another phone of the same line has. */
  takeOver(legId: LegId, from: Identity, place: LegId): void {
    const carrier = this.#core.carrier();
    const isShared = sharedLinesIn(this.#core.settings.sharedLines).includes(from.number);
    if (!isShared || this.#calls.byLeg(place)?.party.address !== from.number) {
      carrier.release(legId, 'declined');
      return;
    }
    this.#taking.set(legId, place);
    carrier.accept(legId);
  }

  #take(legId: LegId, place: LegId): void {
    const found = this.#calls.byLeg(place);
    if (!found) {
      this.#core.carrier().release(legId, 'normal');
      return;
    }
    const {call, party} = found;
    this.#calls.releaseLeg(party, 'answered-elsewhere');
    this.#calls.adoptLeg(call, party, legId);
    this.#ringing.busyElsewhere(party.address);
    this.#core.tell({type: 'log', event: 'taken-over', facts: {callId: call.id, legId}});
    if (party.state === 'ALERTING') this.#ringing.answered(call, party);
    else this.#talk(call, party);
  }

  #talk(call: Call, party: Party): void {
    party.legUp = true;
    this.#calls.setState(party, 'ACTIVE');
    this.#calls.connect();
    this.#calls.changed(call);
  }
}
