import {FRAME, SAMPLE_RATE, loop} from './frame.js';

/** A part of a pattern: these frequencies together, for this long; none is silence. */
interface Part {
  readonly hz: readonly number[];
  readonly ms: number;
  /** RMS of each frequency; 1 is full scale. */
  readonly level: number;
  /** Fades in and out softly, as a plucked chord. */
  readonly soft?: boolean;
}

function render(parts: readonly Part[]): Int16Array {
  const frames = parts.map((part) => {
    const samples = new Int16Array((part.ms * SAMPLE_RATE) / 1_000);
    for (let at = 0; at < samples.length; at += 1) {
      const envelope = part.soft ? Math.sin((Math.PI * at) / samples.length) ** 0.5 : 1;
      let sum = 0;
      for (const hz of part.hz) sum += Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE);
      samples[at] = Math.round(sum * envelope * part.level * Math.SQRT2 * 32_767);
    }
    return samples;
  });
  const whole = new Int16Array(frames.reduce((length, frame) => length + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    whole.set(frame, at);
    at += frame.length;
  }
  return whole;
}

const chord = (...hz: number[]): Part => ({hz, ms: 1_600, level: 0.06, soft: true});

const patterns = {
  /** Four broken chords, soft enough to talk over. */
  music: [
    chord(261.6, 329.6, 392),
    chord(220, 261.6, 329.6),
    chord(174.6, 220, 261.6, 349.2),
    chord(196, 246.9, 293.7),
  ],
  /** North American audible ringing tone: 440 and 480 Hz, 2 s on, 4 s off. */
  ringback: [
    {hz: [440, 480], ms: 2_000, level: 0.07},
    {hz: [], ms: 4_000, level: 0},
  ],
  /** North American busy tone: 480 and 620 Hz, half a second on and off. */
  busy: [
    {hz: [480, 620], ms: 500, level: 0.07},
    {hz: [], ms: 500, level: 0},
  ],
} satisfies Record<string, readonly Part[]>;

export type ToneName = keyof typeof patterns;

/** The beep with which a collecting machine asks for digits: 1 kHz, 300 ms, every three seconds. */
export function beeps(): Generator<Int16Array, never> {
  return loop(
    render([
      {hz: [1_000], ms: 300, level: 0.15},
      {hz: [], ms: 2_700, level: 0},
    ]),
  );
}

/** The switch's own sounds, one player each, so that all who hear music hear the same bar. */
export class TonePlayer {
  readonly #players = new Map<ToneName, Generator<Int16Array, never>>();
  readonly #frames = new Map<ToneName, Int16Array>();

  /** Begins the next 20 ms. */
  advance(): void {
    this.#frames.clear();
  }

  /** The frame of the present 20 ms. */
  frame(name: ToneName): Int16Array {
    const player = this.#players.get(name) ?? loop(render(patterns[name]));
    this.#players.set(name, player);
    const frame = this.#frames.get(name) ?? player.next().value;
    this.#frames.set(name, frame);
    return frame;
  }
}

/** A steady tone of RMS 0.2 without a click between frames, whatever its frequency. */
export function* tone(hz: number, level = 0.2): Generator<Int16Array, never> {
  const step = (2 * Math.PI * hz) / SAMPLE_RATE;
  let phase = 0;
  for (;;) {
    const frame = new Int16Array(FRAME);
    for (let at = 0; at < FRAME; at += 1) {
      frame[at] = Math.round(Math.sin(phase) * level * Math.SQRT2 * 32_767);
      phase = (phase + step) % (2 * Math.PI);
    }
    yield frame;
  }
}
