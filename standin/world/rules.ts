/** Who may do what, when: Finesse's rules as pure functions (Finesse developer guide, User and Dialog chapters). */
import type {Agent, AgentState, ApiError, Call, Deployment, Party} from './types.js';

/** Actions Finesse lists for one participant, in the order seen on real systems. */
export function actionsFor(
  party: Party,
  call: Call,
  agent: Agent | undefined,
  deployment: Deployment,
): string[] {
  if (!agent) return [];
  switch (party.state) {
    case 'ALERTING':
      // the phone of a call-by-call Mobile Agent can only be answered by hand
      return agent.mobile?.mode === 'CALL_BY_CALL' ? [] : ['ANSWER'];
    case 'INITIATING':
    case 'INITIATED':
      return ['UPDATE_CALL_DATA', 'DROP'];
    case 'ACTIVE':
      if (call.state !== 'ACTIVE') return ['UPDATE_CALL_DATA', 'DROP'];
      return [
        'TRANSFER_SST',
        'CONSULT_CALL',
        'HOLD',
        'UPDATE_CALL_DATA',
        'SEND_DTMF',
        ...(deployment === 'CCX' ? ['START_RECORDING'] : []),
        'DROP',
      ];
    case 'HELD':
      return ['UPDATE_CALL_DATA', 'DROP', 'RETRIEVE'];
    case 'WRAP_UP':
      return ['UPDATE_CALL_DATA'];
    case 'FAILED':
      return ['DROP'];
    case 'DROPPED':
      return [];
  }
}

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
  if (wanted === 'READY' && onAnyCall) return refuse('Invalid State', 'CF_RESOURCE_BUSY', '33');
  return {do: 'change'};
}

/** The state that follows a call, and whether there is wrap-up first. */
export function afterCall(
  agent: Agent,
  call: Call,
  deployment: Deployment,
  wrapUp: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED',
): {state: AgentState; wrapUp: boolean} {
  const next = agent.pending?.state ?? agent.before.state;
  if (!call.routed || wrapUp === 'NOT_ALLOWED') return {state: next, wrapUp: false};
  if (deployment === 'CCE' && next === 'READY') return {state: 'WORK_READY', wrapUp: true};
  return {state: 'WORK', wrapUp: true};
}
