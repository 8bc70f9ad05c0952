import type {SoftphonePort} from '../softphone/types.js';
import type {Call, CallState} from './types.js';

const legsIn = (calls: readonly Call[], states: readonly CallState[]): ReadonlySet<string | undefined> =>
  new Set(calls.flatMap(({leg, state}) => (states.includes(state) ? [leg?.id] : [])));

/** Legs that carry the agent's voice in a call, or will. */
export const legsInUse = (calls: readonly Call[]) => legsIn(calls, ['talking', 'dialing']);

/** Held by Finesse, a leg lets nothing of the agent out, whatever the microphone hears. Calls may share one. */
export function silence(softphone: Pick<SoftphonePort, 'setSilenced'>, calls: readonly Call[]): void {
  const held = legsIn(calls, ['held']);
  const inUse = legsInUse(calls);
  for (const {leg} of calls) if (leg) softphone.setSilenced(leg.id, held.has(leg.id) && !inUse.has(leg.id));
}
