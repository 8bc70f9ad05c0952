import {msg, str} from '@lit/localize';
import type {Call, CallState, PendingCommand} from '../calls/types.js';
import {shown} from './foreign-text.js';
import type {Look} from './agent-text.js';

/** Who is at the other end, in the order people ask: name, number, or that it is hidden. Fit for the screen. */
export function peerTitle(call: Call): string {
  return shown(call.peer.name.trim()) || shown(call.peer.number.trim()) || msg('Hidden number');
}

/** The number under the name; empty when the name is the number, or there is none. */
export function peerNumber(call: Call): string {
  return call.peer.name.trim() === '' ? '' : shown(call.peer.number.trim());
}

/** Which way the call came: the queue, else the dialled number, else direct. */
export function callOrigin(call: Call): string {
  if (call.queue.trim() !== '') return shown(call.queue.trim());
  if (call.direction === 'out') return msg('Outgoing');
  const dialed = shown(call.dialedNumber.trim());
  return dialed === '' ? msg('Direct call') : msg(str`To ${dialed}`);
}

/** How a call's state looks: word, drawing and colour together. */
export function callLook(state: CallState): Look {
  switch (state) {
    case 'alerting':
      return {text: msg('Incoming call'), icon: 'answer', tone: 'positive'};
    case 'dialing':
      return {text: msg('Calling'), icon: 'answer', tone: 'accent'};
    case 'talking':
      return {text: msg('Talking'), icon: 'talking', tone: 'accent'};
    case 'held':
      return {text: msg('On hold'), icon: 'hold', tone: 'caution'};
    case 'wrap-up':
      return {text: msg('Wrap-up'), icon: 'wrap-up', tone: 'wrap'};
    case 'failed':
      return {text: msg('Call failed'), icon: 'error', tone: 'danger'};
    case 'ended':
      return {text: msg('Ended'), icon: 'end', tone: 'quiet'};
  }
}

/** A command on its way, shown on its own button. */
export function pendingText(pending: PendingCommand): string {
  if (pending.phase === 'checking') return msg('Checking…');
  switch (pending.type) {
    case 'answer':
      return msg('Answering…');
    case 'hold':
      return msg('Holding…');
    case 'resume':
      return msg('Resuming…');
    case 'end':
      return msg('Ending…');
    case 'mute':
      return msg('Changing…');
    case 'digits':
      return msg('Sending…');
    case 'wrap-up-reason':
    case 'edit-data':
      return msg('Saving…');
    default:
      return msg('Under way…');
  }
}

/** Why a call did not come about, from the cause Finesse gives a participant (developer guide, Dialog, stateCause). */
export function failureText(call: Call): string {
  const causes = new Set(call.dialog?.participants.map((participant) => participant.cause));
  if (causes.has('BUSY')) return msg('The line is busy. Try again later.');
  if (causes.has('BAD_DESTINATION')) return msg('The number is not known. Check it and dial again.');
  return msg('The call could not be connected. Try again.');
}
