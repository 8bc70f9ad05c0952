import {livePartiesOf, type Place} from './calls.js';
import {refuse, type Core} from './core.js';
import type {Pairing} from './pairing.js';
import type {Parts} from './parts.js';
import {isMonitor} from './rules.js';
import type {Agent, ApiError, Call} from './types.js';

/** What a supervisor does to a call they are not in: silent monitor and barge (Finesse developer guide, Dialog). */
export class Overhearing {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #pairing: Pairing;
  /** Ids of the dialogs in which somebody listens. */
  readonly #monitors = new Set<string>();

  constructor(core: Core, parts: Parts, pairing: Pairing) {
    this.#core = core;
    this.#parts = parts;
    this.#pairing = pairing;
  }

  /** SILENT_MONITOR: the supervisor's phone goes off hook and hears the agent's call; nobody hears the supervisor. */
  monitor(supervisor: Agent, agent: Agent, requestId: string): void {
    this.#later(supervisor, requestId, () => {
      const {calls, devices, nailed, settling} = this.#parts;
      const place = this.#heardOf(agent);
      const error = this.#monitorError(supervisor, agent, place);
      if (error || !place) return error;
      const identity = {number: supervisor.extension, name: `${supervisor.firstName} ${supervisor.lastName}`};
      const monitor = calls.newCall(identity, agent.extension, place.call.variables, place.call.id);
      monitor.callType = 'SUPERVISOR_MONITOR';
      monitor.state = 'INITIATING';
      this.#monitors.add(monitor.id);
      const party = calls.addParty(monitor, supervisor.extension, identity.name, 'INITIATING', supervisor);
      settling.settle(supervisor);
      calls.told('POST', supervisor, monitor, requestId);
      if (nailed.take(monitor, party)) {
        this.begun(monitor);
        return undefined;
      }
      const device = devices.deviceOf(supervisor);
      calls.offerLeg(monitor, party, device.end, device.number, {kind: 'silence'});
      if (device.end === 'phone' && party.legId !== undefined) this.#core.carrier().answer(party.legId);
      return undefined;
    });
  }

  /** The supervisor's phone is off hook: the agent gets the dialog too, as a party who can do nothing with it. */
  begun(monitor: Call): void {
    const {calls} = this.#parts;
    const [own] = monitor.parties;
    const agent = this.#core.agents.at(monitor.toAddress);
    const supervisor = own && calls.agentOf(own);
    if (!own || !agent || !supervisor || own.state !== 'INITIATING') return;
    own.legUp = true;
    calls.setState(own, 'INITIATED');
    monitor.state = 'INITIATED';
    calls.told('PUT', supervisor, monitor);
    const name = `${agent.firstName} ${agent.lastName}`;
    const passive = calls.addParty(monitor, agent.extension, name, 'ACTIVE', agent);
    passive.passive = true;
    calls.setState(own, 'ACTIVE');
    monitor.state = 'ACTIVE';
    calls.connect();
    calls.told('PUT', supervisor, monitor);
    calls.told('POST', agent, monitor);
  }

  /** BARGE_CALL: the agent's call becomes a conference with the supervisor, built by the agent. */
  barge(supervisor: Agent, agent: Agent, monitorId: string, requestId: string): void {
    this.#later(supervisor, requestId, () => {
      const {calls, endings, ringing, settling} = this.#parts;
      const monitor = calls.get(monitorId);
      const listening = monitor && calls.partyOf(monitor, supervisor);
      const place = this.#heardOf(agent);
      if (!monitor || !isMonitor(monitor) || listening?.state !== 'ACTIVE' || !place)
        return {type: 'Invalid State', message: 'CF_INVALID_OBJECT_STATE', data: '22'};
      const error = this.#bargeError(agent, place.call);
      if (error) return error;
      const {call, party} = place;
      const identity = {number: agent.extension, name: `${agent.firstName} ${agent.lastName}`};
      const consult = calls.newCall(identity, supervisor.extension, call.variables, call.id);
      consult.callType = 'CONSULT';
      consult.state = 'ALERTING';
      const mine = calls.addParty(consult, agent.extension, identity.name, 'INITIATED', agent);
      const theirs = calls.addParty(consult, supervisor.extension, listening.name, 'ALERTING', supervisor);
      theirs.callType = this.#core.deployment === 'CCE' ? 'BARGE_IN_CONSULT' : 'CONSULT_OFFERED';
      // both have their phones off hook already
      calls.shareLeg(party, consult, mine);
      calls.shareLeg(listening, consult, theirs);
      endings.leave(monitor, listening);
      calls.setState(party, 'HELD');
      calls.changed(call);
      settling.settle(agent);
      calls.told('POST', agent, consult);
      calls.told('POST', supervisor, consult);
      ringing.answered(consult, theirs);
      this.#pairing.complete(agent, call, 'CONFERENCE', requestId);
      return undefined;
    });
  }

  /** A call of an agent's changed: with the last one the monitoring ends. */
  noticed(agentId: string): void {
    const {calls, endings} = this.#parts;
    for (const id of this.#monitors) {
      const monitor = calls.get(id);
      if (!monitor) this.#monitors.delete(id);
      const passive = monitor?.parties.find((party) => party.passive && party.agentId === agentId);
      const agent = passive && calls.agentOf(passive);
      if (!monitor || !agent || calls.liveOf(agent).length > 0) continue;
      const [listening] = monitor.parties;
      if (listening) this.#core.clock.after(1, () => endings.leave(monitor, listening));
    }
  }

  /** The call of an agent's that is heard: the one they talk in. */
  #heardOf(agent: Agent): Place | undefined {
    return this.#parts.calls
      .liveOf(agent)
      .find(({call, party}) => party.state === 'ACTIVE' && call.state === 'ACTIVE' && !isMonitor(call));
  }

  #monitorError(supervisor: Agent, agent: Agent, place: Place | undefined): ApiError | undefined {
    const wrongState = {type: 'Invalid State', message: 'CF_INVALID_OBJECT_STATE', data: '22'};
    if (supervisor.state !== 'NOT_READY' || this.#parts.calls.liveOf(supervisor).length > 0)
      return wrongState;
    if (place) return undefined;
    if (this.#core.deployment === 'CCX')
      return {
        type: 'Generic Error',
        message: 'Silent monitor is not possible in the agent state',
        data: '88049',
      };
    return ['READY', 'WORK', 'WORK_READY'].includes(agent.state)
      ? wrongState
      : {type: 'Generic Error', message: 'Silent monitor is not possible in the agent state', data: '13145'};
  }

  #bargeError(agent: Agent, call: Call): ApiError | undefined {
    const isForeign = call.controllerId !== '' && call.controllerId !== agent.id;
    if (isForeign || this.#parts.calls.liveOf(agent).length > 1) {
      return this.#core.deployment === 'CCE'
        ? {type: 'Generic Error', message: 'BARGE_CALL is through the conference controller', data: '20999'}
        : {type: 'Invalid State', message: 'CF_INVALID_OBJECT_STATE', data: '22'};
    }
    return livePartiesOf(call).length < this.#core.settings.conferencePartyLimit
      ? undefined
      : {type: 'Call Operation Failure', message: 'CF_RESOURCE_OUT_OF_SERVICE', data: '34'};
  }

  /** Runs when its turn has come; what comes back is why not. */
  #later(supervisor: Agent, requestId: string, run: () => ApiError | undefined): void {
    const source = `User/${supervisor.id}/Dialogs`;
    this.#parts.requests.later(source, () => {
      const error = run();
      if (error) refuse(this.#core, supervisor, source, requestId, error);
    });
  }
}
