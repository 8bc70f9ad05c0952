import type {Dialog, Participant} from '../finesse/types.js';
import type {Leg} from '../softphone/types.js';
import type {Call, CallState, Peer, PendingCommand} from './types.js';

/** Whose calls these are. */
export interface Identity {
  readonly extension: string;
  /** The softphone carries this agent's voice, so a dialog should have a leg. */
  readonly browserAudio: boolean;
  /** News of Finesse come. While they don't, the leg knows better what became of a call. */
  readonly finesseLive: boolean;
  /**
   * The further lines, in their order: SIP numbers of the browser, whose calls are no dialogs, or lines of the agent's
   * phone, whose dialogs come for the same user and name the line (Unified CCE, all lines watched).
   */
  readonly furtherLines?: readonly string[] | undefined;
}

/** What {@link mergeCalls} remembers from one time to the next. */
export interface Merged {
  readonly calls: readonly Call[];
  readonly nextId: number;
}

/** A dialog and a leg that began further apart than this are two calls; ms. */
const pairingWindow = 10_000;

/** Unless the number fits and fits nothing else: then they are one call when they began no further apart; ms. */
const lateWindow = 3_600_000;

/**
 * Merges Finesse's dialogs and the softphone's legs into calls (ADR 4). Pure: the same input gives the same output; an
 * unchanged call stays the same object; a call keeps its id when its other half shows up or leaves. A dialog and a leg
 * that can't be told apart from another pair are shown apart, never crossed.
 */
export function mergeCalls(
  dialogs: readonly Dialog[],
  legs: readonly Leg[],
  identity: Identity,
  pending: ReadonlyMap<string, PendingCommand>,
  previous: Merged,
): Merged {
  const pairs = pair(dialogs, identity.browserAudio ? legs : [], previous.calls, identity);
  let {nextId} = previous;
  const drafts = pairs.map(({dialog, leg, known}) => {
    const id = known?.id ?? `call-${nextId++}`;
    return callOf(id, dialog, leg, identity, pending.get(id), known);
  });
  const talks = drafts.some(({state}) => state === 'talking');
  const calls = drafts.map((call, index) =>
    settle({...call, waiting: talks && call.state === 'alerting'}, pairs[index]?.known),
  );
  const same =
    calls.length === previous.calls.length && calls.every((call, index) => call === previous.calls[index]);
  return {calls: same ? previous.calls : calls, nextId};
}

interface Pair {
  readonly dialog?: Dialog | undefined;
  readonly leg?: Leg | undefined;
  /** The call that either was before. */
  readonly known?: Call | undefined;
}

function pair(
  dialogs: readonly Dialog[],
  legs: readonly Leg[],
  before: readonly Call[],
  identity: Identity,
): Pair[] {
  const freeDialogs = new Map(dialogs.map((dialog) => [dialog.id, dialog]));
  const freeLegs = new Map(legs.map((leg) => [leg.id, leg]));
  const pairs: Pair[] = [];
  // what belonged together stays together, in the order it had
  for (const call of before) {
    const dialog = call.dialog && take(freeDialogs, call.dialog.id);
    const leg = call.leg && take(freeLegs, call.leg.id);
    if (dialog || leg) pairs.push({dialog, leg, known: call});
  }
  for (const dialog of freeDialogs.values()) pairs.push({dialog});
  for (const leg of freeLegs.values()) pairs.push({leg});
  return join(pairs, identity);
}

function take<V>(from: Map<string, V>, id: string): V | undefined {
  const value = from.get(id);
  from.delete(id);
  return value;
}

/** Joins halves as long as one pair is clearly the best for both its sides. */
function join(pairs: Pair[], identity: Identity): Pair[] {
  let halves = pairs;
  for (;;) {
    const dialogs = halves.filter((half) => half.dialog && !half.leg && wantsLeg(half.dialog, identity));
    const legs = halves.filter((half) => half.leg && !half.dialog);
    const scored = dialogs
      .flatMap((dialog) => legs.map((leg) => ({dialog, leg, score: scoreOf(dialog, leg, identity)})))
      .filter(({score}) => score > 0);
    // clearly the best for both its sides: nothing else that touches either fits as well
    const best = scored.find(
      (pair) =>
        !scored.some(
          (other) =>
            other !== pair &&
            other.score >= pair.score &&
            (other.dialog === pair.dialog || other.leg === pair.leg),
        ),
    );
    if (!best) return halves;
    const known = older(best.dialog.known, best.leg.known);
    const joined: Pair = {dialog: best.dialog.dialog, leg: best.leg.leg, known};
    const [place, other] =
      known && known === best.leg.known ? [best.leg, best.dialog] : [best.dialog, best.leg];
    halves = halves.filter((half) => half !== other).map((half) => (half === place ? joined : half));
  }
}

/** The call that was there first gives the id. */
const older = (a: Call | undefined, b: Call | undefined): Call | undefined => {
  if (!a || !b) return a ?? b;
  return idNumber(a) <= idNumber(b) ? a : b;
};

const idNumber = (call: Call): number => Number(call.id.slice('call-'.length));

/** A dialog that is over, or only being wrapped up, has no leg any more. */
function wantsLeg(dialog: Dialog, identity: Identity): boolean {
  return !['WRAP_UP', 'DROPPED', 'FAILED'].includes(ownOf(dialog, identity)?.state ?? '');
}

/** How well a dialog and a leg fit: 0 is not at all. A key that both carry decides; then the number; then time alone. */
function scoreOf({dialog, known}: Pair, {leg, known: ringing}: Pair, identity: Identity): number {
  if (!dialog || !leg || lineOf(leg.lineNumber, identity) > 1) return 0;
  if (leg.key !== '' && dialog.variables.some((variable) => variable.value === leg.key)) return 1000;
  const {startedAt: began, state} = ownOf(dialog, identity) ?? {};
  const apart = began === undefined ? 0 : Math.abs(began - leg.beganAt);
  const peers = [dialog.fromAddress, dialog.toAddress, dialog.dialedNumber].filter((number) => number !== '');
  const sameNumber = peers.includes(leg.remoteNumber);
  // its leg was another one, or is gone for good: time alone says nothing
  if (!sameNumber && known?.hadLeg) return 0;
  if (apart > pairingWindow) {
    // a call that was under way when the leg came speaks through another one: they call each other a second time
    const isUnderWay = known && older(known, ringing) === known && ['ACTIVE', 'HELD'].includes(state ?? '');
    // read late, or stamped by a clock not yet known: the number alone, where nothing else has it
    return sameNumber && apart <= lateWindow && !isUnderWay ? 1 : 0;
  }
  return (sameNumber ? 100 : 0) + (apart <= 3_000 ? 10 : 5);
}

const lineOf = (number: string | undefined, {furtherLines}: Identity): number =>
  Math.max(1, (furtherLines?.indexOf(number ?? '') ?? -1) + 2);

/** The agent's own part; between two lines of the same agent that of the first. */
const ownOf = (dialog: Dialog | undefined, {extension, furtherLines = []}: Identity) =>
  [extension, ...furtherLines]
    .map((number) => dialog?.participants.find(({address}) => address === number))
    .find((own) => own);

const byParticipant: Readonly<Record<Participant['state'], CallState>> = {
  INITIATING: 'dialing',
  INITIATED: 'dialing',
  ALERTING: 'alerting',
  ACTIVE: 'talking',
  HELD: 'held',
  FAILED: 'failed',
  WRAP_UP: 'wrap-up',
  DROPPED: 'ended',
  UNKNOWN: 'talking',
};

const byLeg: Readonly<Record<Leg['state'], CallState>> = {
  ringing: 'alerting',
  dialing: 'dialing',
  connecting: 'alerting',
  talking: 'talking',
  ended: 'ended',
};

function callOf(
  id: string,
  dialog: Dialog | undefined,
  leg: Leg | undefined,
  identity: Identity,
  pending: PendingCommand | undefined,
  known: Call | undefined,
): Call {
  const own = ownOf(dialog, identity);
  const state = stateOf(own, leg, identity, known);
  const address = own?.address ?? identity.extension;
  const outgoing = dialog ? dialog.fromAddress === address : leg?.direction === 'out';
  const number = dialog
    ? outgoing
      ? dialog.toAddress || dialog.dialedNumber
      : dialog.fromAddress
    : (leg?.remoteNumber ?? '');
  const stateSince = own?.changedAt ?? leg?.beganAt;
  return {
    id,
    line: lineOf(leg?.lineNumber ?? address, identity),
    address,
    direction: outgoing ? 'out' : 'in',
    state,
    peer: peerOf(number, dialog, leg, known),
    queue: dialog?.queueName ?? '',
    dialedNumber: dialog?.dialedNumber ?? '',
    variables: (dialog?.variables ?? []).filter((variable) => variable.value !== ''),
    since: stateSince,
    talkingSince: own ? (own.state === 'ALERTING' ? undefined : own.startedAt) : leg?.beganAt,
    wrapUpReason: dialog?.wrapUpReason ?? '',
    muted: leg?.muted ?? false,
    heldByFarEnd: leg !== undefined && leg.heldByFarEnd && state === 'talking',
    pending,
    dialog,
    leg,
    hadLeg: leg !== undefined || known?.hadLeg === true,
  };
}

/** Finesse's word counts; while it is out of reach, that of the leg, which answers and ends calls then (F-15). */
function stateOf(
  own: Participant | undefined,
  leg: Leg | undefined,
  {finesseLive, browserAudio}: Identity,
  known: Call | undefined,
): CallState {
  if (!own) return leg ? (leg.held && leg.state === 'talking' ? 'held' : byLeg[leg.state]) : 'ended';
  const told = byParticipant[own.state];
  if (finesseLive || !browserAudio) return told;
  if (leg?.state === 'talking' && (told === 'alerting' || told === 'dialing')) return 'talking';
  const isOver = !leg && (known?.leg !== undefined || known?.state === 'ended');
  return isOver && told !== 'wrap-up' && told !== 'failed' ? 'ended' : told;
}

/**
 * Who is at the other end. The dialog names the number and the leg the name; when a leg that named the peer shown goes
 * on to name somebody else, as after a transfer out there, it is believed, until news of the dialog overrules it.
 */
function peerOf(
  number: string,
  dialog: Dialog | undefined,
  leg: Leg | undefined,
  known: Call | undefined,
): Peer {
  const before = known?.dialog;
  const sameParties = before?.fromAddress === dialog?.fromAddress && before?.toAddress === dialog?.toAddress;
  if (known && before && dialog && sameParties) {
    if (!leg) return known.peer;
    if (known.leg?.id === leg.id && known.leg.remoteNumber === known.peer.number)
      return {number: leg.remoteNumber, name: leg.remoteName};
  }
  if (leg?.remoteNumber === number) return {number, name: leg.remoteName};
  const isAnother = before !== undefined && dialog !== undefined && !sameParties;
  return {number, name: isAnother ? '' : (known?.peer.name ?? '')};
}

/** The known object again where nothing changed, so that what shows it need not work. */
function settle(call: Call, known: Call | undefined): Call {
  const unchanged = (['dialog', 'leg', 'pending', 'waiting', 'state'] as const).every(
    (part) => call[part] === known?.[part],
  );
  return known && unchanged ? known : call;
}
