/** The words of every state a line may be in; loaded with what shows more lines than one. */
import {msg, str} from '@lit/localize';
import type {Line, LineState} from '../calls/types.js';
import {shown} from './foreign-text.js';
import {lineNameWith, ownLineStateText, ownLineWord} from './line-text.js';

/** The short word of a line's state. */
export function lineWord(state: LineState): string {
  switch (state) {
    case 'remote-ringing':
      return msg('Remote ringing');
    case 'remote-in-use':
      return msg('Remote in use');
    case 'remote-held':
      return msg('Remote held');
    case 'remote-unknown':
      return msg('Remote unknown');
    case 'dnd':
      return msg('Do not disturb');
    case 'forwarded':
      return msg('Forwarded');
    default:
      return ownLineWord(state);
  }
}

/** The whole sentence of a line's state; idle, unregistered and not known are never the same. */
export function lineStateText({state, news}: Line): string {
  switch (state) {
    case 'remote-ringing':
      return msg('remote ringing: it rings for a colleague');
    case 'remote-in-use':
      return msg('remote in use: a colleague talks on it');
    case 'remote-held':
      return msg('remote held: a colleague holds a call on it');
    case 'remote-unknown':
      return msg('registered, whether a colleague uses it is not known now');
    case 'dnd':
      return msg('do not disturb: the phone system lets nothing ring');
    case 'forwarded': {
      const where = shown(news?.forwardTo.trim() ?? '');
      return where === '?' || where === ''
        ? msg('forwarded: calls go elsewhere')
        : msg(str`forwarded: calls go to ${where}`);
    }
    default:
      return ownLineStateText(state);
  }
}

/** A line as spoken: "Line 1, ACD, registered and idle". */
export const lineName = (line: Line): string => lineNameWith(line, lineStateText(line));
