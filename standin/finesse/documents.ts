/** Finesse's XML documents from the world's records (Finesse developer guide; element case as seen on real systems). */
import {systemReasons, teams} from '../world/site.js';
import type {WorldSettings} from '../world/settings.js';
import type {Agent, ApiError, Deployment, DialogView} from '../world/types.js';
import {writeXml, type XmlValue} from '../xml.js';
import {reasonParts} from './reason-documents.js';

const stamp = (ms: number): string => new Date(ms).toISOString();

/** @param root `User` over REST, `user` in notifications. */
export function userXml(
  agent: Agent,
  deployment: Deployment,
  {wrapUpOnIncoming, deviceSelection}: WorldSettings,
  root: 'User' | 'user',
): string {
  const team = teams.find((candidate) => candidate.id === agent.teamId);
  const parts: [string, XmlValue][] = [
    ...(agent.activeDeviceId === '' ? [] : [['activeDeviceId', agent.activeDeviceId] as [string, XmlValue]]),
    ['dialogs', `/finesse/api/User/${agent.id}/Dialogs`],
    ['extension', agent.extension],
    ['firstName', agent.firstName],
    ['lastName', agent.lastName],
    ['loginId', agent.id],
    ['loginName', agent.loginName],
    ['mediaType', '1'],
  ];
  if (agent.mobile && deployment === 'CCE') {
    parts.push([
      'mobileAgent',
      [
        ['mode', agent.mobile.mode],
        ['dialNumber', agent.mobile.dialNumber],
      ],
    ]);
  }
  parts.push(['pendingState', agent.pending?.state ?? '']);
  if (agent.reason) parts.push(['reasonCode', reasonParts(agent.reason)], ['reasonCodeId', agent.reason.id]);
  else if (agent.state === 'NOT_READY') parts.push(['reasonCodeId', String(systemReasons.signedIn.CCE)]);
  parts.push([
    'roles',
    [['role', 'Agent'] as const, ...(agent.supervisor ? [['role', 'Supervisor'] as const] : [])],
  ]);
  const settings: [string, XmlValue][] = [['wrapUpOnIncoming', wrapUpOnIncoming]];
  if (deployment === 'CCE') settings.unshift(['deviceSelection', deviceSelection]);
  parts.push(
    ['settings', settings],
    ['state', agent.state],
    ['stateChangeTime', stamp(agent.stateChangeTime)],
    ['teamId', agent.teamId],
    ['teamName', team?.name ?? ''],
  );
  if (agent.supervisor) {
    parts.push([
      'teams',
      teams
        .filter((candidate) => candidate.id === agent.teamId)
        .map(({id, name}) => [
          'Team',
          [
            ['id', id],
            ['name', name],
            ['uri', `/finesse/api/Team/${id}`],
          ],
        ]),
    ]);
  }
  parts.push(['uri', `/finesse/api/User/${agent.id}`]);
  return writeXml(root, parts);
}

/**
 * A team member in short, as a team lists its users (Finesse developer guide, Team).
 * @param root `User` over REST, `user` in notifications.
 */
export const userSummaryXml = (agent: Agent, world: TeamFacts, root: 'User' | 'user'): string =>
  writeXml(root, userSummaryParts(agent, world));

/** What a team's list needs to know beyond the agents. */
export interface TeamFacts {
  readonly deployment: Deployment;
  /** CCX: on a call that no queue routed. */
  readonly isBusyWithDirectCall: (agent: Agent) => boolean;
}

/** The same as parts, for a list. */
export function userSummaryParts(agent: Agent, {deployment, isBusyWithDirectCall}: TeamFacts): XmlValue {
  const parts: [string, XmlValue][] = [
    ['dialogs', `/finesse/api/User/${agent.id}/Dialogs`],
    ['extension', agent.extension],
    ['firstName', agent.firstName],
    ['lastName', agent.lastName],
    ['loginId', agent.id],
  ];
  if (deployment === 'CCX') parts.push(['mediaState', isBusyWithDirectCall(agent) ? 'BUSY' : 'IDLE']);
  parts.push(['pendingState', agent.pending?.state ?? '']);
  if (agent.reason) parts.push(['reasonCode', reasonParts(agent.reason)]);
  parts.push(
    ['state', agent.state],
    ['stateChangeTime', stamp(agent.stateChangeTime)],
    ['uri', `/finesse/api/User/${agent.id}`],
  );
  return parts;
}

/** One team with its members. */
export const teamXml = (
  team: {readonly id: string; readonly name: string},
  members: readonly Agent[],
  facts: TeamFacts,
  root: 'Team' | 'team' = 'Team',
): string =>
  writeXml(root, [
    ['uri', `/finesse/api/Team/${team.id}`],
    ['id', team.id],
    ['name', team.name],
    ['users', members.map((agent) => ['User', userSummaryParts(agent, facts)])],
  ]);

function dialogParts(dialog: DialogView, deployment: Deployment): XmlValue {
  const properties: [string, XmlValue][] = [
    ['DNIS', dialog.dnis],
    ['callType', dialog.callType],
    ['dialedNumber', dialog.dialedNumber],
    ['mediaId', '1'],
    ['outboundClassification', ''],
  ];
  if (dialog.queueName !== '')
    properties.push(['queueNumber', dialog.queueNumber], ['queueName', dialog.queueName]);
  if (deployment === 'CCE') {
    properties.push(
      ['callKeyCallId', dialog.id.slice(-4)],
      ['callKeyPrefix', '152018'],
      ['callKeySequenceNum', '1'],
    );
  }
  if (dialog.wrapUpReason !== '') properties.push(['wrapUpReason', dialog.wrapUpReason]);
  if (dialog.wrapUpItems.length > 0)
    properties.push(['wrapUpItems', dialog.wrapUpItems.map((item) => ['wrapUpItem', item])]);
  properties.push([
    'callvariables',
    dialog.variables.map(([name, value]) => [
      'CallVariable',
      [
        ['name', name],
        ['value', value],
      ],
    ]),
  ]);
  return [
    ['associatedDialogUri', dialog.associatedId === '' ? '' : `/finesse/api/Dialog/${dialog.associatedId}`],
    ['fromAddress', dialog.fromAddress],
    ['id', dialog.id],
    ['mediaProperties', properties],
    ['mediaType', 'Voice'],
    [
      'participants',
      dialog.participants.map((participant) => [
        'Participant',
        [
          ['actions', participant.actions.map((action) => ['action', action])],
          ['mediaAddress', participant.mediaAddress],
          ['mediaAddressType', participant.mediaAddressType],
          ['startTime', stamp(participant.startTime)],
          ['state', participant.state],
          ['stateCause', participant.stateCause],
          ['stateChangeTime', stamp(participant.stateChangeTime)],
        ],
      ]),
    ],
    ['secondaryId', dialog.secondaryId],
    ['state', dialog.state],
    ['toAddress', dialog.toAddress],
    ['uri', `/finesse/api/Dialog/${dialog.id}`],
  ];
}

/** @param root `Dialog` over REST, `dialog` in notifications. */
export const dialogXml = (dialog: DialogView, deployment: Deployment, root: 'Dialog' | 'dialog'): string =>
  writeXml(root, dialogParts(dialog, deployment));

/** The REST list, or the one-dialog list of a POST or DELETE notification. */
export const dialogsXml = (
  dialogs: readonly DialogView[],
  deployment: Deployment,
  root: 'Dialogs' | 'dialogs',
): string =>
  writeXml(
    root,
    dialogs.map((dialog) => ['Dialog', dialogParts(dialog, deployment)]),
  );

/** REST: `ApiErrors/ApiError/ErrorType`. */
export const restErrorXml = (error: ApiError): string =>
  writeXml('ApiErrors', [
    [
      'ApiError',
      [
        ['ErrorType', error.type],
        ['ErrorMessage', error.message],
        ['ErrorData', error.data],
      ],
    ],
  ]);

/** Notification: `apiErrors/apiError/errorType`. */
export const eventErrorXml = (error: ApiError): string =>
  writeXml('apiErrors', [
    [
      'apiError',
      [
        ['errorData', error.data],
        ['errorMessage', error.message],
        ['errorType', error.type],
      ],
    ],
  ]);

export interface NodeFacts {
  readonly host: string;
  readonly httpsPort: number;
}

/** `WEBAPP_DOWN`: nothing is answered, and the user `finesse` is not present; notifications' own service is there. */
export type NodeStatus = 'IN_SERVICE' | 'OUT_OF_SERVICE' | 'WEBAPP_DOWN';

export interface SystemFacts {
  readonly now: number;
  readonly deployment: Deployment;
  readonly status: NodeStatus;
  readonly primary: NodeFacts;
  readonly secondary: NodeFacts | undefined;
  readonly xmppDomain: string;
  /** By default `NON_SSO`. */
  readonly systemAuthMode?: string;
}

export const pubSubDomainOf = (xmppDomain: string): string => `pubsub.${xmppDomain}`;

/** Never under maintenance here: a time below zero says so. */
const maintenance: readonly (readonly [string, XmlValue])[] = [
  ['ctiMMode', ''],
  ['ctiTimeInMMode', '-1'],
  ['finesseMMode', ''],
  ['finesseTimeInMMode', '-1'],
];

/** @param root `SystemInfo` over REST, `systemInfo` in notifications. */
export function systemInfoXml(facts: SystemFacts, root: 'SystemInfo' | 'systemInfo'): string {
  const node = ({host, httpsPort}: NodeFacts): XmlValue => [
    ['host', host],
    ['httpsPort', String(httpsPort)],
    ['xmppPort', '5222'],
    ['xmppSecurePort', '5223'],
  ];
  const parts: (readonly [string, XmlValue])[] = [
    ['currentTimestamp', stamp(facts.now)],
    ['deploymentType', facts.deployment === 'CCE' ? 'UCCE' : 'UCCX'],
    ['lastCTIHeartbeatStatus', facts.status === 'IN_SERVICE' ? 'success' : 'failure'],
    ['lastSuccessCTIHeartbeatTime', String(facts.now - (facts.now % 5_000))],
    ['ctiHeartbeatInterval', '5'],
    ['ctiVersion', '24'],
    ...(facts.deployment === 'CCE' ? maintenance : []),
    ['license', ''],
    ['peripheralId', '5000'],
    ['primaryNode', node(facts.primary)],
  ];
  if (facts.secondary) parts.push(['secondaryNode', node(facts.secondary)]);
  parts.push(
    ['status', facts.status],
    ['statusReason', ''],
    ['systemAuthMode', facts.systemAuthMode ?? 'NON_SSO'],
    ['timezoneOffset', '0'],
    ['uri', '/finesse/api/SystemInfo'],
    ['xmppDomain', facts.xmppDomain],
    ['xmppPubSubDomain', pubSubDomainOf(facts.xmppDomain)],
  );
  return writeXml(root, parts);
}

/** The envelope every notification comes in. */
export function updateXml(
  event: 'POST' | 'PUT' | 'DELETE',
  source: string,
  requestId: string,
  data: string,
): string {
  return `<Update><data>${data}</data>${writeXml('event', event)}${writeXml('requestId', requestId)}${writeXml('source', source)}</Update>`;
}
