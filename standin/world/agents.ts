import type {Clock} from './clock.js';
import {agentsOf, reasonCodes, simulatedAgents} from './site.js';
import {systemCodes} from './system-codes.js';
import type {Agent, AgentState, Deployment, MobileAgent, ReasonCode} from './types.js';

export interface AgentsOptions {
  readonly clock: Clock;
  /** How many simulated agents there are beyond those of the site. */
  readonly more?: number;
  /** An agent's record changed; `requestId` names the request that caused it, empty when none did. */
  readonly onChange: (agent: Agent, requestId: string) => void;
}

/** The people of the site and the state each is in. Knows nothing of calls. */
export class Agents {
  readonly #byId = new Map<string, Agent>();
  readonly #byLogin = new Map<string, Agent>();
  readonly #options: AgentsOptions;
  readonly #workTimers = new Map<string, () => void>();

  constructor(options: AgentsOptions) {
    this.#options = options;
    const now = options.clock.now();
    for (const agent of [...agentsOf(now), ...simulatedAgents(now, options.more ?? 0)]) {
      this.#byId.set(agent.id, agent);
      this.#byLogin.set(agent.loginName, agent);
    }
  }

  all(): Agent[] {
    return [...this.#byId.values()];
  }

  get(id: string): Agent | undefined {
    return this.#byId.get(id);
  }

  /** By id or login name: Finesse takes either as the user of an authorization. */
  find(user: string): Agent | undefined {
    return this.#byId.get(user) ?? this.#byLogin.get(user);
  }

  at(extension: string): Agent | undefined {
    return this.all().find((agent) => agent.state !== 'LOGOUT' && agent.extension === extension);
  }

  /** Longest waiting first, as a queue hands out calls. */
  ready(): Agent[] {
    return this.all()
      .filter((agent) => agent.state === 'READY')
      .sort((a, b) => a.stateChangeTime - b.stateChangeTime);
  }

  /** A sign-in while signed in keeps the state, as the real one does. */
  signIn(agent: Agent, extension: string, mobile: MobileAgent | undefined, requestId: string): void {
    agent.extension = extension;
    agent.mobile = mobile;
    if (agent.state !== 'LOGOUT') {
      this.#options.onChange(agent, requestId);
      return;
    }
    agent.before = {state: 'NOT_READY', reason: undefined};
    this.to(agent, 'NOT_READY', {requestId});
  }

  to(
    agent: Agent,
    state: AgentState,
    {reason, requestId = ''}: {reason?: ReasonCode | undefined; requestId?: string} = {},
  ): void {
    this.stopWork(agent);
    agent.state = state;
    agent.reason = reason;
    agent.stateChangeTime = this.#options.clock.now();
    if (state === 'READY' || state === 'NOT_READY') {
      agent.pending = undefined;
      agent.before = {state, reason};
    }
    if (state === 'LOGOUT') {
      agent.extension = '';
      agent.mobile = undefined;
      agent.activeDeviceId = '';
      agent.pending = undefined;
    }
    this.#options.onChange(agent, requestId);
  }

  /** Remembers what is to come after the present call. */
  pend(agent: Agent, state: AgentState, reason: ReasonCode | undefined, requestId: string): void {
    agent.pending = {state, reason};
    this.#options.onChange(agent, requestId);
  }

  /** Wrap-up begins; `done` runs when its time is up, unless the agent leaves it before. */
  work(agent: Agent, state: 'WORK' | 'WORK_READY', ms: number, done: () => void): void {
    const next = agent.pending ?? agent.before;
    // told with the state, so that what is read a moment later is the same
    agent.pending = undefined;
    this.to(agent, state);
    agent.before =
      state === 'WORK_READY'
        ? {state: 'READY', reason: undefined}
        : {state: 'NOT_READY', reason: next.reason};
    this.#workTimers.set(agent.id, this.#options.clock.after(ms, done));
  }

  stopWork(agent: Agent): void {
    this.#workTimers.get(agent.id)?.();
    this.#workTimers.delete(agent.id);
  }

  stop(): void {
    for (const agent of this.all()) this.stopWork(agent);
  }
}

export const reasonById = (id: string | undefined): ReasonCode | undefined =>
  reasonCodes.find((reason) => reason.id === id);

/** @param deployment whose list is asked first, where the two use a code for different things */
export function systemReason(
  code: number,
  category: 'NOT_READY' | 'LOGOUT' = 'NOT_READY',
  deployment: Deployment = 'CCE',
): ReasonCode {
  const {CCE, CCX} = systemCodes;
  const known = deployment === 'CCE' ? (CCE[code] ?? CCX[code]) : (CCX[code] ?? CCE[code]);
  return {
    id: String(100000 + code),
    category,
    code,
    label: known?.label ?? 'System',
    system: true,
  };
}
