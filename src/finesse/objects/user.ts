/** A user with everything Finesse says of one (developer guide, User, "User API Parameters"). */
import {childOf, childrenOf, textOf, type XmlElement} from '../../base/xml.js';
import {known, userOf, type TimeFrame} from '../parse.js';
import type {Agent} from '../types.js';
import {idOf, itemsOf, numberOf, textsOf} from './fields.js';
import {readReason, type FullReasonCode} from './reasons.js';

const wrapUpModes = ['REQUIRED', 'REQUIRED_WITH_WRAP_UP_DATA', 'OPTIONAL', 'NOT_ALLOWED'] as const;

/** Whether wrap-up follows a call; `UNKNOWN` for a word we do not know. */
export type WrapUpMode = (typeof wrapUpModes)[number] | 'UNKNOWN';

export interface UserSettings {
  /** Undefined when Finesse does not say: 11.x speaks of incoming calls only, CCX of none. */
  readonly wrapUpOnIncoming: WrapUpMode | undefined;
  readonly wrapUpOnOutgoing: WrapUpMode | undefined;
  /** CCE from 12.6: the agent chooses a device at sign-in. Undefined when Finesse does not say. */
  readonly deviceSelection: boolean | undefined;
}

/** A team as others name it. */
export interface TeamReference {
  readonly id: string;
  readonly name: string;
  readonly uri: string;
}

/** A user. Texts are empty when Finesse does not say; ids, extensions and numbers are text, as sent. */
export interface User extends Omit<Agent, 'request' | 'reason'> {
  readonly uri: string;
  readonly loginName: string;
  /** As sent; {@link Agent.supervisor} says whether `Supervisor` is among them, exactly so written. */
  readonly roles: readonly string[];
  readonly reason: FullReasonCode | undefined;
  /** Database id, also `-1`: no codes are configured, or the one it was got lost. */
  readonly reasonCodeId: string;
  /** The word behind {@link Agent.pendingState}. */
  readonly rawPendingState: string;
  /** As sent; {@link Agent.since} is the same on this computer's clock. */
  readonly stateChangeTime: string;
  readonly settings: UserSettings;
  /** CCE from 12.6: name of the device in use for the extension. */
  readonly activeDeviceId: string;
  /** CCE from 12.6: such as `AgentAnswers`. */
  readonly services: readonly string[];
  readonly skillTargetId: string;
  readonly teamId: string;
  /** Teams this user supervises. */
  readonly teams: readonly TeamReference[];
  readonly mediaType: string;
  /** CCX, in teams only: `BUSY` on a call while Not Ready. */
  readonly mediaState: 'BUSY' | 'IDLE' | 'UNKNOWN' | undefined;
  /** How long wrap-up may take; s. Undefined when Finesse does not say. */
  readonly wrapUpTimer: number | undefined;
  /** Path of the user's dialogs. */
  readonly dialogsUri: string;
}

/** A phone that shares the agent's line (developer guide, Devices; CCE from 12.6). */
export interface Device {
  /** Unique name: SEP… a desk phone, CSF… a soft client. */
  readonly id: string;
  /** JTAPI terminal type, as text. */
  readonly type: string;
  readonly typeName: string;
}

const mediaStates = ['BUSY', 'IDLE'] as const;

/** @throws DeskError `finesse/bad-answer` without an id, `xml/refused` when id, state or extension occur twice */
export function readUser(user: XmlElement, frame: TimeFrame): User {
  const {request: _request, ...agent} = userOf(user, frame);
  const settings = childOf(user, 'settings');
  const mediaState = textOf(user, 'mediaState');
  return {
    ...agent,
    uri: textOf(user, 'uri'),
    loginName: textOf(user, 'loginName'),
    roles: textsOf(user, 'roles', 'role'),
    reason: readReason(childOf(user, 'reasonCode')),
    reasonCodeId: textOf(user, 'reasonCodeId'),
    rawPendingState: textOf(user, 'pendingState'),
    stateChangeTime: textOf(user, 'stateChangeTime'),
    settings: {
      wrapUpOnIncoming: modeOf(settings, 'wrapUpOnIncoming'),
      wrapUpOnOutgoing: modeOf(settings, 'wrapUpOnOutgoing'),
      deviceSelection: switchOf(textOf(settings, 'deviceSelection')),
    },
    services: textsOf(user, 'services', 'service'),
    skillTargetId: textOf(user, 'skillTargetId'),
    teamId: textOf(user, 'teamId'),
    teams: itemsOf(user, 'teams', 'Team').map((team) => ({
      id: idOf(team),
      name: textOf(team, 'name'),
      uri: textOf(team, 'uri'),
    })),
    mediaType: textOf(user, 'mediaType'),
    mediaState: mediaState === '' ? undefined : known(mediaStates, mediaState),
    wrapUpTimer: numberOf(user, 'wrapUpTimer'),
    dialogsUri: textOf(user, 'dialogs'),
  };
}

export const readUsers = (users: XmlElement, frame: TimeFrame): readonly User[] =>
  childrenOf(users, 'User').map((user) => readUser(user, frame));

/** Entries without a name are left out: there is nothing to sign in with. */
export const readDevices = (devices: XmlElement): readonly Device[] =>
  childrenOf(devices, 'Device')
    .map((device) => ({
      id: textOf(device, 'deviceId'),
      type: textOf(device, 'deviceType'),
      typeName: textOf(device, 'deviceTypeName'),
    }))
    .filter(({id}) => id !== '');

function modeOf(settings: XmlElement | undefined, name: string): WrapUpMode | undefined {
  const word = textOf(settings, name);
  return word === '' ? undefined : known(wrapUpModes, word);
}

const switchOf = (word: string): boolean | undefined =>
  word === 'enabled' ? true : word === 'disabled' ? false : undefined;
