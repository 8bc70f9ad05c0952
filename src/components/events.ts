import type {DialOrigin} from '../calls/dial.js';
import type {HistoryEntry} from '../calls/history.js';
import type {CallCommand} from '../calls/types.js';
import type {DigitOrder} from '../desk/desk.js';
import type {RecordingCommand} from '../recording/types.js';

const upward = {bubbles: true, composed: true};

/** The agent pressed something that concerns one call. */
export class CallCommandEvent extends Event {
  readonly callId: string;
  readonly command: CallCommand | RecordingCommand;
  constructor(callId: string, command: CallCommand | RecordingCommand) {
    super('call-command', upward);
    this.callId = callId;
    this.command = command;
  }
}

/** The agent has read a notice. */
export class NoticeDismissEvent extends Event {
  readonly noticeId: number;
  constructor(noticeId: number) {
    super('notice-dismiss', upward);
    this.noticeId = noticeId;
  }
}

/** The agent pressed something so that the browser lets sound out. */
export class SoundUnlockEvent extends Event {
  constructor() {
    super('sound-unlock', upward);
  }
}

/** The agent asks for a call; the desk reads the text again. */
export class DialRequestEvent extends Event {
  readonly text: string;
  /** `link`: the text is not the agent's own; they pressed a button that shows the number. */
  readonly origin: DialOrigin;
  /** Which line calls; the first when absent. */
  readonly line: number | undefined;
  constructor(text: string, origin: DialOrigin, line?: number) {
    super('dial-request', upward);
    this.text = text;
    this.origin = origin;
    this.line = line;
  }
}

/** The agent wants to look at the history, has looked at it, or wants it empty. */
export class HistoryEvent extends Event {
  readonly order: 'open' | 'seen' | 'clear';
  /** What is to go; all of it when absent. */
  readonly entry: HistoryEntry | undefined;
  constructor(order: 'open' | 'seen' | 'clear', entry?: HistoryEntry) {
    super('history-order', upward);
    this.order = order;
    this.entry = entry;
  }
}

/** The agent sends a string of digits, lets it go on, or stops it. */
export class DigitsEvent extends Event {
  readonly callId: string;
  readonly order: DigitOrder;
  constructor(callId: string, order: DigitOrder) {
    super('digits-order', upward);
    this.callId = callId;
    this.order = order;
  }
}

/** A key of the keypad: one of 0-9, star, hash. Stays inside the card, which turns it into a command. */
export class KeypadDigitEvent extends Event {
  readonly digit: string;
  constructor(digit: string) {
    super('keypad-digit', {bubbles: true});
    this.digit = digit;
  }
}

declare global {
  interface HTMLElementEventMap {
    'call-command': CallCommandEvent;
    'notice-dismiss': NoticeDismissEvent;
    'sound-unlock': SoundUnlockEvent;
    'dial-request': DialRequestEvent;
    'digits-order': DigitsEvent;
    'history-order': HistoryEvent;
    'keypad-digit': KeypadDigitEvent;
  }
}
