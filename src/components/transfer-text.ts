import {msg, str} from '@lit/localize';
import type {Member} from '../calls/together.js';
import type {TransferWhyNot} from '../calls/transfer-controls.js';
import {mostOthers} from '../calls/transfer-controls.js';
import {shown} from './foreign-text.js';

/** Why something can't be pressed; undefined where the button says it. */
export function whyNoTransferText(why: TransferWhyNot | undefined): string | undefined {
  switch (why) {
    case undefined:
    case 'pending':
      return undefined;
    case 'finesse-down':
      return msg('Control lost, use the phone');
    case 'not-allowed':
      return msg('Not possible now');
    case 'held':
      return msg('Resume the call first');
    case 'not-answered':
      return msg('Nobody has answered yet');
    case 'consult-under-way':
      return msg('You have another call: join the two, or end one');
    case 'in-conference':
      return msg('A conference can’t be transferred');
    case 'not-controller':
      return msg('Only who made the conference can add people');
    case 'full':
      return msg(str`The conference is full: you and ${mostOthers} others`);
    case 'drop-platform':
      return msg('Unified CCX can’t take one person out of a conference');
    case 'sound-elsewhere':
      return msg('Not possible: the sound of one of the calls does not pass through this browser');
    case 'comes-back':
      return msg('On this line “Transfer now” brings the caller back by itself if nobody answers');
    case 'drop-setting':
      return msg('Your site does not let you take people out of this conference');
  }
}

/** Name and number of a participant, fit for the screen. */
export function memberTitle({name, address}: Pick<Member, 'name' | 'address'>): string {
  return shown(name.trim()) || shown(address.trim()) || msg('Hidden number');
}

/** What a participant does; talking needs no word. */
export function memberStateText({state}: Member): string {
  switch (state) {
    case 'ALERTING':
    case 'INITIATING':
    case 'INITIATED':
      return msg('ringing');
    case 'HELD':
      return msg('on hold');
    case 'FAILED':
      return msg('not reached');
    default:
      return msg('talking');
  }
}
