import type {Core} from './core.js';
import {systemReasons} from './site.js';
import type {Agent} from './types.js';

/** Sets a state for the system, with one of its codes. */
type SystemRequest = (agent: Agent, state: 'NOT_READY' | 'LOGOUT', code: number) => void;

/** Notices that an agent's last client is gone, waits, and signs the agent out (Desktop Presence and Forced Logout). */
export class Presence {
  readonly #core: Core;
  readonly #setState: SystemRequest;
  readonly #present = new Map<string, Set<object>>();
  readonly #waiting = new Map<string, () => void>();

  constructor(core: Core, setState: SystemRequest) {
    this.#core = core;
    this.#setState = setState;
  }

  /** @param stream one client's stream, whichever node it is on. */
  changed(agentId: string, stream: object, available: boolean): void {
    const streams = this.#present.get(agentId) ?? new Set();
    const wasThere = streams.size > 0;
    if (available) streams.add(stream);
    else streams.delete(stream);
    this.#present.set(agentId, streams);
    if (available) {
      this.#waiting.get(agentId)?.();
      this.#waiting.delete(agentId);
    } else if (wasThere && streams.size === 0) this.#startWaiting(agentId);
  }

  stop(): void {
    for (const stop of this.#waiting.values()) stop();
    this.#waiting.clear();
  }

  #startWaiting(agentId: string): void {
    const {clock, settings} = this.#core;
    this.#waiting.set(
      agentId,
      clock.after(settings.presenceGraceSeconds * 1000, () => {
        this.#waiting.delete(agentId);
        const agent = this.#core.agents.get(agentId);
        if (agent && agent.state !== 'LOGOUT') this.#force(agent);
      }),
    );
  }

  #force(agent: Agent): void {
    const {deployment, settings} = this.#core;
    const signsOut = deployment === 'CCX' || settings.logoutOnAgentDisconnect;
    const state = signsOut ? 'LOGOUT' : 'NOT_READY';
    const {connectionLost, clientFailed} = systemReasons;
    this.#setState(agent, state, (signsOut ? connectionLost : clientFailed)[deployment]);
  }
}
