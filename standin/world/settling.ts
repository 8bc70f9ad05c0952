import type {Calls} from './calls.js';
import type {Core} from './core.js';
import {isRoutedFor} from './rules.js';
import type {Agent} from './types.js';
import type {WrapUp} from './wrap-up.js';

/** What an agent's calls make of the agent's state. */
export class Settling {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #wrapUp: WrapUp;

  constructor(core: Core, calls: Calls, wrapUp: WrapUp) {
    this.#core = core;
    this.#calls = calls;
    this.#wrapUp = wrapUp;
  }

  /** Whether an agent has a call that is not only being wrapped up: a queue passes them over meanwhile. */
  isOnCall(agent: Agent): boolean {
    return this.#calls.liveOf(agent).length > 0;
  }

  /** TALKING, HOLD, wrap-up, or back to what the agent was, from the calls that are left. */
  settle(agent: Agent): void {
    const {agents, deployment, distribute} = this.#core;
    const mine = this.#calls.liveOf(agent);
    const counting =
      deployment === 'CCE' ? mine : mine.filter(({call, party}) => isRoutedFor(party, call, deployment));
    const talking = counting.some(
      ({party}) => party.state === 'ACTIVE' || party.state === 'INITIATED' || party.state === 'INITIATING',
    );
    const held = counting.some(({party}) => party.state === 'HELD');
    const wanted = talking ? 'TALKING' : held ? (deployment === 'CCE' ? 'HOLD' : 'TALKING') : undefined;
    if (wanted) {
      if (agent.state !== wanted) agents.to(agent, wanted);
      return;
    }
    if (agent.state === 'WORK' || agent.state === 'WORK_READY' || agent.state === 'LOGOUT') return;
    if (counting.length === 0 && agent.pending?.state !== 'LOGOUT' && this.#wrapUp.isOwed(agent)) {
      this.#wrapUp.begin(agent);
      return;
    }
    if (agent.state !== 'TALKING' && agent.state !== 'HOLD' && agent.state !== 'RESERVED') return;
    if (mine.length > 0 && agent.pending?.state === 'LOGOUT') return;
    this.#wrapUp.end(agent);
    const next = agent.pending ?? agent.before;
    agents.to(agent, next.state, {reason: next.reason});
    distribute();
  }
}
