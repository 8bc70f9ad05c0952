/**
 * `deskline/finesse`: Finesse's XML as typed values, and a client for its REST interface. For programs that are not
 * this gadget; runs in a browser and in Node, and imports nothing.
 */
export {DeskError} from '../base/errors.js';
export type {XmlElement} from '../base/xml.js';
export type {CallbackOrder, CallData, Classification, DialogApi} from './api/dialogs.js';
export {FinesseApi as FinesseClient} from './api/finesse-api.js';
export type {PhoneBookApi} from './api/phone-books.js';
export type {ApiOptions} from './api/requests.js';
export type {SsoApi, Token} from './api/sso.js';
export type {SystemApi} from './api/system.js';
export type {MessageOrder, TeamApi} from './api/teams.js';
export type {ReasonCategory, SignInOrder, StateOrder, UserApi} from './api/users.js';
export {FinesseError, type ApiError, type FinesseErrorCode} from './errors.js';
export type {
  CallAction,
  DialogState,
  FullDialog,
  FullParticipant,
  FullParticipantState,
  ScheduledCallback,
} from './objects/dialog.js';
export type {LayoutEntry, MediaPropertiesLayout} from './objects/layouts.js';
export type {Contact, PhoneBook} from './objects/phone-books.js';
export type {Queue, QueueCounts} from './objects/queues.js';
export type {FinesseObject, FullApiError} from './objects/read.js';
export type {FullReasonCode, FullWrapUpReason} from './objects/reasons.js';
export {layoutFor, shownData, type ShownData, type ShownRow} from './objects/shown-data.js';
export type {AuthMode, CtiLink, CtiServer, FullSystemInfo, Maintenance, NodeInfo} from './objects/system.js';
export type {Team, TeamMessage} from './objects/team.js';
export type {Device, TeamReference, User, UserSettings, WrapUpMode} from './objects/user.js';
export {parseAnswer, parseNotification, type Notification, type OneNotification} from './parse-any.js';
export type {Envelope, SystemInfo, TimeFrame} from './parse.js';
export type {
  Agent,
  AgentState,
  CallVariable,
  Dialog,
  DialogAction,
  MobileAgent,
  Participant,
  ParticipantState,
  ReasonCode,
  RequestableState,
  StateRequest,
  WrapUpReason,
} from './types.js';
