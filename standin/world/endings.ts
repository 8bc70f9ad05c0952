import {gone, type Calls} from './calls.js';
import type {Core} from './core.js';
import type {Ringing} from './ringing.js';
import {afterCall} from './rules.js';
import type {Settling} from './settling.js';
import type {Agent, Call, Party} from './types.js';

/** How calls end, for one and for all, and the wrap-up that follows. */
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
    this.#ringing.stopRinging(call);
    this.#calls.releaseLeg(party, 'normal');
    const wasTalking = call.state === 'ACTIVE';
    const staying = call.parties.filter((other) => other !== party && !gone(other));
    if (wasTalking && staying.length > 1) this.#dropOne(call, party, requestId);
    else if (!wasTalking) this.#cancel(call, requestId);
    else this.#finish(call, party, staying, requestId);
  }

  /** Wrap-up is over: the dialogs kept for it go. */
  endWrapUp(agent: Agent, requestId = ''): void {
    const calls = this.#calls;
    for (const call of calls.of(agent)) {
      const party = calls.partyOf(call, agent);
      if (party?.state !== 'WRAP_UP') continue;
      calls.setState(party, 'DROPPED');
      call.parties = call.parties.filter((other) => other === party || !gone(other));
      call.state = call.parties.some((other) => !gone(other)) ? call.state : 'DROPPED';
      calls.told('DELETE', agent, calls.view(call, 'DROPPED'), requestId);
      call.parties = call.parties.filter((other) => other !== party);
      if (call.parties.length === 0) calls.forget(call);
    }
  }

  #dropOne(call: Call, party: Party, requestId: string): void {
    this.#calls.setState(party, 'DROPPED');
    this.#calls.changed(call, requestId);
    call.parties = call.parties.filter((other) => other !== party);
    this.#calls.connect();
    this.#calls.changed(call);
  }

  /** The call never came about: it vanishes for everybody, its state as it was (DELETE may carry any state). */
  #cancel(call: Call, requestId: string): void {
    const calls = this.#calls;
    const state = call.state;
    const agents = calls.agentsIn(call);
    for (const party of call.parties) {
      calls.releaseLeg(party, 'normal');
      calls.setState(party, 'DROPPED');
    }
    for (const agent of agents) calls.told('DELETE', agent, calls.view(call, state), requestId);
    calls.forget(call);
    calls.connect();
    for (const agent of agents) this.#settling.settle(agent);
    this.#core.distribute();
  }

  #finish(call: Call, first: Party, staying: readonly Party[], requestId: string): void {
    const {agents, deployment, settings, distribute} = this.#core;
    const calls = this.#calls;
    const involved = calls.agentsIn(call);
    const plans = new Map(
      involved.map((agent) => [agent, afterCall(agent, call, deployment, settings.wrapUpOnIncoming)]),
    );
    const end = (party: Party) => {
      const agent = involved.find((candidate) => candidate.id === party.agentId);
      calls.setState(party, agent && plans.get(agent)?.wrapUp ? 'WRAP_UP' : 'DROPPED');
    };
    end(first);
    for (const agent of involved) calls.told('PUT', agent, calls.view(call), requestId);
    for (const party of staying) {
      calls.releaseLeg(party, 'normal');
      end(party);
    }
    const wrappingUp = call.parties.some((party) => party.state === 'WRAP_UP');
    if (wrappingUp)
      call.parties = call.parties.filter((party) => party.state !== 'DROPPED' || party.agentId !== undefined);
    else call.state = 'DROPPED';
    calls.connect();
    for (const agent of involved) calls.told('PUT', agent, calls.view(call));
    for (const [agent, plan] of plans) {
      if (plan.wrapUp && (plan.state === 'WORK' || plan.state === 'WORK_READY')) {
        agents.work(agent, plan.state, settings.wrapUpSeconds * 1000, () => {
          this.endWrapUp(agent);
          agents.to(agent, agent.before.state, {reason: agent.before.reason});
          distribute();
        });
        continue;
      }
      calls.told('DELETE', agent, calls.view(call, 'DROPPED'));
      call.parties = call.parties.filter((party) => party.agentId !== agent.id);
      this.#settling.settle(agent);
    }
    if (call.parties.length === 0 || !call.parties.some((party) => party.agentId !== undefined))
      calls.forget(call);
  }
}
