import type {World} from '../world/world.js';
import type {WorldEvent} from '../world/types.js';
import {dialogsXml, dialogXml, eventErrorXml, updateXml, userXml} from './documents.js';

/** One published item: the pub/sub node, whose node it is, and the `<Update>` text. */
export interface Notification {
  readonly node: string;
  /** The agent whose own node this is: they receive it without asking. */
  readonly ownerId: string;
  readonly payload: string;
}

/** The notification a world event causes; none for what Finesse does not publish. */
export function notificationOf(world: World, event: WorldEvent): Notification | undefined {
  const {deployment} = world;
  if (event.type === 'user') {
    const agent = world.agents.get(event.agentId);
    if (!agent) return undefined;
    const node = `/finesse/api/User/${agent.id}`;
    const data = userXml(agent, deployment, world.settings.wrapUpOnIncoming, 'user');
    return {node, ownerId: agent.id, payload: updateXml('PUT', node, event.requestId, data)};
  }
  if (event.type === 'dialog') {
    const node = `/finesse/api/User/${event.agentId}/Dialogs`;
    const payload =
      event.kind === 'PUT'
        ? updateXml(
            'PUT',
            `/finesse/api/Dialog/${event.dialog.id}`,
            event.requestId,
            dialogXml(event.dialog, deployment, 'dialog'),
          )
        : updateXml(event.kind, node, event.requestId, dialogsXml([event.dialog], deployment, 'dialogs'));
    return {node, ownerId: event.agentId, payload};
  }
  if (event.type === 'refused') {
    const own = `/finesse/api/User/${event.agentId}`;
    const source = `/finesse/api/${event.source}`;
    const node = source === own ? own : `${own}/Dialogs`;
    return {
      node,
      ownerId: event.agentId,
      payload: updateXml('PUT', source, event.requestId, eventErrorXml(event.error)),
    };
  }
  return undefined;
}
