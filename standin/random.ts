/** A small seeded generator (mulberry32), so that a run can be played again: numbers from 0 up to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** 16 letters and digits from a generator. */
export const randomIdFrom = (random: () => number) => (): string =>
  Array.from({length: 16}, () => Math.floor(random() * 36).toString(36)).join('');
