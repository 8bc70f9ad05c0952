import assert from 'node:assert/strict';
import {after, describe, test} from 'node:test';
import {controlRoutes} from '../../standin/control.js';
import {EventLog} from '../../standin/event-log.js';
import {FaultBoard} from '../../standin/faults.js';
import {notificationsOf} from '../../standin/finesse/notifications.js';
import {Switch} from '../../standin/switch/switch.js';
import {realClock} from '../../standin/world/clock.js';
import {systemCodes} from '../../standin/world/system-codes.js';
import {aSite} from './world-support.js';

const switches: Switch[] = [];
after(() => Promise.all(switches.map((phones) => phones.stop())));

function aDoor(deployment: 'CCE' | 'CCX' = 'CCE') {
  const site = aSite(deployment);
  const phones = new Switch({news: site.world.legs, clock: realClock, secretFor: () => []});
  switches.push(phones);
  const faults = new FaultBoard();
  const log = new EventLog(() => site.clock.now());
  log.follow(site.world);
  const nodes: string[] = [];
  let dropped = 0;
  const app = controlRoutes({
    world: site.world,
    phones,
    faults,
    log,
    streams: () => ({A: ['1001001@a.test/desktop']}),
    setNode: (node, status) => nodes.push(`${node} ${status}`),
    dropStreams: () => dropped++,
  });
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.request(`http://localhost:8080${path}`, {
      method,
      headers: {host: 'localhost:8080', ...headers},
      ...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    });
    return {status: answer.status, body: (await answer.json()) as Record<string, unknown>};
  };
  return {...site, phones, faults, log, nodes, send, dropped: () => dropped};
}

describe('what the system does to an agent', () => {
  for (const [deployment, codes] of Object.entries(systemCodes) as [
    'CCE' | 'CCX',
    typeof systemCodes.CCE,
  ][]) {
    test(`${deployment}: sets each of its own codes, with the state it comes with`, async () => {
      const {send, signIn} = aDoor(deployment);
      for (const [code, {label, states}] of Object.entries(codes)) {
        for (const state of states) {
          const agent = signIn();
          const {status} = await send('POST', '/agents/1001001/system', {state, code: Number(code)});
          assert.equal(status, 200, code);
          const {reason} = agent;
          assert.deepEqual(
            [agent.state, reason?.code, reason?.label, reason?.system],
            [state, Number(code), label, true],
          );
        }
      }
    });
  }

  test('waits for the end of a call, as a forced sign-out does', async () => {
    const {send, talking, agent, world} = aDoor();
    const id = talking();
    await send('POST', '/agents/1001001/system', {code: 50003});
    assert.deepEqual([agent().state, agent().pending?.state], ['TALKING', 'LOGOUT']);
    world.hangUpOutside(id);
    assert.deepEqual([agent().state, agent().reason?.code], ['LOGOUT', 50003]);
  });

  for (const [what, path, order, status] of [
    ['nobody', '/agents/7/system', {code: 50003}, 404],
    ['a code of the other deployment', '/agents/1001001/system', {code: 32740}, 400],
    ['a state it does not come with', '/agents/1001001/system', {code: 50003, state: 'NOT_READY'}, 400],
    ['somebody signed out', '/agents/1001002/system', {code: 50003}, 409],
    ['no such queue', '/agents/1001001/queues', {add: ['1']}, 400],
  ] as const) {
    test(`refuses ${what}: ${status}`, async () => {
      const {send, signIn} = aDoor();
      signIn();
      assert.equal((await send('POST', path, order)).status, status);
    });
  }

  test('shows what the permanent leg of a nailed connection hears, and cuts it', async () => {
    const {send, agent, world, carrier, clock} = aDoor();
    assert.equal((await send('GET', '/agents/1001001/leg')).status, 404);
    assert.equal((await send('POST', '/agents/1001001/leg/cut')).status, 404);
    world.legs.registered('81001', true);
    carrier.behaviour.set('81001', 'answer');
    world.signIn(agent(), '41001', {mode: 'NAILED_CONNECTION', dialNumber: '81001'}, '');
    clock.advance(100);
    const leg = await send('GET', '/agents/1001001/leg');
    assert.deepEqual([leg.status, leg.body['legId']], [200, carrier.legOf('81001')]);
    assert.equal((await send('POST', '/agents/1001001/leg/cut')).status, 200);
    assert.deepEqual([agent().state, agent().reason?.code], ['LOGOUT', 50042]);
  });

  test('gives a queue to an agent and takes it: told as added and removed, and calls follow', async () => {
    const {send, ready, world, events, callIn, clock} = aDoor();
    const agent = ready();
    const told = () =>
      events.flatMap((event) => (event.type === 'queues' ? notificationsOf(world, event) : []));
    callIn('7002');
    clock.advance(300);
    assert.equal(agent.state, 'READY', 'not their queue');
    assert.deepEqual((await send('POST', '/agents/1001001/queues', {add: ['5023']})).body['queues'], [
      '5022',
      '5023',
    ]);
    assert.equal(agent.state, 'RESERVED');
    assert.deepEqual((await send('POST', '/agents/1001001/queues', {remove: ['5022']})).body['queues'], [
      '5023',
    ]);
    assert.deepEqual(
      told().map(({node, payload}) => [
        node,
        /<event>(\w+)</.exec(payload())?.[1],
        /<queues><Queue><uri>([^<]+)/.exec(payload())?.[1],
      ]),
      [
        ['/finesse/api/User/1001001/Queues', 'POST', '/finesse/api/Queue/5023'],
        ['/finesse/api/User/1001001/Queues', 'DELETE', '/finesse/api/Queue/5022'],
      ],
    );
  });
});

describe('callers by order', () => {
  test('call a queue with a name and variables, and hang up', async () => {
    const {send, world, clock} = aDoor();
    const {status, body} = await send('POST', '/calls', {
      to: '7001',
      from: '+15550104477',
      name: 'Maria Lopez',
      variables: {callVariable1: 'Gold', callVariable2: 7},
    });
    assert.equal(status, 201);
    clock.advance(10);
    const call = world.calls.get(String(body['id']));
    assert.deepEqual([call?.fromName, call?.variables.get('callVariable2')], ['Maria Lopez', '7']);
    assert.equal((await send('POST', `/calls/${call?.id}/hangup`)).status, 200);
    assert.deepEqual(world.calls.all(), []);
    assert.equal((await send('POST', `/calls/${call?.id}/hangup`)).status, 404);
  });

  test('speak unless told otherwise, with a number of their own', async () => {
    const {send, carrier} = aDoor();
    await send('POST', '/calls', {to: '7001'});
    await send('POST', '/calls', {to: '7001', voice: {tone: 440}});
    await send('POST', '/calls', {to: '7001', voice: 'silence'});
    assert.deepEqual(
      carrier.offers.map(({voice, number}) => [voice.kind, number]),
      [
        ['speech', '5550100'],
        ['tone', '5550100'],
        ['silence', '5550100'],
      ],
    );
  });

  for (const body of ['', '{', '[]', 'null', '7', {}, {to: ''}, {to: 7}]) {
    test(`are told what is missing in ${JSON.stringify(body)}`, async () => {
      const {send, world} = aDoor();
      const answer = await send('POST', '/calls', body);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body['error']), /^to: /);
      assert.deepEqual(world.calls.all(), []);
    });
  }
});

describe('who may drive the contact centre', () => {
  for (const origin of ['https://evil.test', 'http://localhost:9999', 'null', 'nonsense']) {
    test(`not a page from ${origin}`, async () => {
      const {send, world} = aDoor();
      const answer = await send('POST', '/calls', {to: '7001'}, {origin});
      assert.equal(answer.status, 403);
      assert.deepEqual(world.calls.all(), []);
    });
  }

  test('its own pages, and programs, which have no origin', async () => {
    const {send} = aDoor();
    assert.equal((await send('POST', '/calls', {to: '7001'}, {origin: 'http://localhost:8080'})).status, 201);
    assert.equal((await send('POST', '/calls', {to: '7001'})).status, 201);
  });
});

describe('looking', () => {
  test('at the world shows agents, calls and streams, and no password', async () => {
    const {send, talking} = aDoor();
    talking();
    const {body} = await send('GET', '/world');
    assert.deepEqual(body['streams'], {A: ['1001001@a.test/desktop']});
    assert.equal((body['calls'] as unknown[]).length, 1);
    assert.equal((body['agents'] as unknown[]).length, 11);
    assert.doesNotMatch(JSON.stringify(body), /password/);
  });

  test('at the log shows what happened since a number', async () => {
    const {send, ready, ask} = aDoor();
    ready();
    const first = (await send('GET', '/log')).body as {entries: {event: string}[]; next: number};
    assert.ok(first.entries.some(({event}) => event === 'user'));
    ask('NOT_READY', '30');
    const more = (await send('GET', `/log?since=${first.next}`)).body as typeof first;
    assert.deepEqual(more.entries, [
      {seq: first.next + 1, at: 230, event: 'user', facts: {agentId: '1001001', state: 'NOT_READY'}},
    ]);
    assert.deepEqual((await send('GET', '/log?since=x')).status, 200);
  });
});

describe('the far end of a call', () => {
  test('becomes somebody else for the agents in it; of a call that is not there: 404', async () => {
    const {send, world, phones, agent, ready, clock} = aDoor();
    ready(1, '41001', {mode: 'CALL_BY_CALL', dialNumber: '81001'});
    const {body} = await send('POST', '/calls', {to: '41001'});
    const id = String(body['id']);
    const renamed: unknown[] = [];
    phones.renameFarEnd = (...order) => void renamed.push(order);
    clock.advance(100);
    await send('POST', `/calls/${id}/far-end`, {number: '5550777', name: 'Carl'});
    const leg = world.calls.get(id)?.parties.find(({agentId}) => agentId === agent().id)?.legId;
    assert.ok(leg !== undefined);
    assert.deepEqual(renamed, [[leg, {number: '5550777', name: 'Carl'}]]);
    assert.equal((await send('POST', '/calls/1/far-end', {})).status, 404);
  });
});

describe('settings', () => {
  test('are changed together, and answered with all of them', async () => {
    const {send, world} = aDoor();
    const {body} = await send('POST', '/settings', {ringSeconds: 5, wrapUpOnIncoming: 'NOT_ALLOWED'});
    assert.deepEqual([body['ringSeconds'], world.settings.wrapUpOnIncoming], [5, 'NOT_ALLOWED']);
  });

  for (const order of [
    {colour: 'red'},
    {ringSeconds: '5'},
    '{"__proto__": {"x": 1}}',
    {toString: 1},
    {ringSeconds: 5, x: 1},
  ]) {
    test(`refuse ${JSON.stringify(order)} as a whole`, async () => {
      const {send, world} = aDoor();
      const before = {...world.settings};
      const answer = await send('POST', '/settings', order);
      assert.deepEqual([answer.status, {...world.settings}], [400, before]);
      assert.equal(Object.getPrototypeOf(world.settings), Object.prototype);
    });
  }
});

describe('faults', () => {
  test('go to where they belong, and all go at once', async () => {
    const {send, faults, phones, nodes, dropped} = aDoor();
    await send('POST', '/faults', {
      rest: {status: 503},
      sip: {glares: 2},
      habits: {offer: 'delayed'},
      nodes: {A: 'OUT_OF_SERVICE'},
      dropStreams: true,
    });
    assert.deepEqual(
      [faults.rest('GET', '/x')?.status, phones.faults.glares, phones.habits.offer, nodes, dropped()],
      [503, 2, 'delayed', ['A OUT_OF_SERVICE'], 1],
    );
    await send('DELETE', '/faults');
    assert.deepEqual(
      [faults.rest('GET', '/x'), phones.faults.glares, phones.habits.offer, nodes.slice(1)],
      [undefined, 0, 'early', ['A IN_SERVICE', 'B IN_SERVICE']],
    );
  });

  test('that there are not are refused', async () => {
    const {send} = aDoor();
    assert.equal((await send('POST', '/faults', {gravity: 'off'})).status, 400);
  });

  test('the registrar forgets', async () => {
    const {send, phones} = aDoor();
    let forgotten = 0;
    phones.forgetRegistrations = () => void forgotten++;
    await send('POST', '/faults', {forgetRegistrations: true});
    assert.equal(forgotten, 1);
  });

  test('go with a reset, and so do calls and sign-ins', async () => {
    const {send, faults, world, talking, agent} = aDoor();
    talking();
    await send('POST', '/faults', {rest: {status: 503}});
    assert.equal((await send('POST', '/reset')).status, 200);
    assert.deepEqual([faults.rest('GET', '/x'), world.calls.all(), agent().state], [undefined, [], 'LOGOUT']);
  });
});

describe('phones', () => {
  test('are pressed by name of the press, and by no other', async () => {
    const {send} = aDoor();
    for (const press of ['pick-up', 'hang-up', 'voice'])
      assert.equal((await send('POST', `/phones/42001/${press}`, {})).status, 200, press);
    assert.equal((await send('POST', '/phones/42001/throw', {})).status, 404);
  });
});
