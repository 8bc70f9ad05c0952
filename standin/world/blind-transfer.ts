import {livePartiesOf, type Calls} from './calls.js';
import {refuse, type Core} from './core.js';
import {systemReason} from './agents.js';
import type {Cause, EndKind} from './legs.js';
import type {Parts} from './parts.js';
import {kindOfNumber, outsideLines, systemReasons} from './site.js';
import type {Agent, Call, Party} from './types.js';

/** What the agent is told when the target was not reached (CTI control-failure codes). */
const failures: Partial<Record<Cause, readonly [message: string, data: string]>> = {
  busy: ['CF_RESOURCE_BUSY', '33'],
  'not-found': ['CF_INVALID_DESTINATION', '14'],
  'no-answer': ['CF_REQUEST_TIMEOUT_REJECTION', '78'],
};

/**
 * TRANSFER_SST: the call is held, the target rings, and when it answers the agent is out. Until then the call is still
 * the agent's and comes back when nobody answers (Finesse developer guide, Single-Step Transfer; the events at the
 * target as captured from real systems and published).
 */
export class BlindTransfer {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #calls: Calls;
  readonly #timers = new Map<string, () => void>();

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
    this.#calls = parts.calls;
  }

  begin(agent: Agent, call: Call, party: Party, to: string, requestId: string): void {
    const calls = this.#calls;
    calls.setState(party, 'HELD');
    calls.connect();
    this.#parts.settling.settle(agent);
    calls.changed(call, requestId);
    const target = this.#core.agents.at(to);
    const kind = kindOfNumber(to);
    if (kind === 'queue') this.#toQueue(call, party, to);
    else if (kind === 'unknown' || target === agent) this.#failed(agent, call, requestId, 'not-found');
    else if (
      this.#parts.devices.isBusyAt(to) ||
      livePartiesOf(call).some(({address}) => address === to) ||
      (target && this.#parts.devices.isBusy(target))
    )
      this.#failed(agent, call, requestId, 'busy');
    else this.#ring(agent, call, to, target, requestId);
  }

  /** The target answered: the agent is out. */
  answered(call: Call): void {
    const {handover} = call;
    if (!handover) return;
    this.#stop(call);
    const calls = this.#calls;
    const {target} = handover;
    calls.setState(target, 'ACTIVE');
    target.startTime = this.#core.clock.now();
    target.legUp = true;
    call.handover = undefined;
    const answering = calls.agentOf(target);
    if (answering) this.#parts.holding.holdOthers(answering, call);
    const leaving = call.parties.find(({agentId}) => agentId === handover.agentId);
    if (leaving) this.#parts.endings.leaveOthersTalking(call, leaving, '', 'OTHER');
    for (const end of livePartiesOf(call)) this.#introduce(call, end);
    calls.connect();
    if (!answering) return;
    this.#parts.settling.settle(answering);
    calls.catchUp(answering);
  }

  /** The target did not answer, or the call was taken back: the call is the agent's alone again. */
  comeBack(call: Call, cause: Cause): void {
    const {handover} = call;
    if (!handover) return;
    this.#withdraw(call, cause);
    const agent = this.#core.agents.get(handover.agentId);
    if (agent) this.#failed(agent, call, handover.requestId, cause);
  }

  /** The agent retrieves, or the customer is gone: the target stops ringing, and nothing has failed. */
  withdraw(call: Call): void {
    if (call.handover) this.#withdraw(call, 'normal');
  }

  /** The agent does not wait for the answer: the call rings on without them. */
  letGo(call: Call, party: Party, requestId: string): void {
    const {handover} = call;
    if (!handover) return;
    this.#stop(call);
    call.handover = undefined;
    this.#parts.endings.leaveOthersTalking(call, party, requestId, 'OTHER');
    call.state = 'ALERTING';
    for (const other of livePartiesOf(call))
      if (other.state === 'ACTIVE') this.#calls.setState(other, 'INITIATED');
    this.#calls.changed(call);
    this.#calls.connect();
  }

  stop(): void {
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
  }

  #ring(agent: Agent, call: Call, to: string, target: Agent | undefined, requestId: string): void {
    const {agents, clock, deployment, settings} = this.#core;
    const calls = this.#calls;
    const line = outsideLines.find((candidate) => candidate.number === to);
    const name = target ? `${target.firstName} ${target.lastName}` : (line?.name ?? '');
    const party = calls.addParty(call, to, name, 'ALERTING', target);
    call.handover = {agentId: agent.id, target: party, requestId, shown: 'dropped'};
    if (target) {
      if (deployment === 'CCX' && target.state === 'READY')
        agents.to(target, 'NOT_READY', {reason: systemReason(systemReasons.directCall.CCX)});
      this.#announce(agent, call, target, party);
    }
    const device = target ? this.#parts.devices.deviceOf(target) : {end: endOf(to), number: to};
    if (!target || this.#parts.nailed.legOf(target) === undefined)
      calls.offerLeg(call, party, device.end, device.number, line?.voice ?? {kind: 'speech'});
    this.#timers.set(
      call.id,
      clock.after(settings.ringSeconds * 1000, () => this.comeBack(call, 'no-answer')),
    );
  }

  /** Two dialogs for one ringing call: a leg of its own, and the call itself before the leg is gone. */
  #announce(agent: Agent, call: Call, target: Agent, party: Party): void {
    const calls = this.#calls;
    const identity = {number: agent.extension, name: `${agent.firstName} ${agent.lastName}`};
    const leg = calls.newCall(identity, party.address, call.variables, '', calls.temporaryId());
    leg.callType = call.routed ? call.callType : 'OTHER_IN';
    leg.state = 'ALERTING';
    const from = calls.addParty(leg, agent.extension, identity.name, 'INITIATED');
    const to = calls.addParty(leg, party.address, party.name, 'ALERTING', target);
    calls.told('POST', target, leg);
    party.callType = this.#core.deployment === 'CCE' ? 'TRANSFER' : 'OFFERED';
    call.secondaryId = leg.id;
    calls.told('POST', target, call);
    for (const end of [from, to]) {
      calls.setState(end, 'DROPPED');
      end.cause = 'OTHER';
    }
    calls.told('DELETE', target, leg, '', {callType: 'TRANSFER', state: 'DROPPED'});
    calls.forget(leg);
    if (call.handover) call.handover.shown = 'gone';
    calls.told('PUT', target, call);
  }

  /** Back to the front of a queue, without the agent. */
  #toQueue(call: Call, party: Party, to: string): void {
    const calls = this.#calls;
    for (const other of livePartiesOf(call)) if (other !== party) calls.setState(other, 'INITIATED');
    call.state = 'INITIATED';
    this.#parts.endings.leaveOthersTalking(call, party, '', 'OTHER');
    this.#parts.queueing.enter(call, to);
    calls.connect();
  }

  #withdraw(call: Call, cause: Cause): void {
    const {handover} = call;
    if (!handover) return;
    this.#stop(call);
    const calls = this.#calls;
    const {target} = handover;
    const agent = calls.agentOf(target);
    calls.releaseLeg(target, cause);
    calls.setState(target, 'DROPPED');
    if (agent) calls.told('DELETE', agent, call, '', {state: 'DROPPED', only: target});
    call.parties = call.parties.filter((party) => party !== target);
    call.handover = undefined;
    call.secondaryId = '';
    calls.connect();
  }

  #failed(agent: Agent, call: Call, requestId: string, cause: Cause): void {
    const [message, data] = failures[cause] ?? ['CF_GENERIC_OPERATION', '1'];
    refuse(this.#core, agent, `Dialog/${call.id}`, requestId, {
      type: 'Call Operation Failure',
      message,
      data,
    });
    this.#calls.changed(call);
  }

  #introduce(call: Call, end: Party): void {
    const [other, ...more] = livePartiesOf(call).filter((party) => party !== end);
    if (end.legId === undefined || !other || more.length > 0) return;
    this.#core.carrier().identify?.(end.legId, {number: other.address, name: other.name});
  }

  #stop(call: Call): void {
    this.#timers.get(call.id)?.();
    this.#timers.delete(call.id);
  }
}

function endOf(number: string): EndKind {
  const line = outsideLines.find((candidate) => candidate.number === number);
  const kind = kindOfNumber(number);
  return line?.end ?? (kind === 'browser' ? 'sip' : kind === 'outside' ? 'caller' : 'phone');
}
