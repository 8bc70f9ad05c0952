import {Agents, reasonById, systemReason} from './agents.js';
import {Calls, type CallSettings} from './calls.js';
import type {Clock} from './clock.js';
import type {Cause, EndKind, Identity, LegCarrier, LegId, LegNews, Voice} from './legs.js';
import {actionsFor, verdictOn} from './rules.js';
import {kindOfNumber, queues, remoteDestinationOf, systemReasons} from './site.js';
import type {Agent, ApiError, Deployment, MobileAgent, WorldEvent} from './types.js';

export interface WorldOptions {
  readonly deployment: Deployment;
  readonly clock: Clock;
}

export interface WorldSettings extends CallSettings {
  /** Between a request's 202 and its effect; ms. */
  requestMs: number;
  /** Between RESERVED and the call's first event; ms. */
  reserveMs: number;
}

const defaults: WorldSettings = {
  requestMs: 30,
  reserveMs: 200,
  ringSeconds: 20,
  wrapUpSeconds: 30,
  remoteDestinationActive: true,
  wrapUpOnIncoming: 'REQUIRED',
};

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
export class World implements LegNews {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly settings: WorldSettings = {...defaults};
  readonly agents: Agents;
  readonly calls: Calls;
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  readonly #registered = new Set<string>();
  /** Digits each machine has collected, by call. */
  readonly #collected = new Map<string, string>();
  readonly #busyUntil = new Map<string, number>();
  #carrier: LegCarrier = silent;

  constructor({deployment, clock}: WorldOptions) {
    this.deployment = deployment;
    this.clock = clock;
    this.agents = new Agents({
      clock,
      onChange: (agent, requestId) => {
        this.#emit({type: 'user', agentId: agent.id, requestId});
        if (agent.state === 'READY') this.distribute();
      },
    });
    this.calls = new Calls({
      deployment,
      clock,
      agents: this.agents,
      settings: this.settings,
      carrier: () => this.#carrier,
      deviceOf: (agent) => this.deviceOf(agent),
      isBusy: (agent) => this.#isBusy(agent),
      onDialog: (kind, agent, dialog, requestId) =>
        this.#emit({type: 'dialog', kind, agentId: agent.id, dialog, requestId}),
      distribute: () => this.distribute(),
      log: (event, facts) => this.log(event, facts),
    });
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
    this.#emit({type: 'log', event, facts});
  }

  get registrations(): readonly string[] {
    return [...this.#registered];
  }

  collectedIn(callId: string): string {
    return this.#collected.get(callId) ?? '';
  }

  /**
   * Where an agent's audio is: the Mobile Agent's phone (CCE), the active remote destination (CCX, Extend & Connect),
   * else the phone on the extension itself.
   */
  deviceOf(agent: Agent): {end: EndKind; number: string} {
    const remote =
      this.deployment === 'CCE' ? agent.mobile?.dialNumber : remoteDestinationOf(agent.extension);
    if (remote !== undefined) {
      if (kindOfNumber(remote) !== 'browser') return {end: 'caller', number: remote};
      if (this.deployment === 'CCE' || this.#registered.has(remote)) return {end: 'sip', number: remote};
    }
    return {end: 'phone', number: agent.extension};
  }

  /** CCX: a CTI remote device without an active remote destination; calls to and from it fail as busy. */
  #isBusy(agent: Agent): boolean {
    return (
      this.deployment === 'CCX' &&
      !this.settings.remoteDestinationActive &&
      remoteDestinationOf(agent.extension) !== undefined
    );
  }

  signIn(agent: Agent, extension: string, mobile: MobileAgent | undefined, requestId: string): void {
    this.#later(`User/${agent.id}`, () => {
      const kind = kindOfNumber(extension);
      if (kind !== 'extension' && kind !== 'desk-phone') {
        this.#refuse(agent, `User/${agent.id}`, requestId, {
          type: 'Invalid Device',
          message: 'CF_INVALID_LOGON_DEVICE_SPECIFIED',
          data: this.deployment === 'CCE' ? '260' : '88003',
        });
        return;
      }
      const holder = this.agents.at(extension);
      if (holder && holder !== agent) {
        this.#refuse(agent, `User/${agent.id}`, requestId, {
          type: 'Device Busy',
          message: 'CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON',
          data: '259',
        });
        return;
      }
      this.agents.signIn(agent, extension, mobile, requestId);
    });
  }

  requestState(
    agent: Agent,
    wanted: 'READY' | 'NOT_READY' | 'LOGOUT',
    reasonId: string | undefined,
    requestId: string,
  ): void {
    this.#later(`User/${agent.id}`, () => {
      const calls = this.calls
        .of(agent)
        .filter((call) => this.calls.partyOf(call, agent)?.state !== 'WRAP_UP');
      const verdict = verdictOn(
        agent,
        wanted,
        this.deployment,
        calls.some((call) => call.routed),
        calls.length > 0,
      );
      const reason = wanted === 'READY' ? undefined : reasonById(reasonId);
      if (verdict.do === 'refuse') {
        this.#refuse(agent, `User/${agent.id}`, requestId, verdict.error);
        return;
      }
      if (verdict.do === 'pend') {
        this.agents.pend(agent, wanted, reason, requestId);
        return;
      }
      this.calls.endWrapUp(agent);
      this.agents.to(agent, wanted, {reason, requestId});
    });
  }

  makeCall(agent: Agent, to: string, requestId: string): void {
    this.#later(`User/${agent.id}/Dialogs`, () => {
      const source = `User/${agent.id}/Dialogs`;
      if (agent.state === 'READY' && this.deployment === 'CCX') {
        this.#refuse(agent, source, requestId, {
          type: 'Call Operation Failure',
          message: 'CF_INVALID_OBJECT_STATE',
          data: '22',
        });
        return;
      }
      if (agent.state !== 'READY' && agent.state !== 'NOT_READY') {
        this.#refuse(agent, source, requestId, {
          type: 'Call Operation Failure',
          message: 'CF_RESOURCE_BUSY',
          data: '33',
        });
        return;
      }
      if (agent.state === 'READY') {
        this.agents.to(agent, 'NOT_READY', {
          reason: systemReason(systemReasons.callFromReady[this.deployment]),
        });
      }
      const call = this.calls.newCall(
        {number: agent.extension, name: `${agent.firstName} ${agent.lastName}`},
        to,
      );
      call.callType = 'AGENT_INSIDE';
      const party = this.calls.addParty(call, agent.extension, call.fromName, 'INITIATING', agent);
      call.state = 'INITIATING';
      this.calls.settleAgent(agent);
      this.#emit({type: 'dialog', kind: 'POST', agentId: agent.id, dialog: this.calls.view(call), requestId});
      if (this.#isBusy(agent)) {
        this.calls.fail(call, 'busy');
        return;
      }
      const device = this.deviceOf(agent);
      this.calls.offerLeg(call, party, device.end, device.number, {kind: 'speech'});
      // the agent pressed "call" on the screen: a controlled desk phone goes off hook by itself
      if (device.end === 'phone' && party.legId !== undefined) this.#carrier.answer(party.legId);
    });
  }

  /** ANSWER, HOLD, RETRIEVE or DROP of the agent's own participant. */
  act(agent: Agent, dialogId: string, action: string, requestId: string): void {
    this.#later(`Dialog/${dialogId}`, () => {
      const call = this.calls.get(dialogId);
      const party = call && this.calls.partyOf(call, agent);
      if (!call || !party || !actionsFor(party, call, agent, this.deployment).includes(action)) {
        this.#refuse(agent, `Dialog/${dialogId}`, requestId, {
          type: 'Generic Error',
          message: `INVALID_ACTION ${action} on extension ${agent.extension}`,
          data: agent.extension,
        });
        return;
      }
      if (action === 'ANSWER' && party.legId !== undefined) {
        if (this.deviceOf(agent).end !== 'phone') {
          // a remote phone can only be taken off hook where it is
          this.#refuse(agent, `Dialog/${dialogId}`, requestId, {
            type: 'Call Operation Failure',
            message: 'CF_INVALID_OBJECT_STATE',
            data: '22',
          });
          return;
        }
        this.#carrier.answer(party.legId);
      }
      if (action === 'HOLD') this.calls.hold(call, party, true, requestId);
      if (action === 'RETRIEVE') this.calls.hold(call, party, false, requestId);
      if (action === 'DROP') this.calls.leave(call, party, requestId);
    });
  }

  sendDigits(agent: Agent, dialogId: string, digits: string, requestId: string): void {
    this.#later(`Dialog/${dialogId}`, () => {
      const call = this.calls.get(dialogId);
      const party = call && this.calls.partyOf(call, agent);
      if (!call || party?.state !== 'ACTIVE') {
        this.#refuse(agent, `Dialog/${dialogId}`, requestId, {
          type: 'Generic Error',
          message: `INVALID_ACTION SEND_DTMF on extension ${agent.extension}`,
          data: agent.extension,
        });
        return;
      }
      this.#collected.set(call.id, this.collectedIn(call.id) + digits);
    });
  }

  updateCallData(
    agent: Agent,
    dialogId: string,
    data: {wrapUpReason: string | undefined; variables: readonly (readonly [string, string])[]},
    requestId: string,
  ): void {
    this.#later(`Dialog/${dialogId}`, () => {
      const call = this.calls.get(dialogId);
      const party = call && this.calls.partyOf(call, agent);
      if (!call || !party || !actionsFor(party, call, agent, this.deployment).includes('UPDATE_CALL_DATA')) {
        this.#refuse(agent, `Dialog/${dialogId}`, requestId, {
          type: 'Generic Error',
          message: `INVALID_ACTION UPDATE_CALL_DATA on extension ${agent.extension}`,
          data: agent.extension,
        });
        return;
      }
      if (data.wrapUpReason !== undefined) call.wrapUpReason = data.wrapUpReason;
      for (const [name, value] of data.variables) call.variables.set(name, value);
      this.calls.changed(call, requestId);
    });
  }

  /** Somebody outside calls a queue, an extension or a line. Answers with the call's id. */
  callIn(call: {
    to: string;
    from: string;
    name: string;
    variables: Readonly<Record<string, string>>;
    voice: Voice;
  }): string {
    const record = this.calls.newCall(
      {number: call.from, name: call.name},
      call.to,
      Object.entries(call.variables),
    );
    const party = this.calls.addParty(record, call.from, call.name, 'INITIATED');
    this.calls.offerLeg(record, party, 'caller', call.from, call.voice, true);
    if (this.#carrier === silent) this.#arrive(record.id);
    return record.id;
  }

  /** The party who called in, or was called, hangs up. False when there is no such call or nobody outside in it. */
  hangUpOutside(callId: string): boolean {
    const call = this.calls.get(callId);
    const party = call?.parties.find(
      (candidate) => candidate.agentId === undefined && candidate.state !== 'DROPPED',
    );
    if (!call || !party) return false;
    this.calls.leave(call, party);
    return true;
  }

  /** Offers waiting calls to agents who are free, longest waiting first on both sides. */
  distribute(): void {
    for (const call of this.calls.waiting()) {
      const queue = queues.find((candidate) => candidate.id === call.queueNumber);
      const agent = queue && this.agents.readyIn(queue.teamIds).find((each) => !this.calls.isOnCall(each));
      if (!agent || this.#reserved.has(call.id)) continue;
      this.#reserved.add(call.id);
      this.agents.to(agent, 'RESERVED');
      this.clock.after(this.settings.reserveMs, () => {
        this.#reserved.delete(call.id);
        if (agent.state !== 'RESERVED') return;
        if (this.calls.get(call.id)) this.calls.alert(call, agent);
        else this.agents.to(agent, agent.before.state, {reason: agent.before.reason});
      });
    }
  }

  readonly #reserved = new Set<string>();

  dialled({legId, from, to}: {legId: LegId; end: EndKind; from: Identity; to: string}): void {
    const agent = this.agents.at(from.number);
    const call = this.calls.newCall(from, to);
    const party = this.calls.addParty(call, from.number, from.name, 'INITIATED', agent);
    this.calls.adoptLeg(call, party, legId);
    if (agent) {
      this.calls.settleAgent(agent);
      this.#emit({
        type: 'dialog',
        kind: 'POST',
        agentId: agent.id,
        dialog: this.calls.view(call),
        requestId: '',
      });
    }
    if (kindOfNumber(to) === 'queue') {
      this.#carrier.accept(legId);
      return;
    }
    this.#carrier.progress(legId);
    this.calls.ringNumber(call, to);
  }

  ringing(legId: LegId): void {
    this.log('leg-ringing', {legId});
  }

  answered(legId: LegId): void {
    const found = this.calls.byLeg(legId);
    if (!found) return;
    const {call, party} = found;
    this.log('leg-answered', {legId, callId: call.id});
    this.calls.answered(call, party);
    if (party.state === 'INITIATED' && call.parties.length === 1) this.#arrive(call.id);
    if (party.state === 'INITIATING') this.#dialOut(call.id);
  }

  refused(legId: LegId, cause: Cause): void {
    const found = this.calls.byLeg(legId);
    if (!found) return;
    const {call, party} = found;
    this.log('leg-refused', {legId, callId: call.id, cause});
    if (party.agentId !== undefined && call.routed) this.calls.takeBack(call, party, cause);
    else if (party === call.parties[0]) this.calls.leave(call, party);
    else this.calls.fail(call, cause);
  }

  released(legId: LegId, cause: Cause): void {
    const found = this.calls.byLeg(legId);
    if (!found) return;
    this.log('leg-released', {legId, callId: found.call.id, cause});
    this.calls.leave(found.call, found.party);
  }

  digit(legId: LegId, digit: string): void {
    const found = this.calls.byLeg(legId);
    if (!found) return;
    this.#collected.set(found.call.id, this.collectedIn(found.call.id) + digit);
  }

  registered(number: string, isRegistered: boolean): void {
    if (isRegistered) this.#registered.add(number);
    else this.#registered.delete(number);
    this.log('line', {number, registered: isRegistered});
  }

  stop(): void {
    this.calls.stop();
    this.agents.stop();
  }

  /** Every call ends, everybody is signed out, every setting is as it was. */
  reset(): void {
    for (const call of this.calls.all()) {
      const state = call.state;
      for (const party of call.parties) {
        if (party.agentId === undefined) continue;
        this.#emit({
          type: 'dialog',
          kind: 'DELETE',
          agentId: party.agentId,
          dialog: this.calls.view(call, state),
          requestId: '',
        });
      }
    }
    this.stop();
    this.#collected.clear();
    Object.assign(this.settings, defaults);
    for (const agent of this.agents.all()) if (agent.state !== 'LOGOUT') this.agents.to(agent, 'LOGOUT');
  }

  /** A caller is on the line: to the queue, or to the number dialled. */
  #arrive(callId: string): void {
    const call = this.calls.get(callId);
    if (!call || call.parties.length !== 1) return;
    const caller = call.parties[0];
    if (caller) caller.legUp = true;
    if (kindOfNumber(call.toAddress) === 'queue') this.calls.enterQueue(call, call.toAddress);
    else this.calls.ringNumber(call, call.toAddress);
    this.calls.connect();
  }

  /** The agent who places a call is on the line: ring the number. */
  #dialOut(callId: string): void {
    const call = this.calls.get(callId);
    const caller = call?.parties[0];
    if (!call || !caller) return;
    caller.state = 'INITIATED';
    call.state = 'INITIATED';
    if (kindOfNumber(call.toAddress) === 'outside') call.callType = 'OUT';
    this.calls.changed(call);
    this.calls.ringNumber(call, call.toAddress);
  }

  /** One request at a time per object, each a little later than its 202. */
  #later(object: string, run: () => void): void {
    const now = this.clock.now();
    const at = Math.max(now, this.#busyUntil.get(object) ?? 0) + this.settings.requestMs;
    this.#busyUntil.set(object, at);
    this.clock.after(at - now, () => {
      if (this.#busyUntil.get(object) === at) this.#busyUntil.delete(object);
      run();
    });
  }

  #refuse(agent: Agent, source: string, requestId: string, error: ApiError): void {
    this.#emit({type: 'refused', agentId: agent.id, source, requestId, error});
  }

  #emit(event: WorldEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
