/** Queues and their figures, CCE (developer guide, Queue, "Queue API Parameters"). */
import {childOf, childrenOf, textOf, type XmlElement} from '../../base/xml.js';
import {bad} from '../parse.js';
import {idOf, numberOf} from './fields.js';

const counts = [
  'callsInQueue',
  'agentsReady',
  'agentsNotReady',
  'agentsBusyOther',
  'agentsLoggedOn',
  'agentsTalkingInbound',
  'agentsTalkingOutbound',
  'agentsTalkingInternal',
  'agentsWrapUpNotReady',
  'agentsWrapUpReady',
] as const;

/** Each figure as sent; -1 when the queue is assigned to nobody, undefined when Finesse does not say. */
export type QueueCounts = Readonly<Record<(typeof counts)[number], number | undefined>>;

export interface Queue {
  /** Peripheral number of the skill group. */
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly counts: QueueCounts;
  /** As sent (ISO 8601); empty when nobody waits. */
  readonly longestCallSince: string;
}

/** @throws DeskError `finesse/bad-answer` without an id, `xml/refused` when it occurs twice */
export function readQueue(queue: XmlElement): Queue {
  const id = idOf(queue);
  if (id === '') throw bad('a queue without an id');
  const statistics = childOf(queue, 'statistics');
  // the keys are ours; nothing from outside becomes one
  const read = Object.fromEntries(counts.map((name) => [name, numberOf(statistics, name)]));
  return {
    id,
    uri: textOf(queue, 'uri'),
    name: textOf(queue, 'name'),
    counts: read as QueueCounts,
    longestCallSince: textOf(statistics, 'startTimeOfLongestCallInQueue'),
  };
}

export const readQueues = (queues: XmlElement): readonly Queue[] =>
  childrenOf(queues, 'Queue').map(readQueue);
