import type {Call, CallCommand, ControlReason} from './types.js';

/** What the choice of an actor depends on besides the call. */
export interface Situation {
  /** Events and requests of Finesse work. */
  readonly finesseLive: boolean;
  /** The leg stays up between calls and Finesse answers on it (nailed connection). */
  readonly nailedUp: boolean;
}

export type Actor =
  {readonly by: 'leg'} | {readonly by: 'finesse'} | {readonly by: 'nobody'; readonly reason: ControlReason};

const leg: Actor = {by: 'leg'};
const finesse: Actor = {by: 'finesse'};
const nobody = (reason: ControlReason): Actor => ({by: 'nobody', reason});

/**
 * Who acts for a command when a call has a dialog, a leg, or both (ADR 3). Finesse acts where reports must stay right
 * and call data must travel; the leg acts on what is its own: answering, mute, digits. With Finesse out of reach the
 * leg answers and ends calls; the rest waits.
 */
export function actorFor(
  command: CallCommand['type'],
  call: Call,
  {finesseLive, nailedUp}: Situation,
): Actor {
  const hasLeg = call.leg !== undefined && !nailedUp;
  const byFinesse = finesseLive ? finesse : nobody('finesse-down');
  switch (command) {
    case 'answer':
      // the nailed leg itself rings once, at sign-in, before there is any dialog
      if (hasLeg || (call.leg && !call.dialog)) return leg;
      return call.dialog ? byFinesse : nobody('not-allowed');
    case 'end':
      if (!call.dialog || (hasLeg && !finesseLive)) return call.leg ? leg : nobody('not-allowed');
      return byFinesse;
    case 'hold':
    case 'resume':
      return call.dialog ? byFinesse : leg;
    case 'mute':
      return call.leg ? leg : nobody('mute-on-phone');
    case 'digits':
      if (call.leg?.state === 'talking') return leg;
      return call.dialog ? byFinesse : nobody('not-allowed');
    default:
      // on a further line SIP does what it can
      return call.dialog ? byFinesse : hasLeg && call.line > 1 ? leg : nobody('not-allowed');
  }
}
