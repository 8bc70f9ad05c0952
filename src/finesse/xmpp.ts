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
  /** A call is up: the way back is tried more often. */
  readonly inCall: () => boolean;
}

/**
 * A ping so often, of which two may go unanswered; ms. The documented keep-alive is 10 s with two retries; a socket
 * that is dead without a word is to be noticed within 15 s.
 */
const pingEvery = 5_000;
const pingsLost = 2;
const reconnect = {baseMs: 1_000, idleCapMs: 30_000, callCapMs: 5_000};

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
  #reconnect: () => void = () => {};
  #place: {readonly url: string; readonly domain: string};

  constructor(options: XmppOptions) {
    this.#options = options;
    this.#place = options;
  }

  /** Leaves for another server, at once: who moves has waited before. */
  move(url: string, domain: string): void {
    this.#place = {url, domain};
    this.#attempt = 0;
    this.#reconnect();
  }

  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.#neverMind();
      const stream = this.#stream;
      this.#stream = undefined;
      stream?.disconnect('closed');
    });
    this.#reconnect = () => {
      this.#neverMind();
      const stream = this.#stream;
      this.#stream = undefined;
      stream?.disconnect('moved');
      if (this.connection.state === 'live') this.connection.set('failing');
      this.#connect(userId, onPayload, signal);
    };
    this.#connect(userId, onPayload, signal);
  }

  #connect(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const {password, clock, log, random, inCall} = this.#options;
    const {url, domain} = this.#place;
    const stream = new Strophe.Connection(url, {mechanisms: [Strophe.SASLPlain]});
    this.#stream = stream;
    const lost = () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      this.#neverMind();
      this.connection.set('failing');
      const capMs = inCall() ? reconnect.callCapMs : reconnect.idleCapMs;
      const wait = backoffMs(this.#attempt++, {baseMs: reconnect.baseMs, capMs}, random);
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
    if (service !== `pubsub.${this.#place.domain}`) return true;
    this.#unanswered = 0;
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
        $iq({type: 'get', to: this.#place.domain}).c('ping', {xmlns: 'urn:xmpp:ping'}),
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
