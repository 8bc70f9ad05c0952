/** Calls that belong together, as the agent sees them: who is in one, and which two can become one. */
import type {Dialog, DialogAction, ParticipantState} from '../finesse/types.js';
import type {Across} from './joined-lines.js';
import type {Call} from './types.js';

/** Somebody else in a call. Text from outside in `name`: shown as a text node only. */
export interface Member {
  readonly address: string;
  /** Empty when nobody has told it. */
  readonly name: string;
  readonly state: ParticipantState;
}

/** What a call has to do with others. */
export interface Together {
  /** Everybody in it but the agent, in the order of the dialog. */
  readonly roster: readonly Member[];
  /** Our id of the agent's other call that can become one with it. */
  readonly partner: string | undefined;
  /** The agent made it to ask somebody about the partner. */
  readonly consult: boolean;
  /** Its leg carries the agent's voice in another call now. */
  readonly elsewhere: boolean;
  /** Who is being called to take it over at once; undefined: nobody. */
  readonly handingTo: string | undefined;
  /** Whoever is called here takes the partner over when they answer in time, else the caller comes back; seconds. */
  readonly answerWithin?: number | undefined;
  /** What is talked in on other lines, while this call waits; absent: nothing. */
  readonly across?: Across | undefined;
  /** Our ids of the calls whose people hear those of this one, through this page; absent: none. */
  readonly joined?: readonly string[] | undefined;
}

/** A call of a further line of the browser: Finesse knows nothing of it, and SIP does all. */
export const isLineCall = ({line, dialog, leg}: Call): boolean =>
  line > 1 && dialog === undefined && leg !== undefined;

const over: readonly ParticipantState[] = ['DROPPED', 'WRAP_UP'];

/** Everybody in a call but the agent. `names` by number. */
export function rosterOf(
  dialog: Dialog | undefined,
  extension: string,
  names: ReadonlyMap<string, string> = new Map(),
): Member[] {
  return (dialog?.participants ?? [])
    .filter(({address, state}) => address !== extension && !over.includes(state))
    .map(({address, state}) => ({address, name: names.get(address) ?? '', state}));
}

/** What Finesse lists for the agent's own participant. */
export const actionsOf = (call: Call | undefined, extension: string): readonly DialogAction[] =>
  call?.dialog?.participants.find(({address}) => address === (call.address || extension))?.actions ?? [];

const pairable: readonly Call['state'][] = ['dialing', 'talking', 'held', 'failed'];

/** Whether an agent who is still in this call could make one of it and another. */
export const isPairable = (call: Call): boolean =>
  (call.dialog !== undefined || isLineCall(call)) && pairable.includes(call.state);

/**
 * The other call of a pair, and whether this one is the consult of it. Finesse names the call a consult belongs to on
 * CCE; elsewhere its call type says what it is, or that the agent dialled while another call was held (Finesse
 * developer guide, Dialog: associatedDialogUri, callType). Otherwise a held call goes with the one the agent is in.
 */
export function partnerOf(call: Call, calls: readonly Call[]): {other: Call; consult: boolean} | undefined {
  if (!isPairable(call)) return undefined;
  const isOwn = isLineCall(call);
  // by SIP only calls of one line become one
  const isOfKind = (other: Call) =>
    isOwn ? isLineCall(other) && other.line === call.line : !isLineCall(other);
  const named = (from: Call, to: Call) =>
    from.dialog?.associated !== undefined && from.dialog.associated === to.dialog?.id;
  let [active, firstHeld, lastHeld]: (Call | undefined)[] = [];
  // one pass without lists: it is asked for each of fifty calls at every notification
  for (const each of calls) {
    if (each === call || !isPairable(each) || !isOfKind(each)) continue;
    if (named(call, each)) return {other: each, consult: true};
    if (named(each, call)) return {other: each, consult: false};
    if (each.state !== 'held') active ??= each;
    else {
      firstHeld ??= each;
      lastHeld = each;
    }
  }
  const other = call.state === 'held' ? (active ?? (isAsking(call) ? firstHeld : undefined)) : lastHeld;
  if (!other) return undefined;
  if (isOwn) return {other, consult: call.direction === 'out' && began(call) > began(other)};
  return {other, consult: isAsking(call) && !isAsking(other)};
}

const began = ({leg}: Call): number => leg?.beganAt ?? 0;

/** Finesse says that the agent made it to ask somebody about another call. */
export const isAsking = ({direction, dialog}: Call): boolean =>
  direction === 'out' && ((dialog?.associated ?? '') !== '' || dialog?.callType === 'CONSULT');
