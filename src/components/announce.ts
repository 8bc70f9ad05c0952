import {msg, str} from '@lit/localize';
import type {Call} from '../calls/types.js';
import type {Notice} from '../desk/desk.js';
import type {Agent} from '../finesse/types.js';
import {agentLook} from './agent-text.js';
import {callOrigin, peerTitle} from './call-text.js';
import {ringLimit, secondsLeft} from './countdown.js';
import type {ErrorText} from './not-loaded-text.js';
import {shown} from './foreign-text.js';

/** A sentence for the live region. */
export interface Announcement {
  /** Assertive interrupts: an incoming call, an error, speaking while muted, being signed out. */
  readonly urgency: 'polite' | 'assertive';
  readonly text: string;
  /** What it is about; at most one sentence per subject in two seconds, the latest wins. */
  readonly subject: string;
}

/** What is compared from one render to the next. */
export interface Heard {
  readonly agent: Agent | undefined;
  readonly calls: readonly Call[];
  readonly notices: readonly Notice[];
  readonly talkingWhileMuted: boolean;
  /** Why the system put the agent into this state; empty where the agent chose it. */
  readonly why: string;
}

/** What changed between two snapshots, in words, urgent first; `wordsFor` error codes. Pure. */
export function announcements(
  before: Heard,
  after: Heard,
  ronaSeconds: number | undefined,
  now: number,
  wordsFor: (code: string) => ErrorText,
): readonly Announcement[] {
  const all = [
    ...callChanges(before.calls, after.calls, ronaSeconds, now),
    ...agentChange(before.agent, after.agent, after.why),
    ...noticeChanges(before.notices, after.notices, wordsFor),
  ];
  if (after.talkingWhileMuted && !before.talkingWhileMuted) {
    all.push({urgency: 'assertive', text: msg('You are muted.'), subject: 'muted'});
  }
  return all.sort((a, b) => Number(b.urgency === 'assertive') - Number(a.urgency === 'assertive'));
}

/** The reminder of a ringing call at ten and at five seconds left; undefined at all other times. */
export function reminder(call: Call, ronaSeconds: number | undefined, now: number): Announcement | undefined {
  const limit = ringLimit(call, ronaSeconds);
  if (limit === undefined) return undefined;
  const left = secondsLeft(call.since, limit, now);
  if (left !== 10 && left !== 5) return undefined;
  return {
    urgency: 'assertive',
    text: msg(str`Still ringing, ${peerTitle(call)}. ${left} seconds left.`),
    subject: `${call.id}/${left}`,
  };
}

function callChanges(
  before: readonly Call[],
  after: readonly Call[],
  ronaSeconds: number | undefined,
  now: number,
): Announcement[] {
  const earlier = new Map(before.map((call) => [call.id, call]));
  const changes = after.flatMap((call) => callChange(earlier.get(call.id), call, ronaSeconds, now));
  const present = new Set(after.map((call) => call.id));
  for (const call of before) {
    if (present.has(call.id) || call.state === 'wrap-up' || call.state === 'ended') continue;
    changes.push(polite(call.id, ended(call)));
  }
  return changes;
}

function callChange(
  before: Call | undefined,
  call: Call,
  ronaSeconds: number | undefined,
  now: number,
): Announcement[] {
  const changes: Announcement[] = [];
  if (before?.state !== call.state) changes.push(...stateChange(before, call, ronaSeconds, now));
  if (before === undefined) return changes;
  if (before.muted !== call.muted)
    changes.push(polite(call.id, call.muted ? msg('Muted.') : msg('Not muted.')));
  if (!before.heldByFarEnd && call.heldByFarEnd) {
    changes.push(polite(call.id, msg(str`${peerTitle(call)} has put you on hold.`)));
  }
  return changes;
}

function stateChange(
  before: Call | undefined,
  call: Call,
  ronaSeconds: number | undefined,
  now: number,
): Announcement[] {
  const who = peerTitle(call);
  switch (call.state) {
    case 'alerting':
      return [{urgency: 'assertive', text: incoming(call, ronaSeconds, now), subject: call.id}];
    case 'dialing':
      return [polite(call.id, msg(str`Calling ${who}.`))];
    case 'talking':
      if (before === undefined) return [];
      return [
        polite(
          call.id,
          before.state === 'held' ? msg(str`${who} is back from hold.`) : msg(str`Connected with ${who}.`),
        ),
      ];
    case 'held':
      return [polite(call.id, msg(str`${who} is on hold.`))];
    case 'wrap-up':
      return [polite(call.id, msg(str`Call with ${who} ended. Wrap-up.`))];
    case 'failed':
      return [{urgency: 'assertive', text: msg(str`The call to ${who} failed.`), subject: call.id}];
    case 'ended':
      return [polite(call.id, ended(before ?? call))];
  }
}

function incoming(call: Call, ronaSeconds: number | undefined, now: number): string {
  const who = peerTitle(call);
  const origin = callOrigin(call);
  const limit = ringLimit(call, ronaSeconds);
  const left = limit === undefined ? undefined : secondsLeft(call.since, limit, now);
  return left === undefined
    ? msg(str`Incoming call, line ${call.line} ${origin}, ${who}.`)
    : msg(str`Incoming call, line ${call.line} ${origin}, ${who}. ${left} seconds to answer.`);
}

function ended(call: Call): string {
  const who = peerTitle(call);
  return call.state === 'alerting'
    ? msg(str`The call from ${who} stopped ringing.`)
    : msg(str`Call with ${who} ended.`);
}

function agentChange(before: Agent | undefined, after: Agent | undefined, reason: string): Announcement[] {
  if (before === undefined || after === undefined) return [];
  if (before.state === after.state && before.reason?.id === after.reason?.id) return [];
  // A call's own sentence says these already.
  if (['TALKING', 'HOLD', 'RESERVED', 'WORK', 'WORK_READY'].includes(after.state)) return [];
  const word = agentLook(after).text;
  const why = reason || shown(after.reason?.label ?? '');
  const text = why === '' ? msg(str`You are ${word}.`) : msg(str`You are ${word}: ${why}.`);
  return [{urgency: after.state === 'LOGOUT' ? 'assertive' : 'polite', text, subject: 'agent'}];
}

function noticeChanges(
  before: readonly Notice[],
  after: readonly Notice[],
  wordsFor: (code: string) => ErrorText,
): Announcement[] {
  const known = new Set(before.map((notice) => notice.id));
  return after
    .filter((notice) => !known.has(notice.id))
    .map((notice) => {
      const {title, still, advice} = wordsFor(notice.code);
      return {
        urgency: notice.severity === 'error' ? 'assertive' : 'polite',
        text: [`${title}.`, still, advice].filter((part) => part !== undefined).join(' '),
        subject: `notice/${notice.id}`,
      };
    });
}

function polite(subject: string, text: string): Announcement {
  return {urgency: 'polite', text, subject};
}
