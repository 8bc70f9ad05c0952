import type {Context, Hono} from 'hono';
import {teams} from '../world/site.js';
import {teamXml} from './documents.js';
import type {Door} from './door.js';
import {Refusal} from './refusal.js';

type Team = (typeof teams)[number];

/** The team the path names, for its supervisor. @throws Refusal */
export function supervisedTeam(door: Door, context: Context): Team {
  const caller = door.caller(context);
  const team = teams.find(({id}) => id === context.req.param('id'));
  if (!team) throw new Refusal(404, 'Not Found', '', context.req.param('id'));
  if (!caller.supervisor || caller.teamId !== team.id)
    throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', caller.id);
  return team;
}

/** `Team/{id}`: a supervisor's team with its members. */
export function teamRoutes(app: Hono, door: Door): void {
  const {world} = door;

  app.get('/Team/:id', (context) => {
    const team = supervisedTeam(door, context);
    const everybody = context.req.query('includeLoggedOutAgents') === 'true';
    const members = world.agents
      .all()
      .filter((agent) => agent.teamId === team.id && (everybody || agent.state !== 'LOGOUT'));
    return door.document(teamXml(team, members, world));
  });
}
