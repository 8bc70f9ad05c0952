/**
 * The Finesse desktop around a gadget: who is signed in, the OpenAjax hub, height and title. This file alone knows the
 * globals `gadgets` and `finesse` (Finesse developer guide, "APIs Available to Gadget JavaScript", "Finesse Topics").
 */
import {browserClock, type Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import {Store} from '../base/store.js';
import type {Log} from '../base/log.js';
import type {Notifications} from './notifications.js';
import type {Connection, MobileAgent} from './types.js';

export interface Hub {
  subscribe(topic: string, onData: (topic: string, data: unknown) => void): string;
  unsubscribe(id: string): void;
  publish(topic: string, data: unknown): void;
}

export interface ContainerGlobals {
  readonly gadgets?: {
    readonly Hub?: Hub & {isConnected(): boolean};
    readonly window?: {adjustHeight(px?: number): void; setTitle(title: string): void};
    readonly loadingindicator?: {dismiss(): void};
  };
  readonly finesse?: {
    readonly gadget?: {readonly Config?: Readonly<Record<string, unknown>>};
    readonly utilities?: {readonly Utilities?: {getAuthHeaderString?(config: unknown): string}};
  };
  /** Resolved by the inline script of gadget.xml when the hub is connected. */
  readonly desklineHub?: Promise<Hub>;
}

export interface Container {
  readonly userId: string;
  /** The phone that the agent signs in with as Mobile Agent, as the desktop's configuration names it. */
  readonly mobileAgent: MobileAgent | undefined;
  /** `en_US` and the like; empty when the desktop does not say. */
  readonly locale: string;
  readonly hub: Hub;
  /** Built anew at each call: the desktop renews tokens. */
  authorization(): string;
  /** Resolves when the desktop has renewed the token, or does not in time; at once where there is none to renew. */
  renewal(): Promise<void>;
  setHeight(px: number): void;
  setTitle(title: string): void;
  /** The gadget is there: the desktop may take its loading picture away. */
  loaded(): void;
}

/** How long a request that was refused for an old token waits for the desktop's next one; ms. Our choice. */
const renewalTimeout = 5_000;

/**
 * Waits for the hub and reads the sign-in.
 * @throws DeskError `desk/no-container` when this page is not inside a Finesse desktop
 */
export async function openContainer(
  globals: ContainerGlobals,
  clock: Clock = browserClock,
): Promise<Container> {
  const {gadgets, finesse, desklineHub} = globals;
  const config = finesse?.gadget?.Config;
  if (!gadgets || !config || !desklineHub)
    throw new DeskError('desk/no-container', 'no gadget container around this page');
  const hub = await desklineHub;
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : '');
  const authorization = () => {
    const built = finesse?.utilities?.Utilities?.getAuthHeaderString?.(finesse.gadget?.Config);
    if (built) return built;
    const token = text('authToken');
    if (token === '') return `Basic ${text('authorization')}`;
    return `Bearer ${token === renewed.for ? renewed.token : token}`;
  };
  // without the vendor's library on the page nobody writes the renewed token into the configuration
  const renewed = {for: '', token: '', told: () => {}};
  hub.subscribe('finesse.info.accessTokenRefresh', (_topic, data) => {
    if (typeof data !== 'object' || data === null || !('authToken' in data)) return;
    if (typeof data.authToken !== 'string' || data.authToken === '') return;
    renewed.for = text('authToken');
    renewed.token = data.authToken;
    renewed.told();
  });
  const renewal = () =>
    new Promise<void>((done) => {
      if (text('authToken') === '') return done();
      renewed.told = done;
      clock.after(renewalTimeout, done);
    });
  const userId = text('id') || userOf(text('authorization'));
  if (userId === '') throw new DeskError('desk/no-container', 'the container names no user');
  return {
    userId,
    mobileAgent:
      text('mobileAgentMode') === 'NAILED_CONNECTION'
        ? {mode: 'NAILED_CONNECTION', dialNumber: text('mobileAgentDialNumber')}
        : undefined,
    locale: text('locale'),
    hub,
    authorization,
    renewal,
    setHeight: (px) => gadgets.window?.adjustHeight(px),
    setTitle: (title) => gadgets.window?.setTitle(title),
    loaded: () => gadgets.loadingindicator?.dismiss(),
  };
}

/**
 * Makes room for a page that stands instead of the gadget, whatever of the container is there: without this the
 * desktop would go on showing its loading picture.
 */
export function showWithout(globals: ContainerGlobals, height: number): void {
  globals.gadgets?.loadingindicator?.dismiss();
  globals.gadgets?.window?.adjustHeight(height);
}

/** The user part of a Basic authorization. */
function userOf(authorization: string): string {
  try {
    return atob(authorization).split(':')[0] ?? '';
  } catch {
    return '';
  }
}

const topicOf = (path: string): string => path.replace(/^\//, '').replaceAll('/', '.');

/** A map: the words come from outside, and every object knows more words than its own. */
const statuses: ReadonlyMap<string, Connection> = new Map([
  ['connecting', 'connecting'],
  ['connected', 'live'],
  ['recovered', 'live'],
  ['failing', 'failing'],
  ['reconnecting', 'failing'],
  ['disconnecting', 'failing'],
  ['disconnected', 'down'],
  ['unauthorized', 'down'],
  ['conflict', 'down'],
]);

/** Events by way of the desktop's hub. The desktop owns the one connection to the notification service. */
export class HubNotifications implements Notifications {
  readonly connection = new Store<Connection>('connecting');
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #now: () => number;

  constructor(hub: Hub, log: Log, now: () => number) {
    this.#hub = hub;
    this.#log = log;
    this.#now = now;
  }

  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    const node = `/finesse/api/User/${userId}`;
    const topics = [node, `${node}/Dialogs`, '/finesse/api/SystemInfo'].map(topicOf);
    const ids = topics.map((topic) =>
      this.#hub.subscribe(topic, (_topic, data) => {
        // while the desktop fails over, what still arrives may contradict itself: it is dropped and read again later
        const system = topic.endsWith('SystemInfo');
        if (this.connection.state !== 'live' && !system) return;
        const text = payloadText(data);
        if (text === undefined) this.#log.warn('notification without a readable body');
        // also what has no body: it is refused and counted with the rest, and may have been news
        onPayload(text ?? '');
      }),
    );
    ids.push(this.#hub.subscribe('finesse.info.connection', (_topic, data) => this.#onConnection(data)));
    signal.addEventListener('abort', () => ids.forEach((id) => this.#hub.unsubscribe(id)));
    this.#hub.publish('finesse.info.requests', {type: 'ConnectionInfoReq', data: {}, invokeID: this.#now()});
  }

  #onConnection(data: unknown): void {
    const status = typeof data === 'object' && data !== null && 'status' in data ? String(data.status) : '';
    const next = statuses.get(status);
    if (next === undefined) return;
    this.#log.info('desktop connection', {status});
    // "recovered" after "connected" is news even though both mean live: what was missed must be read again
    if (status === 'recovered' && this.connection.state === 'live') this.connection.set('failing');
    this.connection.set(next);
  }
}

/** The `<Update>` text out of a hub message: `content` is the node path with the payload right behind it. */
function payloadText(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('content' in data) || typeof data.content !== 'string')
    return undefined;
  const start = data.content.indexOf('<');
  return start < 0 ? undefined : data.content.slice(start);
}
