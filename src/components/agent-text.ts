import {msg} from '@lit/localize';
import type {Agent, RequestableState} from '../finesse/types.js';
import type {Tone} from './tokens.js';
import type {IconName} from './ui/icon.js';
import {shown} from './foreign-text.js';

/** How a state looks: always a word, a drawing and a colour together. */
export interface Look {
  readonly text: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

/** The state an agent is in (docs: Finesse developer guide, User, state). */
export function agentLook(agent: Agent): Look {
  switch (agent.state) {
    case 'READY':
      return {text: msg('Ready'), icon: 'ready', tone: 'positive'};
    case 'NOT_READY':
      return {text: msg('Not Ready'), icon: 'not-ready', tone: 'caution'};
    case 'RESERVED':
    case 'RESERVED_OUTBOUND':
    case 'RESERVED_OUTBOUND_PREVIEW':
      return {text: msg('Call coming'), icon: 'ringing', tone: 'positive'};
    case 'TALKING':
      return {text: msg('Talking'), icon: 'talking', tone: 'accent'};
    case 'HOLD':
      return {text: msg('On hold'), icon: 'hold', tone: 'caution'};
    case 'WORK':
    case 'WORK_READY':
      return {text: msg('Wrap-up'), icon: 'wrap-up', tone: 'wrap'};
    case 'LOGOUT':
      return {text: msg('Signed out'), icon: 'signed-out', tone: 'quiet'};
    case 'UNKNOWN':
      return {text: shown(agent.rawState) || msg('Unknown state'), icon: 'unknown', tone: 'quiet'};
  }
}

/** A request on its way, in the present continuous: it is not a fact yet. */
export function requestText(state: RequestableState, phase: 'sent' | 'checking'): string {
  if (phase === 'checking') return msg('Checking…');
  switch (state) {
    case 'READY':
      return msg('Going Ready…');
    case 'NOT_READY':
      return msg('Going Not Ready…');
    case 'LOGOUT':
      return msg('Signing out…');
  }
}

/** What Finesse will do when this call ends; undefined when nothing waits. */
export function pendingStateText(agent: Agent): string | undefined {
  switch (agent.pendingState) {
    case undefined:
      return undefined;
    case 'READY':
    case 'WORK_READY':
      return msg('After this call: Ready');
    case 'NOT_READY':
      return msg('After this call: Not Ready');
    case 'LOGOUT':
      return msg('After this call: sign out');
    default:
      return msg('A change of state waits for the end of this call');
  }
}
