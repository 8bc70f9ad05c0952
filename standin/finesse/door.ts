import type {Context} from 'hono';
import type {Agent} from '../world/types.js';
import type {World} from '../world/world.js';
import {readXml, sameName, type XmlNode} from '../xml.js';
import type {Credentials} from './credentials.js';
import {Refusal} from './refusal.js';

const xmlType = {'content-type': 'application/xml;charset=UTF-8', 'cache-control': 'no-store'};

/** What every route of the REST door needs: who asks, about whom, with what, and the forms of an answer. */
export class Door {
  readonly world: World;
  readonly credentials: Credentials;

  constructor(world: World, credentials: Credentials) {
    this.world = world;
    this.credentials = credentials;
  }

  /** Who is asking. @throws Refusal 401 */
  caller(context: Context): Agent {
    const {user, agent} = this.credentials.of(context.req.header('authorization') ?? '');
    if (!agent) throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', user);
    return agent;
  }

  /** The user the path names, by id or login name. @throws Refusal 404 */
  subject(context: Context): Agent {
    const agent = this.world.agents.find(context.req.param('id') ?? '');
    if (!agent) throw new Refusal(404, 'User Not Found', 'UNKNOWN_USER', context.req.param('id'));
    return agent;
  }

  /** The user the path names, who must be the one who asks. @throws Refusal */
  own(context: Context): Agent {
    const caller = this.caller(context);
    const subject = this.subject(context);
    if (subject !== caller) throw new Refusal(401, 'Invalid Authorization User Specified', '', subject.id);
    return caller;
  }

  /** The user the path names: one's own, or for a supervisor a member of the team. @throws Refusal */
  readable(context: Context): Agent {
    const caller = this.caller(context);
    const subject = this.subject(context);
    if (subject !== caller && !this.world.supervises(caller, subject))
      throw new Refusal(401, 'Invalid Authorization User Specified', '', subject.id);
    return subject;
  }

  /** The request's document. @throws Refusal 400, XmlRefused */
  async body(context: Context, root: string): Promise<XmlNode> {
    const type = (context.req.header('content-type') ?? '').toLowerCase();
    if (!type.startsWith('application/xml')) throw new Refusal(400, 'Bad Request', 'Content-Type');
    const node = readXml(await context.req.text());
    if (!sameName(node.name, root)) throw new Refusal(400, 'Bad Request', node.name);
    return node;
  }

  document(text: string, status = 200): Response {
    return new Response(text, {status, headers: xmlType});
  }

  /** 202: taken, not done yet. The request's id comes back. */
  accepted(context: Context): Response {
    const requestId = context.req.header('requestId');
    return new Response(null, {status: 202, headers: requestId === undefined ? {} : {requestId}});
  }
}

export const requestIdOf = (context: Context): string => context.req.header('requestId') ?? '';
