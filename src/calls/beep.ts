/** Two short notes, the second higher: far from a ring and from what telephone systems sound. Pitch in Hz, start in s. */
const notes: readonly (readonly [start: number, hz: number])[] = [
  [0, 1047],
  [0.14, 1568],
];
const noteS = 0.12;
const level = 0.2;

/** Sounds once, where the voices are, that a call was answered by itself. Made on the spot. */
export function beep(): void {
  const context = new AudioContext();
  const rate = context.sampleRate;
  const buffer = new AudioBuffer({length: Math.ceil(0.3 * rate), sampleRate: rate});
  const samples = buffer.getChannelData(0);
  for (const [start, hz] of notes) {
    const length = Math.floor(noteS * rate);
    for (let n = 0; n < length; n += 1) {
      const fade = Math.min(1, n / 400, (length - n) / 400);
      samples[Math.floor(start * rate) + n] = level * fade * Math.sin((2 * Math.PI * hz * n) / rate);
    }
  }
  const source = new AudioBufferSourceNode(context, {buffer});
  source.connect(context.destination);
  source.addEventListener('ended', () => void context.close());
  source.start();
}
