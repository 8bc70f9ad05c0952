import type {XmlParts} from '../../base/xml-writer.js';
import type {FullDialog} from '../objects/dialog.js';
import type {MediaPropertiesLayout} from '../objects/layouts.js';
import type {Queue} from '../objects/queues.js';
import type {FullReasonCode, FullWrapUpReason} from '../objects/reasons.js';
import type {User} from '../objects/user.js';
import type {XmlElement} from '../../base/xml.js';
import type {MobileAgent, RequestableState} from '../types.js';
import {part, type Requests} from './requests.js';

/** Which reason codes are asked for. */
export type ReasonCategory = 'NOT_READY' | 'LOGOUT' | 'ALL';

/** What a user signs in with. */
export interface SignInOrder {
  readonly extension: string;
  /** CCE: the phone that is called, and how. */
  readonly mobileAgent?: MobileAgent | undefined;
  /** CCE from 12.6, where several phones share the line: the one to use. */
  readonly activeDeviceId?: string | undefined;
}

/** A change of state. */
export interface StateOrder {
  /** Database id of a reason code, for Not Ready and signing out. */
  readonly reasonCodeId?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Users: signing in and out, states, and what is set up for them (developer guide, User). Changes resolve with their
 * request id when Finesse has heard (202); the outcome is a notification of the user, or `errors` with that id.
 */
export class UserApi {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** One user. @param id login id; on CCE also the login name, for users signed in by SSO */
  async get(id: string): Promise<User> {
    return (await this.#requests.read(`User/${part(id)}`, 'user')).user;
  }

  /** All users: administrators only. */
  async all(): Promise<readonly User[]> {
    return (await this.#requests.read('Users', 'users')).users;
  }

  /** A user's voice calls; a supervisor may ask for those of their teams. */
  async dialogs(id: string): Promise<readonly FullDialog[]> {
    return (await this.#requests.read(`User/${part(id)}/Dialogs`, 'dialogs')).dialogs;
  }

  /** CCE: the queues a user belongs to. */
  async queues(id: string): Promise<readonly Queue[]> {
    return (await this.#requests.read(`User/${part(id)}/Queues`, 'queues')).queues;
  }

  async reasonCodes(id: string, category: ReasonCategory): Promise<readonly FullReasonCode[]> {
    return (await this.#requests.read(`User/${part(id)}/ReasonCodes?category=${category}`, 'reasonCodes'))
      .reasons;
  }

  async reasonCode(id: string, reasonId: string): Promise<FullReasonCode> {
    return (await this.#requests.read(`User/${part(id)}/ReasonCode/${part(reasonId)}`, 'reasonCode')).reason;
  }

  async wrapUpReasons(id: string): Promise<readonly FullWrapUpReason[]> {
    return (await this.#requests.read(`User/${part(id)}/WrapUpReasons`, 'wrapUpReasons')).reasons;
  }

  async wrapUpReason(id: string, reasonId: string): Promise<FullWrapUpReason> {
    return (await this.#requests.read(`User/${part(id)}/WrapUpReason/${part(reasonId)}`, 'wrapUpReason'))
      .reason;
  }

  /** Which call variables are shown where. */
  async layouts(id: string): Promise<readonly MediaPropertiesLayout[]> {
    return (await this.#requests.read(`User/${part(id)}/MediaPropertiesLayouts`, 'layouts')).layouts;
  }

  /** The one layout of releases that have no others. */
  async layout(id: string): Promise<MediaPropertiesLayout> {
    return (await this.#requests.read(`User/${part(id)}/MediaPropertiesLayout`, 'layout')).layout;
  }

  /** As they came: workflows are not read further. */
  async workflows(id: string): Promise<XmlElement> {
    return (await this.#requests.read(`User/${part(id)}/Workflows`, 'opaque')).element;
  }

  /**
   * Asks to be signed in. Be subscribed to the user's node first, so that the first event is not lost. One who is signed
   * in already keeps their state. A device that is unknown, busy or not allowed is refused by a notification.
   */
  async signIn(id: string, order: SignInOrder, requestId?: string): Promise<string> {
    const {extension, mobileAgent, activeDeviceId} = order;
    const mobile = mobileAgent && {mode: mobileAgent.mode, dialNumber: mobileAgent.dialNumber};
    return this.#put(id, {state: 'LOGIN', extension, activeDeviceId, mobileAgent: mobile}, requestId);
  }

  /** Signs out, of all media. CCE: from Not Ready only. */
  async signOut(id: string, order: StateOrder = {}): Promise<string> {
    return this.setState(id, 'LOGOUT', order);
  }

  /**
   * Asks for a state. A supervisor may do so for users of their teams, and then without a reason code: the server
   * supplies it. During a call the state comes after it, where the deployment allows that.
   */
  async setState(id: string, state: RequestableState, order: StateOrder = {}): Promise<string> {
    const logoutAllMedia = state === 'LOGOUT' ? 'true' : undefined;
    return this.#put(id, {state, reasonCodeId: order.reasonCodeId, logoutAllMedia}, order.requestId);
  }

  /** Uploads what a client wrote down, for those who look for a fault on the server. */
  async sendLog(id: string, logData: string): Promise<string> {
    const path = `User/${part(id)}/ClientLog`;
    return this.#requests.change({method: 'POST', path, object: path, root: 'ClientLog', parts: {logData}});
  }

  async #put(id: string, parts: XmlParts, requestId: string | undefined): Promise<string> {
    const path = `User/${part(id)}`;
    return this.#requests.change({method: 'PUT', path, object: path, root: 'User', parts, requestId});
  }
}
