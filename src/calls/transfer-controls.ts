/** Which of consult, transfer, conference a call allows, and why the others can't be pressed. Pure. */
import type {DialogAction} from '../finesse/types.js';
import {actionsOf, isLineCall} from './together.js';
import type {Call} from './types.js';

/** The words are in components/transfer-text.ts. */
export type TransferWhyNot =
  | 'pending'
  | 'finesse-down'
  | 'not-allowed'
  | 'held'
  | 'not-answered'
  | 'consult-under-way'
  | 'in-conference'
  | 'not-controller'
  | 'full'
  | 'drop-platform'
  | 'drop-setting'
  | 'sound-elsewhere'
  | 'comes-back';

export interface TransferControl {
  readonly enabled: boolean;
  readonly why?: TransferWhyNot | undefined;
}

/** What one call allows on its own. */
export interface TransferControls {
  readonly consult: TransferControl;
  /** Handed over when somebody answers. */
  readonly safe: TransferControl;
  readonly now: TransferControl;
  /** Of any other participant. */
  readonly drop: TransferControl;
}

/** What a pair of calls allows. `held` and `active` by our own ids; a pair may have both held. */
export interface PairControls {
  readonly held: Call;
  readonly active: Call;
  readonly complete: TransferControl;
  readonly join: TransferControl;
  readonly swap: TransferControl;
  readonly back: TransferControl;
}

export interface TransferContext {
  readonly extension: string;
  readonly finesseLive: boolean;
  readonly deployment: 'CCE' | 'CCX';
}

/** Others in a conference besides the agent; more are not asked for (Unified CM may be set to fewer, and says so). */
export const mostOthers = 8;

const on: TransferControl = {enabled: true};

/** Says what is wrong with a call for each of the ways to hand it on. */
export function transferControlsFor(call: Call, context: TransferContext): TransferControls {
  if (isLineCall(call)) return lineControlsFor(call);
  const {extension, deployment} = context;
  const actions = actionsOf(call, extension);
  const {roster = [], partner} = call.together ?? {};
  const conference = roster.length > 1;
  const judge = (action: DialogAction, why: TransferWhyNot): TransferControl => {
    const general = generally([call], context);
    if (general) return {enabled: false, why: general};
    return actions.includes(action) ? on : {enabled: false, why};
  };
  const because: TransferWhyNot =
    partner !== undefined ? 'consult-under-way' : call.state === 'held' ? 'held' : 'not-allowed';
  const full = roster.length >= mostOthers;
  const consult = full
    ? ({enabled: false, why: 'full'} as const)
    : judge('CONSULT_CALL', because === 'not-allowed' && conference ? 'not-controller' : because);
  const drop = judge('PARTICIPANT_DROP', deployment === 'CCX' ? 'drop-platform' : 'drop-setting');
  const no = {enabled: false, why: 'in-conference'} as const;
  // those of other lines are talked with: they can't wait while somebody is asked (I-14)
  if (call.together?.joined) return {consult: no, safe: no, now: no, drop};
  const now = judge('TRANSFER_SST', conference ? 'in-conference' : because);
  return {consult, safe: conference ? no : consult, now, drop};
}

/** By SIP, where Finesse knows nothing of the call. */
function lineControlsFor({state, pending, together}: Call): TransferControls {
  const no = (why: TransferWhyNot): TransferControl => ({enabled: false, why});
  const busy: TransferWhyNot | undefined =
    (pending && 'pending') ||
    (together?.partner !== undefined ? 'consult-under-way' : together?.joined && 'in-conference');
  const why = busy ?? (state === 'held' ? 'held' : state === 'talking' ? undefined : 'not-allowed');
  const now = why === undefined ? on : no(why);
  return {consult: now, safe: no(why ?? 'comes-back'), now, drop: no('not-allowed')};
}

/**
 * What two calls of the agent allow; `consult` may be any of the two where neither asks about the other. Finesse pairs a
 * held call with whatever the agent talks in (developer guide, Dialog, TRANSFER and CONFERENCE): while that is a third of
 * `calls`, this pair can't become one, or the caller would go to somebody else than the card names.
 */
export function pairControlsFor(
  consult: Call,
  other: Call,
  context: TransferContext,
  calls: readonly Call[] = [],
): PairControls {
  const {extension} = context;
  const [held, active] = other.state === 'held' ? [other, consult] : [consult, other];
  const judge = (possible: boolean, why: TransferWhyNot = 'not-allowed'): TransferControl => {
    const general = generally([consult, other], context);
    if (general) return {enabled: false, why: general};
    return possible ? on : {enabled: false, why};
  };
  const talksElsewhere = calls.some(
    (call) => call.state === 'talking' && call.id !== consult.id && call.id !== other.id && !isLineCall(call),
  );
  const allows = (action: DialogAction) =>
    !talksElsewhere && [held, active].some((call) => actionsOf(call, extension).includes(action));
  if (isLineCall(consult)) {
    const isPending = [consult, other].some(({pending}) => pending !== undefined);
    const areUp = [consult, other].every(({leg}) => leg?.state === 'talking');
    const answered: TransferControl = isPending
      ? {enabled: false, why: 'pending'}
      : areUp
        ? on
        : {enabled: false, why: 'not-answered'};
    const back = isPending ? answered : on;
    return {held, active, complete: answered, join: answered, swap: answered, back};
  }
  const unanswered = [consult, other].some(({state}) => state === 'dialing' || state === 'failed');
  const why = unanswered ? 'not-answered' : talksElsewhere ? 'held' : 'not-allowed';
  const others = (held.together?.roster.length ?? 0) + (active.together?.roster.length ?? 0);
  return {
    held,
    active,
    complete: judge(allows('TRANSFER'), why),
    join: others > mostOthers ? {enabled: false, why: 'full'} : judge(allows('CONFERENCE'), why),
    swap: judge(!unanswered && actionsOf(held, extension).includes('RETRIEVE'), why),
    back: judge(actionsOf(consult, extension).includes('DROP')),
  };
}

function generally(calls: readonly Call[], {finesseLive}: TransferContext): TransferWhyNot | undefined {
  if (!finesseLive) return 'finesse-down';
  return calls.some(({pending}) => pending !== undefined) ? 'pending' : undefined;
}
