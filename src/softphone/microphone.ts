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
export type Capture = Pick<MediaDevices, 'getUserMedia'> &
  Partial<Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>>;

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
  /** How often the next device took over in a call. */
  readonly switches = new Store(0);
  /** The captured track itself, which is never sent: to measure, while there is one. */
  readonly source = new Store<MediaStreamTrack | undefined>(undefined);
  readonly #wishes: MicrophoneWishes;
  readonly #capture: Capture | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #shares = new Set<Share>();
  readonly #onDevices = () => void this.#devicesChanged();
  #waiting = 0;
  #restoring = false;
  #restoreAgain = false;
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

  /** Follows what is plugged in, without opening anything. */
  watch(): void {
    this.#capture?.addEventListener?.('devicechange', this.#onDevices);
    void this.#devicesChanged();
  }

  unwatch(): void {
    this.#capture?.removeEventListener?.('devicechange', this.#onDevices);
  }

  /** The browser says what it thinks of us, unasked: a call that lost its voice by it may have it back. */
  permissionChanged(permission: PermissionState | 'unknown'): void {
    if (permission === 'denied') {
      if (this.state.state !== 'live') this.state.set('denied');
    } else if (this.state.state === 'denied') this.#mayWork();
  }

  /** Something was plugged in or out. */
  async #devicesChanged(): Promise<void> {
    const devices = await this.#capture?.enumerateDevices?.().catch(() => undefined);
    if (!devices || this.source.state?.readyState === 'live') return;
    if (!devices.some(({kind}) => kind === 'audioinput')) {
      if (this.state.state === 'idle') this.state.set('missing');
    } else if (this.state.state === 'missing' || this.state.state === 'busy') this.#mayWork();
  }

  /** What kept the microphone from us is over, as far as one can tell without opening it. */
  #mayWork(): void {
    if (this.#shares.size > 0) void this.#restore();
    else this.state.set('idle');
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
      track.addEventListener('ended', () => this.#onEnded(track));
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

  /** The device went away in a call, or the permission did. */
  #onEnded(track: MediaStreamTrack): void {
    if (this.source.state !== track) return;
    this.source.set(undefined);
    for (const share of this.#shares) share.track.stop();
    if (this.#shares.size > 0) void this.#restore();
    else if (this.state.state === 'live') this.state.set('idle');
  }

  /** Gives every leg the next device's voice, muted or not as before. Without one the calls go on in silence. */
  async #restore(): Promise<void> {
    this.#restoreAgain = this.#restoring;
    if (this.#restoring) return;
    this.#restoring = true;
    try {
      const next = await this.#open();
      for (const share of this.#shares) {
        share.track = next.clone();
        share.replaced(share.track);
      }
      if (this.#shares.size > 0) this.switches.update((count) => count + 1);
    } catch {
      // Told by the state; another device or a change of the permission brings us here again.
    }
    this.#restoring = false;
    this.#closeIfUnused();
    if (this.#restoreAgain && this.source.state === undefined && this.#shares.size > 0) await this.#restore();
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
