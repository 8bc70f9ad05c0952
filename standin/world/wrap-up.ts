import type {Calls} from './calls.js';
import type {Core} from './core.js';
import {workStateOf} from './rules.js';
import type {Agent} from './types.js';

/** Wrap-up: it begins when an agent's last call is over, and keeps the dialogs until it ends. */
export class WrapUp {
  readonly #core: Core;
  readonly #calls: Calls;

  constructor(core: Core, calls: Calls) {
    this.#core = core;
    this.#calls = calls;
  }

  isOwed(agent: Agent): boolean {
    return this.#calls.of(agent).some((call) => this.#calls.partyOf(call, agent)?.state === 'WRAP_UP');
  }

  begin(agent: Agent): void {
    const {agents, deployment, settings, distribute} = this.#core;
    agents.work(agent, workStateOf(agent, deployment), settings.wrapUpSeconds * 1000, () => {
      this.end(agent);
      agents.to(agent, agent.before.state, {reason: agent.before.reason});
      distribute();
    });
  }

  /** The dialogs kept for it go. Others who are still in the call see the agent go. */
  end(agent: Agent, requestId = ''): void {
    const calls = this.#calls;
    for (const call of calls.of(agent)) {
      const party = calls.partyOf(call, agent);
      if (party?.state !== 'WRAP_UP') continue;
      calls.setState(party, 'DROPPED');
      calls.told('DELETE', agent, call, requestId, {state: 'DROPPED', only: party});
      call.parties = call.parties.filter((other) => other !== party);
      if (call.parties.every((other) => other.state === 'DROPPED')) calls.forget(call);
      else calls.changed(call);
    }
  }
}
