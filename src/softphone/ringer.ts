import type {Clock} from '../base/clock.js';
import type {SoundGate} from './sound-gate.js';
import type {RingStyle} from './types.js';

/** One round of the ring: two pairs of notes, then rest. Seconds. */
const ROUND_S = 3;
const NOTES: NonNullable<RingStyle['notes']> = [
  [0, 784],
  [0.16, 988],
  [0.4, 784],
  [0.56, 988],
];
const NOTE_S = 0.15;
const LEVEL = 0.25;
/** The soft tone of a call that waits: the first note alone, far below a voice, where the voices are. */
const SOFT: RingStyle = {notes: NOTES.slice(0, 1), level: 0.03};
/** A context that does not start within this time waits for a gesture; ms. */
const START_MS = 250;

/** Where the browser lets a page choose the device (Web Audio API 1.1, `AudioContext.setSinkId`). */
type Context = AudioContext & {readonly sinkId?: string; setSinkId?(device: string): Promise<void>};

/** The ring tone, or the soft one of a call that waits: one at most, made on the spot, so that no file has to be loaded when a call comes. */
export class Ringer {
  readonly #gate: SoundGate;
  readonly #clock: Clock;
  #context: Context | undefined;
  #source: AudioBufferSourceNode | undefined;
  #style: RingStyle | undefined;
  readonly #player = () => this.#start();

  constructor(gate: SoundGate, clock: Clock) {
    this.#gate = gate;
    this.#clock = clock;
  }

  /** @param style ours when absent; the same object means the same sound */
  ring(on: boolean, soft = false, style?: RingStyle): void {
    const wanted = soft ? SOFT : style;
    if (on === (this.#source !== undefined) && wanted === this.#style) return;
    this.#style = wanted;
    this.#source?.stop();
    this.#source = undefined;
    // on the way to another device nothing sounds
    void this.#context?.suspend();
    if (!on) return this.#gate.stop(this.#player);
    const context = (this.#context ??= new AudioContext());
    if (wanted?.device) void context.suspend();
    this.#source = new AudioBufferSourceNode(context, {buffer: round(context, wanted), loop: true});
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
    const device = this.#style?.device ?? '';
    // a device that is gone: better on the computer's own than not at all
    if (device !== (context.sinkId ?? ''))
      await context.setSinkId?.(device).catch(() => context.setSinkId?.(''));
    if (!this.#source) return;
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

function round(context: AudioContext, {notes = NOTES, level = LEVEL}: RingStyle = {}): AudioBuffer {
  const rate = context.sampleRate;
  const buffer = new AudioBuffer({length: ROUND_S * rate, sampleRate: rate});
  const samples = buffer.getChannelData(0);
  for (const [start, hz] of notes) {
    const length = NOTE_S * rate;
    for (let n = 0; n < length; n += 1) {
      const fade = Math.min(1, n / 400, (length - n) / 400);
      const tone = Math.sin((2 * Math.PI * hz * n) / rate) + 0.3 * Math.sin((4 * Math.PI * hz * n) / rate);
      samples[Math.floor(start * rate) + n] = level * fade * tone;
    }
  }
  return buffer;
}
