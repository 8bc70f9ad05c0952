/**
 * Finesse's XML as it comes over the wire, and fakes of the ways it comes: answers to requests, notifications, the
 * desktop's hub. Times stand at `nine` unless a test says otherwise.
 */
import {Store} from '../../../src/base/store.js';
import type {Hub} from '../../../src/finesse/container.js';
import type {Notifications} from '../../../src/finesse/notifications.js';
import type {Connection} from '../../../src/finesse/types.js';
import {nine} from './builders.js';

/** A stamp as Finesse writes it, `ms` after nine. */
export const stamp = (ms = 0): string => new Date(nine + ms).toISOString();

/** Named texts or ready elements, written in order; `undefined` leaves one out. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Writes one element; a value that begins with `<` counts as written already. */
export function element(name: string, fields: Fields | string): string {
  if (typeof fields === 'string') return `<${name}>${fields}</${name}>`;
  const inner = Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return (typeof value === 'string' ? [value] : value).map((text) => `<${key}>${text}</${key}>`);
  });
  return `<${name}>${inner.join('')}</${name}>`;
}

/** A user as REST gives it; as a notification with `root: 'user'`. */
export function userXml(fields: Fields = {}, root: 'User' | 'user' = 'User'): string {
  return element(root, {
    dialogs: '/finesse/api/User/1001001/Dialogs',
    extension: '41001',
    firstName: 'Alex',
    lastName: 'Reed',
    loginId: '1001001',
    loginName: 'agent1',
    pendingState: '',
    roles: element('role', 'Agent'),
    settings: element('wrapUpOnIncoming', 'REQUIRED'),
    state: 'READY',
    stateChangeTime: stamp(-60_000),
    teamId: '5007',
    teamName: 'Billing',
    uri: '/finesse/api/User/1001001',
    ...fields,
  });
}

/** A reason as a User carries it. */
export const reasonXml = (fields: Fields = {}, root = 'reasonCode'): string =>
  element(root, {
    category: 'NOT_READY',
    code: '202',
    id: '30',
    label: 'Lunch',
    systemCode: 'false',
    uri: '/finesse/api/ReasonCode/30',
    ...fields,
  });

/** The agent in a dialog, active since nine. */
export function participantXml(fields: Fields = {}, actions: readonly string[] = ['HOLD', 'DROP']): string {
  return element('Participant', {
    actions: actions.map((action) => element('action', action)).join(''),
    mediaAddress: '41001',
    mediaAddressType: 'AGENT_DEVICE',
    startTime: stamp(),
    state: 'ACTIVE',
    stateCause: '',
    stateChangeTime: stamp(),
    ...fields,
  });
}

export interface DialogParts extends Fields {
  readonly id?: string;
}

/** A queue call at the agent, with the caller as second participant. */
export function dialogXml(fields: DialogParts = {}, root: 'Dialog' | 'dialog' = 'Dialog'): string {
  const id = fields.id ?? '16804377';
  return element(root, {
    fromAddress: '+15550104477',
    id,
    mediaProperties: mediaPropertiesXml(),
    participants: participantXml() + participantXml({mediaAddress: '+15550104477'}, []),
    state: 'ACTIVE',
    toAddress: '7001',
    uri: `/finesse/api/Dialog/${id}`,
    ...fields,
  });
}

/** Call data inside a dialog. */
export function mediaPropertiesXml(
  fields: Readonly<Record<string, string>> = {},
  variables: readonly (readonly [string, string])[] = [],
): string {
  const listed = variables.map(([name, value]) => element('CallVariable', {name, value}));
  const all = {callType: 'PREROUTE_ACD_IN', dialedNumber: '7001', queueName: 'Billing', ...fields};
  return Object.entries({...all, callvariables: listed.join('')})
    .map(([name, value]) => element(name, value))
    .join('');
}

export const dialogsXml = (...dialogs: readonly string[]): string => element('Dialogs', dialogs.join(''));

export const systemInfoXml = (fields: Fields = {}, root = 'SystemInfo'): string =>
  element(root, {currentTimestamp: stamp(), deploymentType: 'UCCE', status: 'IN_SERVICE', ...fields});

/** The body of a refused request; `small` is how notifications write it. */
export const errorsXml = (type: string, small = false): string =>
  small
    ? `<apiErrors><apiError><errorData>22</errorData><errorMessage>m</errorMessage><errorType>${type}</errorType></apiError></apiErrors>`
    : `<ApiErrors><ApiError><ErrorType>${type}</ErrorType><ErrorMessage>m</ErrorMessage></ApiError></ApiErrors>`;

/** The envelope of a notification. */
export const updateXml = (event: string, source: string, data: string, requestId = ''): string =>
  `<Update><data>${data}</data><event>${event}</event><requestId>${requestId}</requestId><source>${source}</source></Update>`;

const own = '/finesse/api/User/1001001';

/** A notification that the agent changed. */
export const userNews = (fields: Fields = {}, requestId = ''): string =>
  updateXml('PUT', own, userXml({stateChangeTime: stamp(), ...fields}, 'user'), requestId);

/** A notification that a dialog came, changed or went. */
export function dialogNews(
  event: 'POST' | 'PUT' | 'DELETE',
  fields: DialogParts = {},
  requestId = '',
): string {
  if (event !== 'PUT') {
    return updateXml(event, `${own}/Dialogs`, element('dialogs', dialogXml(fields)), requestId);
  }
  const source = `/finesse/api/Dialog/${fields.id ?? '16804377'}`;
  return updateXml(event, source, dialogXml(fields, 'dialog'), requestId);
}

/** A notification that a request was refused. */
export const refusalNews = (requestId: string, type = 'Generic Error', source = own): string =>
  updateXml('put', source, errorsXml(type, true), requestId);

/** What was sent to Finesse. */
export interface Sent {
  readonly method: string;
  /** Behind `/finesse/api/`. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

const xml = (text: string, status = 200) =>
  new Response(text, {status, headers: {'content-type': 'application/xml'}});

/** Answers requests as Finesse does; a test sets what it knows, and may answer single requests itself. */
export class FakeRest {
  readonly sent: Sent[] = [];
  user = userXml();
  dialogs = dialogsXml();
  system = systemInfoXml();
  reasons = element('ReasonCodes', reasonXml({}, 'ReasonCode'));
  wrapUpReasons = element(
    'WrapUpReasons',
    element('WrapUpReason', {uri: '/x/WrapUpReason/71', label: 'Sold'}),
  );
  /** Asked first; `undefined` leaves the request to the usual answers. */
  answer: (sent: Sent) => Response | Promise<Response> | undefined = () => undefined;

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(new URL(String(input), location.href), init);
    const path = request.url.replace(/^.*\/finesse\/api\//, '');
    const sent = {method: request.method, path, headers: request.headers, body: await request.text()};
    this.sent.push(sent);
    return this.answer(sent) ?? this.#usual(sent);
  };

  /** `PUT User/1001001` and the like, in order. */
  get lines(): string[] {
    return this.sent.map(({method, path}) => `${method} ${path}`);
  }

  /** Everything but reads. */
  get changes(): Sent[] {
    return this.sent.filter(({method}) => method !== 'GET');
  }

  #usual({method, path}: Sent): Response {
    if (method !== 'GET') return new Response(null, {status: 202});
    if (path === 'SystemInfo') return xml(this.system);
    if (path.endsWith('/Dialogs')) return xml(this.dialogs);
    if (path.includes('/ReasonCodes')) return xml(this.reasons);
    if (path.endsWith('/WrapUpReasons')) return xml(this.wrapUpReasons);
    return path.startsWith('User/') ? xml(this.user) : xml(errorsXml('Not Found'), 404);
  }
}

/** An answer with a status and an error type. */
export const refused = (status: number, type = 'Generic Error'): Response => xml(errorsXml(type), status);

/** An answer that a test gives when it wants to. */
export class Held<T> {
  readonly promise: Promise<T>;
  give: (value: T) => void = () => {};
  fail: (error: unknown) => void = () => {};

  constructor() {
    this.promise = new Promise<T>((give, fail) => {
      this.give = give;
      this.fail = fail;
    });
  }
}

/** Notifications that a test sends. */
export class FakeNotifications implements Notifications {
  readonly connection = new Store<Connection>('connecting');
  #onPayload: (text: string) => void = () => {};
  /** The user whose events were asked for; empty before. */
  userId = '';

  start(userId: string, onPayload: (text: string) => void, signal: AbortSignal): void {
    this.userId = userId;
    this.#onPayload = onPayload;
    signal.addEventListener('abort', () => {
      this.#onPayload = () => {};
    });
  }

  send(...texts: readonly string[]): void {
    for (const text of texts) this.#onPayload(text);
  }
}

/** The desktop's hub, with nobody behind it. */
export class FakeHub implements Hub {
  readonly #subscriptions = new Map<
    string,
    {topic: string; onData: (topic: string, data: unknown) => void}
  >();
  readonly published: (readonly [topic: string, data: unknown])[] = [];
  #next = 1;

  get topics(): string[] {
    return [...this.#subscriptions.values()].map(({topic}) => topic);
  }

  subscribe(topic: string, onData: (topic: string, data: unknown) => void): string {
    const id = `s${this.#next++}`;
    this.#subscriptions.set(id, {topic, onData});
    return id;
  }

  unsubscribe(id: string): void {
    this.#subscriptions.delete(id);
  }

  publish(topic: string, data: unknown): void {
    this.published.push([topic, data]);
  }

  /** As if the desktop had published it. */
  deliver(topic: string, data: unknown): void {
    for (const subscription of [...this.#subscriptions.values()]) {
      if (subscription.topic === topic) subscription.onData(topic, data);
    }
  }
}

const channel = new MessageChannel();

/** One turn of the event loop; a timer would be slowed down after the fifth. */
const turn = () =>
  new Promise<void>((done) => {
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(0);
  });

/** Lets everything that waits for nothing but its turn run. */
export async function turns(): Promise<void> {
  for (let count = 0; count < 12; count++) await turn();
}

/** Waits until a condition holds; fails with `what` when it does not come to. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 3_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not seen: ${what}`);
    await new Promise((done) => setTimeout(done, 2));
  }
}
