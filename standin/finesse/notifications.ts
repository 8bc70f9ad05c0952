import {queueStatistics} from '../world/queue-statistics.js';
import {queues, teams} from '../world/site.js';
import type {WorldEvent} from '../world/types.js';
import type {World} from '../world/world.js';
import {queuesXml, queueXml} from './list-documents.js';
import {
  dialogsXml,
  dialogXml,
  eventErrorXml,
  teamXml,
  updateXml,
  userSummaryXml,
  userXml,
} from './documents.js';

/** One published item: the pub/sub node, whose node it is, and the `<Update>` text. */
export interface Notification {
  readonly node: string;
  /** The agent whose own node this is: they receive it without asking. Empty: only who subscribed. */
  readonly ownerId: string;
  /** Written when somebody wants it. */
  readonly payload: () => string;
}

/** The notifications a world event causes; none for what Finesse does not publish. */
export function notificationsOf(world: World, event: WorldEvent): Notification[] {
  const {deployment} = world;
  if (event.type === 'user') {
    const agent = world.agents.get(event.agentId);
    if (!agent) return [];
    const source = `/finesse/api/User/${agent.id}`;
    // the state of this moment, also when the text is written later
    const whole = userXml(agent, deployment, world.settings, 'user');
    const summary = userSummaryXml(agent, world, 'user');
    return [
      {node: source, ownerId: agent.id, payload: () => updateXml('PUT', source, event.requestId, whole)},
      {
        node: `/finesse/api/Team/${agent.teamId}`,
        ownerId: '',
        payload: () =>
          updateXml(
            'PUT',
            `/finesse/api/Team/${agent.teamId}`,
            event.requestId,
            wholeTeam(world, agent.teamId),
          ),
      },
      {
        node: `/finesse/api/Team/${agent.teamId}/Users`,
        ownerId: '',
        payload: () => updateXml('PUT', source, event.requestId, summary),
      },
    ];
  }
  if (event.type === 'dialog') {
    const {kind, dialog, requestId, agentId} = event;
    const node = `/finesse/api/User/${agentId}/Dialogs`;
    const payload = () =>
      kind === 'PUT'
        ? updateXml(
            kind,
            `/finesse/api/Dialog/${dialog.id}`,
            requestId,
            dialogXml(dialog, deployment, 'dialog'),
          )
        : updateXml(kind, node, requestId, dialogsXml([dialog], deployment, 'dialogs'));
    return [{node, ownerId: agentId, payload}];
  }
  if (event.type === 'item') return [{node: event.node, ownerId: '', payload: () => event.payload}];
  if (event.type === 'queues') {
    const queue = queues.find(({id}) => id === event.queueId);
    const node = `/finesse/api/User/${event.agentId}/Queues`;
    const list = (): string =>
      queue ? queuesXml([{queue, statistics: queueStatistics(world, queue)}], 'queues') : '';
    return [
      {node, ownerId: '', payload: () => updateXml(event.isMember ? 'POST' : 'DELETE', node, '', list())},
    ];
  }
  if (event.type === 'queue') {
    const queue = queues.find(({id}) => id === event.queueId);
    const node = `/finesse/api/Queue/${event.queueId}`;
    const payload = () =>
      queue ? updateXml('PUT', node, '', queueXml(queue, queueStatistics(world, queue), 'queue')) : '';
    return [{node, ownerId: '', payload}];
  }
  if (event.type === 'refused') {
    const own = `/finesse/api/User/${event.agentId}`;
    const source = `/finesse/api/${event.source}`;
    return [
      {
        node: source === own ? own : `${own}/Dialogs`,
        ownerId: event.agentId,
        payload: () => updateXml('PUT', source, event.requestId, eventErrorXml(event.error)),
      },
    ];
  }
  return [];
}

/** A team with those of its members who are signed in. */
function wholeTeam(world: World, teamId: string): string {
  const team = teams.find(({id}) => id === teamId);
  const members = world.agents.all().filter((agent) => agent.teamId === teamId && agent.state !== 'LOGOUT');
  return team ? teamXml(team, members, world, 'team') : '';
}

/** What the agent whose event it is receives without asking. */
export function notificationOf(
  world: World,
  event: WorldEvent,
): {readonly node: string; readonly ownerId: string; readonly payload: string} | undefined {
  const own = notificationsOf(world, event).find(({ownerId}) => ownerId !== '');
  return own && {...own, payload: own.payload()};
}
