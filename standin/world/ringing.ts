import {systemReason} from './agents.js';
import type {Calls} from './calls.js';
import {logTo, type Core} from './core.js';
import type {Devices} from './devices.js';
import type {Holding} from './holding.js';
import type {Cause, EndKind} from './legs.js';
import {sharedLinesIn} from './line-news.js';
import type {NailedLegs} from './nailed.js';
import type {Settling} from './settling.js';
import {kindOfNumber, outsideLines, ownerOfLine, systemReasons} from './site.js';
import type {Agent, Call, Party} from './types.js';

const failure: Partial<Record<Cause, string>> = {
  busy: 'BUSY',
  'not-found': 'BAD_DESTINATION',
  'not-registered': 'DEVICE_RESOURCE_NOT_AVAILABLE',
};

/** Calls on their way to somebody: ringing, answered, not answered, failed. */
export class Ringing {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #devices: Devices;
  readonly #nailed: NailedLegs;
  readonly #settling: Settling;
  readonly #holding: Holding;
  readonly #timers = new Map<string, () => void>();

  constructor(
    core: Core,
    calls: Calls,
    {devices, nailed}: {devices: Devices; nailed: NailedLegs},
    settling: Settling,
    holding: Holding,
  ) {
    this.#core = core;
    this.#calls = calls;
    this.#devices = devices;
    this.#nailed = nailed;
    this.#settling = settling;
    this.#holding = holding;
  }

  /** Rings a number that is not a queue: an agent's extension, a phone, a line of the switch, or somebody outside. */
  ringNumber(call: Call, number: string): void {
    const agent = this.#core.agents.at(number);
    const kind = kindOfNumber(number);
    if (this.#devices.isBusyAt(number)) {
      this.fail(call, 'busy');
      return;
    }
    if (agent) {
      // the telephone system says busy before the contact centre hears of the call
      if (this.#devices.isBusy(agent)) this.fail(call, 'busy');
      else this.alert(call, agent);
      return;
    }
    if (kind === 'unknown' || kind === 'queue') {
      this.fail(call, 'not-found');
      return;
    }
    const line = outsideLines.find((candidate) => candidate.number === number);
    const party = this.#calls.addParty(call, number, line?.name ?? '', 'ALERTING');
    call.state = 'ALERTING';
    const end: EndKind = line?.end ?? (kind === 'browser' ? 'sip' : kind === 'outside' ? 'caller' : 'phone');
    this.busyElsewhere(number);
    const voice = line?.voice ?? {kind: 'speech'};
    this.#calls.offerLeg(call, party, end, number, voice);
    // the phone of a colleague who has the line too
    if (sharedLinesIn(this.#core.settings.sharedLines).includes(number)) {
      const from = {number: call.fromAddress, name: call.fromName};
      const legId = this.#calls.newLegId();
      this.#calls.rivals.ring({call, party}, {legId, callId: call.id, end: 'phone', number, from, voice});
    }
    this.#calls.changed(call);
    this.#calls.connect();
  }

  /** A call on one of the agent's further lines takes a Ready agent out of Ready, where the site counts such calls. */
  busyElsewhere(number: string): void {
    const {agents, deployment, settings} = this.#core;
    const agent = agents.get(ownerOfLine(number) ?? '');
    if (settings.furtherLinesCount && agent?.state === 'READY')
      agents.to(agent, 'NOT_READY', {reason: systemReason(systemReasons.furtherLine[deployment])});
  }

  /** Rings an agent: POST of the dialog, and the leg to wherever the agent's audio is. */
  alert(call: Call, agent: Agent): void {
    const {agents, clock, deployment, settings} = this.#core;
    const calls = this.#calls;
    const name = `${agent.firstName} ${agent.lastName}`;
    const party = calls.addParty(call, agent.extension, name, 'ALERTING', agent);
    party.routed = call.routed;
    if (call.routed) call.dnis = agent.extension;
    else if (call.associatedId !== '') party.callType = 'CONSULT_OFFERED';
    else party.callType = 'OTHER_IN';
    call.state = 'ALERTING';
    for (const other of calls.agentsIn(call)) {
      if (other !== agent) calls.told('PUT', other, call);
    }
    // a call that nobody routed takes a CCX agent out of Ready, and they stay out (reason 32761); CCE waits for the answer
    if (!call.routed && deployment === 'CCX' && agent.state === 'READY')
      agents.to(agent, 'NOT_READY', {reason: systemReason(systemReasons.directCall.CCX)});
    calls.told('POST', agent, call);
    if (call.routed && this.#devices.isBusy(agent)) {
      this.takeBack(call, party, 'busy');
      return;
    }
    // a permanent leg rings for no call: the call waits for ANSWER
    if (this.#nailed.legOf(agent) === undefined) {
      const device = this.#devices.deviceOf(agent);
      calls.offerLeg(call, party, device.end, device.number, {kind: 'speech'});
    }
    calls.connect();
    if (call.routed) {
      this.#timers.set(
        call.id,
        clock.after(settings.ringSeconds * 1000, () => this.takeBack(call, party, 'no-answer')),
      );
    }
  }

  /** RONA: the call leaves the agent, who becomes Not Ready, and waits in front of the queue again. */
  takeBack(call: Call, party: Party, cause: Cause): void {
    const {agents, deployment, distribute} = this.#core;
    const calls = this.#calls;
    const agent = party.agentId === undefined ? undefined : agents.get(party.agentId);
    if (!agent || party.state !== 'ALERTING') return;
    this.stopRinging(call);
    calls.releaseLeg(party, cause);
    calls.setState(party, 'DROPPED');
    calls.told('DELETE', agent, call, '', {state: 'DROPPED'});
    call.parties = call.parties.filter((other) => other !== party);
    call.state = 'INITIATED';
    calls.changed(call);
    agents.to(agent, 'NOT_READY', {reason: systemReason(systemReasons.ringNoAnswer[deployment])});
    logTo(this.#core, 'rona', {callId: call.id, agentId: agent.id, cause});
    calls.connect();
    distribute();
  }

  /** The end of a party's leg is there and media flows. */
  answered(call: Call, party: Party): void {
    const calls = this.#calls;
    party.legUp = true;
    if (party.state !== 'ALERTING') {
      calls.connect();
      return;
    }
    this.stopRinging(call);
    const now = this.#core.clock.now();
    call.state = 'ACTIVE';
    for (const other of call.parties) {
      if (other.state !== 'ALERTING' && other.state !== 'INITIATED' && other.state !== 'INITIATING') continue;
      calls.setState(other, this.#talksElsewhere(call, other) ? 'HELD' : 'ACTIVE');
      other.startTime = now;
      if (other !== party && other.legId !== undefined && !other.legUp)
        this.#core.carrier().accept(other.legId);
    }
    const answering = calls.agentOf(party);
    if (answering) this.#holding.holdOthers(answering, call);
    calls.connect();
    for (const {agentId, state} of call.parties) {
      const agent = agentId === undefined ? undefined : this.#core.agents.get(agentId);
      if (agent && state !== 'WRAP_UP') this.#settling.settle(agent);
    }
    calls.changed(call);
    for (const agent of calls.agentsIn(call)) calls.catchUp(agent);
  }

  /** Whoever rang somebody, and went back to another call before they answered, lets them wait. */
  #talksElsewhere(call: Call, party: Party): boolean {
    const agent = party.state === 'INITIATED' ? this.#calls.agentOf(party) : undefined;
    return (
      agent !== undefined &&
      this.#calls.liveOf(agent).some((other) => other.call !== call && other.party.state === 'ACTIVE')
    );
  }

  /** The number can't be reached: the caller hears why, an agent sees FAILED and must drop. */
  fail(call: Call, cause: Cause): void {
    const calls = this.#calls;
    const caller = call.parties[0];
    const called = calls.agentsIn(call).filter((agent) => agent.id !== caller?.agentId);
    for (const party of call.parties) {
      if (party === caller) continue;
      calls.releaseLeg(party, cause);
      calls.setState(party, 'DROPPED');
    }
    for (const agent of called) calls.told('DELETE', agent, call);
    call.parties = call.parties.slice(0, 1);
    if (!caller) return;
    if (caller.agentId === undefined) {
      calls.releaseLeg(caller, cause);
      calls.forget(call);
      calls.connect();
      return;
    }
    call.state = 'FAILED';
    calls.setState(caller, 'FAILED');
    caller.cause = failure[cause] ?? 'OTHER';
    calls.changed(call);
    calls.connect();
  }

  /** Nobody is waited for any more. */
  stopRinging(call: Call): void {
    this.#timers.get(call.id)?.();
    this.#timers.delete(call.id);
  }

  stop(): void {
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
  }
}
