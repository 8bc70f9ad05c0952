import type {Agent, ReasonCode, RequestableState} from '../finesse/types.js';

export type WhyNot =
  'on-call' | 'not-ready-first' | 'already' | 'wrap-up' | 'not-signed-in' | 'finesse-down' | 'phone-gone';

/** An entry of the state menu. `why` is set when it can't be chosen now. */
export interface StateOption {
  readonly state: RequestableState;
  readonly reason: ReasonCode | undefined;
  readonly enabled: boolean;
  readonly why?: WhyNot | undefined;
  /** It will take effect after the present call. */
  readonly afterCall: boolean;
}

export interface StateContext {
  readonly deployment: 'CCE' | 'CCX';
  readonly finesseLive: boolean;
  /** The agent has a call that is not being wrapped up. */
  readonly onCall: boolean;
}

const onCallStates = ['TALKING', 'HOLD', 'RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW'];

/** On a call by what Finesse says of the agent, or of the calls: either may come first. */
const isBusy = (agent: Agent, {onCall}: StateContext): boolean =>
  onCall || onCallStates.includes(agent.state);

/** What the agent may ask for now, and why the rest not (Finesse developer guide, User: change state, sign out). */
export function stateOptionsFor(
  agent: Agent | undefined,
  reasons: readonly ReasonCode[],
  context: StateContext,
): StateOption[] {
  if (!agent) return [];
  const option = (
    state: RequestableState,
    reason: ReasonCode | undefined,
    why: WhyNot | undefined,
  ): StateOption => ({
    state,
    reason,
    enabled: why === undefined,
    why,
    afterCall: isBusy(agent, context) && state !== 'LOGOUT',
  });
  const of = (state: 'NOT_READY' | 'LOGOUT') => {
    const listed = reasons.filter((reason) => reason.category === state && !reason.system);
    const choices = listed.length > 0 ? listed : [undefined];
    return choices.map((reason) => option(state, reason, whyNot(agent, state, reason, context)));
  };
  return [
    option('READY', undefined, whyNot(agent, 'READY', undefined, context)),
    ...of('NOT_READY'),
    ...of('LOGOUT'),
  ];
}

function whyNot(
  agent: Agent,
  state: RequestableState,
  reason: ReasonCode | undefined,
  context: StateContext,
): WhyNot | undefined {
  if (!context.finesseLive) return 'finesse-down';
  if (agent.state === 'LOGOUT') return 'not-signed-in';
  const busy = isBusy(agent, context);
  if (state === 'LOGOUT') {
    if (busy) return 'on-call';
    if (agent.state === 'WORK' || agent.state === 'WORK_READY') return 'wrap-up';
    const allowed = agent.state === 'NOT_READY' || (context.deployment === 'CCX' && agent.state === 'READY');
    return allowed ? undefined : 'not-ready-first';
  }
  if (!busy && agent.state === state && (state === 'READY' || agent.reason?.id === reason?.id))
    return 'already';
  if (busy && agent.state.startsWith('RESERVED')) return 'on-call';
  // the platform refuses Ready during a call and takes Not Ready once
  if (busy && context.deployment === 'CCX' && (state === 'READY' || agent.pendingState !== undefined))
    return 'on-call';
  return undefined;
}
