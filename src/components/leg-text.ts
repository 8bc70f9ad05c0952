import {msg, str} from '@lit/localize';
import type {AudioLeg} from '../calls/types.js';
import {shown} from './foreign-text.js';
import type {Tone} from './tokens.js';
import type {IconName} from './ui/icon.js';

/** The audio leg: which device carries the agent's voice. What it means is said in `leg-details.ts`. */
export interface LegText {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: string;
}

/** Words of the audio-leg chip. */
export function legText(leg: AudioLeg): LegText {
  switch (leg.kind) {
    case 'browser':
      return {icon: 'browser', tone: 'accent', title: msg('Browser audio')};
    case 'desk-phone': {
      const number = shown(leg.number);
      const title = number === '' ? msg('Desk phone') : msg(str`Desk phone ${number}`);
      return {icon: 'desk-phone', tone: 'accent', title};
    }
    case 'remote-phone': {
      const number = shown(leg.number);
      const title = number === '' ? msg('Remote phone') : msg(str`Remote phone ${number}`);
      return {icon: 'remote-phone', tone: 'accent', title};
    }
    case 'none':
      return {icon: 'no-audio', tone: 'danger', title: msg('No audio')};
  }
}
