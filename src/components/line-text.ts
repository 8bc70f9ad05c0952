import {msg, str} from '@lit/localize';
import type {Line, LineState} from '../calls/types.js';
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
