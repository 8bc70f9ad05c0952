import type {Hono} from 'hono';
import type {Agent} from '../world/types.js';
import {child, childText, writeXml, type XmlValue} from '../xml.js';
import {updateXml} from './documents.js';
import type {Door} from './door.js';
import {Refusal} from './refusal.js';
import {supervisedTeam} from './team-routes.js';

interface TeamMessage {
  readonly id: string;
  readonly createdBy: Agent;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** Seconds. */
  readonly duration: number;
  readonly content: string;
  readonly teams: readonly string[];
}

const partsOf = (message: TeamMessage): XmlValue => [
  ['uri', `/finesse/api/TeamMessage/${message.id}`],
  ['id', message.id],
  [
    'createdBy',
    [
      ['id', message.createdBy.id],
      ['firstName', message.createdBy.firstName],
      ['lastName', message.createdBy.lastName],
    ],
  ],
  ['createdAt', String(message.createdAt)],
  ['duration', String(message.duration)],
  ['content', message.content],
  ['teams', message.teams.map((team) => ['team', team])],
];

/** Messages that are active at one moment; more are refused. */
const LIMIT = 25;

/** `TeamMessage`: what supervisors write to their team (Finesse developer guide, TeamMessage). */
export function teamMessageRoutes(app: Hono, door: Door): void {
  const {world} = door;
  let messages: TeamMessage[] = [];
  const active = (): TeamMessage[] => {
    const now = world.clock.now() / 1000;
    messages = messages.filter((message) => message.createdAt + message.duration > now);
    return messages;
  };
  const publish = (event: 'POST' | 'DELETE', message: TeamMessage) => {
    const source = `/finesse/api/TeamMessage/${message.id}`;
    const payload = updateXml(event, source, '', writeXml('teamMessage', partsOf(message)));
    for (const team of message.teams) world.publish(`/finesse/api/Team/${team}/TeamMessages`, payload);
  };

  for (const path of ['/TeamMessage', '/TeamMessages']) {
    app.post(path, async (context) => {
      const caller = door.caller(context);
      if (!caller.supervisor) throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', caller.id);
      const body = await door.body(context, 'TeamMessage');
      const content = childText(body, 'content') ?? '';
      const duration = Number(childText(body, 'duration') ?? '');
      const teams = (child(body, 'teams')?.children ?? []).map(({text}) => text.trim());
      if (content === '') throw new Refusal(400, 'Parameter Missing', 'content');
      if (content.length > 255) throw new Refusal(400, 'Invalid Input', 'content');
      if (!Number.isInteger(duration) || duration < 1) throw new Refusal(400, 'Invalid Input', 'duration');
      if (teams.length === 0 || teams.some((team) => team !== caller.teamId))
        throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', caller.id);
      if (active().length >= LIMIT)
        throw new Refusal(
          400,
          'System Resource Limit Exceeded',
          'MAX_ACTIVE_MESSAGE_LIMIT_EXCEEDED',
          'teammessage.max.limit.exceeded',
        );
      const createdAt = Math.floor(world.clock.now() / 1000);
      const message = {id: crypto.randomUUID(), createdBy: caller, createdAt, duration, content, teams};
      messages.push(message);
      publish('POST', message);
      return door.document(writeXml('TeamMessage', partsOf(message)));
    });
  }

  app.get('/Team/:id/TeamMessages', (context) => {
    const caller = door.caller(context);
    const team = context.req.param('id');
    if (caller.teamId !== team) supervisedTeam(door, context);
    const listed = active().filter(({teams}) => teams.includes(team));
    return door.document(
      writeXml(
        'TeamMessages',
        listed.map((message) => ['TeamMessage', partsOf(message)]),
      ),
    );
  });

  app.delete('/TeamMessage/:id', (context) => {
    const caller = door.caller(context);
    const message = active().find(({id}) => id === context.req.param('id'));
    if (!message) throw new Refusal(404, 'Not Found', '', context.req.param('id'));
    if (message.createdBy !== caller)
      throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', caller.id);
    messages = messages.filter((other) => other !== message);
    publish('DELETE', message);
    return new Response(null, {status: 200});
  });
}
