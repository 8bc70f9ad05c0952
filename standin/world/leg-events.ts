import type {AgentRequests} from './agent-requests.js';
import type {BlindTransfer} from './blind-transfer.js';
import type {Calls} from './calls.js';
import {logTo, type Core} from './core.js';
import type {Dialling} from './dialling.js';
import type {Cause, EndKind, Identity, LegId, LegNews, ReferTarget} from './legs.js';
import type {Overhearing} from './overhearing.js';
import type {Parts} from './parts.js';
import type {Referring} from './referring.js';
import {isMonitor} from './rules.js';
import {systemReasons} from './site.js';
import type {Call, Party} from './types.js';

/** Those of the world's parts that what happens to a leg may concern. */
export interface LegConcerns {
  readonly agentRequests: AgentRequests;
  readonly blind: BlindTransfer;
  readonly dialling: Dialling;
  readonly overhearing: Overhearing;
  readonly referring: Referring;
}

/** What happens to legs, as their carrier reports it, handed to whichever part of the world the leg belongs to. */
export class LegEvents implements LegNews {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #calls: Calls;
  readonly #agentRequests: AgentRequests;
  readonly #blind: BlindTransfer;
  readonly #dialling: Dialling;
  readonly #overhearing: Overhearing;
  readonly #referring: Referring;

  constructor(core: Core, parts: Parts, concerns: LegConcerns) {
    this.#core = core;
    this.#parts = parts;
    this.#calls = parts.calls;
    this.#agentRequests = concerns.agentRequests;
    this.#blind = concerns.blind;
    this.#dialling = concerns.dialling;
    this.#overhearing = concerns.overhearing;
    this.#referring = concerns.referring;
  }

  dialled({legId, from, to}: {legId: LegId; end: EndKind; from: Identity; to: string}): void {
    this.#dialling.dialled(legId, from, to);
  }

  takesOver({legId, from, place}: {legId: LegId; from: Identity; place: LegId}): void {
    this.#parts.shared.takeOver(legId, from, place);
  }

  ringing(legId: LegId): void {
    logTo(this.#core, 'leg-ringing', {legId});
  }

  answered(legId: LegId): void {
    if (this.#parts.nailed.answered(legId) || this.#parts.shared.answered(legId)) return;
    const found = this.#calls.byLeg(legId);
    if (!found) return;
    const {call, party} = found;
    logTo(this.#core, 'leg-answered', {legId, callId: call.id});
    if (call.handover?.target === party) {
      this.#blind.answered(call);
      return;
    }
    if (isMonitor(call)) {
      this.#overhearing.begun(call);
      return;
    }
    this.#parts.ringing.answered(call, party);
    this.#referring.answered(call, party);
    if (party.state === 'INITIATED' && call.parties.length === 1) this.#dialling.arrive(call.id);
    if (party.state === 'INITIATING') this.#dialling.dialOut(call.id);
  }

  refused(legId: LegId, cause: Cause): void {
    if (this.#parts.nailed.refused(legId, cause) || this.#parts.shared.refused(legId, cause)) return;
    const found = this.#calls.byLeg(legId);
    if (!found) return;
    const {call, party} = found;
    const {endings, ringing} = this.#parts;
    logTo(this.#core, 'leg-refused', {legId, callId: call.id, cause});
    if (call.handover?.target === party) this.#blind.comeBack(call, cause);
    else if (this.#referring.refused(call, party, cause)) return;
    else if (party.agentId !== undefined && call.routed) ringing.takeBack(call, party, cause);
    else if (party === call.parties[0]) endings.leave(call, party);
    else ringing.fail(call, cause);
  }

  released(legId: LegId, cause: Cause): void {
    if (this.#parts.shared.released(legId)) return;
    const nailed = this.#parts.nailed.lost(legId);
    const places = this.#calls.allByLeg(legId);
    for (const {call, party} of places) {
      logTo(this.#core, 'leg-released', {legId, callId: call.id, cause});
      // the handset of a desk phone ends the call it is in; a call on hold stays
      if (places.length > 1 && party.state === 'HELD' && this.#isOnDeskPhone(party))
        this.#calls.releaseLeg(party, cause);
      else this.leave(call, party);
    }
    if (nailed && nailed.state !== 'LOGOUT')
      this.#agentRequests.bySystem(nailed, 'LOGOUT', systemReasons.nailedLegLost.CCE);
  }

  heldByEnd(legId: LegId, held: boolean): void {
    const found = this.#calls.byLeg(legId);
    // an agent's own part is held and retrieved by CTI alone
    if (found?.party.agentId !== undefined || found?.party.state !== (held ? 'ACTIVE' : 'HELD')) return;
    logTo(this.#core, 'held-by-end', {legId, callId: found.call.id, held});
    this.#calls.setState(found.party, held ? 'HELD' : 'ACTIVE');
    this.#calls.connect();
    this.#calls.changed(found.call);
  }

  referred(legId: LegId, to: ReferTarget): void {
    logTo(this.#core, 'referred', {legId});
    this.#referring.refer(legId, to);
  }

  digit(legId: LegId, digit: string): void {
    this.#parts.digits.heard(legId, digit);
  }

  registered(number: string, isRegistered: boolean): void {
    this.#parts.devices.setRegistered(number, isRegistered);
    logTo(this.#core, 'line', {number, registered: isRegistered});
    if (isRegistered) this.#parts.nailed.registered(number);
  }

  /** Somebody hangs up, perhaps in the middle of a single-step transfer. */
  leave(call: Call, party: Party): void {
    if (this.#referring.left(call, party)) return;
    if (call.handover?.target === party) this.#blind.comeBack(call, 'declined');
    else if (call.handover?.agentId !== undefined && call.handover.agentId === party.agentId)
      this.#blind.letGo(call, party, '');
    else {
      this.#blind.withdraw(call);
      this.#parts.endings.leave(call, party);
    }
  }

  #isOnDeskPhone(party: Party): boolean {
    const agent = this.#calls.agentOf(party);
    return agent !== undefined && this.#parts.devices.deviceOf(agent).end === 'phone';
  }
}
