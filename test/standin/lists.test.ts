/** Finesse developer guide: PhoneBook, MediaPropertiesLayout, Queue, Devices, TeamMessage, TeamResource, ClientLog. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {tellQueues} from '../../standin/world/queue-statistics.js';
import {child, childText, readXml, type XmlNode} from '../../standin/xml.js';
import {aFloor} from './floor-support.js';
import {aSite} from './world-support.js';

const contactsIn = (root: XmlNode): string[] =>
  root.children.flatMap((book) =>
    (child(book, 'Contacts')?.children ?? []).map((contact) => childText(contact, 'uri') ?? ''),
  );

describe('phone books', () => {
  test('come in pages by Range, 6,000 contacts in all, none twice', async () => {
    const {request} = aFloor();
    const seen = new Set<string>();
    for (let first = 1; first <= 6_000; first += 1_000) {
      const range = `objects=${first}-${first + 999}`;
      const answer = await request(1, 'GET', 'User/1001001/PhoneBooks', undefined, {range});
      assert.equal(answer.status, 206);
      const page = contactsIn(readXml(await answer.text()));
      assert.equal(page.length, 1_000);
      for (const uri of page) seen.add(uri);
    }
    assert.equal(seen.size, 6_000);
  });

  test('come whole without a Range, global ones first', async () => {
    const {request} = aFloor();
    for (const path of ['User/1001001/PhoneBooks', 'TeamResource/5007/PhoneBooks']) {
      const answer = await request(1, 'GET', path);
      assert.equal(answer.status, 200);
      // longer than what our own reader takes
      const text = await answer.text();
      assert.equal(text.split('<Contact>').length - 1, 6_000);
      assert.deepEqual(text.match(/(?<=<type>)\w+/g), ['GLOBAL', 'GLOBAL', 'TEAM']);
    }
  });

  for (const range of ['objects=0-10', 'objects=10-1', 'objects=1-6001', 'bytes=1-2']) {
    test(`416 for ${range}`, async () => {
      const {request} = aFloor();
      assert.equal((await request(1, 'GET', 'User/1001001/PhoneBooks', undefined, {range})).status, 416);
    });
  }
});

describe('lists of the team', () => {
  for (const list of ['ReasonCodes?category=ALL', 'WrapUpReasons', 'MediaPropertiesLayouts', 'Workflows']) {
    test(`${list}: for its members, by User and by TeamResource`, async () => {
      const {request} = aFloor();
      assert.equal((await request(1, 'GET', `User/1001001/${list}`)).status, 200);
      assert.equal((await request(1, 'GET', `TeamResource/5007/${list}`)).status, 200);
      assert.equal((await request(1, 'GET', `TeamResource/5008/${list}`)).status, 401);
    });
  }

  test('a layout has a header and two columns', async () => {
    const {request} = aFloor();
    const answer = await request(1, 'GET', 'User/1001001/MediaPropertiesLayouts');
    const [layout] = readXml(await answer.text()).children;
    assert.equal(childText(layout, 'type'), 'DEFAULT');
    assert.equal(childText(child(child(layout, 'header'), 'entry'), 'mediaProperty'), 'callVariable1');
    assert.equal(layout?.children.filter(({name}) => name === 'column').length, 2);
  });
});

describe('queues', () => {
  test('have figures', async () => {
    const {request, talking, callIn, signIn} = aFloor();
    await signIn(2);
    await talking();
    callIn();
    const root = readXml(await (await request(1, 'GET', 'User/1001001/Queues')).text());
    const figures = child(root.children[0], 'statistics');
    assert.deepEqual(
      ['callsInQueue', 'agentsLoggedOn', 'agentsTalkingInbound', 'agentsNotReady'].map((name) =>
        childText(figures, name),
      ),
      ['1', '2', '1', '1'],
    );
    assert.equal((await request(1, 'GET', 'Queue/5022')).status, 200);
    assert.equal((await request(1, 'GET', 'Queue/1')).status, 404);
  });

  test('are told every ten seconds, if something changed', async () => {
    const {world, clock, updates, signIn} = aFloor();
    const stop = tellQueues(world);
    const told = () => updates.filter(({node}) => node === '/finesse/api/Queue/5022').length;
    clock.advance(60_000);
    assert.equal(told(), 0);
    await signIn(1);
    assert.equal(told(), 0);
    clock.advance(10_000);
    assert.equal(told(), 1);
    clock.advance(60_000);
    assert.equal(told(), 1);
    stop();
  });

  test('are not there on CCX', async () => {
    const {request} = aFloor('CCX');
    assert.equal((await request(1, 'GET', 'User/1001001/Queues')).status, 501);
  });
});

describe('devices (CCE)', () => {
  const signInBody = (device: string) =>
    `<User><state>LOGIN</state><extension>42001</extension><activeDeviceId>${device}</activeDeviceId></User>`;

  test('of an extension; the one chosen is shown', async () => {
    const {request, world, agent, heard} = aFloor();
    world.settings.deviceSelection = 'enabled';
    const user = await (await request(1, 'GET', 'User/1001001')).text();
    assert.match(user, /<deviceSelection>enabled</);
    const list = readXml(await (await request(1, 'GET', 'Devices?extension=42001')).text());
    const ids = list.children.map((device) => childText(device, 'deviceId') ?? '');
    assert.equal(ids.length, 2);
    await request(1, 'PUT', 'User/1001001', signInBody('SEP1'));
    assert.deepEqual(heard(1), ['Error Invalid Device, CF_INVALID_LOGON_DEVICE_SPECIFIED, 260']);
    await request(1, 'PUT', 'User/1001001', signInBody(ids[0] ?? ''));
    assert.equal(agent(1).activeDeviceId, ids[0]);
    const shown = await (await request(1, 'GET', 'User/1001001')).text();
    assert.match(shown, new RegExp(`<activeDeviceId>${ids[0]}<`));
  });

  test('the chosen one rings, and no other (J31)', () => {
    for (const [deviceId, rings] of [
      ['CSFAGENT1', 'CSFAGENT1'],
      ['SEP000000042001', 'SEP000000042001'],
      ['', '42001'],
    ] as const) {
      const {world, agent, clock, carrier} = aSite();
      world.signIn(agent(), '42001', undefined, '', deviceId);
      clock.advance(100);
      world.callIn({to: '42001', from: '5550100', name: '', variables: {}, voice: {kind: 'silence'}});
      clock.advance(300);
      const offered = carrier.offers.filter(({end}) => end === 'phone').map(({number}) => number);
      assert.deepEqual(offered, [rings]);
    }
  });

  for (const [query, deployment, status] of [
    ['extension=1', 'CCE', 404],
    ['extension=x', 'CCE', 400],
    ['extension=42001', 'CCX', 400],
  ] as const) {
    test(`${deployment}, ${query}: ${status}`, async () => {
      const {request} = aFloor(deployment);
      assert.equal((await request(1, 'GET', `Devices?${query}`)).status, status);
    });
  }
});

describe('messages to the team', () => {
  const body = (content: string, team = '5007') =>
    `<TeamMessage><duration>600</duration><content>${content}</content><teams><team>${team}</team></teams></TeamMessage>`;

  test('are written by the supervisor, published, read by members, and over in time', async () => {
    const {request, updates, clock} = aFloor();
    assert.equal((await request('1002001', 'POST', 'TeamMessage', body('Hello'))).status, 200);
    const [item] = updates.filter(({node}) => node === '/finesse/api/Team/5007/TeamMessages');
    assert.match(item?.xml ?? '', /<content>Hello<\/content>.*<event>POST</);
    const read = async () =>
      readXml(await (await request(1, 'GET', 'Team/5007/TeamMessages')).text()).children.length;
    assert.equal(await read(), 1);
    clock.advance(600_000);
    assert.equal(await read(), 0);
  });

  test('are deleted by who wrote them alone', async () => {
    const {request} = aFloor();
    const written = await (await request('1002001', 'POST', 'TeamMessage', body('Hello'))).text();
    const id = childText(readXml(written), 'id');
    assert.equal((await request(1, 'DELETE', `TeamMessage/${id}`)).status, 401);
    assert.equal((await request('1002001', 'DELETE', `TeamMessage/${id}`)).status, 200);
    assert.equal((await request('1002001', 'DELETE', `TeamMessage/${id}`)).status, 404);
  });

  for (const [what, who, text, team, status] of [
    ['an agent', 1, 'Hello', '5007', 401],
    ['a supervisor to another team', '1002001', 'Hello', '5008', 401],
    ['nobody more than 255 characters', '1002001', 'x'.repeat(256), '5007', 400],
  ] as const) {
    test(`${what} can’t write`, async () => {
      const {request} = aFloor();
      assert.equal((await request(who, 'POST', 'TeamMessage', body(text, team))).status, status);
    });
  }
});

test('client logs are taken', async () => {
  const {request} = aFloor();
  const body = '<ClientLog><logData>all is well</logData></ClientLog>';
  assert.equal((await request(1, 'POST', 'User/1001001/ClientLog', body)).status, 202);
});

test('all users are for the administrator', async () => {
  const {request} = aFloor();
  assert.equal((await request(1, 'GET', 'Users')).status, 401);
  const authorization = `Basic ${btoa('administrator:administrator')}`;
  const answer = await request(1, 'GET', 'Users', undefined, {authorization});
  assert.equal(readXml(await answer.text()).children.length, 11);
});
