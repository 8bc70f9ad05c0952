import {systemReason} from './agents.js';
import {refuse, type Core} from './core.js';
import type {Identity, LegId, Voice} from './legs.js';
import type {Parts} from './parts.js';
import {kindOfNumber, systemReasons} from './site.js';
import type {Agent, Call} from './types.js';

/** From off hook to the digits; ms, as on captured traces. */
const DIAL_MS = 50;

/** How calls begin: from outside, by a phone that dials, by an agent's request. */
export class Dialling {
  readonly #core: Core;
  readonly #parts: Parts;
  /** Calls whose number has not been told yet, with what stops the waiting. */
  readonly #undialled = new Map<string, () => void>();

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
  }

  /** MAKE_CALL. */
  makeCall(
    agent: Agent,
    to: string,
    requestId: string,
    variables: readonly (readonly [string, string])[],
  ): void {
    this.#parts.requests.later(`User/${agent.id}/Dialogs`, () =>
      this.#makeCall(agent, to, requestId, variables),
    );
  }

  /** Somebody outside calls a queue, an extension or a line. Answers with the call's id. */
  callIn(call: {
    to: string;
    from: string;
    name: string;
    variables: Readonly<Record<string, string>>;
    voice: Voice;
  }): string {
    const {calls} = this.#parts;
    const record = calls.newCall(
      {number: call.from, name: call.name},
      call.to,
      Object.entries(call.variables),
    );
    const party = calls.addParty(record, call.from, call.name, 'INITIATED');
    calls.offerLeg(record, party, 'caller', call.from, call.voice, true);
    return record.id;
  }

  /** A SIP line or a phone dials by itself. */
  dialled(legId: LegId, from: Identity, to: string): void {
    const {calls, ringing, settling} = this.#parts;
    const agent = this.#core.agents.at(from.number);
    const call = calls.newCall(from, to);
    const party = calls.addParty(call, from.number, from.name, 'INITIATED', agent);
    calls.adoptLeg(call, party, legId);
    if (agent) {
      const {agents, deployment} = this.#core;
      // a handset that is lifted takes the agent out of Ready before anything else
      if (agent.state === 'READY')
        agents.to(agent, 'NOT_READY', {reason: systemReason(systemReasons.offHook[deployment])});
      settling.settle(agent);
      call.callType = kindOfNumber(to) === 'outside' ? 'OUT' : 'AGENT_INSIDE';
      calls.told('POST', agent, call);
    } else ringing.busyElsewhere(from.number);
    if (kindOfNumber(to) === 'queue') {
      this.#core.carrier().accept(legId);
      return;
    }
    this.#core.carrier().progress(legId);
    ringing.ringNumber(call, to);
  }

  /** A caller is on the line: to the queue, or to the number dialled. */
  arrive(callId: string): void {
    const {calls, queueing, ringing} = this.#parts;
    const call = calls.get(callId);
    if (!call || call.parties.length !== 1) return;
    const caller = call.parties[0];
    if (caller) caller.legUp = true;
    if (kindOfNumber(call.toAddress) === 'queue') queueing.enter(call, call.toAddress);
    else ringing.ringNumber(call, call.toAddress);
    calls.connect();
  }

  /** The agent who places a call is on the line: ring the number. */
  dialOut(callId: string): void {
    const {calls, queueing, ringing} = this.#parts;
    const call = calls.get(callId);
    const caller = call?.parties[0];
    if (!call || !caller) return;
    const agent = calls.agentOf(caller);
    if (agent) this.#numberShown(call, agent);
    calls.setState(caller, 'INITIATED');
    call.state = 'INITIATED';
    const consult = call.associatedId !== '';
    if (!consult && kindOfNumber(call.toAddress) === 'outside') call.callType = 'OUT';
    calls.changed(call);
    if (consult && kindOfNumber(call.toAddress) === 'queue') queueing.enter(call, call.toAddress);
    else ringing.ringNumber(call, call.toAddress);
    calls.connect();
  }

  /** The digits are there: a PUT that differs from the POST in the number alone. */
  #numberShown(call: Call, agent: Agent): void {
    const stop = this.#undialled.get(call.id);
    this.#undialled.delete(call.id);
    stop?.();
    const isOffHook = call.state === 'INITIATING' && this.#parts.calls.get(call.id) === call;
    if (stop && isOffHook) this.#parts.calls.told('PUT', agent, call);
  }

  stop(): void {
    for (const stop of this.#undialled.values()) stop();
    this.#undialled.clear();
  }

  #makeCall(
    agent: Agent,
    to: string,
    requestId: string,
    variables: readonly (readonly [string, string])[],
  ): void {
    const {calls, devices, nailed, ringing, settling} = this.#parts;
    const {agents, deployment} = this.#core;
    const source = `User/${agent.id}/Dialogs`;
    const failed = (message: string, data: string) =>
      refuse(this.#core, agent, source, requestId, {type: 'Call Operation Failure', message, data});
    if (agent.state === 'READY' && deployment === 'CCX') {
      failed('CF_INVALID_OBJECT_STATE', '22');
      return;
    }
    const places = calls.liveOf(agent);
    const allHeld = places.length > 0 && places.every(({party}) => party.state === 'HELD');
    if (places.length > 0 ? !allHeld : agent.state !== 'READY' && agent.state !== 'NOT_READY') {
      failed('CF_RESOURCE_BUSY', '33');
      return;
    }
    if (agent.state === 'READY')
      agents.to(agent, 'NOT_READY', {reason: systemReason(systemReasons.callFromReady[deployment])});
    const identity = {number: agent.extension, name: `${agent.firstName} ${agent.lastName}`};
    const call = calls.newCall(identity, to, variables);
    call.callType = 'AGENT_INSIDE';
    const party = calls.addParty(call, agent.extension, call.fromName, 'INITIATING', agent);
    call.state = 'INITIATING';
    settling.settle(agent);
    calls.told('POST', agent, call, requestId, {undialled: true});
    this.#undialled.set(
      call.id,
      this.#core.clock.after(DIAL_MS, () => this.#numberShown(call, agent)),
    );
    if (devices.isBusy(agent)) {
      ringing.fail(call, 'busy');
      return;
    }
    const [held] = places;
    const sharesLeg = held?.party.legId !== undefined;
    if (sharesLeg) calls.shareLeg(held.party, call, party);
    if (sharesLeg || nailed.take(call, party)) {
      this.dialOut(call.id);
      calls.catchUp(agent);
      return;
    }
    const device = devices.deviceOf(agent);
    calls.offerLeg(call, party, device.end, device.number, {kind: 'speech'});
    // the agent pressed "call" on the screen: a controlled desk phone goes off hook by itself
    if (device.end === 'phone' && party.legId !== undefined) this.#core.carrier().answer(party.legId);
  }
}
