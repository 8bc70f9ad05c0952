/** Notifications by way of a broker: what it may do that RabbitMQ does not, on a moved clock. */
import {expect} from 'chai';
import {LogBook} from '../../src/base/log.js';
import {StompNotifications, type StompSettings} from '../../src/finesse/stomp.js';
import {textsOf} from '../../src/finesse/stomp-body.js';
import {ManualClock} from '../../standin/world/clock.js';
import {until, userNews} from '../support/browser/finesse-builders.js';

/** A broker's socket: keeps the frames it is sent, and says what a test tells it to. */
class BrokerSocket {
  static all: BrokerSocket[] = [];
  readyState = 0;
  binaryType = 'blob';
  onopen: (() => void) | null = null;
  onmessage: ((event: {data: string}) => void) | null = null;
  onclose: ((event: {code: number}) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly frames: string[] = [];
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    BrokerSocket.all.push(this);
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(frame: string): void {
    this.frames.push(frame);
  }

  say(command: string, headers: Readonly<Record<string, string>> = {}, body = ''): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    this.onmessage?.({data: `${command}\n${lines.join('')}\n${body}\0`});
  }

  close(): void {
    this.lose(1000);
  }

  lose(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    setTimeout(() => this.onclose?.({code}));
  }

  /** Headers of the frames with that command. */
  headersOf(command: string, name: string): readonly string[] {
    const of = (frame: string) => new RegExp(`\n${name}:(.*)`).exec(frame)?.[1] ?? '';
    return this.frames.filter((frame) => frame.startsWith(`${command}\n`)).map(of);
  }
}

describe('notifications by way of a broker', () => {
  const native = window.WebSocket;
  let clock: ManualClock;
  let ending: AbortController;
  let heard: string[];
  before(() => {
    // the test runner has a socket of its own
    const choose = new Proxy(native, {
      construct: (target, [url, protocols]: [string, string]) =>
        url.includes('broker.test') ? new BrokerSocket(url) : new target(url, protocols),
    });
    Object.assign(window, {WebSocket: choose});
  });
  after(() => {
    Object.assign(window, {WebSocket: native});
  });
  beforeEach(() => {
    BrokerSocket.all = [];
    clock = new ManualClock();
    ending = new AbortController();
    heard = [];
  });
  afterEach(() => ending.abort());

  const begin = (settings: Partial<StompSettings> = {}, userId = '1001001') => {
    const notifications = new StompNotifications({
      settings: {
        url: 'wss://broker.test/ws',
        headers: [],
        destinations: ['/topic/user.{userId}', '/topic/user.{userId}.dialogs'],
        body: {form: 'xml'},
        heartbeatSeconds: 5,
        ...settings,
      },
      authorization: () => 'Basic abc',
      clock,
      log: new LogBook().part('notifications'),
      random: () => 0.5,
      inCall: () => false,
    });
    notifications.start(userId, (text) => heard.push(text), ending.signal);
    return notifications;
  };
  const socketAt = async (index: number) => {
    await until('a socket', () => BrokerSocket.all.length > index);
    const socket = BrokerSocket.all[index];
    if (!socket) throw new Error('no socket');
    await until('CONNECT', () => socket.frames.length > 0);
    return socket;
  };
  const confirm = (socket: BrokerSocket) => {
    for (const receipt of socket.headersOf('SUBSCRIBE', 'receipt'))
      socket.say('RECEIPT', {'receipt-id': receipt});
  };

  it('signs in with the headers of the settings, the agent’s own words filled in', async () => {
    begin({headers: ['login:{userId}', 'passcode: {authorization}', 'host:{other}:1']});
    const socket = await socketAt(0);
    const header = (name: string) => socket.headersOf('CONNECT', name).join();
    expect([header('login'), header('passcode'), header('host'), header('heart-beat')]).to.deep.equal([
      '1001001',
      'Basic abc',
      '{other}:1',
      '5000,5000',
    ]);
  });

  it('is live when every subscription is confirmed, and delivers from then on', async () => {
    const notifications = begin();
    const socket = await socketAt(0);
    socket.say('CONNECTED', {version: '1.2'});
    expect(socket.headersOf('SUBSCRIBE', 'destination')).to.deep.equal([
      '/topic/user.1001001',
      '/topic/user.1001001.dialogs',
    ]);
    const [id = ''] = socket.headersOf('SUBSCRIBE', 'id');
    socket.say('RECEIPT', {'receipt-id': 'subscribed-0'});
    socket.say('MESSAGE', {subscription: id, 'message-id': '1'}, userNews({state: 'LOGOUT'}));
    expect([notifications.connection.state, heard]).to.deep.equal(['connecting', []]);
    socket.say('RECEIPT', {'receipt-id': 'subscribed-1'});
    socket.say('MESSAGE', {subscription: id, 'message-id': '2'}, userNews());
    expect([notifications.connection.state, heard]).to.deep.equal(['live', [userNews()]]);
  });

  it('is live after two seconds at a broker that confirms nothing', async () => {
    const notifications = begin();
    const socket = await socketAt(0);
    socket.say('CONNECTED', {version: '1.2'});
    clock.advance(1_999);
    expect(notifications.connection.state).to.equal('connecting');
    clock.advance(1);
    expect(notifications.connection.state).to.equal('live');
  });

  it('a refused sign-in is not tried again', async () => {
    const notifications = begin();
    const socket = await socketAt(0);
    socket.say('ERROR', {message: 'Bad CONNECT'});
    expect(notifications.connection.state).to.equal('down');
    clock.advance(600_000);
    await until('closed', () => socket.readyState === 3);
    expect(BrokerSocket.all).to.have.lengthOf(1);
  });

  for (const [how, code, ms, lose] of [
    ['closed with 1006', 1006, 500, (socket: BrokerSocket) => socket.lose(1006)],
    ['closed with 1013', 1013, 22_500, (socket: BrokerSocket) => socket.lose(1013)],
    ['ended by an ERROR', 0, 500, (socket: BrokerSocket) => socket.say('ERROR', {message: 'shutdown'})],
  ] as const)
    it(`F-20 (inject: ${how}; settles in ${ms} ms): another one is opened after its pause (${code})`, async () => {
      const notifications = begin();
      const socket = await socketAt(0);
      socket.say('CONNECTED', {version: '1.2'});
      confirm(socket);
      lose(socket);
      await until('failing', () => notifications.connection.state === 'failing');
      clock.advance(ms - 1);
      expect(BrokerSocket.all).to.have.lengthOf(1);
      clock.advance(1);
      const next = await socketAt(1);
      next.say('CONNECTED', {version: '1.2'});
      confirm(next);
      expect(notifications.connection.state).to.equal('live');
    });

  it('F-14 (inject: Finesse’s other server is in use; settles with the socket): a new socket, so that all is read again', async () => {
    const notifications = begin();
    const socket = await socketAt(0);
    socket.say('CONNECTED', {version: '1.2'});
    confirm(socket);
    notifications.move();
    expect(notifications.connection.state).to.equal('failing');
    await socketAt(1);
    await until('the first is closed', () => socket.readyState === 3);
  });

  it('a user id can’t widen a destination', async () => {
    begin({}, 'a*/../#');
    const socket = await socketAt(0);
    socket.say('CONNECTED', {version: '1.2'});
    expect(socket.headersOf('SUBSCRIBE', 'destination')[0]).to.equal('/topic/user.a%2A%2F..%2F%23');
  });
});

describe('a broker’s messages', () => {
  const update = '<Update><data a="1">Tom &amp; Ann</data></Update>';
  const escaped = update.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  for (const [what, body, message, texts] of [
    ['plain', {form: 'xml'}, update, [update]],
    ['escaped once', {form: 'escaped'}, escaped, [update]],
    ['in JSON', {form: 'json', field: 'a.b'}, JSON.stringify({a: {b: update}}), [update]],
    ['escaped in JSON', {form: 'json', field: 'b'}, JSON.stringify({b: escaped}), [update]],
    [
      'behind its node in JSON',
      {form: 'json', field: 'b'},
      JSON.stringify({b: `/finesse/x${update}`}),
      [update],
    ],
    ['several in JSON', {form: 'json', field: 'b'}, JSON.stringify({b: [update, '<x/>']}), [update, '<x/>']],
    ['none in JSON', {form: 'json', field: 'b'}, JSON.stringify({b: []}), ['']],
    ['another field', {form: 'json', field: 'b'}, JSON.stringify({c: update}), ['']],
    ['an inherited field', {form: 'json', field: 'constructor.name'}, '{}', ['']],
    ['a number', {form: 'json', field: 'b'}, '{"b": 1}', ['']],
    ['no JSON', {form: 'json', field: 'b'}, update, ['']],
  ] as const)
    it(`are read: ${what}`, () => expect(textsOf(message, body)).to.deep.equal(texts));
});
