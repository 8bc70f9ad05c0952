/**
 * The message hub between gadgets, after OpenAjax Hub 2.0: one hub in the desktop page, one client for each gadget.
 * Values travel as JSON text, so every receiver reads its own copy and loses what the real one loses (prototypes,
 * functions, undefined members).
 */

/** Errors that OpenAjax Hub 2.0 names. */
export type HubErrorCode =
  | 'BadParameters'
  | 'Disconnected'
  | 'Duplicate'
  | 'NoContainer'
  | 'NoSubscription'
  | 'NotAllowed'
  | 'WrongProtocol'
  | 'IncompatBrowser';

/** Thrown for misuse, with the message that OpenAjax Hub 2.0 defines. */
export class HubError extends Error {
  override readonly name = 'HubError';

  constructor(code: HubErrorCode) {
    super(`OpenAjax.hub.Error.${code}`);
  }
}

/** `text` is JSON; undefined stands for the value undefined. */
export type HubDelivery = (subscription: string, topic: string, text: string | undefined) => void;

/** Checks a topic for publishing: tokens between dots, none empty, none a wildcard. */
export function checkPublishTopic(topic: unknown): asserts topic is string {
  if (typeof topic !== 'string' || topic === '') throw new HubError('BadParameters');
  if (topic.split('.').some((token) => token === '' || token.includes('*')))
    throw new HubError('BadParameters');
}

/** Checks a topic for subscribing: as for publishing, but `*` may be a token and `**` the last one. */
export function checkSubscribeTopic(topic: unknown): asserts topic is string {
  if (typeof topic !== 'string' || topic === '') throw new HubError('BadParameters');
  const tokens = topic.split('.');
  const bad = tokens.some((token, index) => {
    if (token === '*') return false;
    if (token === '**') return index !== tokens.length - 1;
    return token === '' || token.includes('*');
  });
  if (bad) throw new HubError('BadParameters');
}

/** Whether a subscription's topic covers a published one. `*` is one token, `**` one or more at the end. */
export function topicMatches(pattern: string, topic: string): boolean {
  const wanted = pattern.split('.');
  const given = topic.split('.');
  for (const [index, token] of wanted.entries()) {
    if (index >= given.length) return false;
    if (token === '**') return true;
    if (token !== '*' && token !== given[index]) return false;
  }
  return wanted.length === given.length;
}

interface Subscription {
  readonly id: string;
  readonly client: HubClient;
  readonly topic: string;
}

/** The hub itself. `later` must run its argument in another turn, in order. */
export class ManagedHub {
  readonly #later: (run: () => void) => void;
  readonly #clients = new Map<string, HubClient>();
  #subscriptions: Subscription[] = [];
  #lastId = 0;

  constructor(later: (run: () => void) => void) {
    this.#later = later;
  }

  /** @throws {HubError} `Duplicate` when a client of that name is connected. */
  connect(name: string, deliver: HubDelivery): HubClient {
    if (this.#clients.has(name)) throw new HubError('Duplicate');
    const client: HubClient = new HubClient(name, {
      add: (topic) => this.#add(client, topic),
      remove: (id) => this.#remove(client, id),
      send: (topic, text) => this.#send(topic, text),
      close: () => this.#close(client),
      deliver,
    });
    this.#clients.set(name, client);
    return client;
  }

  /** The connected client of that name. */
  client(name: string): HubClient | undefined {
    return this.#clients.get(name);
  }

  #add(client: HubClient, topic: string): string {
    const id = String(++this.#lastId);
    this.#subscriptions.push({id, client, topic});
    return id;
  }

  #remove(client: HubClient, id: string): void {
    const rest = this.#subscriptions.filter((one) => one.id !== id || one.client !== client);
    if (rest.length === this.#subscriptions.length) throw new HubError('NoSubscription');
    this.#subscriptions = rest;
  }

  #send(topic: string, text: string | undefined): void {
    // Who is subscribed now gets it, unless gone when its turn comes.
    const receivers = this.#subscriptions.filter((one) => topicMatches(one.topic, topic));
    for (const one of receivers) {
      this.#later(() => {
        if (this.#subscriptions.includes(one)) one.client.receive(one.id, topic, text);
      });
    }
  }

  #close(client: HubClient): void {
    this.#clients.delete(client.name);
    this.#subscriptions = this.#subscriptions.filter((one) => one.client !== client);
  }
}

interface HubLink {
  add(topic: string): string;
  remove(id: string): void;
  send(topic: string, text: string | undefined): void;
  close(): void;
  deliver: HubDelivery;
}

/** One connection to the hub. Every method throws {@link HubError} `Disconnected` after `close()`. */
export class HubClient {
  readonly name: string;
  #link: HubLink | undefined;

  constructor(name: string, link: HubLink) {
    this.name = name;
    this.#link = link;
  }

  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** Returns the id of the subscription, which its deliveries carry. */
  subscribe(topic: string): string {
    const link = this.#open();
    checkSubscribeTopic(topic);
    return link.add(topic);
  }

  unsubscribe(id: string): void {
    this.#open().remove(id);
  }

  /** A client that is subscribed to what it publishes gets it as well. */
  publish(topic: string, text: string | undefined): void {
    const link = this.#open();
    checkPublishTopic(topic);
    link.send(topic, text);
  }

  close(): void {
    this.#open().close();
    this.#link = undefined;
  }

  /** Called by the hub. */
  receive(id: string, topic: string, text: string | undefined): void {
    this.#link?.deliver(id, topic, text);
  }

  #open(): HubLink {
    if (this.#link === undefined) throw new HubError('Disconnected');
    return this.#link;
  }
}
