import {authHeaderString} from './facade-config.js';
import type {FinesseConfig} from './facade-config.js';
import type {GadgetHub} from './gadget-hub.js';

/** What the facade needs of the page's `gadgets` object. */
export interface GadgetsGlobal {
  readonly Hub?: GadgetHub;
  readonly io: {
    makeRequest(url: string, callback: (answer: unknown) => void, params: Record<string, unknown>): void;
  };
}

type TopicHandler = (data: unknown) => void;
type Handler = () => void;

interface ConnectionInfo {
  readonly status?: unknown;
  readonly resourceID?: unknown;
}

/** `finesse.clientservices.ClientServices`, from the developer guide's description of it. */
export class ClientServicesFacade {
  readonly #gadgets: () => GadgetsGlobal;
  readonly #onConnect: Handler[] = [];
  readonly #onDisconnect: Handler[] = [];
  /** Objects to be read again after an outage. */
  readonly #recovering = new Set<Handler>();
  #config: FinesseConfig | undefined;
  #status = '';
  #failingOver = false;

  constructor(gadgets: () => GadgetsGlobal) {
    this.#gadgets = gadgets;
  }

  /** @throws {Error} when the settings lack what requests need. */
  init(config: FinesseConfig): void {
    const valid =
      typeof config === 'object' &&
      config !== null &&
      typeof config.host === 'string' &&
      config.host !== '' &&
      Boolean(config.restHost) &&
      (typeof config.authorization === 'string' || typeof config.id === 'string');
    if (!valid) throw new Error('Config object contains invalid properties.');
    if (config.systemAuthMode === 'SSO' && !config.authToken) {
      throw new Error('ClientServices.init() - Access token is unavailable inside Config object.');
    }
    this.#config = config;
    splitAuthorization(config);
    this.subscribe('finesse.info.accessTokenRefresh', (data) => {
      const {authToken} = (data ?? {}) as {authToken?: unknown};
      if (typeof authToken === 'string') config.authToken = authToken;
    });
    this.subscribe('finesse.info.connection', (data) =>
      this.#connectionChanged((data ?? {}) as ConnectionInfo),
    );
    this.#request('ConnectionInfoReq', {}, Date.now());
  }

  /** `disableDuringFailover` drops what arrives between `failing` and `recovered`. */
  subscribe(topic: string, callback: TopicHandler, disableDuringFailover = false): string | undefined {
    return this.#gadgets().Hub?.subscribe(topic, (_topic, data) => {
      if (disableDuringFailover && this.#failingOver) return;
      callback(data);
    });
  }

  unsubscribe(subscription: string): void {
    this.#gadgets().Hub?.unsubscribe(subscription);
  }

  /** Called at once when the last status is `connected`. */
  registerOnConnectHandler(handler: Handler): void {
    this.#onConnect.push(handler);
    if (this.#status === 'connected') handler();
  }

  registerOnDisconnectHandler(handler: Handler): void {
    this.#onDisconnect.push(handler);
  }

  /** Calls back at the end of each outage; answers with "stop". */
  onRecovered(read: Handler): () => void {
    this.#recovering.add(read);
    return () => this.#recovering.delete(read);
  }

  /** The settings given to `init`. */
  get config(): FinesseConfig {
    if (this.#config === undefined) throw new Error('ClientServices needs to be initialized.');
    return this.#config;
  }

  /** `handler(subid, error?)`: an undefined error is success. */
  subscribeNode(node: string, handler: (id: string, error?: unknown) => void): void {
    const id = crypto.randomUUID();
    this.#once(id, (error) => handler(id, error));
    this.#request('SubscribeNodeReq', {node}, id);
  }

  unsubscribeNode(node: string, subid: string, handler?: (error?: unknown) => void): void {
    const id = crypto.randomUUID();
    this.#once(id, (error) => handler?.(error));
    this.#request('UnsubscribeNodeReq', {node, subid}, id);
  }

  /** Through the gadget server, with the credentials of the session added. */
  makeRequest(path: string, callback: (answer: unknown) => void, params: Record<string, unknown> = {}): void {
    const {config} = this;
    const scheme = config.restScheme ?? config.scheme ?? 'https';
    const headers = {...((params['HEADERS'] ?? {}) as object), Authorization: authHeaderString(config)};
    this.#gadgets().io.makeRequest(
      `${scheme}://${String(config.restHost)}:${String(config.localhostPort)}${path}`,
      callback,
      {
        ...params,
        HEADERS: headers,
        REFRESH_INTERVAL: 0,
      },
    );
  }

  getRestHost(): string {
    return this.#config?.restHost ?? 'localhost';
  }

  getNotificationConnectionState(): string {
    const words: Readonly<Record<string, string>> = {
      connected: 'Connected',
      recovered: 'Recovered',
      failing: 'Failing',
    };
    return words[this.#status] ?? '';
  }

  setLogger(): void {
    // The desktop collects client logs; this one keeps none.
  }

  log(): void {
    // As above.
  }

  #connectionChanged(info: ConnectionInfo): void {
    const status = typeof info.status === 'string' ? info.status : '';
    if (status === '' || status === this.#status) return;
    if (status === 'connected' && this.#failingOver) return;
    this.#status = status;
    if (status === 'failing') {
      this.#failingOver = true;
      for (const handler of this.#onDisconnect) handler();
    } else if (status === 'recovered' || status === 'connected') {
      const wasFailingOver = this.#failingOver;
      this.#failingOver = false;
      // the last one made is read first, as the library does
      if (wasFailingOver) for (const read of [...this.#recovering].reverse()) read();
      for (const handler of this.#onConnect) handler();
    }
  }

  #once(id: string, handler: (answer: unknown) => void): void {
    const subscription = this.subscribe(`finesse.info.responses.${id}`, (answer) => {
      if (subscription !== undefined) this.unsubscribe(subscription);
      handler(answer);
    });
  }

  #request(type: string, data: object, invokeID: string | number): void {
    this.#gadgets().Hub?.publish('finesse.info.requests', {type, data, invokeID});
  }
}

/** With Basic credentials the settings gain `id` and `password`, as documented. */
function splitAuthorization(config: FinesseConfig): void {
  if (config.authorization === undefined) return;
  try {
    const bytes = Uint8Array.from(atob(config.authorization), (sign) => sign.charCodeAt(0));
    const [id = '', ...password] = new TextDecoder().decode(bytes).split(':');
    config.id = id;
    config.password = password.join(':');
  } catch {
    // Not base64: the settings stay as given.
  }
}
