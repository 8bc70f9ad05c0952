/** Who may do what, when: Finesse's rules as pure functions (Finesse developer guide, User and Dialog chapters). */
import type {Agent, AgentState, ApiError, Call, Deployment, Party} from './types.js';

/** What else decides the actions of a participant. */
export interface Surroundings {
  /** Another call of the agent is held. */
  readonly otherHeld: boolean;
  /** In another call the agent is talking. */
  readonly otherActive: boolean;
  /** The agent asks somebody about this call already, who may not have answered yet. */
  readonly consulted: boolean;
  /** CCE: who may drop a participant. */
  readonly mayDropOthers: 'supervisor_only' | 'conference_controller_and_supervisor' | 'all';
}

/** A supervisor listens; the agent is in this call without a part in it. */
export const isMonitor = (call: Call): boolean => call.callType === 'SUPERVISOR_MONITOR';

/** Actions Finesse lists for one participant, in the order seen on real systems. */
export function actionsFor(
  party: Party,
  call: Call,
  agent: Agent | undefined,
  deployment: Deployment,
  around: Surroundings,
): string[] {
  if (!agent || party.passive) return [];
  if (isMonitor(call)) return whileListening(party, deployment);
  switch (party.state) {
    case 'ALERTING':
      // the phone of a call-by-call Mobile Agent can only be answered by hand
      return agent.mobile?.mode === 'CALL_BY_CALL' ? [] : ['ANSWER'];
    case 'INITIATING':
    case 'INITIATED':
      return ['UPDATE_CALL_DATA', 'DROP'];
    case 'ACTIVE':
      if (call.state !== 'ACTIVE') return ['UPDATE_CALL_DATA', 'DROP'];
      return call.controllerId === ''
        ? whileTalking(party, deployment, around)
        : inConference(call, agent, deployment, around);
    case 'HELD':
      return [
        'UPDATE_CALL_DATA',
        'DROP',
        'RETRIEVE',
        ...(around.otherActive ? ['TRANSFER', 'CONFERENCE'] : []),
      ];
    case 'WRAP_UP':
      return ['UPDATE_CALL_DATA'];
    case 'FAILED':
      return ['DROP'];
    case 'DROPPED':
      return [];
  }
}

function whileListening({state}: Party, deployment: Deployment): string[] {
  if (state === 'DROPPED' || state === 'WRAP_UP') return [];
  return state === 'ACTIVE' && deployment === 'CCE' ? ['DROP', 'BARGE_CALL'] : ['DROP'];
}

function whileTalking(
  {recorded}: Party,
  deployment: Deployment,
  {otherHeld, consulted}: Surroundings,
): string[] {
  const last = [...(deployment === 'CCX' && !recorded ? ['START_RECORDING'] : []), 'DROP'];
  if (!otherHeld) {
    const consult = consulted ? [] : ['CONSULT_CALL'];
    return ['TRANSFER_SST', ...consult, 'HOLD', 'UPDATE_CALL_DATA', 'SEND_DTMF', ...last];
  }
  const pair = deployment === 'CCE' ? ['TRANSFER', 'CONFERENCE'] : [];
  return ['HOLD', 'UPDATE_CALL_DATA', 'SEND_DTMF', ...last, ...pair];
}

function inConference(
  call: Call,
  agent: Agent,
  deployment: Deployment,
  {otherHeld, consulted, mayDropOthers}: Surroundings,
): string[] {
  const controls = call.controllerId === agent.id;
  const drops =
    mayDropOthers === 'all' ||
    agent.supervisor ||
    (controls && mayDropOthers === 'conference_controller_and_supervisor');
  return [
    ...(controls && !otherHeld && !consulted ? ['CONSULT_CALL'] : []),
    'HOLD',
    'UPDATE_CALL_DATA',
    'SEND_DTMF',
    'DROP',
    ...(deployment === 'CCE' && drops ? ['PARTICIPANT_DROP'] : []),
  ];
}

/** Whether a call counts as one of the contact centre for this party: on CCX only where a queue offered it to them. */
export const isRoutedFor = (party: Party, call: Call, deployment: Deployment): boolean =>
  deployment === 'CCE' ? call.routed : party.routed;

const onCall: readonly AgentState[] = ['TALKING', 'HOLD'];

export type StateVerdict =
  {readonly do: 'change'} | {readonly do: 'pend'} | {readonly do: 'refuse'; readonly error: ApiError};

const refuse = (type: string, message: string, data: string): StateVerdict => ({
  do: 'refuse',
  error: {type, message, data},
});

/**
 * What becomes of an agent's own state request.
 * @param onRoutedCall the agent is on a call that the contact centre routed.
 */
export function verdictOn(
  agent: Agent,
  wanted: 'READY' | 'NOT_READY' | 'LOGOUT',
  deployment: Deployment,
  onRoutedCall: boolean,
  onAnyCall: boolean,
): StateVerdict {
  const {state} = agent;
  if (state === 'LOGOUT') return refuse('Invalid State', 'CF_INVALID_AGENT_WORKMODE', '265');
  if (wanted === 'LOGOUT') {
    const allowed = state === 'NOT_READY' || (deployment === 'CCX' && state === 'READY');
    return allowed && !onAnyCall ? {do: 'change'} : refuse('Invalid State', 'CF_INVALID_OBJECT_STATE', '22');
  }
  if (state === 'RESERVED') return refuse('Invalid State', 'CF_INVALID_AGENT_WORKMODE', '265');
  if (onCall.includes(state)) {
    if (deployment === 'CCE') return {do: 'pend'};
    if (wanted === 'READY') {
      return onRoutedCall
        ? refuse('Invalid State', 'CF_INVALID_AGENT_WORKMODE', '265')
        : refuse('Invalid State', 'CF_RESOURCE_BUSY', '33');
    }
    return agent.pending ? refuse('Invalid State', 'CF_INVALID_AGENT_WORKMODE', '265') : {do: 'pend'};
  }
  if (wanted === 'READY' && onAnyCall && deployment === 'CCX')
    return refuse('Invalid State', 'CF_RESOURCE_BUSY', '33');
  return {do: 'change'};
}

/** The state of wrap-up after a party's call; undefined: there is none. */
export function wrapUpAfter(
  agent: Agent,
  party: Party,
  call: Call,
  deployment: Deployment,
  wrapUp: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED',
): 'WORK' | 'WORK_READY' | undefined {
  if (!isRoutedFor(party, call, deployment) || wrapUp === 'NOT_ALLOWED') return undefined;
  return workStateOf(agent, deployment);
}

/** WORK_READY leads back to Ready, and exists on CCE alone. */
export const workStateOf = (agent: Agent, deployment: Deployment): 'WORK' | 'WORK_READY' =>
  deployment === 'CCE' && (agent.pending?.state ?? agent.before.state) === 'READY' ? 'WORK_READY' : 'WORK';
