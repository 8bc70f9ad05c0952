import assert from 'node:assert/strict';
import {after, describe, test} from 'node:test';
import {controlRoutes} from '../../standin/control.js';
import {EventLog} from '../../standin/event-log.js';
import {FaultBoard} from '../../standin/faults.js';
import {Switch} from '../../standin/switch/switch.js';
import {realClock} from '../../standin/world/clock.js';
import {aSite} from './world-support.js';

const switches: Switch[] = [];
after(() => Promise.all(switches.map((phones) => phones.stop())));

function aDoor() {
  const site = aSite();
  const phones = new Switch({news: site.world, clock: realClock, secretFor: () => []});
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
