import {Hono, type Context} from 'hono';
import type {EventLog} from './event-log.js';
import type {NodeStatus} from './finesse/documents.js';
import type {FaultBoard, FaultOrder} from './faults.js';
import {noFaults, type Switch} from './switch/switch.js';
import type {Voice} from './world/legs.js';
import {queues} from './world/site.js';
import {systemCodes} from './world/system-codes.js';
import type {World, WorldSettings} from './world/world.js';

export interface ControlOptions {
  readonly world: World;
  readonly phones: Switch;
  readonly faults: FaultBoard;
  readonly log: EventLog;
  /** Open notification streams, by node. */
  readonly streams: () => Readonly<Record<string, readonly string[]>>;
  readonly setNode: (node: 'A' | 'B', status: NodeStatus) => void;
  /** Closes every notification stream without a word. */
  readonly dropStreams: () => void;
}

/** What POST /standin/faults takes. */
const faultKinds: ReadonlySet<string> = new Set<keyof FaultOrder>([
  'rest',
  'notifications',
  'sip',
  'habits',
  'nodes',
  'dropStreams',
  'cutSockets',
  'forgetRegistrations',
]);

const text = (value: unknown, byDefault = ''): string => (typeof value === 'string' ? value : byDefault);

/** `{tone: Hz, level}`, `"speech"` or `"silence"`; speech when it is anything else. */
function voiceOf(value: unknown): Voice {
  if (typeof value === 'object' && value !== null && 'tone' in value && typeof value.tone === 'number') {
    const level = 'level' in value && typeof value.level === 'number' ? {level: value.level} : {};
    return {kind: 'tone', hz: value.tone, ...level};
  }
  return value === 'silence' ? {kind: 'silence'} : {kind: 'speech'};
}

/** `host:port` of an origin; empty for `null`, which is what a sandboxed page sends. */
const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');

/** The testers' door (docs/standin.md): callers, phones, faults, and a look at everything. */
export function controlRoutes(options: ControlOptions): Hono {
  const {world, phones, faults, log} = options;
  const app = new Hono();

  // a page from elsewhere must not drive the contact centre of whoever has it open
  app.use('*', async (context, next) => {
    const origin = context.req.header('origin');
    if (
      origin !== undefined &&
      context.req.method !== 'GET' &&
      hostOf(origin) !== context.req.header('host')
    ) {
      return context.json({error: 'requests from other origins are not taken'}, 403);
    }
    await next();
    return undefined;
  });

  const body = async (context: Context): Promise<Record<string, unknown>> => {
    try {
      const value: unknown = JSON.parse((await context.req.text()) || '{}');
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : {};
    } catch {
      return {};
    }
  };

  app.post('/calls', async (context) => {
    const order = await body(context);
    const to = text(order['to']);
    if (to === '') return context.json({error: 'to: the queue or extension to call is missing'}, 400);
    const variables: Record<string, string> = {};
    for (const [name, value] of Object.entries((order['variables'] ?? {}) as Record<string, unknown>))
      variables[name] = String(value);
    const id = world.callIn({
      to,
      from: text(order['from'], '5550100'),
      name: text(order['name']),
      variables,
      voice: voiceOf(order['voice']),
    });
    return context.json({id}, 201);
  });

  app.post('/calls/:id/hangup', (context) =>
    world.hangUpOutside(context.req.param('id'))
      ? context.json({})
      : context.json({error: 'no such call'}, 404),
  );

  /** What every leg of a call says and hears, measured on decoded audio. */
  app.get('/calls/:id/audio', (context) => {
    const call = world.calls.get(context.req.param('id'));
    if (!call) return context.json({error: 'no such call'}, 404);
    const peaks = Number(context.req.query('peaks') ?? 3);
    const legs = call.parties.flatMap((party) => {
      if (party.legId === undefined) return [];
      return [
        {
          address: party.address,
          agentId: party.agentId ?? '',
          legId: party.legId,
          ...phones.listen(party.legId, peaks),
        },
      ];
    });
    return context.json({legs});
  });

  app.post('/calls/:id/voice', async (context) => {
    const call = world.calls.get(context.req.param('id'));
    const voice = voiceOf((await body(context))['voice']);
    for (const party of call?.parties ?? []) {
      if (party.legId !== undefined && party.agentId === undefined) phones.setVoice(party.legId, voice);
    }
    return call ? context.json({}) : context.json({error: 'no such call'}, 404);
  });

  /** The telephone system records the call, or no longer: told to its browsers. */
  app.post('/calls/:id/recording', async (context) => {
    const call = world.calls.get(context.req.param('id'));
    const state = text((await body(context))['state']);
    if (!['on', 'paused', 'off'].includes(state))
      return context.json({error: 'state: on, paused or off'}, 400);
    for (const {legId} of call?.parties ?? []) if (legId !== undefined) phones.tellRecording(legId, state);
    return call ? context.json({}) : context.json({error: 'no such call'}, 404);
  });

  /** The outside party is somebody else from now on, as after a transfer out there: told to browsers by SIP alone. */
  app.post('/calls/:id/far-end', async (context) => {
    const call = world.calls.get(context.req.param('id'));
    if (!call) return context.json({error: 'no such call'}, 404);
    const order = await body(context);
    const identity = {number: text(order['number']), name: text(order['name'])};
    for (const {agentId, legId} of call.parties) {
      if (agentId !== undefined && legId !== undefined) phones.renameFarEnd(legId, identity);
    }
    return context.json({});
  });

  /** Desk phones that ring, dial or are off hook. */
  app.get('/phones', (context) => context.json(phones.phones()));

  /** What the switch does for a line: `{doNotDisturb, forwardTo}`; told to who subscribed, calls go on as before. */
  app.post('/lines/:number/features', async (context) => {
    const order = await body(context);
    phones.setFeatures(context.req.param('number'), {
      doNotDisturb: order['doNotDisturb'] === true,
      forwardTo: text(order['forwardTo']),
    });
    return context.json({});
  });

  /** Presses a desk phone: `pick-up`, `hang-up`, `hold`, `resume`, or `dial` with `{to}`; `voice` sets what its user says. */
  app.post('/phones/:number/:press', async (context) => {
    const number = context.req.param('number');
    const order = await body(context);
    switch (context.req.param('press')) {
      case 'pick-up':
        phones.pickUp(number);
        break;
      case 'hang-up':
        phones.hangUp(number);
        break;
      case 'hold':
      case 'resume':
        phones.holdAt(number, context.req.param('press') === 'hold');
        break;
      case 'dial':
        phones.dial(number, text(order['to']));
        break;
      case 'voice': {
        for (const call of world.calls.all()) {
          for (const party of call.parties) {
            if (party.address === number && party.legId !== undefined)
              phones.setVoice(party.legId, voiceOf(order['voice']));
          }
        }
        break;
      }
      default:
        return context.json({error: 'pick-up, hang-up, hold, resume, dial or voice'}, 404);
    }
    return context.json({});
  });

  /** The system sets an agent's state: `{"state": "NOT_READY" | "LOGOUT", "code": N}`, a code of this deployment's list. */
  app.post('/agents/:id/system', async (context) => {
    const agent = world.agents.find(context.req.param('id'));
    if (!agent) return context.json({error: 'no such agent'}, 404);
    const order = await body(context);
    const known = systemCodes[world.deployment][Number(order['code'])];
    const state = known?.states.find((one) => one === (order['state'] ?? known.states[0]));
    if (!state) return context.json({error: 'code: none of the system, or not with that state'}, 400);
    if (agent.state === 'LOGOUT') return context.json({error: 'not signed in'}, 409);
    world.setStateBySystem(agent, state, Number(order['code']));
    return context.json({});
  });

  /** What the permanent leg of a nailed connection says and hears, in a call or not. */
  app.get('/agents/:id/leg', (context) => {
    const agent = world.agents.find(context.req.param('id'));
    const legId = agent && world.nailedLegOf(agent);
    return legId === undefined
      ? context.json({error: 'no permanent leg'}, 404)
      : context.json({legId, ...phones.listen(legId)});
  });

  /** The permanent call of a nailed connection ends, not by the agent. */
  app.post('/agents/:id/leg/cut', (context) => {
    const agent = world.agents.find(context.req.param('id'));
    return agent && world.cutNailedLeg(agent)
      ? context.json({})
      : context.json({error: 'no permanent leg'}, 404);
  });

  /** CCE: `{"add": [queue id, …], "remove": [queue id, …]}`; told on the agent's own Queues node. */
  app.post('/agents/:id/queues', async (context) => {
    const agent = world.agents.find(context.req.param('id'));
    if (!agent) return context.json({error: 'no such agent'}, 404);
    const order = await body(context);
    const idsIn = (name: string): unknown[] => (Array.isArray(order[name]) ? (order[name] as unknown[]) : []);
    const change = (name: string) => idsIn(name).map((id) => queues.find((queue) => queue.id === id));
    if ([...change('add'), ...change('remove')].includes(undefined))
      return context.json({error: 'no such queue'}, 400);
    for (const queue of change('add')) if (queue) world.setQueueMember(agent, queue, true);
    for (const queue of change('remove')) if (queue) world.setQueueMember(agent, queue, false);
    return context.json({queues: world.members.queuesOf(agent).map(({id}) => id)});
  });

  app.get('/world', (context) =>
    context.json({
      deployment: world.deployment,
      settings: world.settings,
      lines: world.registrations,
      streams: options.streams(),
      agents: world.agents.all().map(({password: _password, before: _before, ...agent}) => agent),
      calls: world.calls.all().map((call) => ({
        ...call,
        variables: Object.fromEntries(call.variables),
        digits: world.collectedIn(call.id),
      })),
    }),
  );

  app.get('/log', (context) => context.json(log.since(Number(context.req.query('since') ?? 0) || 0)));

  app.post('/settings', async (context) => {
    const order = await body(context);
    for (const [name, value] of Object.entries(order)) {
      if (
        !Object.hasOwn(world.settings, name) ||
        typeof value !== typeof world.settings[name as keyof WorldSettings]
      ) {
        return context.json({error: `${name}: no such setting`}, 400);
      }
    }
    Object.assign(world.settings, order);
    return context.json(world.settings);
  });

  app.post('/faults', async (context) => {
    const order = (await body(context)) as FaultOrder;
    const unknown = Object.keys(order).find((name) => !faultKinds.has(name));
    if (unknown !== undefined) return context.json({error: `${unknown}: no such fault`}, 400);
    faults.add(order);
    for (const [node, status] of Object.entries(order.nodes ?? {}))
      options.setNode(node as 'A' | 'B', status);
    if (order.sip) phones.faults = {...phones.faults, ...order.sip};
    if (order.habits) phones.habits = {...phones.habits, ...order.habits};
    if (order.cutSockets) phones.cutSockets(1006);
    if (order.forgetRegistrations) phones.forgetRegistrations();
    if (order.dropStreams) options.dropStreams();
    return context.json({});
  });

  const noTrouble = () => {
    faults.clear();
    phones.faults = {...noFaults};
    phones.habits = {offer: 'early', hold: 'inactive-music'};
    options.setNode('A', 'IN_SERVICE');
    options.setNode('B', 'IN_SERVICE');
  };

  app.delete('/faults', (context) => {
    noTrouble();
    return context.json({});
  });

  app.post('/reset', (context) => {
    noTrouble();
    phones.forgetFeatures();
    world.reset();
    return context.json({});
  });

  return app;
}
