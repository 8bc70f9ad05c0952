/**
 * A page script for tests against an XMPP server made by others: our notification socket with `src/finesse` behind it,
 * and a publisher as Finesse is one. Driven from outside through `window.xmppPage`.
 */
import {$iq, $msg, $pres, Strophe} from 'strophe.js';
import {browserClock} from '../../../src/base/clock.js';
import {LogBook} from '../../../src/base/log.js';
import {FinesseClient} from '../../../src/finesse/client.js';
import {Finesse} from '../../../src/finesse/finesse.js';
import {XmppNotifications} from '../../../src/finesse/xmpp.js';

export interface Place {
  readonly url: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** What the agent's side shows. */
export interface AgentPicture {
  readonly connection: string;
  /** Every state the socket's connection was in. */
  readonly states: readonly string[];
  readonly state: string;
  readonly dialogs: number;
  readonly counters: {readonly refused: number; readonly foreign: number};
  /** The socket's own texts. */
  readonly heard: readonly string[];
}

const pubsub = 'http://jabber.org/protocol/pubsub';

class Publisher {
  #stream: InstanceType<typeof Strophe.Connection> | undefined;
  #domain = '';
  #items = 0;

  connect({url, domain, user, password}: Place): Promise<void> {
    const stream = new Strophe.Connection(url, {mechanisms: [Strophe.SASLPlain]});
    this.#stream = stream;
    this.#domain = domain;
    return new Promise((resolve, reject) => {
      stream.connect(`${user}@${domain}/publisher`, password, (status) => {
        if (status === Strophe.Status.AUTHFAIL || status === Strophe.Status.CONNFAIL)
          reject(new Error(`publisher: status ${status}`));
        if (status !== Strophe.Status.CONNECTED) return;
        stream.send($pres());
        resolve();
      });
    });
  }

  /** Makes the user's own two nodes and subscribes them, as Finesse does for everybody. */
  async addNodesOf(userId: string): Promise<void> {
    for (const node of [`/finesse/api/User/${userId}`, `/finesse/api/User/${userId}/Dialogs`]) {
      // there already after a restart
      await this.#ask($iq({type: 'set'}).c('pubsub', {xmlns: pubsub}).c('create', {node})).catch(() => {});
      const jid = `${userId}@${this.#domain}`;
      await this.#ask($iq({type: 'set'}).c('pubsub', {xmlns: pubsub}).c('subscribe', {node, jid}));
    }
  }

  /** An item as Finesse writes it: the `<Update>` as text inside `<notification>`. */
  async publish(node: string, payload: string): Promise<void> {
    await this.#ask(
      $iq({type: 'set'})
        .c('pubsub', {xmlns: pubsub})
        .c('publish', {node})
        .c('item', {id: `item-${++this.#items}`})
        .c('notification', {xmlns: pubsub})
        .t(payload),
    );
  }

  /** The same words in a message of the publisher's own, and not from the pub/sub service. */
  tell(userId: string, payload: string): void {
    this.#stream?.send(
      $msg({to: `${userId}@${this.#domain}`, type: 'headline'})
        .c('event', {xmlns: `${pubsub}#event`})
        .c('items', {node: `/finesse/api/User/${userId}`})
        .c('item')
        .c('notification', {xmlns: pubsub})
        .t(payload),
    );
  }

  #ask(request: ReturnType<typeof $iq>): Promise<unknown> {
    const tree = request.tree();
    tree.setAttribute('to', `pubsub.${this.#domain}`);
    return new Promise((resolve, reject) => {
      const refused = (answer: Element | null) => reject(new Error(answer?.outerHTML ?? 'no answer'));
      this.#stream?.sendIQ(tree, resolve, refused, 5_000);
    });
  }
}

const links = {log: new LogBook().part('notifications'), random: Math.random, inCall: () => true};
const publisher = new Publisher();
let ending = new AbortController();
let finesse: Finesse | undefined;
let states: string[] = [];
let heard: string[] = [];

/** Signs in on the server under test; what it needs of REST it asks of the page's own origin. */
function open({url, domain, user, password}: Place, speed: number): void {
  ending = new AbortController();
  [states, heard] = [[], []];
  const clock = {
    ...browserClock,
    after: (ms: number, run: () => void) => browserClock.after(ms / speed, run),
  };
  const socket = new XmppNotifications({...links, clock, url, domain, password: () => password});
  socket.connection.subscribe((state) => states.push(state));
  finesse = new Finesse({
    userId: user,
    client: (frame) =>
      new FinesseClient({
        authorization: () => `Basic ${btoa(`${user}:${password}`)}`,
        fetch: fetch.bind(window),
        origin: '',
        frame,
        newRequestId: () => crypto.randomUUID(),
      }),
    notifications: {
      connection: socket.connection,
      start: (userId, onPayload, signal) =>
        socket.start(
          userId,
          (text) => {
            heard.push(text);
            onPayload(text);
          },
          signal,
        ),
    },
    clock: browserClock,
    log: new LogBook().part('finesse'),
    onNotice: () => {},
    onCallRefused: () => {},
  });
  finesse.start(ending.signal);
}

/** What the page's own origin tells this agent is published on the server under test. */
function feed({url, domain, user, password}: Place): void {
  const own = `/finesse/api/User/${user}`;
  const nodeOf = (text: string) => (/<source>[^<]*\/Dialog/.test(text) ? `${own}/Dialogs` : own);
  const source = new XmppNotifications({
    ...links,
    clock: browserClock,
    url,
    domain,
    password: () => password,
  });
  source.start(
    user,
    (text) => void publisher.publish(nodeOf(text), text).catch(() => {}),
    new AbortController().signal,
  );
}

const page = {
  publisher,
  open,
  feed,
  close: () => ending.abort(),
  signIn: (extension: string) => finesse?.signIn({extension, mobileAgent: undefined}),
  request: (state: 'READY' | 'NOT_READY') => finesse?.requestState(state, undefined),
  look: (): AgentPicture => ({
    connection: finesse?.connection.state ?? '',
    states,
    state: finesse?.agent.state?.state ?? '',
    dialogs: finesse?.dialogs.state.length ?? 0,
    counters: finesse?.counters ?? {refused: 0, foreign: 0},
    heard,
  }),
};

declare global {
  interface Window {
    xmppPage: typeof page;
  }
}

window.xmppPage = page;
