import {childElement, childElements, childText, parseXml, textBelow} from './rest.js';
import type {FinesseRest} from './rest.js';

/** The signed-in agent, as the desktop's own controls show it. */
export interface OwnUser {
  readonly id: string;
  readonly name: string;
  readonly extension: string;
  /** As sent, for example `NOT_READY`. */
  readonly state: string;
  readonly pendingState: string;
  readonly reason: string;
  /** Milliseconds since 1970 on the server's clock; undefined when Finesse did not say. */
  readonly since: number | undefined;
  readonly roles: readonly string[];
  readonly teamId: string;
  readonly teamName: string;
  readonly mobileMode: string;
  readonly mobileNumber: string;
}

/** One call, as the desktop's own call control shows it. */
export interface OwnDialog {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly callType: string;
  readonly queue: string;
  /** State of this agent's own participant. */
  readonly state: string;
  readonly actions: readonly string[];
}

/** Reads a `User` element of an answer or of news; `roles` and mobile data may be missing in news. */
export function readUser(element: Element): OwnUser {
  const reason = childElement(element, 'reasonCode');
  const mobile = childElement(element, 'mobileAgent');
  const since = Date.parse(childText(element, 'stateChangeTime'));
  return {
    id: childText(element, 'loginId'),
    name: `${childText(element, 'firstName')} ${childText(element, 'lastName')}`.trim(),
    extension: childText(element, 'extension'),
    state: childText(element, 'state'),
    pendingState: childText(element, 'pendingState'),
    reason: childText(reason, 'label'),
    since: Number.isNaN(since) ? undefined : since,
    roles: childElements(childElement(element, 'roles'), 'role').map((role) => role.textContent.trim()),
    teamId: childText(element, 'teamId'),
    teamName: childText(element, 'teamName'),
    mobileMode: childText(mobile, 'mode'),
    mobileNumber: childText(mobile, 'dialNumber'),
  };
}

/** Reads a `Dialog` element; `extension` tells which participant is this agent. */
export function readDialog(element: Element, extension: string): OwnDialog {
  const media = childElement(element, 'mediaProperties');
  const parties = childElements(childElement(element, 'participants'), 'Participant');
  const own = parties.find((party) => childText(party, 'mediaAddress') === extension);
  const actions = own && childElement(own, 'actions');
  return {
    id: childText(element, 'id'),
    from: childText(element, 'fromAddress'),
    to: childText(element, 'toAddress'),
    callType: childText(media, 'callType'),
    queue: childText(media, 'queueName'),
    state: childText(own, 'state'),
    actions: childElements(actions, 'action').map((action) => action.textContent.trim()),
  };
}

/** The signed-in agent and the agent's dialogs, from REST and then from news. Listeners run after each change. */
export class OwnAgent {
  readonly id: string;
  readonly #rest: FinesseRest;
  readonly #listeners = new Set<() => void>();
  readonly #refused = new Set<(requestId: string, message: string) => void>();
  #user: OwnUser | undefined;
  #dialogs = new Map<string, OwnDialog>();

  constructor(id: string, rest: FinesseRest) {
    this.id = id;
    this.#rest = rest;
  }

  get user(): OwnUser | undefined {
    return this.#user;
  }

  get dialogs(): readonly OwnDialog[] {
    return [...this.#dialogs.values()];
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** `requestId` is empty when Finesse named none. */
  onRefusal(listener: (requestId: string, message: string) => void): void {
    this.#refused.add(listener);
  }

  async refreshUser(): Promise<OwnUser> {
    const user = readUser(await this.#rest.get(`User/${encodeURIComponent(this.id)}?nocache=${Date.now()}`));
    this.#setUser(user);
    return user;
  }

  async refreshDialogs(): Promise<void> {
    const root = await this.#rest.get(`User/${encodeURIComponent(this.id)}/Dialogs?nocache=${Date.now()}`);
    const extension = this.#user?.extension ?? '';
    const dialogs = childElements(root, 'Dialog').map((one) => readDialog(one, extension));
    this.#dialogs = new Map(dialogs.map((dialog) => [dialog.id, dialog]));
    this.#tell();
  }

  /** Takes one notification; what is not about this agent is left alone. */
  notification(node: string, text: string): void {
    const update = parseXml(text);
    const data = update && childElement(update, 'data');
    if (update === undefined || data === undefined) return;
    const errors = childElement(data, 'apiErrors');
    if (errors) return this.#refusal(childText(update, 'requestId'), errors);
    const own = `/finesse/api/User/${this.id}`;
    const user = childElement(data, 'user');
    if (node === own && user) this.#setUser(readUser(user));
    if (node === `${own}/Dialogs`) this.#dialogNews(childText(update, 'event').toUpperCase(), data);
  }

  #setUser(user: OwnUser): void {
    // News may leave out what does not change.
    const roles = user.roles.length > 0 ? user.roles : (this.#user?.roles ?? []);
    this.#user = {...user, roles};
    this.#tell();
  }

  #dialogNews(event: string, data: Element): void {
    const list = childElement(data, 'dialogs');
    const single = childElement(data, 'dialog');
    const elements = list ? childElements(list, 'Dialog') : single ? [single] : [];
    for (const element of elements) {
      const dialog = readDialog(element, this.#user?.extension ?? '');
      if (event === 'DELETE') this.#dialogs.delete(dialog.id);
      else this.#dialogs.set(dialog.id, dialog);
    }
    this.#tell();
  }

  #refusal(requestId: string, errors: Element): void {
    const words = ['errorType', 'errorMessage'].map((name) => textBelow(errors, name) ?? '');
    const message = words.filter((word) => word !== '').join(': ');
    for (const listener of this.#refused) listener(requestId, message);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
