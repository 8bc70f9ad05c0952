import type {Agents} from './agents.js';
import type {Clock} from './clock.js';
import type {LegCarrier} from './legs.js';
import type {QueueMembers} from './queue-members.js';
import type {WorldSettings} from './settings.js';
import type {Agent, ApiError, Deployment, WorldEvent} from './types.js';

/** What every part of the world works with. */
export interface Core {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly settings: WorldSettings;
  readonly agents: Agents;
  readonly members: QueueMembers;
  readonly carrier: () => LegCarrier;
  readonly tell: (event: WorldEvent) => void;
  /** A routed call waits (again) for an agent, or an agent may be free. */
  readonly distribute: () => void;
}

/** One line in the event log. */
export const logTo = (core: Core, event: string, facts: Readonly<Record<string, unknown>>): void =>
  core.tell({type: 'log', event, facts});

/** What came of a request after its 202: an error. `source` is the REST path below /finesse/api that it named. */
export const refuse = (core: Core, agent: Agent, source: string, requestId: string, error: ApiError): void =>
  core.tell({type: 'refused', agentId: agent.id, source, requestId, error});
