import type {Reach} from '../calls/reach.js';
import type {AudioLeg, LineState} from '../calls/types.js';
import type {Connection} from '../finesse/types.js';
import type {MicrophoneState, Registration} from '../softphone/types.js';
import type {Tone} from './tokens.js';
import type {IconName} from './ui/icon.js';

/** How well each part is that the desk stands on; undefined where the desk does not have it. The words are elsewhere. */
export function finesseTone(connection: Connection): Tone {
  if (connection === 'live') return 'positive';
  return connection === 'down' ? 'danger' : 'caution';
}

export function phoneTone(registration: Registration): Tone | undefined {
  if (registration === 'off') return undefined;
  if (registration === 'registered') return 'positive';
  return registration === 'refused' ? 'danger' : 'caution';
}

export function microphoneTone(microphone: MicrophoneState, registration: Registration): Tone | undefined {
  if (registration === 'off') return undefined;
  return microphone === 'idle' || microphone === 'live' ? 'positive' : 'danger';
}

export function reachTone(reach: Reach | undefined, audioLeg: AudioLeg | undefined): Tone | undefined {
  if (audioLeg?.kind !== 'browser' || reach === undefined || reach === 'unproven') return undefined;
  return reach === 'arrived' ? 'positive' : 'danger';
}

export function lineTone(state: LineState): Tone {
  if (state === 'unregistered') return 'danger';
  return state === 'off' ? 'quiet' : 'positive';
}

/** The drawing of a tone: never told by colour alone. */
export function markOf(tone: Tone): IconName {
  if (tone === 'danger') return 'error';
  if (tone === 'caution') return 'warning';
  return tone === 'quiet' ? 'not-ready' : 'ready';
}
