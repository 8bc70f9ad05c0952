import {AgentRequests} from './agent-requests.js';
import {Agents} from './agents.js';
import {BlindTransfer} from './blind-transfer.js';
import type {Calls} from './calls.js';
import type {Clock} from './clock.js';
import {logTo, refuse, type Core} from './core.js';
import {Dialling} from './dialling.js';
import {DialogRequests, type CallData} from './dialog-requests.js';
import {LegEvents} from './leg-events.js';
import type {EndKind, LegCarrier, LegId, LegNews, Voice} from './legs.js';
import {Overhearing} from './overhearing.js';
import {Pairing} from './pairing.js';
import {partsOf, type Parts} from './parts.js';
import {Presence} from './presence.js';
import {QueueMembers} from './queue-members.js';
import {Referring} from './referring.js';
import {defaultSettings, type WorldSettings} from './settings.js';
import type {Agent, ApiError, Deployment, MobileAgent, Queue, WorldEvent} from './types.js';

export interface WorldOptions {
  readonly deployment: Deployment;
  readonly clock: Clock;
  /** Simulated agents beyond those of the site. */
  readonly moreAgents?: number;
}

export type {WorldSettings} from './settings.js';

const silent: LegCarrier = {
  offer() {},
  answer() {},
  progress() {},
  accept() {},
  release() {},
  hold() {},
  connect() {},
};

/** One contact centre: what its doors ask of it and what it tells them. Pure: no sockets, no sound, time handed in. */
export class World {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly settings: WorldSettings = {...defaultSettings};
  readonly agents: Agents;
  readonly members = new QueueMembers();
  readonly calls: Calls;
  /** Where the carrier of legs reports. */
  readonly legs: LegNews;
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #agentRequests: AgentRequests;
  readonly #dialling: Dialling;
  readonly #dialogRequests: DialogRequests;
  readonly #overhearing: Overhearing;
  readonly #blind: BlindTransfer;
  readonly #presence: Presence;
  readonly #referring: Referring;
  readonly #legEvents: LegEvents;
  #carrier: LegCarrier = silent;

  constructor({deployment, clock, moreAgents = 0}: WorldOptions) {
    this.deployment = deployment;
    this.clock = clock;
    this.agents = new Agents({
      clock,
      more: moreAgents,
      onChange: (agent, requestId) => {
        if (agent.state === 'LOGOUT') this.#parts.nailed.release(agent);
        this.#emit({type: 'user', agentId: agent.id, requestId});
        if (agent.state === 'READY') this.distribute();
      },
    });
    this.#core = {
      deployment,
      clock,
      settings: this.settings,
      agents: this.agents,
      members: this.members,
      carrier: () => this.#carrier,
      tell: (event) => this.#emit(event),
      distribute: () => this.distribute(),
    };
    this.#parts = partsOf(this.#core);
    this.calls = this.#parts.calls;
    this.#agentRequests = new AgentRequests(this.#core, this.#parts);
    this.#dialling = new Dialling(this.#core, this.#parts);
    this.#blind = new BlindTransfer(this.#core, this.#parts);
    this.#presence = new Presence(this.#core, (agent, state, code) =>
      this.setStateBySystem(agent, state, code),
    );
    this.#referring = new Referring(this.#core, this.#parts);
    const pairing = new Pairing(this.#core, this.#parts, this.#dialling);
    this.#dialogRequests = new DialogRequests(this.#core, this.#parts, pairing, this.#blind);
    this.#overhearing = new Overhearing(this.#core, this.#parts, pairing);
    this.#legEvents = new LegEvents(this.#core, this.#parts, {
      agentRequests: this.#agentRequests,
      blind: this.#blind,
      dialling: this.#dialling,
      overhearing: this.#overhearing,
      referring: this.#referring,
    });
    this.legs = this.#legEvents;
  }

  /** Gives the world something that carries sound; without it calls run silently. */
  attach(carrier: LegCarrier): void {
    this.#carrier = carrier;
  }

  on(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  log(event: string, facts: Readonly<Record<string, unknown>>): void {
    logTo(this.#core, event, facts);
  }

  get registrations(): readonly string[] {
    return this.#parts.devices.registered;
  }

  collectedIn(callId: string): string {
    return this.#parts.digits.in(callId);
  }

  deviceOf(agent: Agent): {end: EndKind; number: string} {
    return this.#parts.devices.deviceOf(agent);
  }

  /** @param deviceId CCE, shared line: the phone chosen. */
  signIn(
    agent: Agent,
    extension: string,
    mobile: MobileAgent | undefined,
    requestId: string,
    deviceId = '',
  ): void {
    this.#agentRequests.signIn(agent, extension, mobile, requestId, deviceId);
  }

  /** A client's stream came or went; when an agent's last one is gone, they are signed out after a while. */
  presenceChanged(agentId: string, stream: object, available: boolean): void {
    this.#presence.changed(agentId, stream, available);
  }

  /** CCE: an agent begins or ceases to work for a queue. False when nothing changed. */
  setQueueMember(agent: Agent, queue: Queue, isMember: boolean): boolean {
    if (!this.members.set(agent, queue, isMember)) return false;
    this.#emit({type: 'queues', agentId: agent.id, queueId: queue.id, isMember});
    this.distribute();
    return true;
  }

  /** The figures of a queue are others now. */
  queueChanged(queueId: string): void {
    this.#emit({type: 'queue', queueId});
  }

  /** An item for whoever subscribed to the node. */
  publish(node: string, payload: string): void {
    this.#emit({type: 'item', node, payload});
  }

  requestState(
    agent: Agent,
    wanted: 'READY' | 'NOT_READY' | 'LOGOUT',
    reasonId: string | undefined,
    requestId: string,
  ): void {
    this.#agentRequests.requestState(agent, wanted, reasonId, requestId);
  }

  /** Whether the supervisor has the agent's team. */
  supervises(supervisor: Agent, agent: Agent): boolean {
    return supervisor.supervisor && supervisor !== agent && supervisor.teamId === agent.teamId;
  }

  /** On a call that no queue routed; on CCX it does not show in the agent's state. */
  readonly isBusyWithDirectCall = (agent: Agent): boolean =>
    this.calls.liveOf(agent).some(({party}) => !party.routed);

  /** A supervisor changes an agent's state; the reason is the system's. */
  setStateBySupervisor(agent: Agent, wanted: 'READY' | 'NOT_READY' | 'LOGOUT', requestId: string): void {
    this.#agentRequests.bySupervisor(agent, wanted, requestId);
  }

  /** The system sets an agent's state, with one of its reason codes. */
  setStateBySystem(agent: Agent, state: 'NOT_READY' | 'LOGOUT', code: number): void {
    this.#agentRequests.bySystem(agent, state, code);
  }

  /** @param variables call data that the call begins with (CCE) */
  makeCall(
    agent: Agent,
    to: string,
    requestId: string,
    variables: readonly (readonly [string, string])[] = [],
  ): void {
    this.#dialling.makeCall(agent, to, requestId, variables);
  }

  /** SILENT_MONITOR: a supervisor hears an agent's call. */
  monitor(supervisor: Agent, agent: Agent, requestId: string): void {
    this.#overhearing.monitor(supervisor, agent, requestId);
  }

  /** BARGE_CALL: a supervisor who hears a call comes into it. */
  barge(supervisor: Agent, agent: Agent, monitorId: string, requestId: string): void {
    this.#overhearing.barge(supervisor, agent, monitorId, requestId);
  }

  /** ANSWER, HOLD, RETRIEVE or DROP of the agent's own participant. */
  act(agent: Agent, dialogId: string, action: string, requestId: string): void {
    this.#dialogRequests.act(agent, dialogId, action, requestId);
  }

  consult(agent: Agent, dialogId: string, to: string, requestId: string): void {
    this.#dialogRequests.consult(agent, dialogId, to, requestId);
  }

  /** TRANSFER or CONFERENCE of the agent's held call and the one they talk in. */
  complete(agent: Agent, dialogId: string, action: 'TRANSFER' | 'CONFERENCE', requestId: string): void {
    this.#dialogRequests.complete(agent, dialogId, action, requestId);
  }

  /** TRANSFER_SST. */
  transfer(agent: Agent, dialogId: string, to: string, requestId: string): void {
    this.#dialogRequests.transfer(agent, dialogId, to, requestId);
  }

  /** PARTICIPANT_DROP. */
  dropParticipant(agent: Agent, dialogId: string, address: string, requestId: string): void {
    this.#dialogRequests.dropParticipant(agent, dialogId, address, requestId);
  }

  sendDigits(agent: Agent, dialogId: string, digits: string, requestId: string): void {
    this.#dialogRequests.sendDigits(agent, dialogId, digits, requestId);
  }

  updateCallData(agent: Agent, dialogId: string, data: CallData, requestId: string): void {
    this.#dialogRequests.updateCallData(agent, dialogId, data, requestId);
  }

  /** What was taken with 202 is not done: a notification says so in its turn. `source` is the path that was asked. */
  refuseInTurn(agent: Agent, source: string, requestId: string, error: ApiError): void {
    this.#parts.requests.later(source, () => refuse(this.#core, agent, source, requestId, error));
  }

  /** Somebody outside calls a queue, an extension or a line. Answers with the call's id. */
  callIn(call: {
    to: string;
    from: string;
    name: string;
    variables: Readonly<Record<string, string>>;
    voice: Voice;
  }): string {
    const id = this.#dialling.callIn(call);
    if (this.#carrier === silent) this.#dialling.arrive(id);
    return id;
  }

  /** The party who called in, or was called, hangs up. False when there is no such call or nobody outside in it. */
  hangUpOutside(callId: string): boolean {
    const call = this.calls.get(callId);
    const party = call?.parties.find(
      (candidate) => candidate.agentId === undefined && candidate.state !== 'DROPPED',
    );
    if (!call || !party) return false;
    this.#legEvents.leave(call, party);
    return true;
  }

  /** Offers waiting calls to agents who are free. */
  distribute(): void {
    this.#parts.queueing.distribute();
  }

  /** The permanent leg of an agent in a nailed connection; undefined while there is none. */
  nailedLegOf(agent: Agent): LegId | undefined {
    return this.#parts.nailed.legOf(agent);
  }

  /** Something between the contact centre and the agent's phone ends the permanent call. False when there is none. */
  cutNailedLeg(agent: Agent): boolean {
    const legId = this.nailedLegOf(agent);
    if (legId === undefined) return false;
    this.#carrier.release(legId, 'unreachable');
    this.legs.released(legId, 'unreachable');
    return true;
  }

  stop(): void {
    this.#blind.stop();
    this.#referring.stop();
    this.#dialling.stop();
    this.#presence.stop();
    this.#parts.ringing.stop();
    this.#parts.nailed.stop();
    this.calls.stop();
    this.agents.stop();
  }

  /** Every call ends, everybody is signed out, every setting is as it was. */
  reset(): void {
    for (const call of this.calls.all()) {
      for (const agent of this.calls.agentsIn(call)) this.calls.told('DELETE', agent, call);
    }
    this.stop();
    this.#parts.digits.clear();
    this.members.clear();
    Object.assign(this.settings, defaultSettings);
    for (const agent of this.agents.all()) if (agent.state !== 'LOGOUT') this.agents.to(agent, 'LOGOUT');
  }

  #emit(event: WorldEvent): void {
    if (event.type === 'dialog' && event.dialog.callType !== 'SUPERVISOR_MONITOR')
      this.#overhearing.noticed(event.agentId);
    for (const listener of [...this.#listeners]) listener(event);
  }
}
