/** The socket of our own for notifications: over the stand-in's XMPP stream, in this page, on a moved clock. */
import {expect} from 'chai';
import {LogBook} from '../../src/base/log.js';
import type {XmppNotifications} from '../../src/finesse/xmpp.js';
import {XmppSession} from '../../standin/finesse/xmpp-session.js';
import {ManualClock} from '../../standin/world/clock.js';
import type {Agent} from '../../standin/world/types.js';
import {until, userNews} from '../support/browser/finesse-builders.js';

/** A server per address; its sockets, in the order they were opened. */
class Socket extends EventTarget {
  static all: Socket[] = [];
  /** What becomes of a new socket. */
  static refuse = false;
  readonly protocol = 'xmpp';
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: {data: string}) => void) | null = null;
  onclose: ((event: {code: number; reason: string; wasClean: boolean}) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  /** Takes everything and says nothing, as a dead way does. */
  stalled = false;
  present: boolean[] = [];
  /** What is kept on its way to the server; undefined: nothing is. */
  static kept: string[] | undefined;
  readonly url: string;
  readonly #session: XmppSession;

  constructor(url: string) {
    super();
    this.url = url;
    Socket.all.push(this);
    this.#session = new XmppSession({
      domain: new URL(url).hostname,
      authenticate: () => ({id: '1001001'}) as Agent,
      send: (text) => this.#tell(text),
      close: () => this.close(),
      onBound: () => {},
      onPresence: (_session, available) => void this.present.push(available),
      randomId: () => 'x',
      isFinesseUp: () => true,
    });
    setTimeout(() => {
      if (Socket.refuse) return this.lose(1006);
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    if (Socket.kept && text.includes('ping')) Socket.kept.push(text);
    else if (!this.stalled && this.readyState === 1) this.#session.receive(text);
  }

  #tell(text: string): void {
    setTimeout(() => {
      if (!this.stalled && this.readyState === 1) this.onmessage?.({data: text});
    });
  }

  close(): void {
    this.lose(1000);
  }

  /** Closed by the other side. */
  lose(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    setTimeout(() => this.onclose?.({code, reason: '', wasClean: false}));
  }

  publish(payload: string, from = `pubsub.${new URL(this.url).hostname}`): void {
    const text = payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    this.onmessage?.({
      data: `<message xmlns="jabber:client" from="${from}" to="1001001@a.test"><event xmlns="http://jabber.org/protocol/pubsub#event"><items node="/finesse/api/User/1001001"><item><notification xmlns="http://jabber.org/protocol/pubsub">${text}</notification></item></items></event></message>`,
    });
  }
}

/** Knows how many timers were ever set. */
class CountingClock extends ManualClock {
  set = 0;

  override after(ms: number, run: () => void): () => void {
    this.set++;
    return super.after(ms, run);
  }
}

const lastSocket = (): Socket => {
  const socket = Socket.all.at(-1);
  if (!socket) throw new Error('no socket');
  return socket;
};

describe('notifications over a socket of our own', () => {
  const native = window.WebSocket;
  let Adapter: typeof XmppNotifications;
  let clock: CountingClock;
  let ending: AbortController;
  let heard: string[];
  let isInCall = false;
  let luck = 1;
  before(async () => {
    // the test runner has a socket of its own
    const choose = new Proxy(native, {
      construct: (target, [url, protocols]: [string, string]) =>
        url.includes('.test/') ? new Socket(url) : new target(url, protocols),
    });
    Object.assign(window, {WebSocket: choose});
    ({XmppNotifications: Adapter} = await import('../../src/finesse/xmpp.js'));
  });
  after(() => {
    Object.assign(window, {WebSocket: native});
  });
  beforeEach(() => {
    Socket.all = [];
    Socket.refuse = false;
    Socket.kept = undefined;
    clock = new CountingClock();
    ending = new AbortController();
    heard = [];
    isInCall = false;
    luck = 0.999;
  });
  afterEach(() => ending.abort());

  const start = () => {
    const notifications = new Adapter({
      url: 'wss://a.test/ws/',
      domain: 'a.test',
      password: () => 'secret',
      clock,
      log: new LogBook().part('notifications'),
      random: () => luck,
      inCall: () => isInCall,
    });
    notifications.start('1001001', (text) => heard.push(text), ending.signal);
    return notifications;
  };
  const begin = async () => {
    const notifications = start();
    await until('live', () => notifications.connection.state === 'live');
    return notifications;
  };

  it('are delivered as they were published, from the service alone', async () => {
    await begin();
    lastSocket().publish(userNews());
    lastSocket().publish(userNews({state: 'LOGOUT'}), 'pubsub.evil.test');
    lastSocket().publish(userNews({state: 'LOGOUT'}), '1001002@a.test');
    expect(heard).to.deep.equal([userNews()]);
  });

  it('F-09 (inject P: the presence is taken late; settles with the answer to what follows it): they are live from then on, and not before', async () => {
    const kept: string[] = [];
    Socket.kept = kept;
    const notifications = start();
    await until('asked', () => kept.length === 1);
    expect([lastSocket().present, notifications.connection.state]).to.deep.equal([[true], 'connecting']);
    Socket.kept = undefined;
    lastSocket().send(kept[0] ?? '');
    await until('live', () => notifications.connection.state === 'live');
  });

  it('F-19 (inject P: the socket stalls without closing; settles in 15 s): is noticed by our own ping, and another one is opened', async () => {
    const notifications = await begin();
    for (let seconds = 0; seconds < 60; seconds += 5) {
      clock.advance(5_000);
      await new Promise((done) => setTimeout(done, 5));
    }
    expect([notifications.connection.state, Socket.all.length], 'answered pings keep it').to.deep.equal([
      'live',
      1,
    ]);
    lastSocket().stalled = true;
    clock.advance(15_000);
    expect(notifications.connection.state).to.equal('failing');
    clock.advance(1_000);
    await until('live again', () => notifications.connection.state === 'live');
    expect(Socket.all).to.have.lengthOf(2);
  });

  for (const code of [1001, 1006, 1012])
    it(`F-20 (inject S: closed with ${code}; settles in a second): another one is opened after full jitter from one second`, async () => {
      const notifications = await begin();
      luck = 0.5;
      lastSocket().lose(code);
      await until('failing', () => notifications.connection.state === 'failing');
      clock.advance(499);
      expect(Socket.all).to.have.lengthOf(1);
      clock.advance(1);
      await until('live again', () => notifications.connection.state === 'live');
      expect(Socket.all).to.have.lengthOf(2);
    });

  for (const [when, inCall, least] of [
    ['idle', false, 15_000],
    ['a call is up', true, 2_500],
  ] as const)
    it(`F-20 (inject S: closed with 1013, "try again later"; settles in ${(least * 2) / 1_000} s): is left alone for ${least / 1_000} s at least while ${when}`, async () => {
      const notifications = await begin();
      isInCall = inCall;
      luck = 0;
      lastSocket().lose(1013);
      await until('failing', () => notifications.connection.state === 'failing');
      clock.advance(least - 1);
      expect(Socket.all).to.have.lengthOf(1);
      clock.advance(1);
      await until('live again', () => notifications.connection.state === 'live');
      expect(Socket.all).to.have.lengthOf(2);
    });

  for (const [when, inCall, cap] of [
    ['idle', false, 30_000],
    ['a call is up', true, 5_000],
  ] as const)
    it(`F-20 (inject S: no socket opens any more; settles never): the pauses grow up to ${cap / 1_000} s while ${when}`, async () => {
      const notifications = await begin();
      isInCall = inCall;
      Socket.refuse = true;
      lastSocket().lose(1006);
      await until('failing', () => notifications.connection.state === 'failing');
      const pauses: number[] = [];
      for (let attempt = 0; attempt < 8; attempt++) {
        const opened = Socket.all.length;
        let waited = 0;
        while (Socket.all.length === opened && waited < 60_000) {
          clock.advance(250);
          waited += 250;
        }
        pauses.push(waited);
        const {set} = clock;
        await until('the next try is set', () => clock.set > set);
      }
      expect(pauses.slice(0, 3)).to.deep.equal([1_000, 2_000, 4_000]);
      expect(Math.max(...pauses)).to.equal(cap);
    });

  it('F-17 (inject P: the socket is lost and comes back within a minute; settles with the socket): presence is there again', async () => {
    const notifications = await begin();
    lastSocket().lose(1006);
    await until('failing', () => notifications.connection.state === 'failing');
    clock.advance(1_000);
    await until('live again', () => notifications.connection.state === 'live');
    await until('present', () => lastSocket().present.includes(true));
    expect(Socket.all).to.have.lengthOf(2);
  });

  it('F-14 (inject: told to move to the other server; settles with its socket): leaves at once, and believes the other service alone', async () => {
    const notifications = await begin();
    const [first] = Socket.all;
    notifications.move('wss://b.test/ws/', 'b.test');
    expect(notifications.connection.state).to.equal('failing');
    await until('live there', () => notifications.connection.state === 'live');
    expect(lastSocket().url).to.equal('wss://b.test/ws/');
    first?.publish(userNews({state: 'LOGOUT'}));
    lastSocket().publish(userNews({state: 'LOGOUT'}), 'pubsub.a.test');
    lastSocket().publish(userNews());
    expect(heard).to.deep.equal([userNews()]);
    await until('the first is closed', () => first?.readyState === 3);
  });
});
