import {gone, livePartiesOf, type Calls} from './calls.js';
import {refuse, type Core} from './core.js';
import type {Dialling} from './dialling.js';
import {introduce, moveParty} from './moving.js';
import type {Parts} from './parts.js';
import type {Agent, ApiError, Call, Party} from './types.js';

interface Pair {
  /** The call that survives: the one held when the two become one. */
  readonly held: Call;
  readonly active: Call;
  readonly heldParty: Party;
  readonly activeParty: Party;
}

/**
 * Two calls of one agent: consult, and what makes one call of them, consult transfer and conference
 * (Finesse developer guide, Dialog and CTI Event Mappings for Dialog and Participant States).
 */
export class Pairing {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #calls: Calls;
  readonly #dialling: Dialling;

  constructor(core: Core, parts: Parts, dialling: Dialling) {
    this.#core = core;
    this.#parts = parts;
    this.#calls = parts.calls;
    this.#dialling = dialling;
  }

  /** CONSULT_CALL: holds the call and dials in a second one, which carries the call's data along. */
  consult(agent: Agent, call: Call, party: Party, to: string, requestId: string): void {
    const calls = this.#calls;
    calls.setState(party, 'HELD');
    const identity = {number: agent.extension, name: `${agent.firstName} ${agent.lastName}`};
    const consult = calls.newCall(identity, to, call.variables, call.id);
    consult.callType = 'CONSULT';
    consult.wrapUpReason = call.wrapUpReason;
    consult.state = 'INITIATING';
    const mine = calls.addParty(consult, agent.extension, identity.name, 'INITIATING', agent);
    calls.shareLeg(party, consult, mine);
    calls.connect();
    this.#parts.settling.settle(agent);
    calls.changed(call, requestId);
    calls.told('POST', agent, consult);
    this.#dialling.dialOut(consult.id);
  }

  /** TRANSFER or CONFERENCE, asked of either call of the pair. */
  complete(agent: Agent, named: Call, action: 'TRANSFER' | 'CONFERENCE', requestId: string): void {
    const pair = this.#pairOf(agent, named);
    if (!pair) {
      this.#refuse(agent, named, requestId, {
        type: 'Generic Error',
        message: `INVALID_ACTION ${action} on extension ${agent.extension}`,
        data: agent.extension,
      });
      return;
    }
    const error = action === 'CONFERENCE' ? this.#conferenceError(agent, pair) : undefined;
    if (error) this.#refuse(agent, named, requestId, error);
    else this.#join(agent, pair, action, requestId);
  }

  #pairOf(agent: Agent, named: Call): Pair | undefined {
    const places = this.#calls.liveOf(agent).filter(({call}) => call.state === 'ACTIVE' && !call.handover);
    const active = places.find(({party}) => party.state === 'ACTIVE');
    const others = places.filter(({party}) => party.state === 'HELD');
    const held =
      others.find(({call}) => call === named) ??
      others.find(({call}) => call.id === active?.call.associatedId) ??
      others.at(-1);
    if (!active || !held || (named !== active.call && named !== held.call)) return undefined;
    return {held: held.call, heldParty: held.party, active: active.call, activeParty: active.party};
  }

  /** Only who built a conference may add to it, and only while the bridge has room. */
  #conferenceError(agent: Agent, {held, active}: Pair): ApiError | undefined {
    const foreign = [held, active].some(({controllerId}) => controllerId !== '' && controllerId !== agent.id);
    if (foreign) {
      return this.#core.deployment === 'CCE'
        ? {type: 'Generic Error', message: 'CONFERENCE is for the conference controller', data: '20999'}
        : {type: 'Invalid State', message: 'CF_INVALID_OBJECT_STATE', data: '22'};
    }
    const parties = livePartiesOf(held).length + livePartiesOf(active).length - 1;
    if (parties <= this.#core.settings.conferencePartyLimit) return undefined;
    return {type: 'Call Operation Failure', message: 'CF_RESOURCE_OUT_OF_SERVICE', data: '34'};
  }

  #join(agent: Agent, pair: Pair, action: 'TRANSFER' | 'CONFERENCE', requestId: string): void {
    const calls = this.#calls;
    const {held, heldParty, active, activeParty} = pair;
    const isTransfer = action === 'TRANSFER';
    const before = calls.agentsIn(held).filter((other) => other !== agent);
    const moved = active.parties.filter((party) => party !== activeParty && !gone(party));
    held.secondaryId = active.id;
    if (!isTransfer) this.#makeConference(held, agent);
    else if (held.controllerId === agent.id) held.controllerId = 'none';
    for (const party of moved) moveParty(calls, party, held, isTransfer);
    const arrived = moved.flatMap((party) => calls.agentOf(party) ?? []);
    calls.releaseLeg(activeParty, 'normal');
    calls.setState(activeParty, 'DROPPED');
    activeParty.cause = 'OTHER';
    if (isTransfer) {
      calls.releaseLeg(heldParty, 'normal');
      this.#parts.endings.endParty(held, heldParty, 'OTHER');
    } else calls.setState(heldParty, 'ACTIVE');
    calls.connect();
    if (isTransfer) introduce(this.#core, held);

    if (heldParty.state === 'DROPPED') {
      calls.told('DELETE', agent, held, requestId, {state: 'DROPPED', only: heldParty});
      held.parties = held.parties.filter((party) => party !== heldParty);
    } else if (isTransfer) calls.told('PUT', agent, held, requestId);
    this.#deleted(agent, active, isTransfer);
    if (!isTransfer) calls.told('PUT', agent, held, requestId);
    for (const other of arrived) this.#receive(other, held, active, isTransfer);
    for (const other of before) calls.told('PUT', other, held);
    calls.forget(active);
    for (const other of [agent, ...arrived]) {
      this.#parts.settling.settle(other);
      calls.catchUp(other);
    }
  }

  #makeConference(call: Call, agent: Agent): void {
    call.controllerId = agent.id;
    call.callType = 'CONFERENCE';
    for (const party of call.parties) party.callType = '';
  }

  #deleted(agent: Agent, call: Call, isTransfer: boolean): void {
    this.#calls.told('DELETE', agent, call, '', {
      state: 'DROPPED',
      ...(isTransfer ? {callType: 'TRANSFER'} : {}),
    });
  }

  #receive(agent: Agent, held: Call, active: Call, isTransfer: boolean): void {
    const {survivorPostedFirst} = this.#core.settings;
    if (survivorPostedFirst) this.#calls.told('POST', agent, held);
    this.#deleted(agent, active, isTransfer);
    if (!survivorPostedFirst) this.#calls.told('POST', agent, held);
  }

  #refuse(agent: Agent, call: Call, requestId: string, error: ApiError): void {
    refuse(this.#core, agent, `Dialog/${call.id}`, requestId, error);
  }
}
