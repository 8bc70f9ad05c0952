import {msg, str} from '@lit/localize';
import type {Line, LineState} from '../calls/types.js';
import type {SharedLineState} from '../softphone/types.js';
import {shown} from './foreign-text.js';

/** What a line of this desk alone may be in; what others do on it is in line-words.ts. */
export type OwnLineState = Exclude<LineState, SharedLineState> | 'idle';

/** The short word of a line's state. */
export function ownLineWord(state: OwnLineState): string {
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
export function ownLineStateText(state: OwnLineState): string {
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
export function lineNameWith(line: Line, state: string): string {
  const label = lineLabel(line);
  return line.acd ? msg(str`${label}, ACD, ${state}`) : msg(str`${label}, ${state}`);
}

/** The line's own label, or its place. */
export function lineLabel(line: Line): string {
  return shown(line.label.trim()) || msg(str`Line ${line.index}`);
}
