import {readFileSync, readdirSync} from 'node:fs';
import {SAMPLE_RATE, loop} from '../media/frame.js';
import {decodeMuLaw} from '../media/mu-law.js';

const folder = new URL('../speech/', import.meta.url);
const MU_LAW_FORMAT = 7;
const PAUSE_SAMPLES = SAMPLE_RATE;

/** The samples of a RIFF/WAVE file with mu-law audio, 8 kHz, one channel. Throws on anything else. */
export function readWave(file: Buffer): Int16Array {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAVE file');
  }
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ' && (body.readUInt16LE(0) !== MU_LAW_FORMAT || body.readUInt32LE(4) !== SAMPLE_RATE)) {
      throw new Error('not mu-law at 8 kHz');
    }
    if (name === 'data') return decodeMuLaw(body);
    at += 8 + size + (size % 2);
  }
  throw new Error('no data in the WAVE file');
}

let phrases: readonly Int16Array[] | undefined;

/** A phrase spoken over and over, with a second's pause between; `random` (0 up to 1) chooses which. */
export function speech(random: () => number): Generator<Int16Array, never> {
  phrases ??= readdirSync(folder)
    .filter((name) => name.endsWith('.wav'))
    .sort()
    .map((name) => {
      const spoken = readWave(readFileSync(new URL(name, folder)));
      const padded = new Int16Array(spoken.length + PAUSE_SAMPLES);
      padded.set(spoken);
      return padded;
    });
  return loop(phrases[Math.floor(random() * phrases.length)] ?? new Int16Array(0));
}
