import {msg, str} from '@lit/localize';
import type {AudioLeg, Line, LineState} from '../calls/types.js';
import type {Tone} from './tokens.js';
import type {IconName} from './ui/icon.js';
import {shown} from './foreign-text.js';

/** The short word of a line's state. */
export function lineWord(state: LineState): string {
  switch (state) {
    case 'idle':
      return msg('Idle');
    case 'ringing':
      return msg('Ringing');
    case 'talking':
      return msg('Talking');
    case 'held':
      return msg('Held');
    case 'unregistered':
      return msg('Unregistered');
    case 'off':
      return msg('On the phone');
  }
}

/** The whole sentence of a line's state; idle and unregistered are never the same. */
export function lineStateText(state: LineState): string {
  switch (state) {
    case 'idle':
      return msg('registered and idle');
    case 'ringing':
      return msg('ringing');
    case 'talking':
      return msg('talking');
    case 'held':
      return msg('on hold');
    case 'unregistered':
      return msg('not registered, calls can’t reach it');
    case 'off':
      return msg('on the phone, its state can’t be seen from here');
  }
}

/** A line as spoken: "Line 1, ACD, registered and idle". */
export function lineName(line: Line): string {
  const label = lineLabel(line);
  const state = lineStateText(line.state);
  return line.acd ? msg(str`${label}, ACD, ${state}`) : msg(str`${label}, ${state}`);
}

/** The line's own label, or its place. */
export function lineLabel(line: Line): string {
  return shown(line.label.trim()) || msg(str`Line ${line.index}`);
}

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
