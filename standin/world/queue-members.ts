import {queues} from './site.js';
import type {Agent, Queue} from './types.js';

/** Who works for which queue: the teams of the site, and what a tester changed. */
export class QueueMembers {
  readonly #changed = new Map<string, boolean>();

  has(agent: Agent, queue: Queue): boolean {
    return this.#changed.get(`${agent.id} ${queue.id}`) ?? queue.teamIds.includes(agent.teamId);
  }

  queuesOf(agent: Agent): Queue[] {
    return queues.filter((queue) => this.has(agent, queue));
  }

  /** False when it was so before. */
  set(agent: Agent, queue: Queue, isMember: boolean): boolean {
    if (this.has(agent, queue) === isMember) return false;
    this.#changed.set(`${agent.id} ${queue.id}`, isMember);
    return true;
  }

  /** As the site has it. */
  clear(): void {
    this.#changed.clear();
  }
}
