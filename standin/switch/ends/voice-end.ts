import type {Voice} from '../../world/legs.js';
import type {AudioEnd} from '../media/frame.js';
import {beeps, tone} from '../media/tones.js';
import {speech} from './speech.js';

/** Somebody, or something, that says one thing: a caller, a desk phone, a machine that beeps for digits. */
export class VoiceEnd implements AudioEnd {
  readonly #random: () => number;
  #saying: Generator<Int16Array, never> | undefined;

  constructor(voice: Voice | {readonly kind: 'beeps'}, random: () => number) {
    this.#random = random;
    this.setVoice(voice);
  }

  setVoice(voice: Voice | {readonly kind: 'beeps'}): void {
    switch (voice.kind) {
      case 'silence':
        this.#saying = undefined;
        return;
      case 'tone':
        this.#saying = tone(voice.hz, voice.level);
        return;
      case 'beeps':
        this.#saying = beeps();
        return;
      case 'speech':
        this.#saying = speech(this.#random);
    }
  }

  say(): Int16Array | undefined {
    return this.#saying?.next().value;
  }

  hear(): boolean {
    return true;
  }
}
