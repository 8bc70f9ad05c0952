/** The contact centre that everybody finds: people, teams, queues, reasons and numbers (docs/standin.md). */
import type {Agent, Device, OutsideLine, Queue, ReasonCode} from './types.js';

const people: readonly (readonly [string, string])[] = [
  ['Maya', 'Okafor'],
  ['Jonas', 'Weber'],
  ['Priya', 'Raman'],
  ['Luca', 'Ferrari'],
  ['Aisha', 'Khan'],
  ['Tomás', 'Silva'],
  ['Hana', 'Sato'],
  ['Erik', 'Lund'],
  ['Zoë', 'Martin'],
];

/** Reads what only an administrator may. */
export const administrator = {user: 'administrator', password: 'administrator'} as const;

export const teams = [
  {id: '5007', name: 'Billing'},
  {id: '5008', name: 'Support'},
] as const;

export const queues: readonly Queue[] = [
  {number: '7001', id: '5022', name: 'Billing', teamIds: ['5007', '5008']},
  {number: '7002', id: '5023', name: 'Support', teamIds: ['5008']},
];

const signedOutAt = (now: number) => ({
  state: 'LOGOUT' as const,
  stateChangeTime: now,
  reason: undefined,
  pending: undefined,
  extension: '',
  mobile: undefined,
  activeDeviceId: '',
  before: {state: 'NOT_READY' as const, reason: undefined},
});

/** For load: agents 2000001 and on, login names and passwords `sim1` and on, phones 4300001 and on; no queue has them. */
export const simulatedAgents = (now: number, count: number): Agent[] =>
  Array.from({length: count}, (_, index) => ({
    id: String(2_000_001 + index),
    loginName: `sim${index + 1}`,
    password: `sim${index + 1}`,
    firstName: 'Sim',
    lastName: String(index + 1),
    teamId: '5999',
    supervisor: false,
    ...signedOutAt(now),
  }));

/** Agents 1001001–1001009 and supervisors 1002001–1002002, all signed out. The password is the login name. */
export function agentsOf(now: number): Agent[] {
  const signedOut = signedOutAt(now);
  const agents = people.map(([firstName, lastName], index) => ({
    id: String(1001001 + index),
    loginName: `agent${index + 1}`,
    password: `agent${index + 1}`,
    firstName,
    lastName,
    teamId: index < 6 ? '5007' : '5008',
    supervisor: false,
    ...signedOut,
  }));
  const supervisors = [
    ['Nora', 'Quinn'],
    ['Samuel', 'Adeyemi'],
  ].map(([firstName = '', lastName = ''], index) => ({
    id: String(1002001 + index),
    loginName: `super${index + 1}`,
    password: `super${index + 1}`,
    firstName,
    lastName,
    teamId: index === 0 ? '5007' : '5008',
    supervisor: true,
    ...signedOut,
  }));
  return [...agents, ...supervisors];
}

const notReady = (id: number, code: number, label: string): ReasonCode => ({
  id: String(id),
  category: 'NOT_READY',
  code,
  label,
  system: false,
});

const logout = (id: number, code: number, label: string): ReasonCode => ({
  id: String(id),
  category: 'LOGOUT',
  code,
  label,
  system: false,
});

export const reasonCodes: readonly ReasonCode[] = [
  notReady(29, 201, 'Break'),
  notReady(30, 202, 'Lunch'),
  notReady(31, 203, 'Training'),
  notReady(32, 204, 'Meeting'),
  notReady(33, 205, 'Paperwork'),
  logout(55, 301, 'End of shift'),
  logout(56, 302, 'Technical problem'),
];

export const wrapUpReasons: readonly {readonly id: string; readonly label: string}[] = [
  {id: '71', label: 'Question answered'},
  {id: '72', label: 'Order placed'},
  {id: '73', label: 'Invoice corrected'},
  {id: '74', label: 'Complaint'},
  {id: '75', label: 'Call back later'},
  {id: '76', label: 'Wrong number'},
];

/** System reason codes the world sets by itself (Finesse developer guide; CCX reason-code table). */
export const systemReasons = {
  ringNoAnswer: {CCE: 32767, CCX: 32763},
  offHook: {CCE: 32762, CCX: 32762},
  hadACall: {CCE: 51004, CCX: 32761},
  deviceGone: {CCE: 50003, CCX: 32759},
  queuesChanged: {CCE: 50020, CCX: -1},
  callFromReady: {CCE: 50006, CCX: 32762},
  supervisor: {CCE: 999, CCX: 33},
  supervisorLogout: {CCE: 999, CCX: 22},
  directCall: {CCE: 32762, CCX: 32761},
  connectionLost: {CCE: 255, CCX: 255},
  clientFailed: {CCE: 50002, CCX: 255},
  setUpFailed: {CCE: 50040, CCX: -1},
  nailedLegLost: {CCE: 50042, CCX: -1},
  signedInElsewhere: {CCE: -1, CCX: 32740},
  extensionTaken: {CCE: -1, CCX: 32741},
  signedIn: {CCE: -1, CCX: 32760},
  furtherLine: {CCE: 50005, CCX: 32742},
} as const;

export const outsideLines: readonly OutsideLine[] = [
  {number: '9001', name: 'Echo', end: 'echo', voice: {kind: 'silence'}},
  {number: '9002', name: 'Digit machine', end: 'ivr', voice: {kind: 'silence'}},
];

const block = (prefix: string) => new RegExp(`^${prefix}[1-9]$`);

/** Further lines of an agent's browser: 82001 to 88001 are 1001001's second to eighth. */
const furtherLine = /^8[2-8]00[1-9]$/;

/** The agent whose browser has a further line with this number; undefined for every other number. */
export const ownerOfLine = (number: string): string | undefined =>
  furtherLine.test(number) ? `100100${number.slice(-1)}` : undefined;

/** What a number is, by its shape alone. */
export function kindOfNumber(
  number: string,
): 'extension' | 'desk-phone' | 'browser' | 'queue' | 'line' | 'outside' | 'unknown' {
  if (block('4100').test(number)) return 'extension';
  if (block('4200').test(number) || /^430\d{4}$/.test(number)) return 'desk-phone';
  if (block('8100').test(number) || furtherLine.test(number)) return 'browser';
  if (queues.some((queue) => queue.number === number)) return 'queue';
  if (outsideLines.some((line) => line.number === number)) return 'line';
  if (/^\+?\d{7,15}$/.test(number)) return 'outside';
  return 'unknown';
}

/** The browser number that is the remote destination of an extension on CCX (Extend & Connect): 41001 → 81001. */
export const remoteDestinationOf = (extension: string): string | undefined =>
  block('4100').test(extension) ? `8${extension.slice(1)}` : undefined;

/** How the numbers of remote CTI ports begin. */
export const remotePortPrefix = '51';

/** The remote CTI port of a Mobile Agent, which calls the agent's phone: 41001 → 511001. */
export const remotePortOf = (extension: string): string => `${remotePortPrefix}${extension.slice(-4)}`;

/** The phones that share an extension: a desk phone and a soft client (CCE, Devices). */
export function devicesOf(extension: string): readonly Device[] {
  const kind = kindOfNumber(extension);
  if (kind !== 'extension' && kind !== 'desk-phone') return [];
  return [
    {id: `SEP0000000${extension}`, type: '30018', typeName: 'Cisco 7961'},
    {id: `CSFAGENT${extension.slice(-1)}`, type: '503', typeName: 'Cisco Unified Client Services Framework'},
  ];
}
