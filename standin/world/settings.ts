/** What a test or a scenario may turn (POST /standin/settings, docs/standin.md). */
export interface WorldSettings {
  /** Between a request's 202 and its effect; ms. */
  requestMs: number;
  /** Between RESERVED and the call's first event; ms. */
  reserveMs: number;
  /** How long a routed call rings before it is taken from the agent (RONA); seconds. */
  ringSeconds: number;
  /** Seconds. */
  wrapUpSeconds: number;
  /** CCX, Extend & Connect: whether remote destinations are active. Calls to an agent whose one is not fail as busy. */
  remoteDestinationActive: boolean;
  /** Numbers whose phones are busy, with commas between. */
  busyNumbers: string;
  wrapUpOnIncoming: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
  /** Parties a conference bridge has room for (Unified CM, Maximum Ad Hoc Conference). */
  conferencePartyLimit: number;
  /** Unified CM, Drop Ad Hoc Conference: whether a conference ends when its controller leaves. */
  conferenceEndsWithController: boolean;
  /** CCE: who may drop a participant (property of the same name, Finesse administration guide). */
  enableDropParticipantFor: 'supervisor_only' | 'conference_controller_and_supervisor' | 'all';
  /** CCE: which participants may be dropped (property of the same name). */
  dropParticipant: 'agents' | 'all';
  /**
   * Whether calls on an agent's further lines make the agent Not Ready: CCX, monitoring of non-ACD lines (32742); CCE,
   * all lines controlled and Non ACD Line Impact set (50005).
   */
  furtherLinesCount: boolean;
  /**
   * CCE, Agent Phone Line Control: which lines of an agent's phone the contact centre watches. With `all` a sign-in is
   * refused where the phone has more than four lines, or a further one is not set to two calls and a busy trigger of one.
   */
  phoneLineControl: 'single' | 'all';
  /** Lines that a colleague's phone has too, with commas between: both ring, and either may answer. */
  sharedLines: string;
  /** How many lines each agent's phone has. */
  phoneLines: number;
  /** Of each further line: how many calls it takes, and how many until it is busy (Unified CM). */
  phoneLineMaxCalls: number;
  phoneLineBusyTrigger: number;
  /** From the last client's unavailable presence to the forced sign-out; seconds. */
  presenceGraceSeconds: number;
  /** CCE, the peripheral's LOAD setting: a lost client signs the agent out; otherwise only Not Ready. */
  logoutOnAgentDisconnect: boolean;
  /** Single sign-on: how long an access token lasts; seconds. */
  tokenSeconds: number;
  /** CCE: whether agents choose a device at sign-in. */
  deviceSelection: 'enabled' | 'disabled';
  /** Whether the receiver of a consult transfer gets the surviving call before the consult call is deleted. */
  survivorPostedFirst: boolean;
  /** Calls that the edge takes from one line of a browser in a minute; 0: any number. More are answered 403. */
  edgeCallsPerMinute: number;
  /** Beginnings of numbers that the edge answers with 403, with commas between. */
  edgeDenyPrefixes: string;
  /** Which pages of other origins may ask (`utils finesse cors`, Finesse administration guide). */
  corsMode: 'enable_all' | 'enable' | 'disable';
  /** Their origins with `enable`, with commas between. */
  corsOrigins: string;
}

export const defaultSettings: Readonly<WorldSettings> = {
  requestMs: 30,
  reserveMs: 200,
  ringSeconds: 20,
  wrapUpSeconds: 30,
  remoteDestinationActive: true,
  busyNumbers: '',
  wrapUpOnIncoming: 'REQUIRED',
  conferencePartyLimit: 9,
  conferenceEndsWithController: false,
  enableDropParticipantFor: 'supervisor_only',
  dropParticipant: 'agents',
  furtherLinesCount: false,
  sharedLines: '',
  phoneLineControl: 'single',
  phoneLines: 1,
  phoneLineMaxCalls: 2,
  phoneLineBusyTrigger: 1,
  presenceGraceSeconds: 60,
  logoutOnAgentDisconnect: true,
  tokenSeconds: 3_600,
  deviceSelection: 'disabled',
  survivorPostedFirst: false,
  edgeCallsPerMinute: 30,
  edgeDenyPrefixes: '',
  corsMode: 'enable_all',
  corsOrigins: '',
};
