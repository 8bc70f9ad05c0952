import {msg, str} from '@lit/localize';
import type {AudioLeg} from '../calls/types.js';
import {shown} from './foreign-text.js';
import type {Tone} from './tokens.js';
import type {IconName} from './ui/icon.js';

/** The audio leg: which device carries the agent's voice, said and explained. */
export interface LegText {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: string;
  readonly explanation: string;
}

/** Words of the audio-leg chip. */
export function legText(leg: AudioLeg): LegText {
  switch (leg.kind) {
    case 'browser':
      return {
        icon: 'browser',
        tone: 'accent',
        title: msg('Browser audio'),
        explanation: msg('Your voice goes through this browser and your headset. Answer, mute and end here.'),
      };
    case 'desk-phone': {
      const number = shown(leg.number);
      return {
        icon: 'desk-phone',
        tone: 'accent',
        title: number === '' ? msg('Desk phone') : msg(str`Desk phone ${number}`),
        explanation: msg(
          'Your voice goes through your desk phone. This page controls its calls and uses no microphone. Mute on the phone.',
        ),
      };
    }
    case 'remote-phone': {
      const number = shown(leg.number);
      return {
        icon: 'remote-phone',
        tone: 'accent',
        title: number === '' ? msg('Remote phone') : msg(str`Remote phone ${number}`),
        explanation: msg(
          'Your voice goes through the phone you gave at sign-in. Pick up and mute there; this page controls the call.',
        ),
      };
    }
    case 'none':
      return {
        icon: 'no-audio',
        tone: 'danger',
        title: msg('No audio'),
        explanation: msg('No device carries your voice now. Check the health list, or tell your supervisor.'),
      };
  }
}
