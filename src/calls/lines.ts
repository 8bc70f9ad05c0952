import type {Agent} from '../finesse/types.js';
import type {LineNews, RegisteredLines, Registration} from '../softphone/types.js';
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
  return {kind: 'desk-phone', number: agent.extension, device: agent.activeDeviceId};
}

/** A further line of the browser or of a phone, as the settings name it. */
export interface FurtherLine {
  readonly prefix: string;
  readonly label: string;
  /** A colleague has the line too; `pull`: what they hold may be taken here. */
  readonly shared?: 'watch' | 'pull' | undefined;
  /** The switch tells what it does for the line with every call. */
  readonly features?: boolean | undefined;
}

/** What the settings say of further lines. */
export interface LineSettings {
  /** What the number of the first line begins with. */
  readonly prefix: string;
  readonly lines: readonly FurtherLine[];
}

/** The lines after the first, by their own numbers, in their order: SIP numbers of the browser, or lines of a phone. */
export function furtherLinesOf(
  number: string,
  {prefix, lines}: LineSettings,
): ReadonlyMap<string, FurtherLine> {
  return new Map(lines.map((line) => [line.prefix + number.slice(prefix.length), line]));
}

/** The browser's lines, as the settings name them. */
export const browserLines = ({
  number,
  lines,
}: {
  readonly number: NumberRule;
  readonly lines: readonly FurtherLine[];
}): LineSettings => ({prefix: number.replaceWith ?? number.prefix, lines});

/**
 * The lines of this desk, in their fixed order.
 * @param registered the further lines that are registered now, and what was told of them
 */
export function linesOf(
  agent: Agent | undefined,
  audioLeg: AudioLeg,
  registration: Registration,
  calls: readonly Call[],
  further: ReadonlyMap<string, FurtherLine>,
  registered: RegisteredLines,
): Line[] {
  if (!agent || audioLeg.kind === 'none') return [];
  const inBrowser = audioLeg.kind === 'browser';
  const line = (index: number, label: string, number: string, isThere: boolean): Line => {
    const own = calls.filter((call) => call.line === index);
    const news = registered.get(number);
    return {index, label, number, acd: index === 1, state: stateOf(own, inBrowser, isThere, news), news};
  };
  return [
    line(1, '', agent.extension, registration === 'registered'),
    ...[...further].map(([number, {label}], index) => line(index + 2, label, number, registered.has(number))),
  ];
}

function stateOf(
  calls: readonly Call[],
  inBrowser: boolean,
  registered: boolean,
  news?: LineNews,
): LineState {
  const has = (state: Call['state']) => calls.some((call) => call.state === state);
  if (has('alerting')) return 'ringing';
  if (has('talking') || has('dialing')) return 'talking';
  if (has('held')) return 'held';
  if (!inBrowser) return 'off';
  return registered ? (news?.state ?? 'idle') : 'unregistered';
}
