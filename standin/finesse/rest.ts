import {Hono, type Context} from 'hono';
import type {FaultBoard} from '../faults.js';
import type {World} from '../world/world.js';
import {XmlRefused} from '../xml.js';
import {cors} from './cors.js';
import {dialogRoutes} from './dialog-routes.js';
import {restErrorXml, systemInfoXml, type SystemFacts} from './documents.js';
import {Credentials} from './credentials.js';
import {Door, requestIdOf} from './door.js';
import {methodsFor} from './methods.js';
import {referenceRoutes} from './reference-routes.js';
import {listRoutes} from './list-routes.js';
import {Refusal} from './refusal.js';
import {teamMessageRoutes} from './team-messages.js';
import {teamRoutes} from './team-routes.js';
import {userRoutes} from './user-routes.js';

export interface RestOptions {
  readonly world: World;
  readonly faults: FaultBoard;
  /** This node's own picture of itself. */
  readonly system: () => SystemFacts;
  /** By default passwords alone. */
  readonly credentials?: Credentials;
}

/** Ends the connection without an answer; a host that has no socket of its own reports a network error instead. */
function cutOff(context: Context): Response {
  const host = context.env as {incoming?: {socket: {destroy(): void}}} | undefined;
  if (!host?.incoming) return Response.error();
  host.incoming.socket.destroy();
  return new Response(null, {headers: {'x-hono-already-sent': 'true'}});
}

/** Finesse's REST door for one node: checks at once, answers 202, and leaves the rest to the world. */
export function finesseApi({world, faults, system, credentials = new Credentials(world)}: RestOptions): Hono {
  const app = new Hono();
  const door = new Door(world, credentials);
  const failure = (error: unknown) => {
    if (error instanceof Refusal) return door.document(restErrorXml(error.error), error.status);
    if (error instanceof XmlRefused)
      return door.document(restErrorXml({type: 'Bad Request', message: error.message, data: ''}), 400);
    throw error;
  };

  app.onError((error) => {
    try {
      return failure(error);
    } catch {
      world.log('rest-error', {message: error.message});
      return door.document(
        restErrorXml({type: 'Internal Server Error', message: 'RUNTIME_EXCEPTION', data: ''}),
        500,
      );
    }
  });

  app.use(
    '*',
    cors(() => world.settings),
  );
  app.use('*', async (context, next) => {
    const path = context.req.path.replace(/^\/finesse\/api/, '');
    world.log('rest', {method: context.req.method, path, requestId: context.req.header('requestId') ?? ''});
    const fault = faults.rest(context.req.method, path);
    if (fault?.cut === 'before') return cutOff(context);
    if (fault?.delayMs !== undefined)
      await new Promise<void>((done) => void world.clock.after(fault.delayMs ?? 0, done));
    if (fault?.status !== undefined) {
      return door.document(
        restErrorXml({type: fault.type ?? 'Internal Server Error', message: '', data: ''}),
        fault.status,
      );
    }
    if (fault?.refuse) {
      const error = {type: fault.type ?? 'Generic Error', message: 'CF_INVALID_OBJECT_STATE', data: '22'};
      world.refuseInTurn(door.caller(context), path.slice(1), requestIdOf(context), error);
      return door.accepted(context);
    }
    const {status} = system();
    if (status === 'WEBAPP_DOWN' || (path !== '/SystemInfo' && status !== 'IN_SERVICE'))
      throw new Refusal(503, 'Service Unavailable');
    await next();
    if (fault?.answerMs !== undefined)
      await new Promise<void>((done) => void world.clock.after(fault.answerMs ?? 0, done));
    if (fault?.cut === 'after') {
      // the answer that is there already must go first: setting another one would only merge the two
      context.res = undefined;
      context.res = cutOff(context);
    }
    return undefined;
  });

  app.get('/SystemInfo', () => door.document(systemInfoXml(system(), 'SystemInfo')));
  userRoutes(app, door);
  dialogRoutes(app, door);
  teamRoutes(app, door);

  teamMessageRoutes(app, door);
  listRoutes(app, door);
  referenceRoutes(app, door, system);

  // a route, not notFound(): that one is asked of the outermost application only
  app.all('*', (context) => {
    const path = context.req.path.replace(/^\/finesse\/api/, '');
    const allowed = methodsFor(app, path);
    if (allowed.length === 0)
      return door.document(restErrorXml({type: 'Not Found', message: '', data: ''}), 404);
    const type = context.req.method === 'OPTIONS' ? undefined : 'Method Not Allowed';
    const answer =
      type === undefined
        ? new Response(null, {status: 200})
        : door.document(restErrorXml({type, message: context.req.method, data: ''}), 405);
    answer.headers.set('Allow', [...allowed, 'OPTIONS'].join(', '));
    return answer;
  });
  return app;
}
