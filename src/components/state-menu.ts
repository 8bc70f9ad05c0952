import {msg, str} from '@lit/localize';
import type {StateOption} from '../desk/desk.js';
import type {Agent} from '../finesse/types.js';
import {shown} from './foreign-text.js';
import './ui/menu.js';
import type {MenuItem} from './ui/menu.js';

/** Ready, then the reasons as they come, sign-out last. */
export function inOrder(options: readonly StateOption[]): readonly StateOption[] {
  const rank = {READY: 0, NOT_READY: 1, LOGOUT: 2};
  return [...options].sort((a, b) => rank[a.state] - rank[b.state]);
}

/** The menu of states: what can be asked for, and why not what can't. */
export function menuItems(options: readonly StateOption[], agent: Agent | undefined): MenuItem[] {
  const order = inOrder(options);
  return order.map((option, index) => ({
    key: String(index),
    text: optionText(option),
    hint: optionHint(option),
    icon: option.state === 'READY' ? 'ready' : option.state === 'NOT_READY' ? 'not-ready' : 'signed-out',
    tone: option.state === 'READY' ? 'positive' : option.state === 'NOT_READY' ? 'caution' : 'quiet',
    disabled: !option.enabled,
    current:
      agent?.state === option.state && (option.reason === undefined || agent.reason?.id === option.reason.id),
    separated: index > 0 && order[index - 1]?.state !== option.state,
  }));
}

/** The words of one entry of the state menu. */
export function optionText(option: StateOption): string {
  const reason = option.reason === undefined ? undefined : shown(option.reason.label);
  switch (option.state) {
    case 'READY':
      return msg('Ready');
    case 'NOT_READY':
      return reason ?? msg('Not Ready');
    case 'LOGOUT':
      return reason === undefined ? msg('Sign out') : msg(str`Sign out: ${reason}`);
  }
}

/** The quiet second line of an entry: why it can't be chosen, or that it takes effect later. */
export function optionHint(option: StateOption): string | undefined {
  switch (option.why) {
    case 'on-call':
      return msg('Not possible during a call');
    case 'not-ready-first':
      return msg('Go Not Ready first');
    case 'already':
      return msg('You are in this state');
    case 'wrap-up':
      return msg('Finish wrap-up first');
    case 'not-signed-in':
      return msg('Sign in on the desktop first');
    case 'finesse-down':
      return msg('Finesse is not answering');
    case undefined:
      return option.afterCall ? msg('After this call') : undefined;
  }
}
