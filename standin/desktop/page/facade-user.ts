import {RestBase, type RestOptions} from './facade-rest-base.js';
import {collectionOf, Dialogs, names, plainOf} from './facade-rest-objects.js';
import {inside, listOf, textAt, type RestAnswer, type RestHandlers} from './facade-rest-wire.js';
import type {XmlFields} from './rest.js';
import type {XmlValue} from './xml-object.js';

const states = [
  'LOGIN', 'LOGOUT', 'NOT_READY', 'READY', 'RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW', 'TALKING',
  'HOLD', 'WORK', 'WORK_READY',
] as const; // prettier-ignore

const wrapUpModes = ['REQUIRED', 'REQUIRED_WITH_WRAP_UP_DATA', 'OPTIONAL', 'NOT_ALLOWED'] as const;

export const Queue = plainOf('Queue', {getName: 'name', getStatistics: 'statistics'});
export const Queues = collectionOf('Queues', 'Queue', (around, options) => new Queue(around, options));
export const WrapUpReason = plainOf('WrapUpReason', {getLabel: 'label'});
export const WrapUpReasons = collectionOf(
  'WrapUpReasons',
  'WrapUpReason',
  (around, options) => new WrapUpReason(around, options),
);
export const SystemInfo = plainOf('SystemInfo', {
  getCurrentTimestamp: 'currentTimestamp',
  getDeploymentType: 'deploymentType',
  getStatus: 'status',
  getSystemAuthMode: 'systemAuthMode',
  getPeripheralId: 'peripheralId',
});
export const Contact = plainOf('Contact', {
  getFirstName: 'firstName',
  getLastName: 'lastName',
  getPhoneNumber: 'phoneNumber',
  getDescription: 'description',
});
const ContactList = collectionOf('Contacts', 'Contact', (around, options) => new Contact(around, options));

/** A phone book; the user's own list brings the contacts with it. */
export class PhoneBook extends RestBase {
  override getRestType(): string {
    return 'PhoneBook';
  }

  getName(): string {
    return textAt(this.getData(), 'name');
  }

  getType(): string {
    return textAt(this.getData(), 'type');
  }

  getContacts(): InstanceType<typeof ContactList> {
    const list = new ContactList(this.around, {});
    const contacts = inside(this.getData(), 'Contacts') ?? inside(this.getData(), 'contacts');
    list.fill(contacts ?? null);
    return list;
  }
}

export const PhoneBooks = collectionOf(
  'PhoneBooks',
  'PhoneBook',
  (around, options) => new PhoneBook(around, options),
);

/** What is asked of a list below a user or a team: the object, begun. */
const begun = <Item extends RestBase>(item: Item, node?: string): Item => {
  item.begin(node);
  return item;
};

/** `finesse.restservices.User`: an agent or supervisor. */
export class User extends RestBase {
  static readonly States = names(states);
  static readonly MediaStates = names(['BUSY', 'IDLE'] as const);
  static readonly WrapUpOnIncoming = names(wrapUpModes);

  override getRestType(): string {
    return 'User';
  }

  override getRestUrl(): string {
    return `/finesse/api/User/${this.getId()}`;
  }

  getFirstName = (): string => this.#text('firstName');
  getLastName = (): string => this.#text('lastName');
  getFullName = (): string => `${this.getFirstName()} ${this.getLastName()}`;
  getExtension = (): string => this.#text('extension');
  getState = (): string => this.#text('state');
  getPendingState = (): string => this.#text('pendingState');
  getStateChangeTime = (): string => this.#text('stateChangeTime');
  getTeamId = (): string => this.#text('teamId');
  getTeamName = (): string => this.#text('teamName');
  getMediaState = (): string => this.#text('mediaState');
  getMobileAgentMode = (): string => textAt(this.getData(), 'mobileAgent', 'mode');
  getMobileAgentDialNumber = (): string => textAt(this.getData(), 'mobileAgent', 'dialNumber');
  isMobileAgent = (): boolean => this.getMobileAgentMode() !== '';
  getWrapUpOnIncoming = (): string => textAt(this.getData(), 'settings', 'wrapUpOnIncoming');
  getWrapUpOnOutgoing = (): string => textAt(this.getData(), 'settings', 'wrapUpOnOutgoing');
  isWrapUpRequired = (): boolean => this.getWrapUpOnIncoming().startsWith('REQUIRED');
  isDeviceSelectionEnabled = (): boolean =>
    textAt(this.getData(), 'settings', 'deviceSelection') === 'enabled';
  getActiveDeviceId = (): string => this.#text('activeDeviceId');
  isSignedIn = (): boolean => !['', 'LOGOUT'].includes(this.getState());
  isReady = (): boolean => this.getState() === 'READY';
  isNotReady = (): boolean => this.getState() === 'NOT_READY';
  isTalking = (): boolean => this.getState() === 'TALKING';
  /** The reason of Not Ready or sign-out, as it came; null when there is none. */
  getReasonCode = (): XmlValue =>
    inside(this.getData(), 'reasonCode') ?? inside(this.getData(), 'ReasonCode') ?? null;
  getReasonCodeId = (): string => this.#text('reasonCodeId');
  getNotReadyReasonCode = (): XmlValue => this.getReasonCode();
  getNotReadyReasonCodeId = (): string => this.getReasonCodeId();
  getRoles = (): readonly XmlValue[] => listOf(inside(inside(this.getData(), 'roles'), 'role'));
  hasAgentRole = (): boolean => this.#has('Agent');
  hasSupervisorRole = (): boolean => this.#has('Supervisor');
  getSupervisedTeams = (): readonly XmlValue[] => listOf(inside(inside(this.getData(), 'teams'), 'Team'));

  getDialogs(options: RestOptions = {}): Dialogs {
    return begun(new Dialogs(this.around, {...options, parentObj: this}));
  }

  getQueues(options: RestOptions = {}): InstanceType<typeof Queues> {
    return begun(new Queues(this.around, {...options, parentObj: this}), `${this.getRestUrl()}/Queues`);
  }

  getPhoneBooks(options: RestOptions = {}): InstanceType<typeof PhoneBooks> {
    return begun(new PhoneBooks(this.around, {...options, parentObj: this}));
  }

  getWrapUpReasons(options: RestOptions = {}): InstanceType<typeof WrapUpReasons> {
    return begun(new WrapUpReasons(this.around, {...options, parentObj: this}));
  }

  /** The handlers get the reasons as a list. */
  getNotReadyReasonCodes(handlers: ListHandlers): void {
    this.#reasons('NOT_READY', handlers);
  }

  getSignoutReasonCodes(handlers: ListHandlers): void {
    this.#reasons('LOGOUT', handlers);
  }

  login(params: {extension?: string; mobileAgent?: XmlFields}, handlers?: RestHandlers): this {
    return this.put(
      'User',
      {state: 'LOGIN', extension: params.extension, mobileAgent: params.mobileAgent},
      handlers,
    );
  }

  logout(reasonCodeId?: string | null, handlers?: RestHandlers): this {
    const reason = reasonCodeId === null || reasonCodeId === undefined ? undefined : String(reasonCodeId);
    return this.put('User', {state: 'LOGOUT', logoutAllMedia: 'true', reasonCodeId: reason}, handlers);
  }

  /** @param reason a reason as the lists bring it; its `id` is sent */
  setState(state: string, reason?: {readonly id?: unknown} | null, handlers?: RestHandlers): this {
    const id = reason?.id;
    const reasonCodeId = typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
    return this.put('User', {state, reasonCodeId}, handlers);
  }

  makeCall(number: string, handlers?: RestHandlers): this {
    return this.#call('MAKE_CALL', number, {}, handlers);
  }

  /** Silent monitor of an agent's extension. */
  makeSMCall(number: string, handlers?: RestHandlers): this {
    return this.#call('SILENT_MONITOR', number, {}, handlers);
  }

  /** Barge in on the call that is being monitored. */
  makeBargeCall(number: string, associatedDialogUri: string, handlers?: RestHandlers): this {
    return this.#call('BARGE_CALL', number, {associatedDialogUri}, handlers);
  }

  #call(requestedAction: string, toAddress: string, more: XmlFields, handlers: RestHandlers = {}): this {
    const fields = {requestedAction, fromAddress: this.getExtension(), toAddress, ...more};
    this.around.wire.change('POST', `${this.getRestUrl()}/Dialogs`, handlers, 'Dialog', fields);
    return this;
  }

  #reasons(category: string, handlers: ListHandlers): void {
    this.around.wire.get(`${this.getRestUrl()}/ReasonCodes?category=${category}`, {
      success: ({object}) =>
        handlers.success?.(
          listOf(inside(object['ReasonCodes'], 'ReasonCode')).map((reason) => ({
            ...(reason as object),
            id: textAt(reason, 'id') || textAt(reason, 'uri').replace(/^.*\//, ''),
          })),
        ),
      ...(handlers.error ? {error: handlers.error} : {}),
    });
  }

  #text(name: string): string {
    return textAt(this.getData(), name);
  }

  #has(role: string): boolean {
    return this.getRoles().some((one) => typeof one === 'string' && one.toLowerCase() === role.toLowerCase());
  }
}

interface ListHandlers {
  readonly success?: (list: readonly object[]) => void;
  readonly error?: (answer: RestAnswer) => void;
}

export const Users = collectionOf('Users', 'User', (around, options) => new User(around, options));

/** `finesse.restservices.Team`: a supervisor's team. */
export class Team extends RestBase {
  override getRestType(): string {
    return 'Team';
  }

  getName(): string {
    return textAt(this.getData(), 'name');
  }

  /** The members; changes of their states come by the team's own node. */
  getUsers(options: RestOptions = {}): InstanceType<typeof TeamUsers> {
    return begun(new TeamUsers(this.around, {...options, parentObj: this}), `${this.getRestUrl()}/Users`);
  }
}

/** The team itself is what is read for its members: there is no address for them alone. */
export class TeamUsers extends Users {
  protected override readAll(): void {
    const url = `${this.options.parentObj?.getRestUrl() ?? ''}?includeLoggedOutAgents=true`;
    this.around.wire.get(url, {
      success: ({object}) => this.answered(inside(object['Team'], 'users') ?? null),
      error: (answer) => this.tell('error', answer),
    });
  }
}
