import type {Spectrum} from '../types.js';
import {FRAME, SAMPLE_RATE} from './frame.js';

const SIZE = 4_096;
/** Half a second; the rest of the transform is padding, which makes the interpolation finer. */
const WINDOW = SAMPLE_RATE / 2;
const LEVEL_WINDOW = (SAMPLE_RATE * 300) / 1_000;
const LOWEST_HZ = 100;
const HIGHEST_HZ = 3_800;
/** Quieter peaks are the codec's rounding. */
const FLOOR = 0.001;

const hann = Float64Array.from(
  {length: WINDOW},
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (WINDOW - 1)),
);

/** Remembers the last half second of a stretch of audio and says on demand what it is made of. */
export class SoundMeter {
  readonly #ring = new Int16Array(WINDOW);
  #at = 0;
  #frames = 0;

  /** Adds one frame; `counts` is false where nothing arrived or left and silence stands in. */
  add(frame: Int16Array, counts = true): void {
    this.#ring.set(frame.subarray(0, FRAME), this.#at);
    this.#at = (this.#at + FRAME) % WINDOW;
    if (counts) this.#frames += 1;
  }

  /** @param most as many peaks, the strongest */
  measure(most = 3): Spectrum {
    const samples = Float64Array.from(
      {length: WINDOW},
      (_, n) => (this.#ring[(this.#at + n) % WINDOW] ?? 0) / 32_768,
    );
    const last = samples.subarray(WINDOW - LEVEL_WINDOW);
    const level = Math.sqrt(last.reduce((sum, sample) => sum + sample * sample, 0) / LEVEL_WINDOW);
    return {level, peaks: peaksOf(samples).slice(0, most), frames: this.#frames};
  }
}

function peaksOf(samples: Float64Array): {hz: number; level: number}[] {
  const magnitudes = transform(samples);
  const at = (bin: number) => magnitudes[bin] ?? 0;
  const peaks: {hz: number; level: number}[] = [];
  const first = Math.ceil((LOWEST_HZ * SIZE) / SAMPLE_RATE);
  const last = Math.floor((HIGHEST_HZ * SIZE) / SAMPLE_RATE);
  for (let bin = first; bin <= last; bin += 1) {
    if (at(bin) <= at(bin - 1) || at(bin) < at(bin + 1)) continue;
    // A parabola through the logarithms of three bins meets the true peak to a small part of a bin.
    const [left, middle, right] = [at(bin - 1), at(bin), at(bin + 1)].map((value) => Math.log(value + 1e-12));
    const l = left ?? 0;
    const m = middle ?? 0;
    const r = right ?? 0;
    const shift = (l - r) / (2 * (l - 2 * m + r) || 1);
    const height = Math.exp(m - ((l - r) * shift) / 4);
    // Half the window's sum is the gain of a sine; over the square root of two it is an RMS.
    const level = (height / (WINDOW / 4)) * Math.SQRT1_2;
    if (level >= FLOOR) peaks.push({hz: ((bin + shift) * SAMPLE_RATE) / SIZE, level});
  }
  return peaks.sort((a, b) => b.level - a.level);
}

/** Magnitudes of a windowed FFT (radix 2, in place). */
function transform(samples: Float64Array): Float64Array {
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  const bits = Math.log2(SIZE);
  for (let n = 0; n < WINDOW; n += 1) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit += 1) reversed |= ((n >> bit) & 1) << (bits - 1 - bit);
    re[reversed] = (samples[n] ?? 0) * (hann[n] ?? 0);
  }
  for (let half = 1; half < SIZE; half *= 2) {
    for (let k = 0; k < half; k += 1) {
      const c = Math.cos((Math.PI * k) / half);
      const s = -Math.sin((Math.PI * k) / half);
      for (let even = k; even < SIZE; even += 2 * half) butterfly(re, im, even, even + half, c, s);
    }
  }
  return re.map((value, bin) => Math.hypot(value, im[bin] ?? 0));
}

function butterfly(
  re: Float64Array,
  im: Float64Array,
  even: number,
  odd: number,
  c: number,
  s: number,
): void {
  const or = re[odd] ?? 0;
  const oi = im[odd] ?? 0;
  const er = re[even] ?? 0;
  const ei = im[even] ?? 0;
  const r = or * c - oi * s;
  const i = or * s + oi * c;
  re[even] = er + r;
  im[even] = ei + i;
  re[odd] = er - r;
  im[odd] = ei - i;
}
