/** The server's own picture of itself (developer guide, SystemInfo), and how a user signs in. */
import {childOf, singleTextOf, textOf, type XmlElement} from '../../base/xml.js';
import {known, systemOf, type SystemInfo} from '../parse.js';
import {flagOf, itemsOf, numberOf} from './fields.js';

const statuses = ['IN_SERVICE', 'PARTIAL_SERVICE', 'OUT_OF_SERVICE'] as const;
const authModes = ['SSO', 'NON_SSO', 'HYBRID'] as const;

/** `HYBRID`: each user has a mode of their own. `UNKNOWN` for a word we do not know, or none. */
export type AuthMode = (typeof authModes)[number] | 'UNKNOWN';

/** One Finesse server. Names only: a client connects to those it was configured with. */
export interface NodeInfo {
  readonly host: string;
  /** Undefined before 12.6(2). */
  readonly httpsPort: number | undefined;
  readonly xmppPort: number | undefined;
  readonly xmppSecurePort: number | undefined;
}

export interface CtiServer {
  readonly host: string;
  /** How long it has been connected; s. */
  readonly connectedDuration: number | undefined;
  readonly active: boolean;
}

/** The link between Finesse and the contact centre. */
export interface CtiLink {
  readonly version: string;
  /** s */
  readonly heartbeatInterval: number | undefined;
  /** `success` or `failure`, as sent. */
  readonly lastHeartbeat: string;
  /** Ms since 1970 on the server's clock. */
  readonly lastSuccess: number | undefined;
  readonly peripheralId: string;
  readonly servers: readonly CtiServer[];
}

/** Maintenance (CCE from 12.6): empty, `INITIATING` or `IN_PROGRESS`, and since when; the time is below 0 outside of it. */
export interface Maintenance {
  readonly cti: string;
  readonly ctiTime: number | undefined;
  readonly finesse: string;
  readonly finesseTime: number | undefined;
}

export interface FullSystemInfo extends SystemInfo {
  readonly uri: string;
  /** `UNKNOWN` counts as out of service. */
  readonly status: (typeof statuses)[number] | 'UNKNOWN';
  readonly rawStatus: string;
  /** Why it is not in service: a key, not a sentence. */
  readonly statusReason: string;
  /** `UCCE`, `UCCX`; as sent. */
  readonly deploymentType: string;
  readonly authMode: AuthMode;
  /** As sent; {@link SystemInfo.timestamp} is the same, read. */
  readonly currentTimestamp: string;
  /** Minutes from GMT. */
  readonly timezoneOffset: number | undefined;
  readonly xmppPubSubDomain: string;
  readonly primaryNode: NodeInfo | undefined;
  /** Undefined when there is one node only. */
  readonly secondaryNode: NodeInfo | undefined;
  readonly cti: CtiLink;
  readonly maintenance: Maintenance;
  readonly license: string;
}

/** @throws DeskError `xml/refused` when the status occurs twice */
export function readSystemInfo(system: XmlElement): FullSystemInfo {
  const rawStatus = singleTextOf(system, 'status');
  return {
    ...systemOf(system),
    uri: textOf(system, 'uri'),
    status: known(statuses, rawStatus),
    rawStatus,
    statusReason: textOf(system, 'statusReason'),
    deploymentType: textOf(system, 'deploymentType'),
    authMode: known(authModes, textOf(system, 'systemAuthMode')),
    currentTimestamp: textOf(system, 'currentTimestamp'),
    timezoneOffset: numberOf(system, 'timezoneOffset'),
    xmppPubSubDomain: textOf(system, 'xmppPubSubDomain'),
    primaryNode: readNode(childOf(system, 'primaryNode')),
    secondaryNode: readNode(childOf(system, 'secondaryNode')),
    cti: {
      version: textOf(system, 'ctiVersion'),
      heartbeatInterval: numberOf(system, 'ctiHeartbeatInterval'),
      lastHeartbeat: textOf(system, 'lastCTIHeartbeatStatus'),
      lastSuccess: numberOf(system, 'lastSuccessCTIHeartbeatTime'),
      peripheralId: textOf(system, 'peripheralId'),
      servers: itemsOf(system, 'ctiServers', 'ctiServer').map((server) => ({
        host: textOf(server, 'host'),
        connectedDuration: numberOf(server, 'connectedDuration'),
        active: flagOf(server, 'active') === true,
      })),
    },
    maintenance: {
      cti: textOf(system, 'ctiMMode'),
      ctiTime: numberOf(system, 'ctiTimeInMMode'),
      finesse: textOf(system, 'finesseMMode'),
      finesseTime: numberOf(system, 'finesseTimeInMMode'),
    },
    license: textOf(system, 'license'),
  };
}

/** How one user signs in, where the system is `HYBRID` (developer guide, "Get User Authentication Mode"). */
export const readAuthMode = (mode: XmlElement): AuthMode => known(authModes, textOf(mode, 'authMode'));

function readNode(node: XmlElement | undefined): NodeInfo | undefined {
  const host = textOf(node, 'host');
  if (host === '') return undefined;
  return {
    host,
    httpsPort: numberOf(node, 'httpsPort'),
    xmppPort: numberOf(node, 'xmppPort'),
    xmppSecurePort: numberOf(node, 'xmppSecurePort'),
  };
}
