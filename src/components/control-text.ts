import {msg} from '@lit/localize';
import type {CallCommand, ControlReason} from '../calls/types.js';

/** Why a control can't be pressed, or is missing. `pending` needs no words: the button says it. */
export function controlText(reason: ControlReason, command: CallCommand['type']): string | undefined {
  switch (reason) {
    case 'pending':
      return undefined;
    case 'answer-on-phone':
      return msg('Pick up the phone');
    case 'mute-on-phone':
      return msg('Mute on the phone');
    case 'waiting-for-audio':
      return command === 'answer' ? msg('Waiting for the audio') : msg('Possible once the audio is there');
    case 'not-allowed':
      return msg('Not possible now');
    case 'finesse-down':
      return msg('Control lost, use the phone');
    case 'acd-no-decline':
      return msg('Queue calls can’t be declined');
  }
}
