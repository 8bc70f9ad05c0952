import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Spectrum} from './standin-process.js';

/** A frequency nobody could have written into the code: drawn anew for each run, clear of `others`. */
export function drawTone(...others: readonly number[]): number {
  for (;;) {
    // above every note of the music on hold, which would be taken for the voice
    const hz = 700 + Math.round(Math.random() * 1150);
    // harmonics of one tone must not look like another
    if (others.every((other) => [1, 2, 3, 0.5].every((factor) => Math.abs(hz - other * factor) > 60)))
      return hz;
  }
}

/** Writes ten seconds of a tone as a 48 kHz WAV file, which Chromium plays in a loop as its microphone. */
export function toneFile(hz: number): string {
  const rate = 48_000;
  // a whole number of periods, so that the loop has no click
  const samples = Math.round(Math.round((hz * 10 * rate) / rate) * (rate / hz));
  const data = Buffer.alloc(44 + samples * 2);
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(rate, 24);
  data.writeUInt32LE(rate * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n++)
    data.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * hz * n) / rate)), 44 + n * 2);
  const path = join(mkdtempSync(join(tmpdir(), 'deskline-')), 'microphone.wav');
  writeFileSync(path, data);
  return path;
}

/** Whether a tone is in what was heard: near its frequency, and well above a whisper. */
export const hasTone = (spectrum: Spectrum | undefined, hz: number, whisper = 0.03): boolean =>
  spectrum?.peaks.some((peak) => Math.abs(peak.hz - hz) < 12 && peak.level > whisper) ?? false;

/** Whether a tone is absent: nothing near its frequency that an ear would notice. */
export const lacksTone = (spectrum: Spectrum | undefined, hz: number): boolean =>
  spectrum !== undefined && !spectrum.peaks.some((peak) => Math.abs(peak.hz - hz) < 25 && peak.level > 0.003);
