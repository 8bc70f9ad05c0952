import {HubError} from './hub.js';
import type {HubClient, ManagedHub} from './hub.js';

/** Words of `finesse.info.connection` that gadgets act on, and the first one. */
export type ConnectionStatus = 'connecting' | 'connected' | 'failing' | 'recovered';

/** What the requests of gadgets need from the desktop. */
export interface TopicHost {
  subscribeNode(node: string): Promise<void>;
  unsubscribeNode(node: string): Promise<void>;
  activeTab(): string;
  activateTab(id: string): boolean;
  reloadGadget(id: string): void;
}

interface Request {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly invokeID: string | number | undefined;
}

interface NodeUse {
  readonly users: Set<string>;
  readonly subscribed: Promise<void>;
}

/**
 * The desktop's part on the hub: connection status, answers to requests, tab news, timer tick (Finesse developer guide,
 * Finesse Topics and ContainerServices). A request without a text `type` or an object `data` is dropped.
 */
export class DesktopTopics {
  readonly #host: TopicHost;
  readonly #client: HubClient;
  readonly #handlers = new Map<string, (data: unknown) => void>();
  readonly #nodes = new Map<string, NodeUse>();
  #status: ConnectionStatus = 'connecting';

  constructor(hub: ManagedHub, host: TopicHost) {
    this.#host = host;
    this.#client = hub.connect('desktop', (id, _topic, text) => {
      this.#handlers.get(id)?.(text === undefined ? undefined : JSON.parse(text));
    });
    this.#listen('finesse.info.requests', (request) => this.#infoRequest(request));
    this.#listen('finesse.containerservices.requests', (request) => this.#containerRequest(request));
  }

  publish(topic: string, data: unknown): void {
    this.#client.publish(topic, JSON.stringify(data) as string | undefined);
  }

  setConnection(status: ConnectionStatus): void {
    this.#status = status;
    // Explicit subscriptions do not outlive an outage: gadgets ask again when they hear "recovered".
    if (status === 'recovered') this.#nodes.clear();
    this.#publishConnection(undefined);
  }

  tabChanged(): void {
    this.publish('finesse.containerservices.activeTab', this.#host.activeTab());
  }

  tick(): void {
    this.publish('finesse.containerservices.timerTickEvent', {_tickFrequency: 1000, _dateQueued: new Date()});
  }

  #listen(topic: string, handler: (request: Request) => void): void {
    const id = this.#client.subscribe(topic);
    this.#handlers.set(id, (data) => {
      const request = readRequest(data);
      if (request !== undefined) handler(request);
    });
  }

  #infoRequest({type, data, invokeID}: Request): void {
    if (type === 'ConnectionInfoReq') this.#publishConnection(invokeID);
    else if (type === 'SubscribeNodeReq') void this.#subscribeNode(data, String(invokeID ?? ''));
    else if (type === 'UnsubscribeNodeReq') void this.#unsubscribeNode(data, String(invokeID ?? ''));
  }

  #containerRequest({type, data}: Request): void {
    if (type === 'ActiveTabReq') this.tabChanged();
    else if (type === 'SetActiveTabReq') this.#host.activateTab(String(data['id'] ?? ''));
    else if (type === 'ReloadGadgetReq') {
      const gadgetId = String(data['gadgetId'] ?? '');
      this.publish('finesse.containerservices.reloadGadget', {gadgetId});
      this.#host.reloadGadget(gadgetId);
    }
  }

  #publishConnection(invokeID: string | number | undefined): void {
    // A gadget that asks after a recovery starts afresh and must hear that there is a connection.
    const status = invokeID !== undefined && this.#status === 'recovered' ? 'connected' : this.#status;
    this.publish('finesse.info.connection', {status, resourceID: 'desktop', invokeID});
  }

  async #subscribeNode(data: Request['data'], invokeID: string): Promise<void> {
    const node = nodeOf(data);
    if (node === undefined) return this.#respond(invokeID, new Error('No node'));
    let use = this.#nodes.get(node);
    if (use === undefined) {
      use = {users: new Set(), subscribed: this.#host.subscribeNode(node)};
      this.#nodes.set(node, use);
    }
    use.users.add(invokeID);
    try {
      await use.subscribed;
      this.#respond(invokeID, undefined);
    } catch (error) {
      if (this.#nodes.get(node) === use) this.#nodes.delete(node);
      this.#respond(invokeID, error);
    }
  }

  async #unsubscribeNode(data: Request['data'], invokeID: string): Promise<void> {
    const node = nodeOf(data) ?? '';
    const use = this.#nodes.get(node);
    use?.users.delete(String(data['subid'] ?? ''));
    try {
      if (use?.users.size === 0) {
        this.#nodes.delete(node);
        await this.#host.unsubscribeNode(node);
      }
      this.#respond(invokeID, undefined);
    } catch (error) {
      this.#respond(invokeID, error);
    }
  }

  #respond(invokeID: string, error: unknown): void {
    const errorMessage = error instanceof Error ? error.message : String(error);
    const known = errorMessage === 'Not connected' || errorMessage === 'Disconnected';
    const failure = known
      ? {error: {errorType: errorMessage, errorMessage}}
      : {subscribe: {content: errorMessage, object: {iq: {'@type': 'error'}}}};
    try {
      this.publish(`finesse.info.responses.${invokeID}`, error === undefined ? undefined : failure);
    } catch (misuse) {
      // An invokeID that makes no topic: nobody can be listening for its answer.
      if (!(misuse instanceof HubError)) throw misuse;
    }
  }
}

function nodeOf(data: Request['data']): string | undefined {
  const node = data['node'];
  return typeof node === 'string' && node.startsWith('/') ? node : undefined;
}

function readRequest(value: unknown): Request | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const {type, data, invokeID} = value as Record<string, unknown>;
  if (typeof type !== 'string' || typeof data !== 'object' || data === null) return undefined;
  const id = typeof invokeID === 'string' || typeof invokeID === 'number' ? invokeID : undefined;
  return {type, data: data as Record<string, unknown>, invokeID: id};
}
