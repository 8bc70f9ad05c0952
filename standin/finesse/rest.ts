import {Hono, type Context} from 'hono';
import type {FaultBoard} from '../faults.js';
import type {Agent, ApiError} from '../world/types.js';
import type {World} from '../world/world.js';
import {child, childText, readXml, sameName, XmlRefused, type XmlNode} from '../xml.js';
import {
  dialogsXml,
  dialogXml,
  reasonCodesXml,
  restErrorXml,
  systemInfoXml,
  userXml,
  wrapUpReasonsXml,
  type SystemFacts,
} from './documents.js';

export interface RestOptions {
  readonly world: World;
  readonly faults: FaultBoard;
  /** This node's own picture of itself. */
  readonly system: () => SystemFacts;
}

class Refusal extends Error {
  readonly status: number;
  readonly error: ApiError;

  constructor(status: number, type: string, message = '', data = '') {
    super(type);
    this.status = status;
    this.error = {type, message, data};
  }
}

/** Ends the connection without an answer; a host that has no socket of its own reports a network error instead. */
function cutOff(context: Context): Response {
  const host = context.env as {incoming?: {socket: {destroy(): void}}} | undefined;
  if (!host?.incoming) return Response.error();
  host.incoming.socket.destroy();
  return new Response(null, {headers: {'x-hono-already-sent': 'true'}});
}

const xmlType = {'content-type': 'application/xml;charset=UTF-8', 'cache-control': 'no-store'};

/** Finesse's REST door for one node: checks at once, answers 202, and leaves the rest to the world. */
export function finesseApi({world, faults, system}: RestOptions): Hono {
  const app = new Hono();
  const document = (text: string, status = 200) => new Response(text, {status, headers: xmlType});
  const accepted = (context: Context) => {
    const requestId = context.req.header('requestId');
    return new Response(null, {status: 202, headers: requestId === undefined ? {} : {requestId}});
  };
  const failure = (error: unknown) => {
    if (error instanceof Refusal) return document(restErrorXml(error.error), error.status);
    if (error instanceof XmlRefused)
      return document(restErrorXml({type: 'Bad Request', message: error.message, data: ''}), 400);
    throw error;
  };

  app.onError((error) => {
    try {
      return failure(error);
    } catch {
      world.log('rest-error', {message: error.message});
      return document(
        restErrorXml({type: 'Internal Server Error', message: 'RUNTIME_EXCEPTION', data: ''}),
        500,
      );
    }
  });

  app.use('*', async (context, next) => {
    const path = context.req.path.replace(/^\/finesse\/api/, '');
    world.log('rest', {method: context.req.method, path, requestId: context.req.header('requestId') ?? ''});
    const fault = faults.rest(context.req.method, path);
    if (fault?.cut === 'before') return cutOff(context);
    if (fault?.delayMs !== undefined)
      await new Promise<void>((done) => void world.clock.after(fault.delayMs ?? 0, done));
    if (fault?.status !== undefined) {
      return document(
        restErrorXml({type: fault.type ?? 'Internal Server Error', message: '', data: ''}),
        fault.status,
      );
    }
    if (path !== '/SystemInfo' && system().status !== 'IN_SERVICE')
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

  /** Who is asking; the id in the path must be theirs (or their login name). */
  const authenticated = (context: Context): Agent => {
    const header = context.req.header('authorization') ?? '';
    const [user = '', password = ''] = header.startsWith('Basic ')
      ? splitOnce(decodeBasic(header.slice(6)), ':')
      : [];
    const agent = world.agents.find(user);
    if (!agent || agent.password !== password)
      throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', user);
    return agent;
  };
  const own = (context: Context): Agent => {
    const caller = authenticated(context);
    const subject = world.agents.find(context.req.param('id') ?? '');
    if (!subject) throw new Refusal(404, 'User Not Found', 'UNKNOWN_USER', context.req.param('id'));
    if (subject !== caller) throw new Refusal(401, 'Invalid Authorization User Specified', '', subject.id);
    return caller;
  };
  const body = async (context: Context, root: string): Promise<XmlNode> => {
    const type = (context.req.header('content-type') ?? '').toLowerCase();
    if (!type.startsWith('application/xml')) throw new Refusal(400, 'Bad Request', 'Content-Type');
    const node = readXml(await context.req.text());
    if (!sameName(node.name, root)) throw new Refusal(400, 'Bad Request', node.name);
    return node;
  };

  app.get('/SystemInfo', () => document(systemInfoXml(system(), 'SystemInfo')));

  app.get('/User/:id', (context) =>
    document(userXml(own(context), world.deployment, world.settings.wrapUpOnIncoming, 'User')),
  );

  app.put('/User/:id', async (context) => {
    const agent = own(context);
    const user = await body(context, 'User');
    const requestId = context.req.header('requestId') ?? '';
    const state = childText(user, 'state');
    if (state === undefined || state === '') throw new Refusal(400, 'Parameter Missing', 'state');
    if (state === 'LOGIN') signIn(agent, user, requestId);
    else if (state === 'READY' || state === 'NOT_READY' || state === 'LOGOUT') {
      const reasonId = childText(user, 'reasonCodeId');
      if (reasonId !== undefined && state === 'READY')
        throw new Refusal(400, 'Invalid Input', 'reasonCodeId', reasonId);
      world.requestState(agent, state, reasonId, requestId);
    } else throw new Refusal(400, 'Invalid Input', 'state', state);
    return accepted(context);
  });

  const signIn = (agent: Agent, user: XmlNode, requestId: string) => {
    const extension = childText(user, 'extension') ?? '';
    if (extension === '') throw new Refusal(400, 'Parameter Missing', 'extension');
    if (!/^\d{1,15}$/.test(extension)) throw new Refusal(400, 'Bad Request', 'extension', extension);
    const mobile = child(user, 'mobileAgent');
    if (!mobile) {
      world.signIn(agent, extension, undefined, requestId);
      return;
    }
    const mode = childText(mobile, 'mode');
    const dialNumber = childText(mobile, 'dialNumber') ?? '';
    if (world.deployment !== 'CCE') throw new Refusal(400, 'Invalid Input', 'mobileAgent');
    if (mode !== 'CALL_BY_CALL' && mode !== 'NAILED_CONNECTION')
      throw new Refusal(400, 'Invalid Input', 'mode', mode);
    // a permanent call to the agent's phone is not imitated yet; to accept it would be a lie
    if (mode === 'NAILED_CONNECTION') throw new Refusal(501, 'Not Implemented', 'mode', mode);
    if (dialNumber === '') throw new Refusal(400, 'Parameter Missing', 'dialNumber');
    world.signIn(agent, extension, {mode, dialNumber}, requestId);
  };

  app.get('/User/:id/Dialogs', (context) => {
    const agent = own(context);
    return document(
      dialogsXml(
        world.calls.of(agent).map((call) => world.calls.view(call)),
        world.deployment,
        'Dialogs',
      ),
    );
  });

  app.post('/User/:id/Dialogs', async (context) => {
    const agent = own(context);
    const dialog = await body(context, 'Dialog');
    const action = childText(dialog, 'requestedAction');
    if (action !== 'MAKE_CALL')
      throw new Refusal(
        action === undefined ? 400 : 501,
        action === undefined ? 'Parameter Missing' : 'Not Implemented',
        'requestedAction',
      );
    const to = childText(dialog, 'toAddress') ?? '';
    const from = childText(dialog, 'fromAddress') ?? '';
    if (to === '' || from === '')
      throw new Refusal(400, 'Parameter Missing', to === '' ? 'toAddress' : 'fromAddress');
    if (to === from) throw new Refusal(400, 'Invalid Destination', '', to);
    if (from !== agent.extension) throw new Refusal(400, 'Invalid Input', 'fromAddress', from);
    if (child(dialog, 'mediaProperties') && world.deployment === 'CCX')
      throw new Refusal(400, 'Invalid Input', 'mediaProperties');
    world.makeCall(agent, to, context.req.header('requestId') ?? '');
    return accepted(context);
  });

  const callOf = (context: Context, agent: Agent) => {
    const call = world.calls.get(context.req.param('id') ?? '');
    if (!call || !world.calls.partyOf(call, agent))
      throw new Refusal(404, 'Dialog Not Found', '', context.req.param('id'));
    return call;
  };

  app.get('/Dialog/:id', (context) => {
    const agent = authenticated(context);
    return document(dialogXml(world.calls.view(callOf(context, agent)), world.deployment, 'Dialog'));
  });

  app.put('/Dialog/:id', async (context) => {
    const agent = authenticated(context);
    const dialog = await body(context, 'Dialog');
    const call = callOf(context, agent);
    const requestId = context.req.header('requestId') ?? '';
    const action = childText(dialog, 'requestedAction') ?? '';
    if (action === 'UPDATE_CALL_DATA') {
      world.updateCallData(agent, call.id, callData(dialog), requestId);
      return accepted(context);
    }
    const target = childText(dialog, 'targetMediaAddress') ?? '';
    if (action === '' || target === '')
      throw new Refusal(400, 'Parameter Missing', action === '' ? 'requestedAction' : 'targetMediaAddress');
    if (target !== agent.extension) throw new Refusal(400, 'Invalid Input', 'targetMediaAddress', target);
    if (action === 'SEND_DTMF') {
      world.sendDigits(agent, call.id, digitsOf(dialog), requestId);
      return accepted(context);
    }
    if (!['ANSWER', 'HOLD', 'RETRIEVE', 'DROP'].includes(action))
      throw new Refusal(501, 'Not Implemented', 'requestedAction', action);
    world.act(agent, call.id, action, requestId);
    return accepted(context);
  });

  app.get('/User/:id/ReasonCodes', (context) => {
    own(context);
    const category = context.req.query('category') ?? '';
    if (!['NOT_READY', 'LOGOUT', 'ALL'].includes(category))
      throw new Refusal(400, 'Invalid Input', 'category', category);
    return document(reasonCodesXml(category));
  });

  app.get('/User/:id/WrapUpReasons', (context) => {
    own(context);
    return document(wrapUpReasonsXml());
  });

  // a route, not notFound(): that one is asked of the outermost application only
  app.all('*', () => document(restErrorXml({type: 'Not Found', message: '', data: ''}), 404));
  return app;
}

function callData(dialog: XmlNode): {
  wrapUpReason: string | undefined;
  variables: (readonly [string, string])[];
} {
  const properties = child(dialog, 'mediaProperties');
  if (!properties) throw new Refusal(400, 'Parameter Missing', 'mediaProperties');
  const variables = (child(properties, 'callvariables')?.children ?? []).map((variable) => {
    const name = childText(variable, 'name') ?? '';
    if (!/^callVariable([1-9]|10)$|^user\.[\w.]+(\[\d+\])?$/.test(name))
      throw new Refusal(400, 'Invalid Input', 'name', name);
    return [name, childText(variable, 'value') ?? ''] as const;
  });
  return {wrapUpReason: childText(properties, 'wrapUpReason'), variables};
}

function digitsOf(dialog: XmlNode): string {
  const parameter = (child(dialog, 'actionParams')?.children ?? []).find(
    (node) => childText(node, 'name') === 'dtmfString',
  );
  const digits = childText(parameter, 'value') ?? '';
  if (!/^[0-9*#A-D]{1,32}$/.test(digits)) throw new Refusal(400, 'Invalid Input', 'dtmfString');
  return digits;
}

/** Text before and after the first mark. */
function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** Base64 of UTF-8 text; unreadable text reads as empty. */
export function decodeBasic(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  } catch {
    return '';
  }
}
