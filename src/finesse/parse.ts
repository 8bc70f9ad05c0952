/**
 * Finesse's XML as our types: the only place that knows element names. Reads expected paths, ignores the rest, refuses
 * what is ambiguous. Both letter cases are taken, and empty elements mean the same as missing ones.
 */
import {childOf, childrenOf, readXml, sameName, singleTextOf, textOf, type XmlElement} from '../base/xml.js';
import {DeskError} from '../base/errors.js';
import type {ApiError} from './errors.js';
import {
  agentStates,
  dialogActions,
  participantStates,
  type Agent,
  type AgentState,
  type Dialog,
  type Participant,
  type ReasonCode,
  type WrapUpReason,
} from './types.js';
import {unconfirmed} from './wire.js';

/** Turns a server stamp into this computer's time. */
export interface TimeFrame {
  /** Ms since 1970 here. */
  readonly now: number;
  /** Server clock minus ours; ms. */
  readonly offset: number;
}

export interface SystemInfo {
  readonly inService: boolean;
  readonly deployment: 'CCE' | 'CCX';
  /** Domain of the notification service; empty when it is not told. */
  readonly xmppDomain: string;
  /** The server's clock; ms since 1970; undefined when unreadable. */
  readonly timestamp: number | undefined;
}

export type Payload =
  | {readonly kind: 'user'; readonly agent: Agent}
  | {readonly kind: 'dialog'; readonly dialog: Dialog}
  | {readonly kind: 'dialogs'; readonly dialogs: readonly Dialog[]}
  | {readonly kind: 'errors'; readonly errors: readonly ApiError[]}
  | {readonly kind: 'system'; readonly system: SystemInfo}
  | {readonly kind: 'other'};

/** What a notification says about itself (developer guide, "Notification Parameters"). */
export interface Envelope {
  /** Added, changed, removed; `OTHER` for any word we do not know. Letters of either case. */
  readonly event: 'POST' | 'PUT' | 'DELETE' | 'OTHER';
  /** Path of the object the news is about. */
  readonly source: string;
  /** The id of the request that caused it; empty when none did, or when Finesse does not say. */
  readonly requestId: string;
}

export interface Update extends Envelope {
  readonly payload: Payload;
}

/** The beginning of a web page, whatever it says it is. */
export const htmlPage = /^\s*(?:<!doctype\s+html|<html)\b/i;

/** What is not what was due. */
export const bad = (why: string) => new DeskError('finesse/bad-answer', why);

/** A known word, exactly, or the stand-in for all others. The list's own: the one that came may hold its document. */
export function known<const T extends readonly string[]>(words: T, word: string): T[number] | 'UNKNOWN' {
  return words[words.indexOf(word)] ?? 'UNKNOWN';
}

/** Ms here; undefined when unreadable, in the future, or older than a day. */
export function readTime(text: string, frame: TimeFrame): number | undefined {
  // without a zone a stamp would be read as this computer's local time
  const server = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isFinite(server)) return undefined;
  const here = server - frame.offset;
  if (here > frame.now + unconfirmed.futureTolerance || here < frame.now - unconfirmed.oldestStamp)
    return undefined;
  return Math.min(here, frame.now);
}

function rootOf(text: string, name: string): XmlElement {
  const root = readXml(text);
  if (sameName(root.name, 'ApiErrors')) throw bad('an error body where an object was due');
  if (!sameName(root.name, name)) throw bad(`root is not ${name}`);
  return root;
}

export const parseUser = (text: string, frame: TimeFrame): Agent => userOf(rootOf(text, 'User'), frame);

export const parseDialog = (text: string, frame: TimeFrame): Dialog =>
  dialogOf(rootOf(text, 'Dialog'), frame);

export const parseDialogs = (text: string, frame: TimeFrame): Dialog[] =>
  childrenOf(rootOf(text, 'Dialogs'), 'Dialog').map((dialog) => dialogOf(dialog, frame));

export const parseReasonCodes = (text: string): ReasonCode[] =>
  childrenOf(rootOf(text, 'ReasonCodes'), 'ReasonCode').flatMap((reason) => reasonOf(reason) ?? []);

export const parseWrapUpReasons = (text: string): WrapUpReason[] =>
  childrenOf(rootOf(text, 'WrapUpReasons'), 'WrapUpReason').flatMap((reason) => {
    const label = textOf(reason, 'label');
    return label === '' ? [] : [{id: lastPart(textOf(reason, 'uri')), label}];
  });

export const parseSystemInfo = (text: string): SystemInfo => systemOf(rootOf(text, 'SystemInfo'));

/** The errors of a refused request; empty when the body is something else. */
export function parseErrors(text: string): ApiError[] {
  try {
    const root = readXml(text);
    return sameName(root.name, 'ApiErrors') ? errorsOf(root) : [];
  } catch {
    return [];
  }
}

/**
 * One notification's `<Update>`.
 * @throws DeskError `xml/refused` or `finesse/bad-answer`
 */
export function parseUpdate(text: string, frame: TimeFrame): Update {
  const root = rootOf(text, 'Update');
  return {...envelopeOf(root), payload: payloadOf(childOf(root, 'data'), frame)};
}

/** What an `<Update>` says about itself. @throws DeskError `xml/refused` when it says so twice */
export function envelopeOf(update: XmlElement): Envelope {
  const event = singleTextOf(update, 'event').toUpperCase();
  return {
    event: event === 'POST' || event === 'PUT' || event === 'DELETE' ? event : 'OTHER',
    source: singleTextOf(update, 'source'),
    requestId: textOf(update, 'requestId'),
  };
}

function payloadOf(data: XmlElement | undefined, frame: TimeFrame): Payload {
  const body = data?.children[0];
  if (!body) return {kind: 'other'};
  if (sameName(body.name, 'User')) return {kind: 'user', agent: userOf(body, frame)};
  if (sameName(body.name, 'Dialog')) return {kind: 'dialog', dialog: dialogOf(body, frame)};
  if (sameName(body.name, 'Dialogs')) {
    return {kind: 'dialogs', dialogs: childrenOf(body, 'Dialog').map((dialog) => dialogOf(dialog, frame))};
  }
  if (sameName(body.name, 'ApiErrors')) return {kind: 'errors', errors: errorsOf(body)};
  if (sameName(body.name, 'SystemInfo')) return {kind: 'system', system: systemOf(body)};
  return {kind: 'other'};
}

/** @throws DeskError `finesse/bad-answer` without an id, `xml/refused` when id, state or extension occur twice */
export function userOf(user: XmlElement, frame: TimeFrame): Agent {
  const id = singleTextOf(user, 'loginId') || lastPart(textOf(user, 'uri'));
  if (id === '') throw bad('a user without an id');
  const rawState = singleTextOf(user, 'state');
  const pending = textOf(user, 'pendingState');
  const mobile = childOf(user, 'mobileAgent');
  const mode = textOf(mobile, 'mode');
  return {
    id,
    firstName: textOf(user, 'firstName'),
    lastName: textOf(user, 'lastName'),
    extension: singleTextOf(user, 'extension'),
    teamName: textOf(user, 'teamName'),
    supervisor: childrenOf(childOf(user, 'roles'), 'role').some((role) => role.text.trim() === 'Supervisor'),
    state: known(agentStates, rawState),
    rawState,
    since: readTime(textOf(user, 'stateChangeTime'), frame),
    reason: reasonOf(childOf(user, 'reasonCode')),
    pendingState: pending === '' ? undefined : (known(agentStates, pending) satisfies AgentState),
    mobileAgent:
      mode === 'CALL_BY_CALL' || mode === 'NAILED_CONNECTION'
        ? {mode, dialNumber: textOf(mobile, 'dialNumber')}
        : undefined,
    activeDeviceId: textOf(user, 'activeDeviceId'),
    wrapUpOnIncoming: textOf(childOf(user, 'settings'), 'wrapUpOnIncoming'),
    request: undefined,
  };
}

/** Undefined when there is neither id nor code. */
export function reasonOf(reason: XmlElement | undefined): ReasonCode | undefined {
  const id = textOf(reason, 'id') || lastPart(textOf(reason, 'uri'));
  const code = textOf(reason, 'code');
  if (!reason || (id === '' && code === '')) return undefined;
  return {
    id,
    code,
    label: textOf(reason, 'label'),
    category: textOf(reason, 'category') === 'LOGOUT' ? 'LOGOUT' : 'NOT_READY',
    system: textOf(reason, 'systemCode') === 'true',
  };
}

const dialogOf = (dialog: XmlElement, frame: TimeFrame): Dialog =>
  dialogWith(dialog, (participant) => participantOf(participant, frame));

/** A dialog, its participants read by `read`. @throws DeskError `finesse/bad-answer` without a readable id */
export function dialogWith<P>(
  dialog: XmlElement,
  read: (participant: XmlElement) => P,
): Omit<Dialog, 'participants'> & {readonly participants: readonly P[]} {
  const id = singleTextOf(dialog, 'id');
  if (!/^\d{1,32}$/.test(id)) throw bad('a dialog without a readable id');
  const properties = childOf(dialog, 'mediaProperties');
  // a repeated variable: the last one counts; a Map, because names come from outside
  const variables = new Map<string, string>();
  for (const variable of childrenOf(childOf(properties, 'callvariables'), 'CallVariable')) {
    variables.set(textOf(variable, 'name'), textOf(variable, 'value'));
  }
  return {
    id,
    state: singleTextOf(dialog, 'state'),
    fromAddress: textOf(dialog, 'fromAddress'),
    toAddress: textOf(dialog, 'toAddress'),
    associated: lastPart(textOf(dialog, 'associatedDialogUri')),
    callType: textOf(properties, 'callType'),
    dialedNumber: textOf(properties, 'dialedNumber'),
    queueName: textOf(properties, 'queueName'),
    wrapUpReason: textOf(properties, 'wrapUpReason'),
    variables: Array.from(variables, ([name, value]) => ({name, value})),
    participants: childrenOf(childOf(dialog, 'participants'), 'Participant').map(read),
  };
}

/** One party of a dialog. @throws DeskError `xml/refused` when its address or state occurs twice */
export function participantOf(participant: XmlElement, frame: TimeFrame): Participant {
  return {
    address: singleTextOf(participant, 'mediaAddress'),
    state: known(participantStates, singleTextOf(participant, 'state')),
    cause: textOf(participant, 'stateCause'),
    actions: childrenOf(childOf(participant, 'actions'), 'action').flatMap((action) => {
      const word = known(dialogActions, action.text.trim());
      return word === 'UNKNOWN' ? [] : [word];
    }),
    startedAt: readTime(textOf(participant, 'startTime'), frame),
    changedAt: readTime(textOf(participant, 'stateChangeTime'), frame),
  };
}

/** The entries of an `apiErrors` body. */
export const errorsOf = (errors: XmlElement): ApiError[] =>
  childrenOf(errors, 'ApiError').map((error) => ({
    type: textOf(error, 'errorType'),
    message: textOf(error, 'errorMessage'),
    data: textOf(error, 'errorData'),
  }));

/** @throws DeskError `xml/refused` when the status occurs twice */
export function systemOf(system: XmlElement): SystemInfo {
  const timestamp = Date.parse(textOf(system, 'currentTimestamp'));
  return {
    inService: singleTextOf(system, 'status') === 'IN_SERVICE',
    deployment: textOf(system, 'deploymentType') === 'UCCX' ? 'CCX' : 'CCE',
    xmppDomain: textOf(system, 'xmppDomain'),
    timestamp: Number.isFinite(timestamp) ? timestamp : undefined,
  };
}

/** The id at the end of a path. */
export const lastPart = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);
