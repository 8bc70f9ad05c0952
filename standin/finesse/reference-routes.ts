import type {Context, Hono} from 'hono';
import {phoneBooks} from '../world/phone-books.js';
import {administrator, reasonCodes, teams, wrapUpReasons} from '../world/site.js';
import {writeXml} from '../xml.js';
import {basicOf} from './credentials.js';
import {reasonCodeXml, reasonCodesXml, wrapUpReasonXml, wrapUpReasonsXml} from './reason-documents.js';
import type {SystemFacts} from './documents.js';
import type {Door} from './door.js';
import {contactParts, mediaPropertiesLayoutXml, mediaPropertiesLayoutsXml} from './list-documents.js';
import {Refusal} from './refusal.js';

/** Lets the administrator pass alone. @throws Refusal 401 */
export function administratorOnly(context: Context): void {
  const [user, password] = basicOf(context.req.header('authorization') ?? '');
  if (user !== administrator.user || password !== administrator.password)
    throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', user);
}

const notFound = (context: Context, name = 'id'): never => {
  throw new Refusal(404, 'Not Found', '', context.req.param(name) ?? '');
};

/** One reason, layout or book, and what administrators read. They write nothing here: 501 after the usual checks. */
export function referenceRoutes(app: Hono, door: Door, system: () => SystemFacts): void {
  const {world} = door;

  const reasonOf = (context: Context, name: string): Response => {
    const reason = reasonCodes.find(({id}) => id === context.req.param(name));
    return reason ? door.document(reasonCodeXml(reason)) : notFound(context, name);
  };
  const wrapUpOf = (context: Context, name: string): Response => {
    const reason = wrapUpReasons.find(({id}) => id === context.req.param(name));
    return reason ? door.document(wrapUpReasonXml(reason)) : notFound(context, name);
  };
  const layoutOf = (context: Context, id: string): Response => {
    const layout = mediaPropertiesLayoutXml(id === 'default' ? '1' : id);
    return layout === undefined ? notFound(context) : door.document(layout);
  };

  app.get('/User/:id/ReasonCode/:code', (context) => {
    door.own(context);
    return reasonOf(context, 'code');
  });
  app.get('/User/:id/WrapUpReason/:reason', (context) => {
    door.own(context);
    return wrapUpOf(context, 'reason');
  });
  app.get('/User/:id/MediaPropertiesLayout', (context) => {
    door.own(context);
    return layoutOf(context, 'default');
  });

  // asked before anybody has signed in
  app.get('/UserAuthMode/:user', (context) => {
    const agent = world.agents.find(context.req.param('user'));
    if (!agent) throw new Refusal(404, 'User Not Found', 'UNKNOWN_USER', context.req.param('user'));
    return door.document(writeXml('UserAuthMode', [['authMode', door.credentials.modeOf(agent)]]));
  });

  /** CCE keeps configuration on the first node alone; on CCX the second one may be read. */
  const onFirstNode = (writes: boolean): void => {
    const {deployment, secondary, xmppDomain} = system();
    if (secondary?.host === xmppDomain && (writes || deployment === 'CCE'))
      throw new Refusal(403, 'Forbidden');
  };
  const read = (path: string, answer: (context: Context) => Response): void => {
    app.get(path, (context) => {
      administratorOnly(context);
      onFirstNode(false);
      return answer(context);
    });
    app.on(['PUT', 'POST', 'DELETE'], path, (context) => {
      administratorOnly(context);
      onFirstNode(true);
      throw new Refusal(501, 'Not Implemented', context.req.method);
    });
  };
  read('/ReasonCodes', (context) => {
    const category = context.req.query('category') ?? '';
    if (!['NOT_READY', 'LOGOUT', 'ALL'].includes(category))
      throw new Refusal(400, 'Invalid Input', 'category', category);
    return door.document(reasonCodesXml(category));
  });
  read('/ReasonCode/:id', (context) => reasonOf(context, 'id'));
  read('/WrapUpReasons', () => door.document(wrapUpReasonsXml()));
  read('/WrapUpReason/:id', (context) => wrapUpOf(context, 'id'));
  read('/MediaPropertiesLayouts', () => door.document(mediaPropertiesLayoutsXml()));
  read('/MediaPropertiesLayout/:id', (context) => layoutOf(context, context.req.param('id') ?? ''));
  read('/Teams', () =>
    door.document(
      writeXml(
        'Teams',
        teams.map(({id, name}) => [
          'Team',
          [
            ['uri', `/finesse/api/Team/${id}`],
            ['id', id],
            ['name', name],
          ],
        ]),
      ),
    ),
  );
  read('/PhoneBooks', () =>
    door.document(
      writeXml(
        'PhoneBooks',
        phoneBooks.map(({id, name, type}) => [
          'PhoneBook',
          [
            ['uri', `/finesse/api/PhoneBook/${id}`],
            ['name', name],
            ['type', type],
            ['contacts', `/finesse/api/PhoneBook/${id}/Contacts`],
          ],
        ]),
      ),
    ),
  );
  read('/PhoneBook/:id/Contacts', (context) => {
    const book = phoneBooks.find(({id}) => id === context.req.param('id'));
    if (!book) return notFound(context);
    return door.document(
      writeXml(
        'Contacts',
        book.contacts.map((contact) => contactParts(book, contact)),
      ),
    );
  });
}
