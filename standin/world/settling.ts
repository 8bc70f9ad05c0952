import {gone, type Calls} from './calls.js';
import type {Core} from './core.js';
import type {Agent, Call, Party} from './types.js';

/** What an agent's calls make of the agent's state. */
export class Settling {
  readonly #core: Core;
  readonly #calls: Calls;

  constructor(core: Core, calls: Calls) {
    this.#core = core;
    this.#calls = calls;
  }

  /** Whether an agent has a call that is not only being wrapped up: a queue passes them over meanwhile. */
  isOnCall(agent: Agent): boolean {
    return this.#live(agent).length > 0;
  }

  /** TALKING, HOLD or back to what the agent was, from the calls that are left. */
  settle(agent: Agent): void {
    const {agents, deployment, distribute} = this.#core;
    const mine = this.#live(agent);
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
    distribute();
  }

  #live(agent: Agent): {call: Call; party: Party}[] {
    return this.#calls.of(agent).flatMap((call) => {
      const party = this.#calls.partyOf(call, agent);
      return party && !gone(party) ? [{call, party}] : [];
    });
  }
}
