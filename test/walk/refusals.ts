import type {DesktopPage} from '../support/node/desktop-page.js';
import type {StandinProcess} from '../support/node/standin-process.js';
import type {Press} from './moves.js';
import type {OwnPart} from './sides.js';

/** Somebody who says no to the next press. */
export interface Refusal {
  readonly by: string;
  readonly arm: () => Promise<unknown>;
}

/**
 * Who may say no to a press: the microphone, the far end of the leg, Finesse at once or by a notification. Undefined
 * where nobody can now.
 */
export function refusalOf(
  standin: StandinProcess,
  desktop: DesktopPage,
  {command, carrier}: Press,
  parts: readonly OwnPart[],
  random: () => number,
): Refusal | undefined {
  const byLeg = carrier === 'leg' || (carrier === 'both' && command === 'answer');
  if (byLeg && command === 'answer') {
    // a microphone that is open is not asked for again
    if (!parts.every(({state}) => state === 'ALERTING')) return undefined;
    return {by: 'the microphone', arm: () => desktop.setMicrophone('denied')};
  }
  if (byLeg && (command === 'transfer' || (command === 'transfer-now' && random() < 0.5)))
    return {by: '603', arm: () => standin.post('faults', {sip: {refuseRefers: 1}})};
  if (byLeg) return {by: '488', arm: () => standin.post('faults', {sip: {refuseReinvites: 1}})};
  const rest = {method: 'PUT', path: '/Dialog/', times: 1};
  if (random() < 0.5)
    return {by: 'a notification', arm: () => standin.post('faults', {rest: {...rest, refuse: true}})};
  desktop.watched.refusalsExpected.add(400);
  const order = {rest: {...rest, status: 400, type: 'Invalid State'}};
  return {by: '400', arm: () => standin.post('faults', order)};
}
