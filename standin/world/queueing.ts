import type {Calls} from './calls.js';
import type {Core} from './core.js';
import type {Ringing} from './ringing.js';
import type {Settling} from './settling.js';
import {queues} from './site.js';
import type {Call} from './types.js';

/** Calls that wait in front of a queue, and who gets them. */
export class Queueing {
  readonly #core: Core;
  readonly #calls: Calls;
  readonly #ringing: Ringing;
  readonly #settling: Settling;
  readonly #reserved = new Set<string>();

  constructor(core: Core, calls: Calls, ringing: Ringing, settling: Settling) {
    this.#core = core;
    this.#calls = calls;
    this.#ringing = ringing;
    this.#settling = settling;
  }

  /** Marks a call as routed by a queue; it waits with music until somebody is free. */
  enter(call: Call, number: string): void {
    const queue = queues.find((candidate) => candidate.number === number);
    if (!queue) return;
    call.routed = true;
    const [caller] = call.parties;
    if (caller && call.associatedId !== '') caller.callType = call.callType;
    call.callType = this.#core.deployment === 'CCE' ? 'PREROUTE_ACD_IN' : 'ACD_IN';
    call.queueNumber = queue.id;
    call.queueName = queue.name;
    this.distribute();
  }

  /** Offers waiting calls to agents who are free, longest waiting first on both sides. */
  distribute(): void {
    const {agents, clock, members, settings} = this.#core;
    for (const call of this.#calls.waiting()) {
      const queue = queues.find((candidate) => candidate.id === call.queueNumber);
      const agent =
        queue && agents.ready().find((each) => members.has(each, queue) && !this.#settling.isOnCall(each));
      if (!agent || this.#reserved.has(call.id)) continue;
      this.#reserved.add(call.id);
      agents.to(agent, 'RESERVED');
      clock.after(settings.reserveMs, () => {
        this.#reserved.delete(call.id);
        if (agent.state !== 'RESERVED') return;
        if (this.#calls.get(call.id)) this.#ringing.alert(call, agent);
        else agents.to(agent, agent.before.state, {reason: agent.before.reason});
      });
    }
  }
}
