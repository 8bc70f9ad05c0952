import type {GadgetHubLink, GadgetPort} from './gadget-port.js';
import {HubError} from './hub.js';

type OnData = (topic: string, data: unknown, subscriberData?: unknown) => void;
type OnComplete = (item: unknown, success: boolean, error?: string | Error) => void;

interface Subscription {
  readonly onData: OnData;
  readonly scope: unknown;
  readonly subscriberData: unknown;
}

/** `gadgets.Hub`: the hub client of OpenAjax Hub 2.0 as a gadget sees it. */
export class GadgetHub {
  readonly #port: GadgetPort | undefined;
  readonly #moduleId: string;
  readonly #subscriptions = new Map<string, Subscription>();
  #link: GadgetHubLink | undefined;

  constructor(port: GadgetPort | undefined, moduleId: string) {
    this.#port = port;
    this.#moduleId = moduleId;
  }

  /** Tells the outcome in another turn, as the handshake of the real one takes a round trip. */
  connect(onComplete?: OnComplete, scope?: unknown): void {
    if (this.isConnected()) throw new HubError('Duplicate');
    let failure: Error | undefined;
    try {
      if (this.#port === undefined) throw new HubError('NoContainer');
      this.#link = this.#port.connectHub(this.#moduleId, (id, topic, text) => this.#deliver(id, topic, text));
    } catch (error) {
      failure = error instanceof Error ? error : new HubError('WrongProtocol');
    }
    setTimeout(() => onComplete?.call(scope ?? window, this, failure === undefined, failure?.message));
  }

  subscribe(
    topic: string,
    onData: OnData,
    scope?: unknown,
    onComplete?: OnComplete,
    subscriberData?: unknown,
  ): string {
    if (typeof onData !== 'function') throw new HubError('BadParameters');
    const id = this.#open().subscribe(topic);
    this.#subscriptions.set(id, {onData, scope: scope ?? window, subscriberData});
    if (onComplete) setTimeout(() => onComplete.call(scope ?? window, id, true));
    return id;
  }

  unsubscribe(id: string, onComplete?: OnComplete, scope?: unknown): void {
    if (typeof id !== 'string' || id === '') throw new HubError('BadParameters');
    this.#open().unsubscribe(id);
    this.#subscriptions.delete(id);
    if (onComplete) setTimeout(() => onComplete.call(scope ?? window, id, true));
  }

  publish(topic: string, data: unknown): void {
    // JSON.stringify answers undefined for undefined and for functions, whatever its type says.
    this.#open().publish(topic, JSON.stringify(data) as string | undefined);
  }

  isConnected(): boolean {
    return this.#link?.connected === true;
  }

  disconnect(onComplete?: OnComplete, scope?: unknown): void {
    this.#open().close();
    this.#subscriptions.clear();
    if (onComplete) setTimeout(() => onComplete.call(scope ?? window, this, true));
  }

  getClientID(): string {
    return this.#moduleId;
  }

  getIframe(): Element | null {
    return window.frameElement;
  }

  #deliver(id: string, topic: string, text: string | undefined): void {
    const subscription = this.#subscriptions.get(id);
    if (subscription === undefined) return;
    const data: unknown = text === undefined ? undefined : JSON.parse(text);
    try {
      subscription.onData.call(subscription.scope, topic, data, subscription.subscriberData);
    } catch (error) {
      // One gadget's fault stays in that gadget.
      window.reportError(error);
    }
  }

  #open(): GadgetHubLink {
    if (this.#link === undefined || !this.#link.connected) throw new HubError('Disconnected');
    return this.#link;
  }
}
