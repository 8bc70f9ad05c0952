import type {Agent} from '../finesse/types.js';
import type {StateContext, WhyNot} from './state-options.js';

/** Whether the agent may place a call now, and why not. */
export interface DialControl {
  readonly enabled: boolean;
  readonly why?: WhyNot | undefined;
}

/**
 * Who may place a call (Finesse developer guide, Dialog: Make Call): from Not Ready everywhere; from Ready on Unified CCE
 * since 12.5, where Finesse makes the agent Not Ready first; never from Ready on Unified CCX.
 */
export function dialControlFor(agent: Agent | undefined, context: StateContext): DialControl {
  const why = whyNot(agent, context);
  return {enabled: why === undefined, why};
}

function whyNot(
  agent: Agent | undefined,
  {deployment, finesseLive, onCall}: StateContext,
): WhyNot | undefined {
  if (!finesseLive) return 'finesse-down';
  if (!agent || agent.state === 'LOGOUT') return 'not-signed-in';
  if (onCall) return 'on-call';
  switch (agent.state) {
    case 'READY':
      return deployment === 'CCX' ? 'not-ready-first' : undefined;
    case 'WORK':
    case 'WORK_READY':
      return 'wrap-up';
    case 'NOT_READY':
      // Unified CCX, "Phone down"; on Unified CCE the agent is signed out then
      return agent.reason?.code === '32759' ? 'phone-gone' : undefined;
    // a word we do not know: Finesse decides
    case 'UNKNOWN':
      return undefined;
    default:
      return 'on-call';
  }
}
