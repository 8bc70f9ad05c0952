import {SIPExtension, UserAgent} from 'sip.js';
import type {Core, Invitation, Web} from 'sip.js';
import {backoffMs} from '../base/backoff.js';
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import {isSecureAddress} from '../base/addresses.js';
import {Store} from '../base/store.js';
import {CautiousDigest, isUsableName} from './cautious-digest.js';
import {EdgeTransport} from './edge-transport.js';
import {fitForHeader} from './guard.js';
import {LineRegistration} from './registration.js';
import type {Registration} from './types.js';

const BASE_MS = 1_000;
/** The longest pause between attempts, while a call is up and while none is. */
const CALL_CAP_MS = 5_000;
const IDLE_CAP_MS = 30_000;

export interface EdgeLinkOptions {
  /** `wss:` addresses of the edge's nodes, tried in turn. */
  readonly servers: readonly string[];
  /** The host part of the line's address. */
  readonly domain: string;
  /** The user part of the line's address. */
  readonly number: string;
  readonly displayName?: string | undefined;
  /** Short-lived SIP credentials; asked for before each connection. */
  readonly credentials: () => Promise<{readonly username: string; readonly password: string}>;
  /** The digest realm the edge names; when set, no other is answered. */
  readonly realm?: string | undefined;
  readonly createSocket?: ((url: string) => WebSocket) | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: (() => number) | undefined;
}

export interface EdgeLinkEvents {
  readonly describe: Web.SessionDescriptionHandlerFactory;
  readonly invited: (invitation: Invitation) => void;
  /** The socket is gone. */
  readonly lost: () => void;
  /** Registered on a new socket after a loss. */
  readonly restored: () => void;
  readonly inCall: () => boolean;
  /** Who answers a challenge: the line's own credentials, or those of the further line that asked. */
  readonly identify: (own: CautiousDigest) => Pick<CautiousDigest, 'authenticate' | 'toString'>;
}

/**
 * The line's way to the edge: socket and registration, and both again whenever one is lost.
 *
 *     off → connecting → registered ⇄ reconnecting
 *                 └──────────→ refused ←──┘
 */
export class EdgeLink {
  readonly registration = new Store<Registration>('off');
  readonly #options: EdgeLinkOptions;
  readonly #events: EdgeLinkEvents;
  readonly #instance = crypto.randomUUID();
  #agent: UserAgent | undefined;
  #line: LineRegistration | undefined;
  #attempt = 0;
  #wasRegistered = false;
  #stopped = true;
  /** Rises with each socket, so that what belongs to an older one is known. */
  #generation = 0;
  #cancelRetry: () => void = () => undefined;
  readonly #onOnline = () => this.hurry();

  constructor(options: EdgeLinkOptions, events: EdgeLinkEvents) {
    this.#options = options;
    this.#events = events;
  }

  get generation(): number {
    return this.#generation;
  }

  /** What speaks SIP; undefined before the first connection. */
  get agent(): UserAgent | undefined {
    return this.#agent;
  }

  get isConnected(): boolean {
    return this.#agent?.isConnected() ?? false;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.registration.set('connecting');
    window.addEventListener('online', this.#onOnline);
    void this.#connect();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelRetry();
    window.removeEventListener('online', this.#onOnline);
    if (this.isConnected) await this.#line?.unregister();
    this.#line?.pause();
    const agent = this.#agent;
    this.#agent = undefined;
    // Whatever the library trips over, the socket closes.
    await agent?.stop().catch((error: unknown) => this.#options.log.warn('stopped', {detail: String(error)}));
    await agent?.transport.dispose();
    this.#line = undefined;
    this.#wasRegistered = false;
    this.registration.set('off');
  }

  /** One attempt: credentials, socket, registration. */
  async #connect(): Promise<void> {
    this.#cancelRetry();
    try {
      if (!this.#options.servers.every(isSecureAddress))
        throw new DeskError('sip/refused', 'an edge without TLS');
      const {username, password} = await this.#options.credentials();
      if (this.#stopped) return;
      if (!isUsableName(username)) throw new DeskError('sip/refused', 'credentials that fit in no header');
      const agent = (this.#agent ??= this.#createAgent());
      const {realm, log} = this.#options;
      agent.userAgentCore.configuration.authenticationFactory = () =>
        // what the library calls of it is what it has
        this.#events.identify(
          new CautiousDigest({username, password, realm, log}),
        ) as unknown as Core.DigestAuthentication;
      if (!agent.isConnected()) await (agent.state === 'Started' ? agent.reconnect() : agent.start());
      await this.#register(agent);
    } catch (error) {
      // asking again with the same authorization would only bring the agent's account nearer to its lock
      if (error instanceof DeskError && error.code === 'sip/refused') {
        this.#options.log.error('credentials refused');
        this.registration.set('refused');
        return;
      }
      this.#options.log.info('edge not reached', {attempt: this.#attempt, detail: String(error)});
      this.#retry(0);
    }
  }

  async #register(agent: UserAgent): Promise<void> {
    const {log, clock} = this.#options;
    this.#line ??= new LineRegistration(agent, {clock, log, lost: () => this.#renew()});
    const generation = this.#generation;
    const result = await this.#line.register();
    if (this.#stopped || generation !== this.#generation) return;
    switch (result.type) {
      case 'registered':
        return this.#onRegistered();
      case 'refused':
        log.error('registration refused', {status: result.status});
        this.registration.set('refused');
        return;
      case 'failed':
        // An edge that doesn't answer may be one of several.
        if (result.status === 408) await agent.transport.disconnect();
        this.#retry(result.retryAfterMs);
    }
  }

  #onRegistered(): void {
    const restored = this.#wasRegistered;
    this.#attempt = 0;
    this.#wasRegistered = true;
    this.#options.log.info('registered');
    this.registration.set('registered');
    if (restored) this.#events.restored();
  }

  #onDisconnect(error?: Error): void {
    this.#generation += 1;
    this.#line?.pause();
    if (this.#stopped) return;
    this.#options.log.warn('edge lost');
    if (this.registration.state !== 'refused')
      this.registration.set(this.#wasRegistered ? 'reconnecting' : 'connecting');
    this.#events.lost();
    // "try again later" (1013) is obeyed, as far as a call can wait
    this.#retry(error?.message.endsWith('1013') ? CALL_CAP_MS / (1 + Math.random()) : 0);
  }

  /** The registrar forgot us while the socket stayed open. */
  #renew(): void {
    if (this.#stopped) return;
    this.registration.set('reconnecting');
    void this.#connect();
  }

  #retry(atLeastMs: number): void {
    if (this.#stopped || this.registration.state === 'refused') return;
    if (this.#wasRegistered) this.registration.set('reconnecting');
    const capMs = this.#events.inCall() ? CALL_CAP_MS : IDLE_CAP_MS;
    // The first attempt after a loss goes out at once.
    const backoff =
      this.#attempt === 0 ? 0 : backoffMs(this.#attempt - 1, {baseMs: BASE_MS, capMs}, this.#options.random);
    this.#attempt += 1;
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(Math.max(backoff, atLeastMs), () => void this.#connect());
  }

  /** Asks the edge for a sign of life, or goes to it at once instead of after a pause. */
  hurry(): void {
    const transport = this.#agent?.transport;
    if (this.isConnected && transport instanceof EdgeTransport) transport.ping();
    else if (this.registration.state === 'reconnecting') void this.#connect();
  }

  #createAgent(): UserAgent {
    const {domain, number, displayName = '', clock, log} = this.#options;
    const createSocket = this.#options.createSocket ?? ((url: string) => new WebSocket(url, 'sip'));
    const uri = UserAgent.makeURI(`sip:${number}@${domain}`);
    if (!uri || !/^[0-9A-Za-z*#+._-]+$/.test(number))
      throw new DeskError('sip/not-registered', 'the line has no usable address');
    const transportOptions = {server: () => this.#server(), createSocket, clock, log};
    return new UserAgent({
      uri,
      displayName: fitForHeader(displayName),
      instanceId: this.#instance,
      transportConstructor: EdgeTransport as never,
      transportOptions,
      sessionDescriptionHandlerFactory: this.#events.describe,
      // We answer for 1xx and for the ring limit ourselves; CUCM gives up by its own Expires.
      sendInitialProvisionalResponse: false,
      noAnswerTimeout: 200,
      sipExtension100rel: SIPExtension.Supported,
      sipExtensionReplaces: SIPExtension.Unsupported,
      // Unified CM tells of messages by unsolicited NOTIFY.
      allowLegacyNotifications: true,
      userAgentString: 'Deskline',
      logBuiltinEnabled: false,
      delegate: {
        onInvite: (invitation) => this.#events.invited(invitation),
        onDisconnect: (error) => this.#onDisconnect(error),
      },
    });
  }

  #server(): string {
    const {servers} = this.#options;
    return servers[Math.floor(this.#attempt / 2) % servers.length] ?? '';
  }
}
