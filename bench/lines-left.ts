/**
 * L4 and L5: what many calls leave behind. To look for what keeps something: `LINES_KINDS=busy,held LINES_CALLS=80 npm run
 * bench lines` measures this alone, with these kinds of calls and so many of them.
 */
import type {CDPSession, Page} from '../test/support/node/chromium.js';
import type {BenchLine} from './line.js';
import {eight, heapOf, type LinesStage} from './lines-stage.js';

const mixedCalls = Number(process.env['LINES_CALLS'] ?? 1_000);
/** The kinds of calls, by their names in `lines-page.ts`; each when none is named. */
const kinds = (process.env['LINES_KINDS'] ?? '').split(',').filter((name) => name !== '');
/** Until tables have grown as far as they will. */
const warmUpCalls = Math.min(400, mixedCalls);
/** Transactions of a call are remembered for 32 s (RFC 3261 section 17). */
const quietMs = 40_000;

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

/** What is left of calls, counted after collecting. */
const kept = ['RTCPeerConnection', 'HTMLAudioElement', 'MediaStreamTrack'] as const;

async function leftIn(page: Page, devTools: CDPSession, timers: () => Promise<number>) {
  await pause(quietMs);
  const heapMb = await heapOf(devTools);
  const counts: Record<string, number> = {};
  for (const name of kept) {
    const prototype = await page.evaluateHandle(`${name}.prototype`);
    const found = await page.queryObjects(prototype);
    counts[name] = await page.evaluate((list) => (list as unknown as unknown[]).length, found);
    await found.dispose();
    await prototype.dispose();
  }
  const {JSEventListeners = 0} = await page.metrics();
  return {heapMb, counts: {...counts, listeners: JSEventListeners, timers: await timers()}};
}

/** Whether only this was asked for, by naming kinds of calls. */
export const onlyLeftovers = kinds.length > 0;

/** L4 and L5. */
export async function leftovers({tab}: LinesStage): Promise<BenchLine[]> {
  const {page, run, close} = await tab(eight);
  const devTools = await page.createCDPSession();
  const look = () => leftIn(page, devTools, () => run<number>('timers()'));
  const calls = async (count: number) => {
    let open = 0;
    // in parts: one question to the browser may take three minutes at most
    for (let left = count; left > 0; left -= 80)
      open = await run<number>(`mixed(${Math.min(80, left)}, ${JSON.stringify(kinds)})`);
    return open;
  };
  await calls(warmUpCalls);
  const before = await look();
  const open = await calls(mixedCalls);
  const after = await look();
  await close();
  const names = Object.keys(after.counts) as (keyof typeof after.counts)[];
  const grown = names.map((name) => `${name} ${after.counts[name]} (${before.counts[name]})`);
  const more = names.reduce((sum, name) => sum + Math.max(0, after.counts[name] - before.counts[name]), 0);
  const many = `${mixedCalls.toLocaleString('en')} ${kinds.join(' and ') || 'mixed'} calls`;
  return [
    {
      id: 'L4',
      what: `peer connections, audio elements, tracks, listeners and timers more than before ${many}`,
      value: more,
      gate: 0,
      stretch: 0,
      details: `after and before: ${grown.join(', ')}; ${open} legs open; ${kinds.length || 'eight'} kinds of calls on seven lines`,
    },
    {
      id: 'L5',
      what: `heap grown by ${many} with real audio, MB`,
      value: after.heapMb - before.heapMb,
      gate: 0.25,
      stretch: 0.05,
      details: `${before.heapMb.toFixed(2)} to ${after.heapMb.toFixed(2)} MB, each after ${quietMs / 1_000} s of quiet`,
    },
  ];
}
