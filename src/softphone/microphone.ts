import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import {Store} from '../base/store.js';
import {microphoneError} from './errors.js';
import type {MicrophoneState} from './types.js';

/** How the agent wants to be captured. */
export interface MicrophoneWishes {
  /** Absent: the computer's default. */
  readonly deviceId?: string | undefined;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

/** The part of `navigator.mediaDevices` used here. */
export type Capture = Pick<MediaDevices, 'getUserMedia'>;

/** One leg's part in the microphone: a track of its own, so that legs are muted apart. */
export interface MicrophoneShare {
  readonly track: MediaStreamTrack;
  release(): void;
}

interface Share extends MicrophoneShare {
  track: MediaStreamTrack;
  readonly replaced: (track: MediaStreamTrack) => void;
}

const RETRY_MS = 500;

/**
 * The one capture of the agent's voice. It is opened for the first leg that asks and stops with the last one, so that
 * the browser's indicator tells the truth; nothing is held ready.
 */
export class Microphone {
  readonly state = new Store<MicrophoneState>('idle');
  /** The captured track itself, which is never sent: to measure, while there is one. */
  readonly source = new Store<MediaStreamTrack | undefined>(undefined);
  readonly #wishes: MicrophoneWishes;
  readonly #capture: Capture | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #shares = new Set<Share>();
  #waiting = 0;
  #opening: Promise<MediaStreamTrack> | undefined;

  /** `capture` is undefined where the page may not use a microphone (not a secure context). */
  constructor(wishes: MicrophoneWishes, capture: Capture | undefined, clock: Clock, log: Log) {
    this.#wishes = wishes;
    this.#capture = capture;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Opens the microphone, or shares the open one. `replaced` is called when the device went away and another took its
   * place. Throws a {@link DeskError} with a `media/…` code; nothing stays open then.
   */
  async acquire(replaced: (track: MediaStreamTrack) => void): Promise<MicrophoneShare> {
    this.#waiting += 1;
    try {
      const source = await this.#open();
      const share: Share = {track: source.clone(), replaced, release: () => this.#release(share)};
      this.#shares.add(share);
      return share;
    } finally {
      this.#waiting -= 1;
      this.#closeIfUnused();
    }
  }

  async #open(): Promise<MediaStreamTrack> {
    const source = this.source.state;
    if (source?.readyState === 'live') return source;
    this.#opening ??= this.#ask().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #ask(): Promise<MediaStreamTrack> {
    try {
      const track = await this.#firstTrack();
      track.addEventListener('ended', () => void this.#onEnded(track));
      this.source.set(track);
      this.state.set('live');
      return track;
    } catch (error) {
      const known = error instanceof DeskError ? error : microphoneError(error);
      this.state.set(stateOf(known.code));
      this.#log.warn('microphone refused', {code: known.code});
      throw known;
    }
  }

  async #firstTrack(): Promise<MediaStreamTrack> {
    const capture = this.#capture;
    if (!capture) throw new DeskError('media/insecure', 'no media devices here');
    const {deviceId, ...processing} = this.#wishes;
    const ask = async (exact: boolean) => {
      const device = exact && deviceId !== undefined ? {deviceId: {exact: deviceId}} : {};
      const stream = await capture.getUserMedia({
        audio: {...processing, ...device, channelCount: 1},
        video: false,
      });
      const [track] = stream.getAudioTracks();
      if (!track) throw new DeskError('media/missing', 'a stream without audio');
      return track;
    };
    try {
      return await ask(true);
    } catch (error) {
      const {code} = microphoneError(error);
      if (code === 'media/denied' || code === 'media/insecure') throw error;
      // A device that is gone gives way to the default; one that is busy may be free in a moment.
      if (code === 'media/in-use') await new Promise<void>((resolve) => this.#clock.after(RETRY_MS, resolve));
      else if (deviceId === undefined) throw error;
      return ask(false);
    }
  }

  /** The device went away in a call: the next one takes over, muted or not as before. */
  async #onEnded(track: MediaStreamTrack): Promise<void> {
    if (this.source.state !== track) return;
    this.source.set(undefined);
    if (this.#shares.size === 0) return;
    try {
      const next = await this.#open();
      for (const share of this.#shares) {
        share.track.stop();
        share.track = next.clone();
        share.replaced(share.track);
      }
      this.#closeIfUnused();
    } catch {
      // Told by the state; the call goes on in silence.
    }
  }

  #release(share: Share): void {
    if (!this.#shares.delete(share)) return;
    share.track.stop();
    this.#closeIfUnused();
  }

  #closeIfUnused(): void {
    if (this.#shares.size > 0 || this.#waiting > 0) return;
    this.source.state?.stop();
    this.source.set(undefined);
    if (this.state.state === 'live') this.state.set('idle');
  }
}

function stateOf(code: string): MicrophoneState {
  if (code === 'media/missing') return 'missing';
  return code === 'media/in-use' ? 'busy' : 'denied';
}
