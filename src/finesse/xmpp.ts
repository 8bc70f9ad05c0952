import {$iq, $pres, Strophe} from 'strophe.js';
import {backoffMs} from '../base/backoff.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store} from '../base/store.js';
import type {Notifications} from './notifications.js';
import type {Connection} from './types.js';

type Stream = InstanceType<typeof Strophe.Connection>;

export interface XmppOptions {
  /** `wss://host:8445/ws/` */
  readonly url: string;
  /** `xmppDomain` of SystemInfo. */
  readonly domain: string;
  /** Asked for at each connection, kept nowhere. */
  readonly password: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/** Finesse developer guide, XMPP keep-alive: a ping every 10 s, two may go unanswered; ms. */
const pingEvery = 10_000;
const pingsLost = 2;
const reconnect = {baseMs: 1_000, capMs: 30_000};

/**
 * Events over a socket of our own, for pages outside the desktop: XMPP over WebSocket (RFC 7395) with SASL PLAIN. The
 * user's own nodes are subscribed by the server; initial presence is what makes it send.
 */
export class XmppNotifications implements Notifications {
  readonly connection = new Store<Connection>('connecting');
  readonly #options: XmppOptions;
  #stream: Stream | undefined;
  #attempt = 0;
  #unanswered = 0;
  #neverMind: () => void = () => {};

  constructor(options: XmppOptions) {
    this.#options = options;
  }

  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.#neverMind();
      const stream = this.#stream;
      this.#stream = undefined;
      stream?.disconnect('closed');
    });
    this.#connect(userId, onPayload, signal);
  }

  #connect(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const {url, domain, password, clock, log, random} = this.#options;
    const stream = new Strophe.Connection(url, {mechanisms: [Strophe.SASLPlain]});
    this.#stream = stream;
    const lost = () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      this.#neverMind();
      this.connection.set('failing');
      const wait = backoffMs(this.#attempt++, reconnect, random);
      this.#neverMind = clock.after(wait, () => this.#connect(userId, onPayload, signal));
    };
    // never the desktop's own resource: the older of two such streams is closed
    const jid = `${nodePart(userId)}@${domain}/deskline-${Math.floor(random() * 0xffffffff).toString(16)}`;
    stream.connect(jid, password(), (status) => {
      const {Status} = Strophe;
      if (this.#stream !== stream) return;
      if (status === Status.CONNECTED) {
        log.info('notifications connected');
        this.#attempt = 0;
        stream.addHandler((stanza) => this.#onMessage(stanza, onPayload), null, 'message', null);
        stream.send($pres().c('priority').t('0'));
        this.#unanswered = 0;
        this.#ping(stream, lost);
        this.connection.set('live');
      } else if (status === Status.AUTHFAIL) {
        log.error('notifications refused');
        this.#stream = undefined;
        this.connection.set('down');
      } else if (
        status === Status.DISCONNECTED ||
        status === Status.CONNFAIL ||
        status === Status.CONNTIMEOUT
      ) {
        log.warn('notifications lost');
        lost();
      }
    });
  }

  /** The payload is text inside the item: escaped once on the wire, plain `<Update>` here. */
  #onMessage(stanza: Element, onPayload: (text: string) => void): boolean {
    const service = stanza.getAttribute('from') ?? '';
    if (service !== `pubsub.${this.#options.domain}`) return true;
    for (const notification of stanza.getElementsByTagName('notification'))
      onPayload(notification.textContent ?? '');
    return true;
  }

  #ping(stream: Stream, lost: () => void): void {
    this.#neverMind = this.#options.clock.after(pingEvery, () => {
      if (this.#stream !== stream) return;
      if (this.#unanswered >= pingsLost) {
        stream.disconnect('no answer');
        lost();
        return;
      }
      this.#unanswered++;
      const answered = () => void (this.#unanswered = 0);
      // an error answer is an answer too
      stream.sendIQ(
        $iq({type: 'get', to: this.#options.domain}).c('ping', {xmlns: 'urn:xmpp:ping'}),
        answered,
        (stanza) => {
          if (stanza !== null) answered();
        },
        pingEvery,
      );
      this.#ping(stream, lost);
    });
  }
}

/** Finesse's own escape for characters that a JID's local part can't hold: `?` and the character's code. */
const nodePart = (userId: string): string =>
  userId.replace(/[?@&']/g, (sign) => `?${sign.charCodeAt(0).toString(16).toUpperCase()}`);
