import {msg, str} from '@lit/localize';
import type {Reach} from '../calls/reach.js';
import type {AudioLeg, Line} from '../calls/types.js';
import type {Connection} from '../finesse/types.js';
import type {MicrophoneState, Registration} from '../softphone/types.js';
import {connectionText, microphoneText, registrationText} from './essential-text.js';
import {shown} from './foreign-text.js';
import {finesseTone, lineTone, microphoneTone, phoneTone, reachTone} from './health-tone.js';
import {lineLabel} from './line-text.js';
import {lineWord} from './line-words.js';
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
    tone: finesseTone(connection),
    advice: text === undefined ? undefined : `${text.still ?? ''} ${text.advice}`,
  };
  switch (connection) {
    case 'live':
      return {...row, state: msg('Connected')};
    case 'connecting':
      return {...row, state: msg('Connecting')};
    case 'failing':
      return {...row, state: msg('Not answering')};
    case 'down':
      return {...row, state: msg('Down')};
  }
}

/** The registration of this browser's phone; undefined on a desk without browser audio. */
export function phoneRow(registration: Registration): HealthRow | undefined {
  const tone = phoneTone(registration);
  if (tone === undefined) return undefined;
  const text = registrationText(registration);
  const row = {
    what: msg('Browser phone'),
    tone,
    advice: text === undefined ? undefined : `${text.still ?? ''} ${text.advice}`,
  };
  switch (registration) {
    case 'off':
      return undefined;
    case 'registered':
      return {...row, state: msg('Registered')};
    case 'connecting':
      return {...row, state: msg('Connecting')};
    case 'reconnecting':
      return {...row, state: msg('Reconnecting')};
    case 'refused':
      return {...row, state: msg('Refused')};
  }
}

/** The microphone; undefined on a desk without browser audio. */
export function microphoneRow(
  microphone: MicrophoneState,
  registration: Registration,
): HealthRow | undefined {
  const tone = microphoneTone(microphone, registration);
  if (tone === undefined) return undefined;
  const row = {what: msg('Microphone'), tone};
  switch (microphone) {
    case 'idle':
      return {...row, state: msg('Off, no call needs it'), advice: undefined};
    case 'live':
      return {...row, state: msg('On'), advice: undefined};
    case 'denied':
      return {...row, state: msg('Blocked'), advice: microphoneText('denied').advice};
    case 'missing':
      return {...row, state: msg('Not found'), advice: microphoneText('missing').advice};
    case 'busy':
      return {...row, state: msg('In use elsewhere'), advice: microphoneText('busy').advice};
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
  const tone = reachTone(reach, audioLeg);
  if (tone === undefined || audioLeg?.kind !== 'browser') return undefined;
  const row = {what: msg('Calls to this browser'), tone};
  if (reach === 'arrived') return {...row, state: msg('Arrive'), advice: undefined};
  const [from, to] = [shown(extension), shown(audioLeg.number)];
  const advice =
    deployment === 'CCX'
      ? msg(
          str`Finesse had a call for you that never rang here. Mostly the remote destination is not active, and calls fail as busy: ask your administrator to make ${to} the active remote destination of ${from}.`,
        )
      : msg(
          str`Finesse had a call for you that never rang here. Ask your administrator to check the way from ${from} to ${to}.`,
        );
  return {...row, state: msg('The last one did not arrive'), advice};
}

/** One line of the agent's. */
export function lineRow(line: Line): HealthRow {
  const advice = line.state === 'unregistered' ? msg('Calls can’t reach this line.') : undefined;
  return {what: lineLabel(line), state: lineWord(line.state), tone: lineTone(line.state), advice};
}
