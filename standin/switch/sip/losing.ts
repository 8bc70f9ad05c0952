import type {Loss, SwitchFaults} from '../types.js';
import {cseqOf, type SipMessage} from './message.js';

/** What a {@link Loss} calls a message: `BYE` for a request, `200 INVITE` for an answer to one. */
export function kindOf(message: SipMessage): string {
  return message.kind === 'request'
    ? message.method
    : `${message.status} ${cseqOf(message.headers)?.method ?? ''}`;
}

/** Whether this message is to get lost on its way; uses the rule up that says so. */
export function getsLost(message: SipMessage, from: Loss['from'], faults: SwitchFaults): boolean {
  const kind = kindOf(message);
  const rule = faults.lose.find((loss) => loss.message === kind && loss.from === from && timesOf(loss) > 0);
  if (!rule) return false;
  faults.lose = faults.lose.map((loss) => (loss === rule ? {...loss, times: timesOf(loss) - 1} : loss));
  return true;
}

const timesOf = ({times = 1}: Loss): number => times;
