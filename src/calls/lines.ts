import type {Agent} from '../finesse/types.js';
import type {Registration} from '../softphone/types.js';
import type {AudioLeg, Call, Line, LineState} from './types.js';

/**
 * How the browser's SIP number is found (settings, `softphone.number`). It is never the extension itself: it is the
 * Mobile Agent's phone number (CCE), or belongs to the extension as its remote destination (CCX, Extend & Connect).
 */
export interface NumberRule {
  readonly source: 'mobile-agent' | 'extension';
  readonly prefix: string;
  /** With `extension`: what stands for the prefix in the SIP number. */
  readonly replaceWith?: string | undefined;
}

/** The SIP number of this agent's browser; undefined when the agent's voice goes another way. */
export function browserNumberOf(agent: Agent, rule: NumberRule | undefined): string | undefined {
  const number = rule?.source === 'mobile-agent' ? (agent.mobileAgent?.dialNumber ?? '') : agent.extension;
  if (!rule || number === '' || !number.startsWith(rule.prefix)) return undefined;
  return rule.source === 'mobile-agent'
    ? number
    : (rule.replaceWith ?? '') + number.slice(rule.prefix.length);
}

/** Which device carries the agent's voice. */
export function audioLegOf(agent: Agent | undefined, rule: NumberRule | undefined): AudioLeg {
  if (!agent || agent.state === 'LOGOUT' || agent.extension === '') return {kind: 'none'};
  const number = browserNumberOf(agent, rule);
  if (number !== undefined) return {kind: 'browser', number};
  if (agent.mobileAgent) return {kind: 'remote-phone', number: agent.mobileAgent.dialNumber};
  return {kind: 'desk-phone', number: agent.extension};
}

/** The lines of this desk, in their fixed order. */
export function linesOf(
  agent: Agent | undefined,
  audioLeg: AudioLeg,
  registration: Registration,
  calls: readonly Call[],
): Line[] {
  if (!agent || audioLeg.kind === 'none') return [];
  const own = calls.filter((call) => call.line === 1);
  return [
    {index: 1, label: '', number: agent.extension, acd: true, state: stateOf(own, audioLeg, registration)},
  ];
}

function stateOf(calls: readonly Call[], audioLeg: AudioLeg, registration: Registration): LineState {
  const has = (state: Call['state']) => calls.some((call) => call.state === state);
  if (has('alerting')) return 'ringing';
  if (has('talking') || has('dialing')) return 'talking';
  if (has('held')) return 'held';
  if (audioLeg.kind !== 'browser') return 'off';
  return registration === 'registered' ? 'idle' : 'unregistered';
}
