/** G22: what a desk keeps of each notification, by the heap after collecting, over 10,000 of them after a warm-up. */
import {inChromium} from './in-chromium.js';
import type {BenchLine} from './line.js';

/** Enough to fill what is bounded: ended dialogs, the history, the log. */
const warmUp = 12_000;
const measured = 10_000;
const samples = 10;

interface PageWindow {
  hear(count: number): Promise<number>;
}

/** Slope of the line that fits best (least squares). */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (pick: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

export async function soak(): Promise<BenchLine[]> {
  const {points, left} = await inChromium('bench/soak-page.ts', async (page) => {
    const session = await page.createCDPSession();
    const hear = (count: number) =>
      page.evaluate((some) => (window as unknown as PageWindow).hear(some), count);
    const heap = async (): Promise<number> => {
      for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    await hear(warmUp);
    const points: (readonly [number, number])[] = [[0, await heap()]];
    let left = 0;
    for (let n = 1; n <= samples; n++) {
      left = await hear(measured / samples);
      points.push([(n * measured) / samples, await heap()]);
    }
    return {points, left};
  });
  const slope = slopeOf(points);
  const [first = 0, last = 0] = [points[0]?.[1], points.at(-1)?.[1]];
  return [
    {
      id: 'G22',
      what: 'heap kept for each notification in a long day; bytes',
      value: slope,
      gate: 20,
      stretch: 5,
      details: `from ${(first / 1e6).toFixed(2)} to ${(last / 1e6).toFixed(2)} MB over ${measured} notifications after ${warmUp}; ${left} calls left`,
    },
  ];
}
