import type {Context, Hono} from 'hono';
import {phoneBooks} from '../world/phone-books.js';
import {queueStatistics} from '../world/queue-statistics.js';
import {devicesOf, queues} from '../world/site.js';
import type {Agent} from '../world/types.js';
import {writeXml} from '../xml.js';
import {userSummaryParts} from './documents.js';
import type {Door} from './door.js';
import {devicesXml, mediaPropertiesLayoutsXml, phoneBooksXml, queuesXml, queueXml} from './list-documents.js';
import {reasonCodesXml, wrapUpReasonsXml} from './reason-documents.js';
import {administratorOnly} from './reference-routes.js';
import {Refusal} from './refusal.js';

/** Most contacts one answer may have. */
const MOST = 6_000;

/** The lists that belong to an agent: by `User/{id}/…`, and from 12.5 on by `TeamResource/{teamId}/…`. */
export function listRoutes(app: Hono, door: Door): void {
  const lists: Readonly<Record<string, (context: Context, agent: Agent) => Response>> = {
    ReasonCodes(context) {
      const category = context.req.query('category') ?? '';
      if (!['NOT_READY', 'LOGOUT', 'ALL'].includes(category))
        throw new Refusal(400, 'Invalid Input', 'category', category);
      return door.document(reasonCodesXml(category));
    },
    WrapUpReasons: () => door.document(wrapUpReasonsXml()),
    MediaPropertiesLayouts: () => door.document(mediaPropertiesLayoutsXml()),
    PhoneBooks: (context, agent) => phoneBookPage(door, context, agent.teamId),
    Workflows: () => door.document(writeXml('Workflows', [])),
  };
  for (const [name, answer] of Object.entries(lists)) {
    app.get(`/User/:id/${name}`, (context) => answer(context, door.own(context)));
    app.get(`/TeamResource/:id/${name}`, (context) => {
      const caller = door.caller(context);
      if (context.req.param('id') !== caller.teamId)
        throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', caller.id);
      return answer(context, caller);
    });
  }

  app.post('/User/:id/ClientLog', async (context) => {
    door.own(context);
    await door.body(context, 'ClientLog');
    return door.accepted(context);
  });
  queueRoutes(app, door);
  siteRoutes(app, door);
}

/** Contacts counted over all books, global ones first; `Range: objects=1-1000` asks for a page. */
function phoneBookPage(door: Door, context: Context, teamId: string): Response {
  const books = phoneBooks.filter((book) => book.type === 'GLOBAL' || book.teamId === teamId);
  const total = books.reduce((sum, book) => sum + book.contacts.length, 0);
  const range = context.req.header('range');
  const asked = /^objects=(\d+)-(\d+)$/.exec(range ?? '');
  const first = asked ? Number(asked[1]) : 1;
  const last = asked ? Number(asked[2]) : MOST;
  if ((range !== undefined && !asked) || first < 1 || first > last || last > MOST || first > total)
    return door.document('', 416);
  let before = 0;
  const pages = books.map((book) => {
    const from = Math.max(0, first - 1 - before);
    const page = book.contacts.slice(from, Math.max(from, last - before));
    before += book.contacts.length;
    return {book, contacts: page};
  });
  const partial = first > 1 || last < total;
  const answer = door.document(
    phoneBooksXml(pages.filter(({contacts}) => contacts.length > 0)),
    partial ? 206 : 200,
  );
  answer.headers.set('content-range', `objects ${first}-${Math.min(last, total)}/${total}`);
  return answer;
}

/** Skill groups with figures; CCE alone. */
function queueRoutes(app: Hono, door: Door): void {
  const {world} = door;
  const onCce = () => {
    if (world.deployment !== 'CCE') throw new Refusal(501, 'Not Implemented', 'Queue');
  };
  app.get('/User/:id/Queues', (context) => {
    const agent = door.own(context);
    onCce();
    const own = world.members.queuesOf(agent);
    return door.document(queuesXml(own.map((queue) => ({queue, statistics: queueStatistics(world, queue)}))));
  });
  app.get('/Queue/:id', (context) => {
    door.caller(context);
    onCce();
    const queue = queues.find(({id}) => id === context.req.param('id'));
    if (!queue) throw new Refusal(404, 'Not Found', '', context.req.param('id'));
    return door.document(queueXml(queue, queueStatistics(world, queue), 'Queue'));
  });
}

function siteRoutes(app: Hono, door: Door): void {
  const {world} = door;
  app.get('/Users', (context) => {
    administratorOnly(context);
    const users = world.agents.all().map((agent) => ['User', userSummaryParts(agent, world)] as const);
    return door.document(writeXml('Users', users));
  });

  // the guide names the request, not its path
  app.get('/Devices', (context) => {
    door.caller(context);
    const extension = context.req.query('extension') ?? '';
    if (world.deployment !== 'CCE' || !/^\d{1,15}$/.test(extension))
      throw new Refusal(400, 'Bad Request', 'extension', extension);
    const devices = devicesOf(extension);
    if (devices.length === 0) throw new Refusal(404, 'Not Found', 'extension', extension);
    return door.document(devicesXml(devices));
  });
}
