import {queues} from './site.js';
import type {Agent, AgentState, Queue} from './types.js';
import type {World} from './world.js';

/** How often a queue may tell its figures; ms (Finesse developer guide, Queue Notifications). */
const EVERY_MS = 10_000;

/** The figures of one queue, named as in Queue/statistics. A time is ms since 1970; -1 stands for "none". */
export interface QueueStatistics {
  readonly callsInQueue: number;
  readonly startTimeOfLongestCallInQueue: number;
  readonly agentsReady: number;
  readonly agentsNotReady: number;
  readonly agentsBusyOther: number;
  readonly agentsLoggedOn: number;
  readonly agentsTalkingInbound: number;
  readonly agentsTalkingOutbound: number;
  readonly agentsTalkingInternal: number;
  readonly agentsWrapUpNotReady: number;
  readonly agentsWrapUpReady: number;
}

export function queueStatistics(world: World, queue: Queue): QueueStatistics {
  const waiting = world.calls.waiting().filter((call) => call.queueNumber === queue.id);
  const signedOn = world.agents
    .all()
    .filter((agent) => world.members.has(agent, queue) && agent.state !== 'LOGOUT');
  const inState = (...states: AgentState[]) => signedOn.filter(({state}) => states.includes(state)).length;
  const talking = signedOn.filter(({state}) => state === 'TALKING' || state === 'HOLD');
  const inCall = (fits: (callType: string, routed: boolean) => boolean) =>
    talking.filter((agent) => fits(...kindOfCall(world, agent))).length;
  return {
    callsInQueue: waiting.length,
    startTimeOfLongestCallInQueue: Math.min(...waiting.map((call) => call.createdAt), Infinity),
    agentsReady: inState('READY'),
    agentsNotReady: inState('NOT_READY'),
    agentsBusyOther: inState('RESERVED'),
    agentsLoggedOn: signedOn.length,
    agentsTalkingInbound: inCall((_type, routed) => routed),
    agentsTalkingOutbound: inCall((type, routed) => !routed && type === 'OUT'),
    agentsTalkingInternal: inCall((type, routed) => !routed && type !== 'OUT'),
    agentsWrapUpNotReady: inState('WORK'),
    agentsWrapUpReady: inState('WORK_READY'),
  };
}

function kindOfCall(world: World, agent: Agent): [callType: string, routed: boolean] {
  const places = world.calls.liveOf(agent);
  const routed = places.some(({call}) => call.routed);
  return [places[0]?.call.callType ?? '', routed];
}

/** Tells of every queue whose figures changed, at most every ten seconds. Answers with "stop". */
export function tellQueues(world: World): () => void {
  const known = new Map<string, string>();
  let stop = () => {};
  const look = () => {
    for (const queue of queues) {
      const figures = Object.values(queueStatistics(world, queue)).join();
      if (known.has(queue.id) && known.get(queue.id) !== figures) world.queueChanged(queue.id);
      known.set(queue.id, figures);
    }
    stop = world.clock.after(EVERY_MS, look);
  };
  look();
  return () => stop();
}
