import {$iq, $pres, Strophe} from 'strophe.js';
import type {Readable} from '../base/store.js';
import type {OwnNotifications} from './notifications.js';
import {OwnLink, type OwnLinkOptions, type SocketNews} from './own-link.js';
import type {Connection} from './types.js';

type Stream = InstanceType<typeof Strophe.Connection>;

export interface XmppOptions extends OwnLinkOptions {
  /** `wss://host:8445/ws/` */
  readonly url: string;
  /** `xmppDomain` of SystemInfo. */
  readonly domain: string;
  /** Asked for at each connection, kept nowhere. */
  readonly password: () => string;
}

// what it has to say comes as a status, and our log says it: a browser's console is read by nobody
Strophe.setLogLevel(Strophe.LogLevel.FATAL);

/**
 * A ping so often, of which two may go unanswered; ms. The documented keep-alive is 10 s with two retries; a socket
 * that is dead without a word is to be noticed within 15 s.
 */
const pingEvery = 5_000;
const pingsLost = 2;

/**
 * Events over a socket of our own, for pages outside the desktop: XMPP over WebSocket (RFC 7395) with SASL PLAIN. The
 * user's own nodes are subscribed by the server; initial presence is what makes it send.
 */
export class XmppNotifications implements OwnNotifications {
  readonly #options: XmppOptions;
  readonly #link: OwnLink;
  #unanswered = 0;
  #place: {readonly url: string; readonly domain: string};

  constructor(options: XmppOptions) {
    this.#options = options;
    this.#place = options;
    this.#link = new OwnLink(options);
  }

  get connection(): Readable<Connection> {
    return this.#link.connection;
  }

  move(url: string, domain: string): void {
    this.#place = {url, domain};
    this.#link.restart();
  }

  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    this.#link.start((news) => this.#open(userId, onPayload, news), signal);
  }

  #open(userId: string, onPayload: (text: string) => void, news: SocketNews): () => void {
    const {password, random} = this.#options;
    const {url, domain} = this.#place;
    const stream = new Strophe.Connection(url, {mechanisms: [Strophe.SASLPlain]});
    let noPing = () => {};
    let closeCode: number | undefined;
    let isOver = false;
    const ping = () => {
      noPing = this.#ping(stream, news, ping);
    };
    // never the desktop's own resource: the older of two such streams is closed
    const jid = `${nodePart(userId)}@${domain}/deskline-${Math.floor(random() * 0xffffffff).toString(16)}`;
    stream.connect(jid, password(), (status) => {
      const {Status} = Strophe;
      isOver = status === Status.DISCONNECTED;
      if (!news.isCurrent()) return;
      if (status === Status.CONNECTED) {
        stream.addHandler((stanza) => this.#onMessage(stanza, onPayload), null, 'message', null);
        stream.send($pres().c('priority').t('0'));
        this.#unanswered = 0;
        ping();
        // answered in order (RFC 6120 section 10.1): from the answer on we are told of everything
        this.#ask(stream, () => {
          if (news.isCurrent()) news.live();
        });
      } else if (status === Status.AUTHFAIL) {
        news.refused();
      } else if (
        status === Status.DISCONNECTED ||
        status === Status.CONNFAIL ||
        status === Status.CONNTIMEOUT
      ) {
        news.lost(closeCode);
      }
    });
    onClose(stream, (code) => (closeCode = code));
    return () => {
      noPing();
      if (!isOver) stream.disconnect('closed');
    };
  }

  /** The payload is text inside the item: escaped once on the wire, plain `<Update>` here. */
  #onMessage(stanza: Element, onPayload: (text: string) => void): boolean {
    const service = stanza.getAttribute('from') ?? '';
    if (service !== `pubsub.${this.#place.domain}`) return true;
    this.#unanswered = 0;
    for (const notification of stanza.getElementsByTagName('notification'))
      onPayload(notification.textContent ?? '');
    return true;
  }

  #ping(stream: Stream, news: SocketNews, again: () => void): () => void {
    return this.#options.clock.after(pingEvery, () => {
      if (this.#unanswered >= pingsLost) {
        news.lost();
        return;
      }
      this.#unanswered++;
      this.#ask(stream, () => void (this.#unanswered = 0));
      again();
    });
  }

  /** One ping; an error answer is an answer too. */
  #ask(stream: Stream, answered: () => void): void {
    stream.sendIQ(
      $iq({type: 'get', to: this.#place.domain}).c('ping', {xmlns: 'urn:xmpp:ping'}),
      answered,
      (stanza) => {
        if (stanza !== null) answered();
      },
      pingEvery,
    );
  }
}

/** Strophe tells that its socket is closed, and not with which code: it is overheard. */
function onClose(stream: Stream, tell: (code: number) => void): void {
  const {socket} = stream._proto as unknown as {readonly socket: Pick<WebSocket, 'onclose'> | null};
  if (!socket) return;
  const theirs = socket.onclose as ((event: CloseEvent) => void) | null;
  socket.onclose = (event) => {
    tell(event.code);
    theirs?.(event);
  };
}

/** Finesse's own escape for characters that a JID's local part can't hold: `?` and the character's code. */
const nodePart = (userId: string): string =>
  userId.replace(/[?@&']/g, (sign) => `?${sign.charCodeAt(0).toString(16).toUpperCase()}`);
