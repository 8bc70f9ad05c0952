import type {Calls} from './calls.js';
import type {Core} from './core.js';
import type {Settling} from './settling.js';
import type {Call, Party} from './types.js';

/** Hold and retrieve. */
export class Holding {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #settling: Settling;

  constructor(core: Core, calls: Calls, settling: Settling) {
    this.#core = core;
    this.#calls = calls;
    this.#settling = settling;
  }

  hold(call: Call, party: Party, held: boolean, requestId: string): void {
    this.#calls.setState(party, held ? 'HELD' : 'ACTIVE');
    if (party.legId !== undefined) this.#core.carrier().hold(party.legId, held);
    this.#calls.connect();
    const agent = party.agentId === undefined ? undefined : this.#core.agents.get(party.agentId);
    if (agent) this.#settling.settle(agent);
    this.#calls.changed(call, requestId);
  }
}
