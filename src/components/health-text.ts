import {msg, str} from '@lit/localize';
import type {Reach} from '../calls/reach.js';
import type {AudioLeg} from '../calls/types.js';
import type {Connection} from '../finesse/types.js';
import type {MicrophoneState, Registration} from '../softphone/types.js';
import {connectionText, microphoneText, registrationText} from './essential-text.js';
import {shown} from './foreign-text.js';
import type {Tone} from './tokens.js';

/** One row of the health list: what, how it is, and what can be done. */
export interface HealthRow {
  readonly what: string;
  readonly state: string;
  readonly tone: Tone;
  readonly advice: string | undefined;
}

/** Events and requests between this page and Finesse. */
export function finesseRow(connection: Connection): HealthRow {
  const text = connectionText(connection);
  const row = {
    what: msg('Finesse'),
    advice: text === undefined ? undefined : `${text.still ?? ''} ${text.advice}`,
  };
  switch (connection) {
    case 'live':
      return {...row, state: msg('Connected'), tone: 'positive'};
    case 'connecting':
      return {...row, state: msg('Connecting'), tone: 'caution'};
    case 'failing':
      return {...row, state: msg('Not answering'), tone: 'caution'};
    case 'down':
      return {...row, state: msg('Down'), tone: 'danger'};
  }
}

/** The registration of this browser's phone; undefined on a desk without browser audio. */
export function phoneRow(registration: Registration): HealthRow | undefined {
  const text = registrationText(registration);
  const row = {
    what: msg('Browser phone'),
    advice: text === undefined ? undefined : `${text.still ?? ''} ${text.advice}`,
  };
  switch (registration) {
    case 'off':
      return undefined;
    case 'registered':
      return {...row, state: msg('Registered'), tone: 'positive'};
    case 'connecting':
      return {...row, state: msg('Connecting'), tone: 'caution'};
    case 'reconnecting':
      return {...row, state: msg('Reconnecting'), tone: 'caution'};
    case 'refused':
      return {...row, state: msg('Refused'), tone: 'danger'};
  }
}

/** The microphone; undefined on a desk without browser audio. */
export function microphoneRow(
  microphone: MicrophoneState,
  registration: Registration,
): HealthRow | undefined {
  if (registration === 'off') return undefined;
  const what = msg('Microphone');
  switch (microphone) {
    case 'idle':
      return {what, state: msg('Off, no call needs it'), tone: 'positive', advice: undefined};
    case 'live':
      return {what, state: msg('On'), tone: 'positive', advice: undefined};
    case 'denied':
      return {what, state: msg('Blocked'), tone: 'danger', advice: microphoneText('denied').advice};
    case 'missing':
      return {what, state: msg('Not found'), tone: 'danger', advice: microphoneText('missing').advice};
    case 'busy':
      return {what, state: msg('In use elsewhere'), tone: 'danger', advice: microphoneText('busy').advice};
  }
}

/**
 * Whether calls find this browser; undefined where nothing is known of it. Nobody tells that a remote destination is
 * not active: the words say what was seen, and what it mostly means.
 */
export function reachRow(
  reach: Reach | undefined,
  audioLeg: AudioLeg | undefined,
  extension: string,
  deployment: 'CCE' | 'CCX' | undefined,
): HealthRow | undefined {
  if (audioLeg?.kind !== 'browser' || reach === undefined || reach === 'unproven') return undefined;
  const what = msg('Calls to this browser');
  if (reach === 'arrived') return {what, state: msg('Arrive'), tone: 'positive', advice: undefined};
  const [from, to] = [shown(extension), shown(audioLeg.number)];
  const advice =
    deployment === 'CCX'
      ? msg(
          str`Finesse had a call for you that never rang here. Mostly the remote destination is not active, and calls fail as busy: ask your administrator to make ${to} the active remote destination of ${from}.`,
        )
      : msg(
          str`Finesse had a call for you that never rang here. Ask your administrator to check the way from ${from} to ${to}.`,
        );
  return {what, state: msg('The last one did not arrive'), tone: 'danger', advice};
}
