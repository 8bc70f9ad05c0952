/** Any object of Finesse by the name of its element: what is asked for and what is told are the same objects. */
import {childrenOf, copy, textOf, type XmlElement} from '../../base/xml.js';
import type {ApiError} from '../errors.js';
import {errorsOf, type TimeFrame} from '../parse.js';
import {readDialog, readDialogs, type FullDialog} from './dialog.js';
import {readLayout, readLayouts, type MediaPropertiesLayout} from './layouts.js';
import {
  readContact,
  readContacts,
  readPhoneBook,
  readPhoneBooks,
  type Contact,
  type PhoneBook,
} from './phone-books.js';
import {readQueue, readQueues, type Queue} from './queues.js';
import {
  readReasonCode,
  readReasonCodes,
  readWrapUpReason,
  readWrapUpReasons,
  type FullReasonCode,
  type FullWrapUpReason,
} from './reasons.js';
import {readAuthMode, readSystemInfo, type AuthMode, type FullSystemInfo} from './system.js';
import {readTeam, readTeamMessage, readTeamMessages, type Team, type TeamMessage} from './team.js';
import {readDevices, readUser, readUsers, type Device, type User} from './user.js';

/** One entry of an error body, with what else stood in it: releases differ, and a log should have it. */
export interface FullApiError extends ApiError {
  readonly others: readonly {readonly name: string; readonly text: string}[];
}

/** What a body can be, told apart by `kind`. */
export type FinesseObject =
  | {readonly kind: 'user'; readonly user: User}
  | {readonly kind: 'users'; readonly users: readonly User[]}
  | {readonly kind: 'dialog'; readonly dialog: FullDialog}
  | {readonly kind: 'dialogs'; readonly dialogs: readonly FullDialog[]}
  | {readonly kind: 'team'; readonly team: Team}
  | {readonly kind: 'teams'; readonly teams: readonly Team[]}
  | {readonly kind: 'teamMessage'; readonly message: TeamMessage}
  | {readonly kind: 'teamMessages'; readonly messages: readonly TeamMessage[]}
  | {readonly kind: 'queue'; readonly queue: Queue}
  | {readonly kind: 'queues'; readonly queues: readonly Queue[]}
  | {readonly kind: 'reasonCode'; readonly reason: FullReasonCode}
  | {readonly kind: 'reasonCodes'; readonly reasons: readonly FullReasonCode[]}
  | {readonly kind: 'wrapUpReason'; readonly reason: FullWrapUpReason}
  | {readonly kind: 'wrapUpReasons'; readonly reasons: readonly FullWrapUpReason[]}
  | {readonly kind: 'phoneBook'; readonly book: PhoneBook}
  | {readonly kind: 'phoneBooks'; readonly books: readonly PhoneBook[]}
  | {readonly kind: 'contact'; readonly contact: Contact}
  | {readonly kind: 'contacts'; readonly contacts: readonly Contact[]}
  | {readonly kind: 'layout'; readonly layout: MediaPropertiesLayout}
  | {readonly kind: 'layouts'; readonly layouts: readonly MediaPropertiesLayout[]}
  | {readonly kind: 'devices'; readonly devices: readonly Device[]}
  | {readonly kind: 'system'; readonly system: FullSystemInfo}
  | {readonly kind: 'authMode'; readonly mode: AuthMode}
  | {readonly kind: 'clientLog'; readonly logData: string}
  | {readonly kind: 'errors'; readonly errors: readonly FullApiError[]}
  /** Known by name, left as it came: workflows, non-voice media, layouts and settings of the desktop. */
  | {readonly kind: 'opaque'; readonly name: string; readonly element: XmlElement};

type Reader = (element: XmlElement, frame: TimeFrame) => FinesseObject;

/** The names as REST writes them; a Map, because what is looked up comes from outside. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['User', (element, frame) => ({kind: 'user', user: readUser(element, frame)})],
  ['Users', (element, frame) => ({kind: 'users', users: readUsers(element, frame)})],
  ['Dialog', (element, frame) => ({kind: 'dialog', dialog: readDialog(element, frame)})],
  ['Dialogs', (element, frame) => ({kind: 'dialogs', dialogs: readDialogs(element, frame)})],
  ['Team', (element, frame) => ({kind: 'team', team: readTeam(element, frame)})],
  [
    'Teams',
    (element, frame) => ({
      kind: 'teams',
      teams: childrenOf(element, 'Team').map((team) => readTeam(team, frame)),
    }),
  ],
  ['TeamMessage', (element) => ({kind: 'teamMessage', message: readTeamMessage(element)})],
  ['TeamMessages', (element) => ({kind: 'teamMessages', messages: readTeamMessages(element)})],
  ['Queue', (element) => ({kind: 'queue', queue: readQueue(element)})],
  ['Queues', (element) => ({kind: 'queues', queues: readQueues(element)})],
  ['ReasonCode', (element) => ({kind: 'reasonCode', reason: readReasonCode(element)})],
  ['ReasonCodes', (element) => ({kind: 'reasonCodes', reasons: readReasonCodes(element)})],
  ['WrapUpReason', (element) => ({kind: 'wrapUpReason', reason: readWrapUpReason(element)})],
  ['WrapUpReasons', (element) => ({kind: 'wrapUpReasons', reasons: readWrapUpReasons(element)})],
  ['PhoneBook', (element) => ({kind: 'phoneBook', book: readPhoneBook(element)})],
  ['PhoneBooks', (element) => ({kind: 'phoneBooks', books: readPhoneBooks(element)})],
  ['Contact', (element) => ({kind: 'contact', contact: readContact(element)})],
  ['Contacts', (element) => ({kind: 'contacts', contacts: readContacts(element)})],
  ['MediaPropertiesLayout', (element) => ({kind: 'layout', layout: readLayout(element)})],
  ['MediaPropertiesLayouts', (element) => ({kind: 'layouts', layouts: readLayouts(element)})],
  ['Devices', (element) => ({kind: 'devices', devices: readDevices(element)})],
  ['SystemInfo', (element) => ({kind: 'system', system: readSystemInfo(element)})],
  ['UserAuthMode', (element) => ({kind: 'authMode', mode: readAuthMode(element)})],
  ['ClientLog', (element) => ({kind: 'clientLog', logData: textOf(element, 'logData')})],
  ['ApiErrors', (element) => ({kind: 'errors', errors: readErrors(element)})],
]);

const opaque: ReadonlySet<string> = new Set([
  'Workflow',
  'Workflows',
  'WorkflowAction',
  'WorkflowActions',
  'Media',
  'MediaDomain',
  'MediaDomains',
  'MediaList',
  'ChatConfig',
  'LayoutConfig',
  'SystemConfig',
  'ClusterConfig',
  'TeamResource',
]);

/**
 * One object; undefined when the name is of none we know.
 * @throws DeskError `xml/refused` or `finesse/bad-answer` when it is broken or ambiguous
 */
export function readObject(element: XmlElement, frame: TimeFrame): FinesseObject | undefined {
  const name = element.name.charAt(0).toUpperCase() + element.name.slice(1);
  const reader = readers.get(name);
  if (reader) return reader(element, frame);
  return opaque.has(name) ? {kind: 'opaque', name, element} : undefined;
}

const errorFields: ReadonlySet<string> = new Set(['errortype', 'errormessage', 'errordata']);

function readErrors(element: XmlElement): readonly FullApiError[] {
  const entries = childrenOf(element, 'ApiError');
  return errorsOf(element).map((error, index) => ({
    ...error,
    others: (entries[index]?.children ?? [])
      .filter(({name}) => !errorFields.has(name.toLowerCase()))
      .map(({name, text}) => ({name: copy(name), text: copy(text.trim())})),
  }));
}
