/** Looks again and again until a condition holds; the answer is what the look found. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  ms = 10_000,
): Promise<T> {
  const end = performance.now() + ms;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    await new Promise((again) => setTimeout(again, 25));
  }
  throw new Error(`waited ${ms} ms in vain: ${what}${last instanceof Error ? ` (${last.message})` : ''}`);
}
