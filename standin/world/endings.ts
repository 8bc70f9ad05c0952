import {gone, livePartiesOf, type Calls} from './calls.js';
import type {Core} from './core.js';
import type {Ringing} from './ringing.js';
import {wrapUpAfter} from './rules.js';
import type {Settling} from './settling.js';
import type {Agent, Call, Party} from './types.js';

/** How calls end, for one and for all. */
export class Endings {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #ringing: Ringing;
  readonly #settling: Settling;

  constructor(core: Core, calls: Calls, ringing: Ringing, settling: Settling) {
    this.#core = core;
    this.#calls = calls;
    this.#ringing = ringing;
    this.#settling = settling;
  }

  /** Somebody leaves: by hanging up, by DROP, or because their leg died. With one left, the call is over for all. */
  leave(call: Call, party: Party, requestId = ''): void {
    if (gone(party) || !this.#calls.get(call.id)) return;
    const wasTalking = call.state === 'ACTIVE';
    const staying = livePartiesOf(call).filter((other) => other !== party);
    if (wasTalking && staying.length > 1 && !this.#endsWith(call, party)) {
      this.leaveOthersTalking(call, party, requestId);
      return;
    }
    this.#ringing.stopRinging(call);
    this.#calls.releaseLeg(party, 'normal');
    if (wasTalking) this.#finish(call, party, staying, requestId);
    else this.#cancel(call, requestId);
  }

  /** Somebody leaves and the others go on: PUT for them, wrap-up or DELETE for who leaves. */
  leaveOthersTalking(call: Call, party: Party, requestId: string, cause = ''): void {
    const calls = this.#calls;
    const agent = calls.agentOf(party);
    if (call.controllerId !== '' && call.controllerId === agent?.id) call.controllerId = 'none';
    calls.releaseLeg(party, 'normal');
    this.endParty(call, party, cause);
    calls.connect();
    for (const other of calls.agentsIn(call)) {
      if (other !== agent || party.state === 'WRAP_UP') calls.told('PUT', other, call, requestId);
    }
    if (party.state === 'DROPPED') {
      if (agent) calls.told('DELETE', agent, call, requestId, {state: 'DROPPED', only: party});
      call.parties = call.parties.filter((other) => other !== party);
      calls.changed(call);
    }
    if (!agent) return;
    this.#settling.settle(agent);
    calls.catchUp(agent);
  }

  /** WRAP_UP for an agent who has to, DROPPED for everybody else. */
  endParty(call: Call, party: Party, cause = ''): void {
    const {deployment, settings} = this.#core;
    const agent = this.#calls.agentOf(party);
    const wrapUp = agent && wrapUpAfter(agent, party, call, deployment, settings.wrapUpOnIncoming);
    party.cause = wrapUp ? '' : cause;
    this.#calls.setState(party, wrapUp ? 'WRAP_UP' : 'DROPPED');
  }

  #endsWith(call: Call, party: Party): boolean {
    const isController = call.controllerId !== '' && call.controllerId === party.agentId;
    return isController && this.#core.settings.conferenceEndsWithController;
  }

  /** The call never came about: it vanishes for everybody, its state as it was (DELETE may carry any state). */
  #cancel(call: Call, requestId: string): void {
    const calls = this.#calls;
    const {state} = call;
    const live = livePartiesOf(call);
    const agents = live.flatMap((party) => calls.agentOf(party) ?? []);
    for (const party of live) {
      calls.releaseLeg(party, 'normal');
      calls.setState(party, 'DROPPED');
    }
    for (const agent of agents) calls.told('DELETE', agent, call, requestId, {state});
    call.parties = call.parties.filter((party) => party.state === 'WRAP_UP');
    if (call.parties.length === 0) calls.forget(call);
    else calls.changed(call);
    calls.connect();
    this.#settleAll(agents);
    this.#core.distribute();
  }

  #finish(call: Call, first: Party, staying: readonly Party[], requestId: string): void {
    const calls = this.#calls;
    const ending = [first, ...staying].flatMap((party) => {
      const agent = calls.agentOf(party);
      return agent ? [{agent, party}] : [];
    });
    this.endParty(call, first);
    calls.changed(call, requestId);
    for (const party of staying) {
      calls.releaseLeg(party, 'normal');
      this.endParty(call, party);
    }
    const wrappingUp = call.parties.some((party) => party.state === 'WRAP_UP');
    if (wrappingUp)
      call.parties = call.parties.filter((party) => party.state !== 'DROPPED' || party.agentId !== undefined);
    else call.state = 'DROPPED';
    calls.connect();
    calls.changed(call);
    for (const {agent, party} of ending) {
      if (party.state === 'WRAP_UP') continue;
      calls.told('DELETE', agent, call, '', {state: 'DROPPED', ...(wrappingUp ? {only: party} : {})});
      call.parties = call.parties.filter((other) => other !== party);
    }
    this.#settleAll(ending.map(({agent}) => agent));
    if (call.parties.every((party) => party.state === 'DROPPED')) calls.forget(call);
  }

  #settleAll(agents: readonly Agent[]): void {
    for (const agent of agents) {
      this.#settling.settle(agent);
      this.#calls.catchUp(agent);
    }
  }
}
