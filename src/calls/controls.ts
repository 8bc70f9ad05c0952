import type {DialogAction} from '../finesse/types.js';
import type {AudioLeg, Call, CallCommand, Control, ControlReason, Controls} from './types.js';
import {actorFor, type Situation} from './who-acts.js';

const absent: Control = {visible: false, enabled: false};

/** What the whole desk adds to one call's own state. */
export interface ControlContext extends Situation {
  readonly audioLeg: AudioLeg;
  readonly extension: string;
}

/**
 * Which buttons a call has, and why one can't be pressed. The only place that knows: components draw what comes out.
 * A button is enabled only while the latest accepted state allows its action for this agent's own participant (I-03).
 */
export function controlsFor(call: Call, context: ControlContext): Controls {
  const own = call.dialog?.participants.find((participant) => participant.address === call.address);
  const allowed = (action: DialogAction) => own?.actions.includes(action) ?? false;
  const ringing = call.leg?.state === 'ringing';
  const talking = call.state === 'talking';
  // our own leg of a call we placed is being picked up by itself: there is nothing to press
  const pickedUp = call.state === 'dialing' && call.pending?.type === 'answer';

  const show = (
    command: CallCommand['type'],
    possible: boolean,
    why: ControlReason = 'not-allowed',
  ): Control => {
    const actor = actorFor(command, call, context);
    if (actor.by === 'nobody') return {visible: true, enabled: false, reason: actor.reason};
    if (actor.by === 'leg' && call.line < 2 && (command === 'hold' || command === 'resume')) {
      // on the line that Finesse knows a leg alone waits for its dialog
      return {visible: true, enabled: false, reason: context.finesseLive ? 'not-allowed' : 'finesse-down'};
    }
    const can = actor.by === 'finesse' ? possible : command === 'answer' ? ringing : call.leg !== undefined;
    if (!can) return {visible: true, enabled: false, reason: why};
    if (call.pending) return {visible: true, enabled: false, reason: 'pending'};
    return {visible: true, enabled: true};
  };

  const noAnswerReason = context.audioLeg.kind === 'browser' ? 'waiting-for-audio' : 'answer-on-phone';
  return {
    // our own phone rings first when the agent places a call: it is answered the same way
    answer:
      call.state === 'alerting' || (ringing && !pickedUp)
        ? show('answer', allowed('ANSWER'), noAnswerReason)
        : absent,
    hold: talking ? show('hold', allowed('HOLD')) : absent,
    resume: call.state === 'held' ? show('resume', allowed('RETRIEVE')) : absent,
    mute: muteOf(call, context),
    digits: talking ? show('digits', allowed('SEND_DTMF')) : absent,
    end: endOf(call, show('end', allowed('DROP'))),
  };
}

/** Mute is ours, on our own leg, and never waits for anybody. */
function muteOf(call: Call, {audioLeg}: ControlContext): Control {
  if (call.state !== 'talking' && call.state !== 'held') return absent;
  if (audioLeg.kind !== 'browser') return {visible: true, enabled: false, reason: 'mute-on-phone'};
  if (call.leg?.state === 'talking') return {visible: true, enabled: true};
  return {visible: true, enabled: false, reason: 'waiting-for-audio'};
}

function endOf(call: Call, control: Control): Control {
  if (call.state === 'wrap-up' || call.state === 'ended') return absent;
  // a routed call can't be declined: it is answered, or it rings out
  if (call.state === 'alerting' && call.dialog)
    return {visible: false, enabled: false, reason: 'acd-no-decline'};
  return control;
}
