/**
 * L1 to L5: what further lines cost (CPU and heap of eight lines with nine calls over one line with one), how long a
 * notification takes among fifty calls, and what a thousand calls of every kind leave behind (`lines-left.ts`). Real
 * switch, real audio.
 */
import {inChromium} from './in-chromium.js';
import {median, type BenchLine} from './line.js';
import {leftovers, onlyLeftovers} from './lines-left.js';
import {eight, heapOf, linesStage, type LinesStage} from './lines-stage.js';
import type {MergeFigures} from './merge-page.js';

const rounds = 3;
const watchedMs = 8_000;

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

interface Load {
  /** Of a core. */
  readonly cpu: number;
  readonly heapMb: number;
}

async function loadOf({tab, cpu}: LinesStage, lines: readonly string[], call: string): Promise<Load> {
  const {page, run, close} = await tab(lines);
  if (call !== '') await run(call);
  await pause(1_000);
  const [before, began] = [await cpu(), performance.now()];
  await pause(watchedMs);
  const load = ((await cpu()) - before) / ((performance.now() - began) / 1_000);
  const heapMb = await heapOf(await page.createCDPSession());
  await close();
  return {cpu: load, heapMb};
}

async function furtherLines(there: LinesStage): Promise<BenchLine[]> {
  const found: Record<'empty' | 'one' | 'all', Load[]> = {empty: [], one: [], all: []};
  for (let round = 0; round < rounds; round += 1) {
    found.empty.push(await loadOf(there, [], ''));
    found.one.push(await loadOf(there, eight.slice(0, 1), 'talk().then(() => {})'));
    found.all.push(await loadOf(there, eight, 'fill()'));
  }
  const middle = (name: keyof typeof found, part: keyof Load) =>
    median(found[name].map((load) => load[part]));
  const line = (id: string, what: string, part: keyof Load, unit: string): BenchLine => {
    const [empty, one, all] = [middle('empty', part), middle('one', part), middle('all', part)];
    const [first, further] = [one - empty, (all - one) / (eight.length - 1)];
    return {
      id,
      what,
      value: further / first,
      gate: 0.5,
      stretch: 0.25,
      details: `${further.toFixed(3)} / ${first.toFixed(3)} ${unit}; eight lines with eight held calls and one talking, one line talking, an empty page: ${all.toFixed(2)}, ${one.toFixed(2)}, ${empty.toFixed(2)}`,
    };
  };
  return [
    line(
      'L1',
      'CPU of each further line with a held call, over the first with its talking one',
      'cpu',
      'cores',
    ),
    line(
      'L2',
      'heap of each further line with a held call, over the first with its talking one',
      'heapMb',
      'MB',
    ),
  ];
}

async function merging(): Promise<BenchLine> {
  const perSecond = 1_000;
  const {calls, times, withControls, late} = await inChromium('bench/merge-page.ts', (page) =>
    page.evaluate(
      (rate) =>
        (window as unknown as {merge(rate: number, seconds: number): Promise<MergeFigures>}).merge(rate, 10),
      perSecond,
    ),
  );
  const at = (part: number, all = times) =>
    [...all].sort((a, b) => a - b)[Math.floor(all.length * part)] ?? Number.NaN;
  return {
    id: 'L3',
    what: `a notification among fifty calls with their legs, at ${perSecond} a second: p99, ms`,
    value: at(0.99),
    gate: 1,
    stretch: 0.5,
    details: `p50 ${at(0.5).toFixed(3)}, p95 ${at(0.95).toFixed(3)} ms, parsing in; with the controls of all calls, which are asked for once a frame: p50 ${at(0.5, withControls).toFixed(3)}, p99 ${at(0.99, withControls).toFixed(3)} ms; ${calls} calls, ${times.length} notifications, ${late} of them behind a read`,
  };
}

/** L1 to L5. */
export async function manyLines(): Promise<BenchLine[]> {
  const there = await linesStage();
  try {
    if (onlyLeftovers) return await leftovers(there);
    return [...(await furtherLines(there)), await merging(), ...(await leftovers(there))];
  } finally {
    await there.stop();
  }
}
