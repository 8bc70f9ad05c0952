import type {Clock} from '../base/clock.js';
import type {Store} from '../base/store.js';

const POLL_MS = 100;
/** RMS above which somebody speaks; a quiet office behind a headset stays below. */
const VOICE = 0.01;
/** Loud polls in a row until the hint comes, and quiet ones until it goes. */
const LOUD_POLLS = 3;
const QUIET_POLLS = 8;

/** Whether somebody speaks into a track that nobody else hears. Listens only while asked to. */
export class VoiceMonitor {
  readonly #speaking: Store<boolean>;
  readonly #clock: Clock;
  #stop: (() => void) | undefined;
  #watched: MediaStreamTrack | undefined;

  /** @param speaking set to whether they do */
  constructor(clock: Clock, speaking: Store<boolean>) {
    this.#clock = clock;
    this.#speaking = speaking;
  }

  /** Listens to `track`, or to nothing. The track must be enabled; it is copied, never changed. */
  watch(track: MediaStreamTrack | undefined): void {
    if (track === this.#watched) return;
    this.#stop?.();
    this.#stop = undefined;
    this.#watched = track;
    this.#speaking.set(false);
    if (track) this.#stop = this.#listen(track);
  }

  #listen(track: MediaStreamTrack): () => void {
    const copy = track.clone();
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, {fftSize: 2_048});
    context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let loud = 0;
    let quiet = 0;
    let cancel: () => void = () => undefined;
    const poll = () => {
      if (context.state === 'suspended') void context.resume();
      analyser.getFloatTimeDomainData(samples);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      loud = level > VOICE ? loud + 1 : 0;
      quiet = level > VOICE ? 0 : quiet + 1;
      if (loud >= LOUD_POLLS) this.#speaking.set(true);
      if (quiet >= QUIET_POLLS) this.#speaking.set(false);
      cancel = this.#clock.after(POLL_MS, poll);
    };
    poll();
    return () => {
      cancel();
      copy.stop();
      void context.close();
    };
  }
}
