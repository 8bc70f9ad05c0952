import type {Call} from './types.js';

/** One call that is over. Text from outside in `name`, `number` and `queue`. */
export interface HistoryEntry {
  /** The dialog's id, or the leg's where there was no dialog. */
  readonly key: string;
  readonly direction: 'in' | 'out';
  /** `answered`: here, or at another device while it rang here. `missed`: came in and was not answered. `failed`: could not be connected. `given-up`: ended before an answer. */
  readonly outcome: 'answered' | 'missed' | 'failed' | 'given-up';
  readonly number: string;
  readonly name: string;
  readonly queue: string;
  /** 1 to 8. */
  readonly line: number;
  /** When it began, and when it was over; ms since 1970. */
  readonly at: number;
  readonly endedAt: number;
  /** How long it rang, or was dialled; ms. */
  readonly rangMs: number;
}

/** A call that is under way, as far as its history goes. */
interface Watched {
  readonly key: string;
  readonly at: number;
  readonly answeredAt: number | undefined;
  readonly call: Call;
  /** Another device of the line answered it. */
  readonly elsewhere: boolean;
  /** Its line is written; it is only being wrapped up. */
  readonly written: boolean;
}

/** What {@link watchCalls} remembers from one time to the next, by call id. */
export type Watching = ReadonlyMap<string, Watched>;

/** A leg that never had a dialog and rang shorter than this belonged to another call; ms. */
const shortestLegAlone = 3_000;

/**
 * Lines for the calls that are over since the last time. Pure: the same snapshots again bring nothing new, so a call
 * has one line, however often its end is told (F-07).
 */
export function watchCalls(
  watching: Watching,
  calls: readonly Call[],
  now: number,
): {readonly watching: Watching; readonly ended: readonly HistoryEntry[]} {
  const next = new Map<string, Watched>();
  const ended: HistoryEntry[] = [];
  const write = (watched: Watched): boolean => {
    if (watched.written) return true;
    const entry = entryOf(watched, now);
    if (entry) ended.push(entry);
    return true;
  };
  for (const call of calls) {
    const seen = watch(watching.get(call.id), call, now);
    const over = call.state === 'wrap-up' || call.state === 'failed' || call.state === 'ended';
    // a call first seen in its wrap-up was written down before the page was loaded
    const known = watching.has(call.id) || call.state !== 'wrap-up';
    next.set(call.id, {...seen, written: seen.written || !known || (over && write(seen))});
  }
  for (const [id, watched] of watching) if (!next.has(id)) write(watched);
  return {watching: next, ended};
}

function watch(before: Watched | undefined, call: Call, now: number): Watched {
  const talks = call.state === 'talking' || call.state === 'held';
  const at = before?.at ?? Math.min(now, (talks ? call.talkingSince : call.since) ?? now);
  const answeredAt = before?.answeredAt ?? (talks ? Math.max(at, call.talkingSince ?? now) : undefined);
  const key = call.dialog?.id ?? before?.key ?? call.leg?.id ?? call.id;
  // the last picture may have lost its dialog, and with it who it was
  const picture = before && !call.dialog && before.call.dialog ? before.call : call;
  const {elsewhere = false, written = false} = before ?? {};
  return {key, at, answeredAt, call: picture, elsewhere, written};
}

/** Takes in that a leg which rang here was answered at another device; nobody missed its call (RFC 3326). Pure. */
export function answeredElsewhere(watching: Watching, legId: string): Watching {
  return new Map(
    [...watching].map(([id, watched]) => [
      id,
      watched.call.leg?.id === legId ? {...watched, elsewhere: true} : watched,
    ]),
  );
}

function entryOf({key, at, answeredAt, call, elsewhere}: Watched, now: number): HistoryEntry | undefined {
  const rangMs = Math.max(0, (answeredAt ?? now) - at);
  if (!call.dialog && answeredAt === undefined && rangMs < shortestLegAlone) return undefined;
  const {direction, line, queue, peer} = call;
  const unanswered = direction === 'in' ? 'missed' : call.state === 'failed' ? 'failed' : 'given-up';
  const outcome = answeredAt === undefined && !elsewhere ? unanswered : 'answered';
  return {
    key,
    direction,
    outcome,
    number: peer.number,
    name: peer.name,
    queue,
    line,
    at,
    endedAt: Math.max(at, now),
    rangMs,
  };
}

/** How many calls are kept, and for how long; ms. */
const kept = {calls: 200, ms: 30 * 24 * 3_600_000} as const;

/** Ids may come again after a restart of the contact centre: later than this they are another call; ms. */
const sameCall = 12 * 3_600_000;

/** Newest first, each call once, no more and no older than is kept. Pure. */
export function keepHistory(
  entries: readonly HistoryEntry[],
  added: readonly HistoryEntry[],
  now: number,
): readonly HistoryEntry[] {
  const isSame = (a: HistoryEntry, b: HistoryEntry) => a.key === b.key && Math.abs(a.at - b.at) < sameCall;
  const others = entries.filter((entry) => !added.some((other) => isSame(entry, other)));
  return [...added, ...others]
    .filter((entry) => now - entry.endedAt < kept.ms)
    .sort((a, b) => b.endedAt - a.endedAt)
    .slice(0, kept.calls);
}

/** A missed call and the state it caused are told apart by no more than this; ms. */
const causeWindow = 10_000;

/** The missed call that made the agent Not Ready at `since`; undefined when the history does not know. */
export function lastMissed(
  entries: readonly HistoryEntry[],
  since: number | undefined,
): HistoryEntry | undefined {
  if (since === undefined) return undefined;
  return entries.find(
    ({outcome, queue, endedAt}) =>
      outcome === 'missed' && queue !== '' && Math.abs(endedAt - since) <= causeWindow,
  );
}
