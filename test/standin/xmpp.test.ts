import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {FaultBoard} from '../../standin/faults.js';
import {Credentials} from '../../standin/finesse/credentials.js';
import {XmppService} from '../../standin/finesse/xmpp-service.js';
import {child, childText, readXml, type XmlNode} from '../../standin/xml.js';
import {aSite, type Site} from './world-support.js';

/** One client's end of a stream. */
class Client {
  readonly got: string[] = [];
  closed = false;
  readonly #stream: ReturnType<XmppService['connect']>;

  constructor(service: XmppService) {
    this.#stream = service.connect({
      send: (text) => this.got.push(text),
      close: () => {
        this.closed = true;
      },
    });
  }

  /** Sends stanzas; answers with what came for them. */
  send(...stanzas: readonly string[]): string[] {
    this.got.length = 0;
    for (const stanza of stanzas) this.#stream.receive(stanza);
    return [...this.got];
  }

  hangUp(): void {
    this.#stream.closed();
  }
}

const open = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="a.test" version="1.0"/>';
const auth = (user: string, password: string, mechanism = 'PLAIN') =>
  `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="${mechanism}">${Buffer.from(`\0${user}\0${password}`).toString('base64')}</auth>`;
const bind = (resource?: string) =>
  `<iq type="set" id="b1"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind">${resource === undefined ? '' : `<resource>${resource}</resource>`}</bind></iq>`;
const subscribe = (node: string, verb = 'subscribe') =>
  `<iq type="set" id="s1" to="pubsub.a.test"><pubsub xmlns="http://jabber.org/protocol/pubsub"><${verb} node="${node}" jid="x"/></pubsub></iq>`;
const presence = '<presence/>';

function aService(): Site & {
  service: XmppService;
  faults: FaultBoard;
  node: {status: 'IN_SERVICE' | 'OUT_OF_SERVICE' | 'WEBAPP_DOWN'};
  signedIn: (user?: string, resource?: string) => Client;
} {
  const site = aSite();
  const faults = new FaultBoard();
  const node: {status: 'IN_SERVICE' | 'OUT_OF_SERVICE' | 'WEBAPP_DOWN'} = {status: 'IN_SERVICE'};
  const host = {host: 'a.test', httpsPort: 8445};
  let next = 1;
  const service = new XmppService({
    credentials: new Credentials(site.world),
    world: site.world,
    faults,
    system: () => ({
      now: site.clock.now(),
      deployment: 'CCE',
      status: node.status,
      primary: host,
      secondary: undefined,
      xmppDomain: 'a.test',
    }),
    randomId: () => `id${next++}`,
  });
  const signedIn = (user = 'agent1', resource = 'tab1') => {
    const client = new Client(service);
    client.send(open, auth(user, user), open, bind(resource), presence);
    client.got.length = 0;
    return client;
  };
  return {...site, service, faults, node, signedIn};
}

/** What was delivered, as `node: event source`. */
const delivered = (client: Client): string[] =>
  client.got.flatMap((text) => {
    const message = readXml(text);
    if (message.name !== 'message') return [];
    const items = child(child(message, 'event'), 'items');
    const update = readXml(childText(child(items, 'item'), 'notification') ?? '');
    return [`${items?.attributes.get('node')}: ${childText(update, 'event')} ${childText(update, 'source')}`];
  });

const own = '/finesse/api/User/1001001';

describe('a stream', () => {
  test('opens with the mechanisms, and after the sign-in with binding', () => {
    const {service} = aService();
    const client = new Client(service);
    const [opened, features] = client.send(open);
    assert.equal(readXml(opened ?? '').attributes.get('from'), 'a.test');
    assert.match(features ?? '', /<mechanism>PLAIN<\/mechanism>/);
    assert.match(client.send(auth('agent1', 'agent1'))[0] ?? '', /^<success/);
    assert.match(client.send(open)[1] ?? '', /<bind /);
  });

  for (const [what, stanza] of [
    ['a wrong password', auth('agent1', 'x')],
    ['an unknown user', auth('mallory', 'x')],
    ['another mechanism', auth('agent1', 'agent1', 'DIGEST-MD5')],
    ['no Base64', '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">%%%</auth>'],
    ['no credentials', '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN"/>'],
  ] as const) {
    test(`takes no sign-in with ${what}, and then no stanza`, () => {
      const {service} = aService();
      const client = new Client(service);
      assert.match(client.send(open, stanza).at(-1) ?? '', /<failure.*<not-authorized\/>/);
      const [error] = client.send(bind('x'));
      assert.match(error ?? '', /stream:error.*<not-authorized /);
      assert.equal(client.closed, true);
    });
  }

  test('is bound to the resource asked for, or to one of its own', () => {
    const {service} = aService();
    const client = new Client(service);
    client.send(open, auth('1001001', 'agent1'), open);
    const jidIn = (text = '') => childText(child(readXml(text), 'bind'), 'jid');
    assert.equal(jidIn(client.send(bind('tab7'))[0]), '1001001@a.test/tab7');
    assert.match(jidIn(client.send(bind())[0]) ?? '', /^1001001@a\.test\/id\d+$/);
    assert.deepEqual(service.jids.length, 1);
  });

  test('answers ping, session and roster, and refuses the rest politely', () => {
    const {signedIn} = aService();
    const client = signedIn();
    const iq = (inner: string, type = 'get') =>
      client.send(`<iq type="${type}" id="q&lt;1">${inner}</iq>`).map((text) => readXml(text));
    const [pong] = iq('<ping xmlns="urn:xmpp:ping"/>');
    assert.deepEqual([pong?.attributes.get('type'), pong?.attributes.get('id')], ['result', 'q<1']);
    assert.equal(iq('<session/>', 'set')[0]?.attributes.get('type'), 'result');
    assert.equal(
      iq('<query xmlns="jabber:iq:roster"/>')[0]?.children[0]?.attributes.get('xmlns'),
      'jabber:iq:roster',
    );
    const [refused] = iq('<query xmlns="jabber:iq:version"/>');
    assert.equal(refused?.attributes.get('type'), 'error');
    assert.equal(refused?.children[0]?.children[0]?.name, 'service-unavailable');
    assert.deepEqual(iq('<ping/>', 'result'), [], 'answers are not answered');
  });

  test('ends when asked to', () => {
    const {signedIn} = aService();
    const client = signedIn();
    assert.match(client.send('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>')[0] ?? '', /^<close/);
    assert.equal(client.closed, true);
  });

  test('of the same name ends the older one: conflict', () => {
    const {service, signedIn} = aService();
    const older = signedIn('agent1', 'desktop');
    const other = signedIn('agent1', 'tab2');
    signedIn('agent1', 'desktop');
    assert.match(older.got.join(''), /stream:error.*<conflict /);
    assert.deepEqual([older.closed, other.closed], [true, false]);
    older.hangUp();
    assert.deepEqual([...service.jids].sort(), ['1001001@a.test/desktop', '1001001@a.test/tab2']);
  });

  for (const [what, stanza] of [
    ['half a stanza', '<iq type="get"'],
    ['an open stanza', '<iq type="get"><ping/>'],
    ['no XML', 'GET / HTTP/1.1'],
    ['nothing', ''],
    ['a document type', '<!DOCTYPE iq [<!ENTITY a "b">]><iq/>'],
    ['a nest without end', '<a>'.repeat(5_000)],
    ['two stanzas at once', '<presence/><presence/>'],
    ['more than 1 MiB', `<a>${'x'.repeat(1 << 20)}</a>`],
  ] as const) {
    test(`ends with a stream error after ${what}, and harms nobody else (I-10)`, () => {
      const {signedIn, ready} = aService();
      const client = signedIn();
      const other = signedIn('agent1', 'tab2');
      assert.match(client.send(stanza).join(''), /stream:error.*<not-well-formed /);
      assert.equal(client.closed, true);
      ready();
      assert.ok(delivered(other).length > 0);
    });
  }

  test('T-03 (inject: names like parts of Object; settles at once): takes them as any other', () => {
    const {signedIn} = aService();
    const client = signedIn();
    client.send(
      '<__proto__ type="x"/>',
      '<iq type="get" id="__proto__" __proto__="x"><constructor/></iq>',
      subscribe('__proto__'),
    );
    assert.equal(client.closed, false);
  });
});

describe('delivery', () => {
  test('begins with presence, which also tells that Finesse is there', () => {
    const {service, ready} = aService();
    const client = new Client(service);
    client.send(open, auth('agent1', 'agent1'), open, bind('x'));
    client.got.length = 0;
    ready();
    assert.deepEqual(client.got, []);
    const [finesse] = client.send(presence);
    assert.equal(readXml(finesse ?? '').attributes.get('from'), 'finesse@a.test');
    const {length} = client.got;
    client.send('<presence type="unavailable"/>');
    assert.equal(length, 1);
  });

  test('is the user’s own nodes, without asking, and nobody else’s', () => {
    const {signedIn, talking} = aService();
    const mine = signedIn();
    const other = signedIn('agent2');
    const id = talking();
    assert.deepEqual(delivered(other), []);
    assert.deepEqual(delivered(mine).slice(-3), [
      `${own}/Dialogs: POST ${own}/Dialogs`,
      `${own}: PUT ${own}`,
      `${own}/Dialogs: PUT /finesse/api/Dialog/${id}`,
    ]);
  });

  test('of a node that was subscribed to begins and ends with that', () => {
    const {signedIn, ask, ready} = aService();
    const watcher = signedIn('super1');
    const [answer] = watcher.send(subscribe(own));
    const subscription = child(child(readXml(answer ?? ''), 'pubsub'), 'subscription');
    assert.deepEqual(subscription?.attributes.get('subscription'), 'subscribed');
    ready();
    assert.deepEqual(delivered(watcher), [`${own}: PUT ${own}`, `${own}: PUT ${own}`]);
    watcher.send(subscribe(own, 'unsubscribe'));
    ask('NOT_READY', '30');
    assert.deepEqual(delivered(watcher), []);
  });

  test('T-01 (inject: markup as the caller’s name; settles at once): is one item of escaped text', () => {
    const {signedIn, ready, world, clock} = aService();
    const client = signedIn();
    ready();
    client.got.length = 0;
    const hostile = `</notification></item><script>&amp;"'`;
    world.callIn({
      to: '7001',
      from: '5550100',
      name: '',
      variables: {callVariable1: hostile},
      voice: {kind: 'silence'},
    });
    clock.advance(500);
    const message = readXml(client.got.at(-1) ?? '');
    const item = child(child(child(message, 'event'), 'items'), 'item');
    assert.equal(item?.children.length, 1);
    const update = readXml(childText(item, 'notification') ?? '');
    const dialog = child(child(child(update, 'data'), 'dialogs'), 'Dialog');
    const variables = child(child(dialog, 'mediaProperties'), 'callvariables') as XmlNode;
    assert.equal(childText(variables.children[0], 'value'), hostile);
    assert.equal(message.attributes.get('to'), '1001001@a.test');
    assert.match(
      message.attributes.get('id') ?? '',
      /^\/finesse\/api\/User\/1001001\/Dialogs__1001001@a\.test__/,
    );
  });

  test('of a refusal comes on the node of what was refused', () => {
    const {signedIn, talking, act, world, agent, clock} = aService();
    const client = signedIn();
    const id = talking();
    client.got.length = 0;
    act(id, 'ANSWER', 1, 'r-1');
    world.requestState(agent(), 'LOGOUT', undefined, 'r-2');
    clock.advance(100);
    assert.deepEqual(delivered(client), [
      `${own}/Dialogs: PUT /finesse/api/Dialog/${id}`,
      `${own}: PUT ${own}`,
    ]);
    const update = readXml(
      childText(
        child(child(child(readXml(client.got[1] ?? ''), 'event'), 'items'), 'item'),
        'notification',
      ) ?? '',
    );
    assert.equal(childText(update, 'requestId'), 'r-2');
    const error = child(child(child(update, 'data'), 'apiErrors'), 'apiError');
    assert.equal(childText(error, 'errorType'), 'Invalid State');
  });

  test('of the system’s state goes to all, and events stop while it is out of service', () => {
    const {signedIn, service, node, ready, ask} = aService();
    const one = signedIn();
    const two = signedIn('agent2');
    node.status = 'OUT_OF_SERVICE';
    service.publishSystem();
    const system = '/finesse/api/SystemInfo: PUT /finesse/api/SystemInfo';
    assert.deepEqual([delivered(one), delivered(two)], [[system], [system]]);
    ready();
    assert.deepEqual(delivered(one), [system]);
    node.status = 'IN_SERVICE';
    service.publishSystem();
    ask('NOT_READY', '30');
    assert.deepEqual(delivered(one), [system, system, `${own}: PUT ${own}`]);
  });

  test('ends with the socket', () => {
    const {signedIn, ready, service} = aService();
    const client = signedIn();
    client.hangUp();
    ready();
    assert.deepEqual([client.got, service.jids], [[], []]);
    signedIn();
    service.stop();
    ready(2);
  });
});

describe('faults of notifications (docs/standin.md)', () => {
  test('drop one that matches', () => {
    const {signedIn, faults, talking} = aService();
    const client = signedIn();
    faults.add({notifications: {match: '<state>ALERTING', drop: true, times: 1}});
    talking();
    assert.equal(
      delivered(client).some((line) => line.includes('POST')),
      false,
    );
    assert.ok(delivered(client).some((line) => line.includes('PUT /finesse/api/Dialog')));
  });

  test('repeat, F-07 (inject P: copies; settles at once)', () => {
    const {signedIn, faults, ready} = aService();
    const client = signedIn();
    faults.add({notifications: {copies: 3}});
    ready();
    assert.equal(delivered(client).length, 6);
  });

  test('delay, so that a later one comes first', () => {
    const {signedIn, faults, talking, clock} = aService();
    const client = signedIn();
    faults.add({notifications: {match: 'ALERTING', delayMs: 5_000, times: 1}});
    const id = talking();
    clock.advance(5_000);
    const lines = delivered(client).filter((line) => line.includes('Dialog'));
    assert.deepEqual(lines.at(-1), `${own}/Dialogs: POST ${own}/Dialogs`);
    assert.ok(lines.includes(`${own}/Dialogs: PUT /finesse/api/Dialog/${id}`));
  });
});

describe('availability', () => {
  test('a web application that is gone: finesse is unavailable, and back again before SystemInfo', () => {
    const {service, node, signedIn} = aService();
    const client = signedIn();
    node.status = 'WEBAPP_DOWN';
    service.publishSystem();
    assert.equal(client.got.length, 1);
    assert.match(client.got[0] ?? '', /<presence [^>]*from="finesse@a\.test"[^>]* type="unavailable"/);
    client.got.length = 0;
    node.status = 'IN_SERVICE';
    service.publishSystem();
    assert.match(client.got[0] ?? '', /^<presence (?!.*unavailable)/);
    assert.match(client.got[1] ?? '', /IN_SERVICE/);
  });

  test('a supervisor who subscribed to the team is told of its states, nobody else', () => {
    const {signedIn, signIn, ask} = aService();
    const supervisor = signedIn('super1');
    const colleague = signedIn('agent2');
    supervisor.send(subscribe('/finesse/api/Team/5007/Users'));
    signIn(1);
    supervisor.got.length = 0;
    ask('READY');
    assert.deepEqual(delivered(supervisor), ['/finesse/api/Team/5007/Users: PUT /finesse/api/User/1001001']);
    assert.deepEqual(delivered(colleague), []);
  });

  test('a stream that closes starts the grace time of its agent', () => {
    const {signedIn, signIn, clock, agent} = aService();
    const client = signedIn();
    signIn(1);
    client.hangUp();
    clock.advance(60_000);
    assert.equal(agent(1).state, 'LOGOUT');
  });
});
