import type {LegId, Sound} from '../../world/legs.js';
import type {Spectrum} from '../types.js';
import {FRAME, FRAME_MS, SILENCE} from './frame.js';
import type {AudioEnd} from './frame.js';
import {SoundMeter} from './spectrum.js';
import {TonePlayer} from './tones.js';

/** After a longer pause (a stopped process) the missed frames are skipped, not sent in a burst. */
const MAX_CATCH_UP = 10;

interface Seat {
  readonly end: AudioEnd;
  readonly said: SoundMeter;
  readonly heard: SoundMeter;
  /** What the end hears whatever the world connects, e.g. music while the call manager holds it. */
  override: readonly Sound[] | undefined;
}

/** Carries sound between legs, 20 ms at a time. The timer runs only while a leg is up. */
export class Mixer {
  readonly #seats = new Map<LegId, Seat>();
  readonly #tones = new TonePlayer();
  readonly #now: () => number;
  #hearing: ReadonlyMap<LegId, readonly Sound[]> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #nextAt = 0;

  /** `now`: monotonic milliseconds. Sound keeps real time, whatever a test does to the world's clock. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  add(legId: LegId, end: AudioEnd): void {
    this.#seats.set(legId, {end, said: new SoundMeter(), heard: new SoundMeter(), override: undefined});
    if (this.#timer) return;
    this.#nextAt = this.#now() + FRAME_MS;
    this.#schedule();
  }

  remove(legId: LegId): void {
    this.#seats.delete(legId);
    if (this.#seats.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  connect(hearing: ReadonlyMap<LegId, readonly Sound[]>): void {
    this.#hearing = hearing;
  }

  /** Lets one leg hear something else than connected, until undone with undefined. */
  override(legId: LegId, sounds: readonly Sound[] | undefined): void {
    const seat = this.#seats.get(legId);
    if (seat) seat.override = sounds;
  }

  listen(legId: LegId, peaks?: number): {said: Spectrum; heard: Spectrum} | undefined {
    const seat = this.#seats.get(legId);
    return seat && {said: seat.said.measure(peaks), heard: seat.heard.measure(peaks)};
  }

  stop(): void {
    for (const legId of [...this.#seats.keys()]) this.remove(legId);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => this.#catchUp(), Math.max(0, this.#nextAt - this.#now()));
  }

  #catchUp(): void {
    const now = this.#now();
    const due = Math.floor((now - this.#nextAt) / FRAME_MS) + 1;
    for (let frame = 0; frame < Math.min(due, MAX_CATCH_UP); frame += 1) this.mix();
    this.#nextAt += Math.max(due, 0) * FRAME_MS;
    if (this.#seats.size > 0) this.#schedule();
  }

  /** Moves one frame from every end to those who hear it. The timer calls it; so may a test. */
  mix(): void {
    this.#tones.advance();
    const said = new Map<LegId, Int16Array>();
    for (const [legId, seat] of this.#seats) {
      const frame = seat.end.say();
      if (frame) said.set(legId, frame);
      seat.said.add(frame ?? SILENCE, frame !== undefined);
    }
    for (const [legId, seat] of this.#seats) {
      const frame = this.#sum(seat.override ?? this.#hearing.get(legId) ?? [], said);
      const went = seat.end.hear(frame);
      seat.heard.add(went ? frame : SILENCE, went);
    }
  }

  #sum(sounds: readonly Sound[], said: ReadonlyMap<LegId, Int16Array>): Int16Array {
    const frames = sounds
      .map((sound) => ('leg' in sound ? said.get(sound.leg) : this.#tones.frame(sound.tone)))
      .filter((frame) => frame !== undefined);
    const [only] = frames;
    if (!only) return SILENCE;
    if (frames.length === 1) return only;
    const sum = new Int16Array(FRAME);
    for (let at = 0; at < FRAME; at += 1) {
      let value = 0;
      for (const frame of frames) value += frame[at] ?? 0;
      sum[at] = Math.max(-32_768, Math.min(32_767, value));
    }
    return sum;
  }
}
