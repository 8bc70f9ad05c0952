import type {Clock} from '../base/clock.js';
import type {SoundGate} from './sound-gate.js';

/** One round of the ring: two pairs of notes, then rest. Seconds. */
const ROUND_S = 3;
const NOTES: readonly (readonly [start: number, hz: number])[] = [
  [0, 784],
  [0.16, 988],
  [0.4, 784],
  [0.56, 988],
];
const NOTE_S = 0.15;
const LEVEL = 0.25;
/** Of the soft tone of a call that waits: the first note alone, far below a voice. */
const SOFT_LEVEL = 0.03;
/** A context that does not start within this time waits for a gesture; ms. */
const START_MS = 250;

/** The ring tone, or the soft one of a call that waits: one at most, made on the spot, so that no file has to be loaded when a call comes. */
export class Ringer {
  readonly #gate: SoundGate;
  readonly #clock: Clock;
  #context: AudioContext | undefined;
  #source: AudioBufferSourceNode | undefined;
  #soft = false;
  readonly #player = () => this.#start();

  constructor(gate: SoundGate, clock: Clock) {
    this.#gate = gate;
    this.#clock = clock;
  }

  ring(on: boolean, soft = false): void {
    if (on === (this.#source !== undefined) && soft === this.#soft) return;
    this.#soft = soft;
    this.#source?.stop();
    this.#source = undefined;
    if (!on) {
      this.#gate.stop(this.#player);
      void this.#context?.suspend();
      return;
    }
    const context = (this.#context ??= new AudioContext());
    this.#source = new AudioBufferSourceNode(context, {buffer: round(context, soft), loop: true});
    this.#source.connect(context.destination);
    this.#source.start();
    void this.#gate.play(this.#player);
  }

  close(): void {
    this.ring(false);
    void this.#context?.close();
    this.#context = undefined;
  }

  /** `resume` neither resolves nor rejects while the browser waits for a gesture. */
  async #start(): Promise<void> {
    const context = this.#context;
    if (!context) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#clock.after(START_MS, () =>
        reject(new DOMException('no gesture yet', 'NotAllowedError')),
      );
      context.resume().then(() => {
        cancel();
        resolve();
      }, reject);
    });
  }
}

function round(context: AudioContext, soft: boolean): AudioBuffer {
  const rate = context.sampleRate;
  const buffer = new AudioBuffer({length: ROUND_S * rate, sampleRate: rate});
  const samples = buffer.getChannelData(0);
  for (const [start, hz] of soft ? NOTES.slice(0, 1) : NOTES) {
    const length = NOTE_S * rate;
    for (let n = 0; n < length; n += 1) {
      const fade = Math.min(1, n / 400, (length - n) / 400);
      const tone = Math.sin((2 * Math.PI * hz * n) / rate) + 0.3 * Math.sin((4 * Math.PI * hz * n) / rate);
      samples[Math.floor(start * rate) + n] = (soft ? SOFT_LEVEL : LEVEL) * fade * tone;
    }
  }
  return buffer;
}
