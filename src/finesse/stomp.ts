import {Client, type IMessage} from '@stomp/stompjs';
import type {Readable} from '../base/store.js';
import type {OwnNotifications} from './notifications.js';
import {OwnLink, type OwnLinkOptions, type SocketNews} from './own-link.js';
import {textsOf, type StompBody} from './stomp-body.js';
import type {Connection} from './types.js';

/** The broker as the settings name it (docs/deploy.md, "A broker between Finesse and its clients"). */
export interface StompSettings {
  /** STOMP over WebSocket: `wss://…`. */
  readonly url: string;
  /** Of the CONNECT frame, each `name:value`; `{userId}` and `{authorization}` stand for the agent's own. */
  readonly headers: readonly string[];
  /** What is subscribed to; `{userId}` stands for the agent's, percent-encoded. */
  readonly destinations: readonly string[];
  readonly body: StompBody;
  /** Asked of the broker in both directions; s. */
  readonly heartbeatSeconds: number;
}

export interface StompOptions extends OwnLinkOptions {
  readonly settings: StompSettings;
  /** The agent's `Authorization` for Finesse; asked for at each connection, kept nowhere. */
  readonly authorization: () => string;
}

/** A broker that accepts the socket and then says nothing is given up after this; ms. */
const connectTimeout = 10_000;

/** Some brokers never send the receipts they are asked for: after this a subscription is taken for made; ms. */
const receiptTimeout = 2_000;

/**
 * Events by way of a site's own broker, over STOMP 1.2 in a WebSocket. Finesse speaks no STOMP itself: something of the
 * site's hands its notifications on, and how it writes them is in the settings.
 *
 * Live means subscribed: every subscription has its receipt, and what is read from then on misses nothing.
 */
export class StompNotifications implements OwnNotifications {
  readonly #options: StompOptions;
  readonly #link: OwnLink;

  constructor(options: StompOptions) {
    this.#options = options;
    this.#link = new OwnLink(options);
  }

  get connection(): Readable<Connection> {
    return this.#link.connection;
  }

  /** The broker stays the same; what it was told by the server that failed is not known. */
  move(): void {
    this.#link.restart();
  }

  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    this.#link.start((news) => this.#open(userId, onPayload, news), signal);
  }

  #open(userId: string, onPayload: (text: string) => void, news: SocketNews): () => void {
    const {settings, authorization, clock, log} = this.#options;
    const heartbeat = settings.heartbeatSeconds * 1000;
    const words = new Map([
      ['{userId}', userId],
      ['{authorization}', authorization()],
    ]);
    const filled = settings.headers.map((header) => {
      const [name = '', ...value] = header.split(':');
      const text = value.join(':').trim();
      return [
        name.trim(),
        text.replace(/\{(userId|authorization)\}/g, (mark) => words.get(mark) ?? mark),
      ] as const;
    });
    let noTimeout = () => {};
    let isLive = false;
    const subscribed = () => {
      noTimeout();
      isLive = true;
      news.live();
    };
    const onMessage = ({body}: IMessage) => {
      // what comes before the read that follows would be older than it
      if (!isLive || !news.isCurrent()) return;
      for (const text of textsOf(body, settings.body)) onPayload(text);
    };
    const client = new Client({
      brokerURL: settings.url,
      connectHeaders: Object.fromEntries(filled),
      heartbeatIncoming: heartbeat,
      heartbeatOutgoing: heartbeat,
      connectionTimeout: connectTimeout,
      // a socket that is half dead takes its time to close: it is left at once
      discardWebsocketOnCommFailure: true,
      // the next try is ours to time
      reconnectDelay: 0,
      onConnect: () => {
        let waiting = settings.destinations.length;
        settings.destinations.forEach((destination, index) => {
          const receipt = `subscribed-${index}`;
          client.watchForReceipt(receipt, () => {
            if (--waiting === 0) subscribed();
          });
          const own = destination.replaceAll('{userId}', inDestination(userId));
          client.subscribe(own, onMessage, {receipt});
        });
        noTimeout = clock.after(receiptTimeout, () => {
          log.warn('subscriptions without a receipt', {waiting});
          subscribed();
        });
      },
      onStompError: () => {
        // an answer to the sign-in, or the broker's last word on this connection (STOMP 1.2, "ERROR")
        if (client.connected) news.lost();
        else news.refused();
      },
      onWebSocketClose: (event: {readonly code?: number} | undefined) => news.lost(event?.code),
    });
    client.activate();
    return () => {
      noTimeout();
      // without a good-bye: the answer to one may never come
      void client.deactivate({force: true});
    };
  }
}

/** To many brokers a star is a pattern, and `encodeURIComponent` leaves it. */
const inDestination = (userId: string): string => encodeURIComponent(userId).replaceAll('*', '%2A');
