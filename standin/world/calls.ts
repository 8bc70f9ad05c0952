import type {Agents} from './agents.js';
import {systemReason} from './agents.js';
import type {Clock} from './clock.js';
import {hearingOf} from './hearing.js';
import type {Cause, EndKind, Identity, LegCarrier, LegId, Voice} from './legs.js';
import {afterCall} from './rules.js';
import {kindOfNumber, outsideLines, queues, systemReasons} from './site.js';
import type {Agent, Call, Deployment, DialogView, Party} from './types.js';
import {dialogView} from './view.js';

/** What a test or a scenario may turn; times in seconds. */
export interface CallSettings {
  /** How long a routed call rings before it is taken from the agent (RONA). */
  ringSeconds: number;
  wrapUpSeconds: number;
  /** CCX, Extend & Connect: whether remote destinations are active. Calls to an agent whose one is not fail as busy. */
  remoteDestinationActive: boolean;
  wrapUpOnIncoming: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
}

export interface CallsOptions {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly agents: Agents;
  readonly settings: CallSettings;
  readonly carrier: () => LegCarrier;
  /** Where a signed-in agent's audio is. */
  readonly deviceOf: (agent: Agent) => {end: EndKind; number: string};
  /** The agent's device takes no call: a remote device without an active remote destination. */
  readonly isBusy: (agent: Agent) => boolean;
  readonly onDialog: (
    kind: 'POST' | 'PUT' | 'DELETE',
    agent: Agent,
    dialog: DialogView,
    requestId: string,
  ) => void;
  /** A routed call waits (again) for an agent, or an agent may be free. */
  readonly distribute: () => void;
  readonly log: (event: string, facts: Record<string, unknown>) => void;
}

const gone = (party: Party) => party.state === 'DROPPED' || party.state === 'WRAP_UP';

const failure: Partial<Record<Cause, string>> = {
  busy: 'BUSY',
  'not-found': 'BAD_DESTINATION',
  'not-registered': 'DEVICE_RESOURCE_NOT_AVAILABLE',
};

/** The calls of the site: parties come, talk, are held and leave; each change is told to the agents it concerns. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #calls = new Map<string, Call>();
  readonly #legs = new Map<LegId, {call: Call; party: Party}>();
  readonly #ringTimers = new Map<string, () => void>();
  #nextId = 16777217;
  #nextLeg = 1;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  all(): Call[] {
    return [...this.#calls.values()];
  }

  get(id: string): Call | undefined {
    return this.#calls.get(id);
  }

  byLeg(legId: LegId): {call: Call; party: Party} | undefined {
    return this.#legs.get(legId);
  }

  of(agent: Agent): Call[] {
    return this.all().filter((call) => this.partyOf(call, agent));
  }

  partyOf(call: Call, agent: Agent): Party | undefined {
    return call.parties.find((party) => party.agentId === agent.id);
  }

  view(call: Call, state?: string): DialogView {
    return dialogView(call, (id) => this.#options.agents.get(id), this.#options.deployment, state);
  }

  newCall(from: Identity, to: string, variables: Iterable<readonly [string, string]> = []): Call {
    const now = this.#options.clock.now();
    const call: Call = {
      id: String(this.#nextId++),
      state: 'INITIATED',
      fromAddress: from.number,
      fromName: from.name,
      toAddress: to,
      dialedNumber: to,
      callType: 'OTHER_IN',
      queueNumber: '',
      queueName: '',
      routed: false,
      wrapUpReason: '',
      variables: new Map(Array.from({length: 10}, (_, index) => [`callVariable${index + 1}`, ''] as const)),
      parties: [],
      createdAt: now,
    };
    for (const [name, value] of variables) call.variables.set(name, value);
    this.#calls.set(call.id, call);
    return call;
  }

  addParty(call: Call, address: string, name: string, state: Party['state'], agent?: Agent): Party {
    const now = this.#options.clock.now();
    const party: Party = {
      address,
      name,
      agentId: agent?.id,
      state,
      cause: '',
      startTime: now,
      stateChangeTime: now,
      legId: undefined,
      legUp: false,
    };
    call.parties.push(party);
    return party;
  }

  /** Gives a party a leg that exists already: a line or a phone that dialled by itself. */
  adoptLeg(call: Call, party: Party, legId: LegId): void {
    party.legId = legId;
    this.#legs.set(legId, {call, party});
  }

  /** Rings an end for a party. */
  offerLeg(call: Call, party: Party, end: EndKind, number: string, voice: Voice, originating = false): void {
    const legId = `leg-${this.#nextLeg++}`;
    this.adoptLeg(call, party, legId);
    this.#options.carrier().offer({
      legId,
      callId: call.id,
      end,
      number,
      from: {number: call.fromAddress, name: call.fromName},
      voice,
      originating,
    });
  }

  /** Marks a call as routed by a queue; it waits with music until somebody is free. */
  enterQueue(call: Call, number: string): void {
    const queue = queues.find((candidate) => candidate.number === number);
    if (!queue) return;
    call.routed = true;
    call.callType = this.#options.deployment === 'CCE' ? 'PREROUTE_ACD_IN' : 'ACD_IN';
    call.queueNumber = queue.id;
    call.queueName = queue.name;
    this.#options.distribute();
  }

  /** Routed calls that nobody has been offered, oldest first. */
  waiting(): Call[] {
    return this.all().filter(
      (call) =>
        call.routed && call.state === 'INITIATED' && call.parties.length === 1 && call.parties[0]?.legUp,
    );
  }

  /** Rings a number that is not a queue: an agent's extension, a phone, a line of the switch, or somebody outside. */
  ringNumber(call: Call, number: string): void {
    const {agents} = this.#options;
    const agent = agents.at(number);
    const kind = kindOfNumber(number);
    if (agent) {
      // the telephone system says busy before the contact centre hears of the call
      if (this.#options.isBusy(agent)) this.fail(call, 'busy');
      else this.alert(call, agent);
      return;
    }
    if (kind === 'unknown' || kind === 'queue') {
      this.fail(call, 'not-found');
      return;
    }
    const line = outsideLines.find((candidate) => candidate.number === number);
    const party = this.addParty(call, number, line?.name ?? '', 'ALERTING');
    call.state = 'ALERTING';
    const end: EndKind = line?.end ?? (kind === 'browser' ? 'sip' : kind === 'outside' ? 'caller' : 'phone');
    this.offerLeg(call, party, end, number, line?.voice ?? {kind: 'speech'});
    this.changed(call);
    this.connect();
  }

  /** Rings an agent: POST of the dialog, and the leg to wherever the agent's audio is. */
  alert(call: Call, agent: Agent): void {
    const {clock, settings} = this.#options;
    const party = this.addParty(
      call,
      agent.extension,
      `${agent.firstName} ${agent.lastName}`,
      'ALERTING',
      agent,
    );
    call.state = 'ALERTING';
    for (const other of this.#agentsIn(call)) {
      if (other !== agent) this.#options.onDialog('PUT', other, this.view(call), '');
    }
    // a call that nobody routed takes a CCX agent out of Ready, and they stay out (reason 32761); CCE waits for the answer
    if (!call.routed && this.#options.deployment === 'CCX' && agent.state === 'READY')
      this.#options.agents.to(agent, 'NOT_READY', {reason: systemReason(systemReasons.directCall.CCX)});
    this.#options.onDialog('POST', agent, this.view(call), '');
    if (call.routed && this.#options.isBusy(agent)) {
      this.takeBack(call, party, 'busy');
      return;
    }
    const device = this.#options.deviceOf(agent);
    this.offerLeg(call, party, device.end, device.number, {kind: 'speech'});
    this.connect();
    if (call.routed) {
      this.#ringTimers.set(
        call.id,
        clock.after(settings.ringSeconds * 1000, () => this.takeBack(call, party, 'no-answer')),
      );
    }
  }

  /** RONA: the call leaves the agent, who becomes Not Ready, and waits in front of the queue again. */
  takeBack(call: Call, party: Party, cause: Cause): void {
    const agent = party.agentId === undefined ? undefined : this.#options.agents.get(party.agentId);
    if (!agent || party.state !== 'ALERTING') return;
    this.#stopRinging(call);
    this.releaseLeg(party, cause);
    this.#set(party, 'DROPPED');
    this.#options.onDialog('DELETE', agent, this.view(call, 'DROPPED'), '');
    call.parties = call.parties.filter((other) => other !== party);
    call.state = 'INITIATED';
    const code = systemReasons.ringNoAnswer[this.#options.deployment];
    this.#options.agents.to(agent, 'NOT_READY', {reason: systemReason(code)});
    this.#options.log('rona', {callId: call.id, agentId: agent.id, cause});
    this.connect();
    this.#options.distribute();
  }

  /** The end of a party's leg is there and media flows. */
  answered(call: Call, party: Party): void {
    party.legUp = true;
    if (party.state !== 'ALERTING') {
      this.connect();
      return;
    }
    this.#stopRinging(call);
    const now = this.#options.clock.now();
    call.state = 'ACTIVE';
    for (const other of call.parties) {
      if (other.state !== 'ALERTING' && other.state !== 'INITIATED' && other.state !== 'INITIATING') continue;
      this.#set(other, 'ACTIVE');
      other.startTime = now;
      if (other !== party && other.legId !== undefined && !other.legUp)
        this.#options.carrier().accept(other.legId);
    }
    this.connect();
    for (const agent of this.#agentsIn(call)) this.settleAgent(agent);
    this.changed(call);
  }

  hold(call: Call, party: Party, held: boolean, requestId: string): void {
    this.#set(party, held ? 'HELD' : 'ACTIVE');
    if (party.legId !== undefined) this.#options.carrier().hold(party.legId, held);
    this.connect();
    const agent = party.agentId === undefined ? undefined : this.#options.agents.get(party.agentId);
    if (agent) this.settleAgent(agent);
    this.changed(call, requestId);
  }

  /** Somebody leaves: by hanging up, by DROP, or because their leg died. With one left, the call is over for all. */
  leave(call: Call, party: Party, requestId = ''): void {
    if (gone(party) || !this.#calls.has(call.id)) return;
    this.#stopRinging(call);
    this.releaseLeg(party, 'normal');
    const wasTalking = call.state === 'ACTIVE';
    const staying = call.parties.filter((other) => other !== party && !gone(other));
    if (wasTalking && staying.length > 1) {
      this.#dropOne(call, party, requestId);
      return;
    }
    if (!wasTalking) {
      this.#cancel(call, requestId);
      return;
    }
    this.#finish(call, party, staying, requestId);
  }

  /** The number can't be reached: the caller hears why, an agent sees FAILED and must drop. */
  fail(call: Call, cause: Cause): void {
    const caller = call.parties[0];
    const called = this.#agentsIn(call).filter((agent) => agent.id !== caller?.agentId);
    for (const party of call.parties) {
      if (party === caller) continue;
      this.releaseLeg(party, cause);
      this.#set(party, 'DROPPED');
    }
    for (const agent of called) this.#options.onDialog('DELETE', agent, this.view(call), '');
    call.parties = call.parties.slice(0, 1);
    if (!caller) return;
    if (caller.agentId === undefined) {
      this.releaseLeg(caller, cause);
      this.#calls.delete(call.id);
      this.connect();
      return;
    }
    call.state = 'FAILED';
    this.#set(caller, 'FAILED');
    caller.cause = failure[cause] ?? 'OTHER';
    this.changed(call);
    this.connect();
  }

  /** Wrap-up is over: the dialogs kept for it go. */
  endWrapUp(agent: Agent, requestId = ''): void {
    for (const call of this.of(agent)) {
      const party = this.partyOf(call, agent);
      if (party?.state !== 'WRAP_UP') continue;
      this.#set(party, 'DROPPED');
      call.parties = call.parties.filter((other) => other === party || !gone(other));
      call.state = call.parties.some((other) => !gone(other)) ? call.state : 'DROPPED';
      this.#options.onDialog('DELETE', agent, this.view(call, 'DROPPED'), requestId);
      call.parties = call.parties.filter((other) => other !== party);
      if (call.parties.length === 0) this.#calls.delete(call.id);
    }
  }

  /** Whether an agent has a call that is not only being wrapped up: a queue passes them over meanwhile. */
  isOnCall(agent: Agent): boolean {
    return this.of(agent).some((call) => {
      const party = this.partyOf(call, agent);
      return party !== undefined && !gone(party);
    });
  }

  /** TALKING, HOLD or back to what the agent was, from the calls that are left. */
  settleAgent(agent: Agent): void {
    const {agents, deployment} = this.#options;
    const mine = this.of(agent).flatMap((call) => {
      const party = this.partyOf(call, agent);
      return party && !gone(party) ? [{call, party}] : [];
    });
    const counting = deployment === 'CCE' ? mine : mine.filter(({call}) => call.routed);
    const talking = counting.some(
      ({party}) => party.state === 'ACTIVE' || party.state === 'INITIATED' || party.state === 'INITIATING',
    );
    const held = counting.some(({party}) => party.state === 'HELD');
    const wanted = talking ? 'TALKING' : held ? (deployment === 'CCE' ? 'HOLD' : 'TALKING') : undefined;
    if (wanted) {
      if (agent.state !== wanted) agents.to(agent, wanted);
      return;
    }
    if (agent.state !== 'TALKING' && agent.state !== 'HOLD' && agent.state !== 'RESERVED') return;
    const next = agent.pending ?? agent.before;
    agents.to(agent, next.state, {reason: next.reason});
    this.#options.distribute();
  }

  /** Tells every agent in the call what it looks like now. */
  changed(call: Call, requestId = ''): void {
    for (const agent of this.#agentsIn(call))
      this.#options.onDialog('PUT', agent, this.view(call), requestId);
  }

  connect(): void {
    this.#options.carrier().connect(hearingOf(this.#calls.values()));
  }

  releaseLeg(party: Party, cause: Cause): void {
    if (party.legId === undefined) return;
    this.#options.carrier().release(party.legId, cause);
    this.#legs.delete(party.legId);
    party.legId = undefined;
    party.legUp = false;
  }

  stop(): void {
    for (const stop of this.#ringTimers.values()) stop();
    this.#ringTimers.clear();
    for (const call of this.all()) for (const party of call.parties) this.releaseLeg(party, 'normal');
    this.#calls.clear();
  }

  #agentsIn(call: Call): Agent[] {
    return call.parties.flatMap((party) => {
      const agent = party.agentId === undefined ? undefined : this.#options.agents.get(party.agentId);
      return agent ? [agent] : [];
    });
  }

  #set(party: Party, state: Party['state']): void {
    party.state = state;
    party.stateChangeTime = this.#options.clock.now();
  }

  #stopRinging(call: Call): void {
    this.#ringTimers.get(call.id)?.();
    this.#ringTimers.delete(call.id);
  }

  #dropOne(call: Call, party: Party, requestId: string): void {
    this.#set(party, 'DROPPED');
    this.changed(call, requestId);
    call.parties = call.parties.filter((other) => other !== party);
    this.connect();
    this.changed(call);
  }

  /** The call never came about: it vanishes for everybody, its state as it was (DELETE may carry any state). */
  #cancel(call: Call, requestId: string): void {
    const state = call.state;
    const agents = this.#agentsIn(call);
    for (const party of call.parties) {
      this.releaseLeg(party, 'normal');
      this.#set(party, 'DROPPED');
    }
    for (const agent of agents) this.#options.onDialog('DELETE', agent, this.view(call, state), requestId);
    this.#calls.delete(call.id);
    this.connect();
    for (const agent of agents) this.settleAgent(agent);
    this.#options.distribute();
  }

  #finish(call: Call, first: Party, staying: readonly Party[], requestId: string): void {
    const {agents, deployment, settings, onDialog} = this.#options;
    const involved = this.#agentsIn(call);
    const plans = new Map(
      involved.map((agent) => [agent, afterCall(agent, call, deployment, settings.wrapUpOnIncoming)]),
    );
    const end = (party: Party) => {
      const agent = involved.find((candidate) => candidate.id === party.agentId);
      this.#set(party, agent && plans.get(agent)?.wrapUp ? 'WRAP_UP' : 'DROPPED');
    };
    end(first);
    for (const agent of involved) onDialog('PUT', agent, this.view(call), requestId);
    for (const party of staying) {
      this.releaseLeg(party, 'normal');
      end(party);
    }
    const wrappingUp = call.parties.some((party) => party.state === 'WRAP_UP');
    if (wrappingUp)
      call.parties = call.parties.filter((party) => party.state !== 'DROPPED' || party.agentId !== undefined);
    else call.state = 'DROPPED';
    this.connect();
    for (const agent of involved) onDialog('PUT', agent, this.view(call), '');
    for (const [agent, plan] of plans) {
      if (plan.wrapUp && (plan.state === 'WORK' || plan.state === 'WORK_READY')) {
        agents.work(agent, plan.state, settings.wrapUpSeconds * 1000, () => {
          this.endWrapUp(agent);
          agents.to(agent, agent.before.state, {reason: agent.before.reason});
          this.#options.distribute();
        });
        continue;
      }
      onDialog('DELETE', agent, this.view(call, 'DROPPED'), '');
      call.parties = call.parties.filter((party) => party.agentId !== agent.id);
      this.settleAgent(agent);
    }
    if (call.parties.length === 0 || !call.parties.some((party) => party.agentId !== undefined))
      this.#calls.delete(call.id);
  }
}
