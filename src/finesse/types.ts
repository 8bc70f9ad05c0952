/**
 * What Finesse tells us, as our own types (Finesse developer guide, User and Dialog). Wire shapes stop in parse.ts.
 * Numbers, ids and extensions are text, exactly as sent.
 */

export const agentStates = [
  'LOGOUT',
  'NOT_READY',
  'READY',
  'RESERVED',
  'RESERVED_OUTBOUND',
  'RESERVED_OUTBOUND_PREVIEW',
  'TALKING',
  'HOLD',
  'WORK',
  'WORK_READY',
] as const;

/** `UNKNOWN` stands for any word we do not know; {@link Agent.rawState} keeps the word. */
export type AgentState = (typeof agentStates)[number] | 'UNKNOWN';

/** States an agent may ask for. */
export type RequestableState = 'READY' | 'NOT_READY' | 'LOGOUT';

export interface ReasonCode {
  /** Database id, the one that requests carry. */
  readonly id: string;
  /** The number people know it by, as text; system codes are explained by it. */
  readonly code: string;
  readonly label: string;
  readonly category: 'NOT_READY' | 'LOGOUT';
  readonly system: boolean;
}

export interface MobileAgent {
  readonly mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION';
  readonly dialNumber: string;
}

/** What an agent signs in with. */
export interface SignIn {
  readonly extension: string;
  readonly mobileAgent: MobileAgent | undefined;
  /** CCE from 12.6: the phone to control, where several share the extension. */
  readonly activeDeviceId?: string | undefined;
}

/** A state change this agent asked for and that no news has settled yet. */
export interface StateRequest {
  readonly state: RequestableState;
  readonly reasonId?: string | undefined;
  /** `sent`: on its way. `checking`: no news came in time, the truth is being read. */
  readonly phase: 'sent' | 'checking';
}

export interface Agent {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly extension: string;
  readonly teamName: string;
  readonly supervisor: boolean;
  readonly state: AgentState;
  readonly rawState: string;
  /** When the state began, on this computer's clock (ms since 1970, corrected); undefined when Finesse did not say. */
  readonly since: number | undefined;
  readonly reason: ReasonCode | undefined;
  /** What Finesse will do after this call; undefined when nothing is pending. */
  readonly pendingState: AgentState | undefined;
  readonly mobileAgent: MobileAgent | undefined;
  /** CCE from 12.6: name of the device in use for the extension; empty when Finesse names none. */
  readonly activeDeviceId: string;
  readonly wrapUpOnIncoming: string;
  readonly request: StateRequest | undefined;
}

export const dialogActions = [
  'ANSWER',
  'HOLD',
  'RETRIEVE',
  'DROP',
  'UPDATE_CALL_DATA',
  'SEND_DTMF',
  'CONSULT_CALL',
  'CONFERENCE',
  'TRANSFER',
  'TRANSFER_SST',
  'PARTICIPANT_DROP',
  'START_RECORDING',
] as const;

export type DialogAction = (typeof dialogActions)[number];

export const participantStates = [
  'INITIATING',
  'INITIATED',
  'ALERTING',
  'ACTIVE',
  'HELD',
  'FAILED',
  'WRAP_UP',
  'DROPPED',
] as const;

export type ParticipantState = (typeof participantStates)[number] | 'UNKNOWN';

export interface Participant {
  readonly address: string;
  readonly state: ParticipantState;
  readonly cause: string;
  readonly actions: readonly DialogAction[];
  /** On this computer's clock (ms since 1970, corrected); undefined when unreadable. */
  readonly startedAt: number | undefined;
  readonly changedAt: number | undefined;
}

export interface CallVariable {
  readonly name: string;
  readonly value: string;
}

/** One call as Finesse reports it. */
export interface Dialog {
  readonly id: string;
  readonly state: string;
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly callType: string;
  /** The call this one is a consult of; empty or absent: none is named. */
  readonly associated?: string;
  readonly dialedNumber: string;
  readonly queueName: string;
  readonly wrapUpReason: string;
  readonly variables: readonly CallVariable[];
  readonly participants: readonly Participant[];
}

export interface WrapUpReason {
  readonly id: string;
  readonly label: string;
}

/** Health of the way to Finesse: events and requests. */
export type Connection = 'connecting' | 'live' | 'failing' | 'down';
