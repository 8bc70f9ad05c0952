import type {Call} from '../calls/types.js';
import type {RecordingWord} from './types.js';

/** An order to Finesse to record a call (developer guide, "Dialog—Start Recording"; Contact Center Express only). */
export interface FinesseOrder {
  readonly requestId: string;
  readonly at: number;
  /** When Finesse showed that it records. */
  readonly shownAt: number | undefined;
  /** Finesse offered to begin again after it had shown that it records. */
  readonly over: boolean;
}

const ownActions = (call: Call, extension: string): readonly string[] => {
  const own = call.dialog?.participants.find(({address}) => address === extension);
  return own?.state === 'ACTIVE' ? own.actions : [];
};

/** Whether Finesse takes an order to record this call now. */
export function offersRecording(call: Call, extension: string): boolean {
  return ownActions(call, extension).includes('START_RECORDING');
}

/**
 * Takes in a picture of the call that is newer than the order. Finesse has no field for recording, and no action that
 * ends one: what it shows is that it no longer offers to begin. Only a list that holds what an active call has says so;
 * that of a held call says nothing. Pure.
 */
export function onPicture(order: FinesseOrder, call: Call, extension: string, now: number): FinesseOrder {
  const actions = ownActions(call, extension);
  if (!actions.includes('HOLD')) return order;
  const offered = actions.includes('START_RECORDING');
  if (!offered && order.shownAt === undefined) return {...order, shownAt: now};
  if (offered && order.shownAt !== undefined && !order.over) return {...order, over: true};
  return order;
}

/** What the order amounts to. */
export function finesseWord(order: FinesseOrder): RecordingWord {
  if (order.over) return {state: 'unknown', why: 'offered-again'};
  if (order.shownAt === undefined) return {state: 'unknown', why: 'unconfirmed'};
  return {state: 'on', since: order.shownAt, by: 'agent'};
}
