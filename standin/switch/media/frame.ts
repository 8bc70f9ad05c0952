/** Samples a second, everywhere in the switch. */
export const SAMPLE_RATE = 8_000;
/** Milliseconds in one frame. */
export const FRAME_MS = 20;
/** Samples in one frame. */
export const FRAME = (SAMPLE_RATE * FRAME_MS) / 1_000;

/** A frame of nothing; shared, never written to. */
export const SILENCE = new Int16Array(FRAME);

/** One end of the audio: it says a frame and hears a frame every 20 ms. */
export interface AudioEnd {
  /** The next frame, or undefined when there is nothing to say. The caller doesn't change or keep it. */
  say(): Int16Array | undefined;
  /** The answer: whether the frame went anywhere (a browser on hold is sent none). */
  hear(frame: Int16Array): boolean;
}

/** Cuts endless frames out of a recording that starts again at its end. */
export function* loop(samples: Int16Array): Generator<Int16Array, never> {
  const whole = samples.length >= FRAME ? samples : SILENCE;
  const length = whole.length - (whole.length % FRAME);
  for (let at = 0; ; at = (at + FRAME) % length) yield whole.subarray(at, at + FRAME);
}
