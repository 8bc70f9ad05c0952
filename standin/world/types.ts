/** The words of the world: agents, calls, parties, and the news that its doors pass on. Plain data. */
import type {EndKind, LegId, Voice} from './legs.js';

export type Deployment = 'CCE' | 'CCX';

export type AgentState =
  'LOGOUT' | 'NOT_READY' | 'READY' | 'RESERVED' | 'TALKING' | 'HOLD' | 'WORK' | 'WORK_READY';

export interface ReasonCode {
  readonly id: string;
  readonly category: 'NOT_READY' | 'LOGOUT';
  readonly code: number;
  readonly label: string;
  readonly system: boolean;
}

export interface MobileAgent {
  readonly mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION';
  readonly dialNumber: string;
}

/** A person who may sign in, and where they are now. */
export interface Agent {
  readonly id: string;
  readonly loginName: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly teamId: string;
  readonly supervisor: boolean;
  state: AgentState;
  /** Ms since 1970. */
  stateChangeTime: number;
  reason: ReasonCode | undefined;
  pending: {state: AgentState; reason: ReasonCode | undefined} | undefined;
  extension: string;
  mobile: MobileAgent | undefined;
  /** CCE, shared line: the phone chosen at sign-in; empty when none was asked for. */
  activeDeviceId: string;
  /** What the agent was before the first call of this stretch; the state to go back to. */
  before: {state: AgentState; reason: ReasonCode | undefined};
}

export type PartyState =
  'INITIATING' | 'INITIATED' | 'ALERTING' | 'ACTIVE' | 'HELD' | 'FAILED' | 'WRAP_UP' | 'DROPPED';

/** One end of a call. */
export interface Party {
  readonly address: string;
  readonly name: string;
  /** The signed-in agent at this address: this party has a dialog. */
  readonly agentId: string | undefined;
  state: PartyState;
  cause: string;
  startTime: number;
  stateChangeTime: number;
  /** An agent's calls share one leg: the phone, or the browser, is one, and hears the call that is not held. */
  legId: LegId | undefined;
  legUp: boolean;
  /** What this party's agent sees as the call's type; empty: the call's own. */
  callType: string;
  /** Is only heard: an agent in the dialog of a silent monitor. */
  passive: boolean;
  /** This party has asked for the call to be recorded (CCX). */
  recorded?: boolean;
  /** A queue offered the call to this party. On CCX only such calls count for the agent's state. */
  routed: boolean;
}

/** A single-step transfer under way: the call is still its agent's, while the target rings. */
export interface Handover {
  /** Who transfers. */
  readonly agentId: string;
  readonly target: Party;
  readonly requestId: string;
  /** What the target has been shown so far of the agent who transfers. */
  shown: 'dropped' | 'gone';
}

export interface Call {
  readonly id: string;
  state: 'INITIATING' | 'INITIATED' | 'ALERTING' | 'ACTIVE' | 'FAILED' | 'DROPPED';
  readonly fromAddress: string;
  readonly fromName: string;
  toAddress: string;
  dialedNumber: string;
  callType: string;
  queueNumber: string;
  queueName: string;
  /** Routed by the contact centre: reservation, RONA and wrap-up apply. */
  routed: boolean;
  wrapUpReason: string;
  /** CCX: several reasons at once. */
  wrapUpItems: readonly string[];
  readonly variables: Map<string, string>;
  parties: Party[];
  readonly createdAt: number;
  /** The call this one was made to consult about; empty for none. */
  readonly associatedId: string;
  /** The call that was dropped into this one by a transfer or conference; empty for none. */
  secondaryId: string;
  /** Extension of the agent the call was first routed to. */
  dnis: string;
  /** Empty, or the agent who built the conference and alone may add to it; `none` when that agent has left. */
  controllerId: string;
  handover: Handover | undefined;
}

/** A phone that has an extension on one of its lines. */
export interface Device {
  readonly id: string;
  /** JTAPI's number for the kind of device. */
  readonly type: string;
  readonly typeName: string;
}

export interface Queue {
  readonly number: string;
  readonly id: string;
  readonly name: string;
  readonly teamIds: readonly string[];
}

/** A number that is answered by a machine of the switch or by somebody outside. */
export interface OutsideLine {
  readonly number: string;
  readonly name: string;
  readonly end: EndKind;
  readonly voice: Voice;
}

/** An error as Finesse reports it, at once or later. */
export interface ApiError {
  readonly type: string;
  readonly message: string;
  readonly data: string;
}

export type WorldEvent =
  | {readonly type: 'user'; readonly agentId: string; readonly requestId: string}
  | {
      readonly type: 'dialog';
      readonly kind: 'POST' | 'PUT' | 'DELETE';
      readonly agentId: string;
      readonly requestId: string;
      readonly dialog: DialogView;
    }
  | {
      readonly type: 'refused';
      readonly agentId: string;
      /** REST path below /finesse/api that the refused request named. */
      readonly source: string;
      readonly requestId: string;
      readonly error: ApiError;
    }
  | {readonly type: 'system'}
  | {readonly type: 'queue'; readonly queueId: string}
  | {
      readonly type: 'queues';
      readonly agentId: string;
      readonly queueId: string;
      readonly isMember: boolean;
    }
  /** An item for a node that only subscribers receive. */
  | {readonly type: 'item'; readonly node: string; readonly payload: string}
  | {readonly type: 'log'; readonly event: string; readonly facts: Readonly<Record<string, unknown>>};

export interface ParticipantView {
  readonly actions: readonly string[];
  readonly mediaAddress: string;
  readonly mediaAddressType: 'AGENT_DEVICE' | '';
  readonly startTime: number;
  readonly state: PartyState;
  readonly stateCause: string;
  readonly stateChangeTime: number;
}

/** A call as one moment's picture, ready to be written as XML. */
export interface DialogView {
  readonly id: string;
  /** The consult's original call; empty for none. */
  readonly associatedId: string;
  readonly secondaryId: string;
  readonly state: string;
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly callType: string;
  readonly dialedNumber: string;
  readonly dnis: string;
  readonly queueNumber: string;
  readonly queueName: string;
  readonly wrapUpReason: string;
  readonly wrapUpItems: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
  readonly participants: readonly ParticipantView[];
}
