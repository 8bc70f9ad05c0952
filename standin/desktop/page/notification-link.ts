import {$iq, $pres, Strophe} from 'strophe.js';

type Connection = InstanceType<typeof Strophe.Connection>;

/** Milliseconds between pings, and how many may go unanswered (Finesse developer guide, XMPP keep-alive). */
const pingEvery = 10_000;
const pingTimeout = 10_000;
const pingsLost = 2;

const pubsub = 'http://jabber.org/protocol/pubsub';

/** What the connection reports. */
export interface LinkNews {
  /** Session up and presence sent. */
  connected(): void;
  /** Gone, or never came up; `connect()` may be called again. */
  lost(): void;
  /** Another desktop of this agent took over: do not come back. */
  conflict(): void;
  unauthorized(): void;
  /** One notification: its node and the text as sent. */
  notification(node: string, text: string): void;
  /** Presence of the user `finesse`, which stands for the Finesse service itself. */
  servicePresence(available: boolean): void;
}

/** Whom to connect, and where. */
export interface LinkAddress {
  readonly url: string;
  readonly userId: string;
  readonly password: string;
  readonly xmppDomain: string;
  readonly pubSubDomain: string;
}

/** The desktop's one notification connection: XMPP over WebSocket (RFC 7395), resource `desktop`. */
export class NotificationLink {
  readonly #address: LinkAddress;
  readonly #news: LinkNews;
  #connection: Connection | undefined;
  #pinger: ReturnType<typeof setInterval> | undefined;
  #missed = 0;

  constructor(address: LinkAddress, news: LinkNews) {
    this.#address = address;
    this.#news = news;
  }

  get connected(): boolean {
    return this.#connection?.connected === true && this.#connection.authenticated;
  }

  /** Does nothing while a connection is up or being made. */
  connect(): void {
    if (this.#connection !== undefined) return;
    const {url, userId, password, xmppDomain} = this.#address;
    Strophe.setLogLevel(Strophe.LogLevel.FATAL);
    const connection = new Strophe.Connection(url, {mechanisms: [Strophe.SASLPlain]});
    this.#connection = connection;
    // JID escaping of Finesse, not XEP-0106: "?" with the hexadecimal code.
    const local = userId.replace(/[?@&']/g, (sign) => `?${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    connection.connect(`${local}@${xmppDomain}/desktop`, password, (status, condition) => {
      if (this.#connection === connection) this.#statusChanged(connection, status, condition ?? '');
    });
  }

  /** Ends the connection without a report. */
  close(): void {
    const connection = this.#connection;
    this.#forget();
    connection?.disconnect('closed');
  }

  /** @throws {Error} when not connected or refused. */
  subscribeNode(node: string): Promise<void> {
    return this.#nodeRequest('subscribe', node);
  }

  unsubscribeNode(node: string): Promise<void> {
    return this.#nodeRequest('unsubscribe', node);
  }

  #statusChanged(connection: Connection, status: number, condition: string): void {
    const {Status} = Strophe;
    if (status === Status.CONNECTED) this.#established(connection);
    else if (status === Status.AUTHFAIL) this.#end(() => this.#news.unauthorized());
    else if (condition.startsWith('conflict')) this.#end(() => this.#news.conflict());
    else if (status === Status.DISCONNECTED || status === Status.CONNFAIL || status === Status.CONNTIMEOUT) {
      this.#end(() => this.#news.lost());
    }
  }

  #established(connection: Connection): void {
    connection.addHandler((stanza) => this.#message(stanza), null, 'message', null);
    connection.addHandler((stanza) => this.#presence(stanza), null, 'presence', null);
    connection.send($pres().c('priority').t('0'));
    this.#missed = 0;
    this.#pinger = setInterval(() => this.#ping(connection), pingEvery);
    this.#news.connected();
  }

  #ping(connection: Connection): void {
    const ping = $iq({type: 'get', to: this.#address.xmppDomain}).c('ping', {xmlns: 'urn:xmpp:ping'});
    const answered = (): void => {
      this.#missed = 0;
    };
    connection.sendIQ(
      ping,
      answered,
      (stanza) => {
        // An error answer is an answer; null is the time-out.
        if (stanza !== null) return answered();
        this.#missed += 1;
        if (this.#missed < pingsLost || this.#connection !== connection) return;
        this.#end(() => this.#news.lost());
        connection.disconnect('no answer');
      },
      pingTimeout,
    );
  }

  #message(stanza: Element): boolean {
    for (const items of stanza.getElementsByTagName('items')) {
      const node = items.getAttribute('node') ?? '';
      for (const notification of items.getElementsByTagName('notification')) {
        if (node !== '') this.#news.notification(node, notification.textContent ?? '');
      }
    }
    return true;
  }

  #presence(stanza: Element): boolean {
    const from = stanza.getAttribute('from') ?? '';
    if (from.startsWith(`finesse@${this.#address.xmppDomain}`)) {
      this.#news.servicePresence(stanza.getAttribute('type') !== 'unavailable');
    }
    return true;
  }

  #nodeRequest(action: 'subscribe' | 'unsubscribe', node: string): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined || !this.connected) return Promise.reject(new Error('Not connected'));
    const iq = $iq({type: 'set', to: this.#address.pubSubDomain})
      .c('pubsub', {xmlns: pubsub})
      .c(action, {node, jid: connection.jid});
    return new Promise((done, failed) => {
      connection.sendIQ(
        iq,
        () => done(),
        (stanza) =>
          failed(new Error(stanza === null ? 'No answer' : new XMLSerializer().serializeToString(stanza))),
        pingTimeout,
      );
    });
  }

  #end(report: () => void): void {
    this.#forget();
    report();
  }

  #forget(): void {
    clearInterval(this.#pinger);
    this.#pinger = undefined;
    this.#connection = undefined;
  }
}
