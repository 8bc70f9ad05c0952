import {livePartiesOf, type Calls, type Place} from './calls.js';
import type {Core} from './core.js';
import type {Cause, LegId, ReferTarget} from './legs.js';
import {introduce, moveParty} from './moving.js';
import type {Parts} from './parts.js';
import {kindOfNumber} from './site.js';
import type {Call, Party} from './types.js';

interface Referral {
  readonly legId: LegId;
  /** Who hands the call on. */
  readonly from: Party;
  readonly target: Party;
  readonly stop: () => void;
}

/**
 * What a line asks of the switch by REFER (RFC 3515, RFC 5589): its far side is connected to a number, or to the far side
 * of another call of the same line, and the line is out. Only where no agent has a dialog: an agent's own line is
 * controlled by CTI.
 */
export class Referring {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #calls: Calls;
  readonly #open = new Map<Call, Referral>();

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
    this.#calls = parts.calls;
  }

  refer(legId: LegId, to: ReferTarget): void {
    const place = this.#calls.byLeg(legId);
    const isOurs = place?.party.agentId === undefined && place?.call.state === 'ACTIVE';
    if (!place || !isOurs || this.#open.has(place.call)) this.#report(legId, 'declined');
    else if ('legId' in to) this.#join(place, legId, to.legId);
    else this.#ring(place, legId, to.number);
  }

  /** The target is there: whoever handed the call on is out. */
  answered(call: Call, party: Party): void {
    const referral = this.#open.get(call);
    if (referral?.target !== party) return;
    this.#close(call, referral);
    this.#report(referral.legId, 'done');
    this.#parts.endings.leaveOthersTalking(call, referral.from, '');
    introduce(this.#core, call);
  }

  /** The target can't be had; false when this is about something else. */
  refused(call: Call, party: Party, cause: Cause): boolean {
    const referral = this.#open.get(call);
    if (referral?.target !== party) return false;
    this.#comeBack(call, referral, cause);
    return true;
  }

  /** Somebody hangs up meanwhile; false when that ends as calls usually do. */
  left(call: Call, party: Party): boolean {
    const referral = this.#open.get(call);
    if (!referral) return false;
    if (party === referral.target) {
      this.#comeBack(call, referral, 'declined');
      return true;
    }
    this.#close(call, referral);
    if (party !== referral.from) return false;
    // nobody waits for the answer: it rings on without them
    this.#parts.endings.leaveOthersTalking(call, party, '');
    for (const other of livePartiesOf(call))
      if (other.state === 'ACTIVE') this.#calls.setState(other, 'INITIATED');
    this.#calls.changed(call);
    this.#calls.connect();
    return true;
  }

  stop(): void {
    for (const {stop} of this.#open.values()) stop();
    this.#open.clear();
  }

  #ring({call, party}: Place, legId: LegId, to: string): void {
    const {clock, agents, settings} = this.#core;
    const {devices, ringing} = this.#parts;
    const agent = agents.at(to);
    const kind = kindOfNumber(to);
    if (kind === 'queue') return this.#toQueue(call, party, legId, to);
    if (devices.isBusyAt(to) || (agent && devices.isBusy(agent))) return this.#report(legId, 'busy');
    if (!agent && kind === 'unknown') return this.#report(legId, 'not-found');
    this.#calls.setState(party, 'HELD');
    if (agent) ringing.alert(call, agent);
    else ringing.ringNumber(call, to);
    const target = call.parties.at(-1);
    if (!target || target === party) return this.#report(legId, 'not-found');
    const stop = clock.after(settings.ringSeconds * 1000, () => {
      const referral = this.#open.get(call);
      if (referral) this.#comeBack(call, referral, 'no-answer');
    });
    this.#open.set(call, {legId, from: party, target, stop});
  }

  #toQueue(call: Call, party: Party, legId: LegId, to: string): void {
    for (const other of livePartiesOf(call)) if (other !== party) this.#calls.setState(other, 'INITIATED');
    call.state = 'INITIATED';
    this.#report(legId, 'done');
    this.#parts.endings.leaveOthersTalking(call, party, '');
    this.#parts.queueing.enter(call, to);
    this.#calls.connect();
  }

  /** Makes one call of two and leaves it: those of the other come into this one. */
  #join({call, party}: Place, legId: LegId, otherLegId: LegId): void {
    const calls = this.#calls;
    const other = calls.byLeg(otherLegId);
    if (!other || other.call === call || other.call.state !== 'ACTIVE' || other.party.agentId !== undefined)
      return this.#report(legId, 'not-found');
    const before = calls.agentsIn(call);
    const moved = livePartiesOf(other.call).filter((end) => end !== other.party);
    const arrived = moved.flatMap((end) => calls.agentOf(end) ?? []);
    call.secondaryId = other.call.id;
    for (const end of moved) moveParty(calls, end, call, true);
    this.#report(legId, 'done');
    calls.releaseLeg(other.party, 'normal');
    calls.setState(other.party, 'DROPPED');
    this.#parts.endings.leaveOthersTalking(call, party, '', 'OTHER');
    for (const end of livePartiesOf(call)) if (end.state === 'HELD') calls.setState(end, 'ACTIVE');
    introduce(this.#core, call);
    for (const agent of arrived) {
      calls.told('DELETE', agent, other.call, '', {state: 'DROPPED', callType: 'TRANSFER'});
      calls.told('POST', agent, call);
    }
    for (const agent of before) calls.told('PUT', agent, call);
    calls.forget(other.call);
    calls.connect();
    for (const agent of arrived) this.#parts.settling.settle(agent);
  }

  /** The call is again between those who were in it; who handed it on takes it up or not. */
  #comeBack(call: Call, referral: Referral, cause: Cause): void {
    const calls = this.#calls;
    const {target, legId} = referral;
    const agent = calls.agentOf(target);
    this.#close(call, referral);
    calls.releaseLeg(target, cause);
    calls.setState(target, 'DROPPED');
    if (agent) calls.told('DELETE', agent, call, '', {state: 'DROPPED', only: target});
    call.parties = call.parties.filter((party) => party !== target);
    call.state = 'ACTIVE';
    calls.changed(call);
    calls.connect();
    if (agent) this.#parts.settling.settle(agent);
    this.#report(legId, cause);
  }

  #close(call: Call, {stop}: Referral): void {
    stop();
    this.#open.delete(call);
  }

  #report(legId: LegId, outcome: 'done' | Cause): void {
    this.#core.carrier().referral?.(legId, outcome);
  }
}
