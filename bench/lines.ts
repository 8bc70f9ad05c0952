/**
 * L1 to L4: what further lines cost (CPU and heap of eight lines with nine calls over one line with one), how long a
 * notification takes among fifty calls, and what a thousand calls of every kind leave behind. Real switch, real audio.
 */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {Switch} from '../standin/switch/switch.js';
import {realClock} from '../standin/world/clock.js';
import type {LegNews} from '../standin/world/legs.js';
import {launchChromium, type CDPSession, type Page} from '../test/support/node/chromium.js';
import {inChromium} from './in-chromium.js';
import {median, type BenchLine} from './line.js';
import type {MergeFigures} from './merge-page.js';

const eight = ['81001', '81002', '81003', '81004', '81005', '81006', '81007', '81008'];
const rounds = 3;
const watchedMs = 8_000;
const mixedCalls = 1_000;
/** Until tables have grown as far as they will. */
const warmUpCalls = 400;
/** Transactions of a call are remembered for 32 s (RFC 3261 section 17). */
const quietMs = 40_000;

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

/** A switch whose far ends do as the number says that is called: taken, or busy. */
function aSwitch(): Switch {
  const nothing = () => undefined;
  const news: LegNews = {
    dialled: ({legId, to}) => (to === 'busy' ? phones.release(legId, 'busy') : phones.accept(legId)),
    takesOver: nothing,
    ringing: nothing,
    answered: nothing,
    refused: nothing,
    released: nothing,
    heldByEnd: nothing,
    referred: nothing,
    digit: nothing,
    registered: nothing,
  };
  const phones: Switch = new Switch({clock: realClock, secretFor: (user) => [user], news});
  return phones;
}

async function stage() {
  const {outputFiles} = await build({
    entryPoints: ['bench/lines-page.ts'],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const phones = aSwitch();
  const server = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html');
    response.end(
      request.url === '/page.js' ? outputFiles[0]?.text : '<body><script src="/page.js"></script>',
    );
  });
  server.on('upgrade', (request, socket, head) => phones.handleUpgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const browser = await launchChromium();
  const devTools = await browser.target().createCDPSession();
  let calls = 0;
  const tab = async (lines: readonly string[]) => {
    const context = await browser.createBrowserContext();
    await context.overridePermissions(`http://localhost:${port}`, ['microphone']);
    const page = await context.newPage();
    await page.exposeFunction('callIn', (number: string) => {
      const id = `call-${(calls += 1)}`;
      const from = {number: '5550123', name: 'Bench'};
      phones.offer({legId: id, callId: id, end: 'sip', number, from, voice: {kind: 'silence'}});
      return id;
    });
    await page.exposeFunction('giveUp', (id: string) => phones.release(id, 'normal'));
    await page.goto(`http://localhost:${port}/`);
    const run = <T>(call: string): Promise<T> => page.evaluate(`lineBench.${call}`) as Promise<T>;
    if (lines.length > 0) await run(`open(${JSON.stringify(lines)}, 'ws://localhost:${port}/sip')`);
    return {page, run, close: () => context.close()};
  };
  /** CPU of all pages and of their sound so far; s. */
  const cpu = async (): Promise<number> => {
    const {processInfo} = await devTools.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, {cpuTime}) => sum + cpuTime, 0);
  };
  const stop = async () => {
    await browser.close();
    await phones.stop();
    server.closeAllConnections();
    server.close();
  };
  return {tab, cpu, stop};
}

type Stage = Awaited<ReturnType<typeof stage>>;

async function heapOf(devTools: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) await devTools.send('HeapProfiler.collectGarbage');
  return (await devTools.send('Runtime.getHeapUsage')).usedSize / 1e6;
}

interface Load {
  /** Of a core. */
  readonly cpu: number;
  readonly heapMb: number;
}

async function loadOf({tab, cpu}: Stage, lines: readonly string[], call: string): Promise<Load> {
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

async function furtherLines(there: Stage): Promise<BenchLine[]> {
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

async function leftovers({tab}: Stage): Promise<BenchLine[]> {
  const {page, run, close} = await tab(eight);
  const devTools = await page.createCDPSession();
  const look = () => leftIn(page, devTools, () => run<number>('timers()'));
  await run(`mixed(${warmUpCalls})`);
  const before = await look();
  const open = await run<number>(`mixed(${mixedCalls})`);
  const after = await look();
  await close();
  const names = Object.keys(after.counts) as (keyof typeof after.counts)[];
  const grown = names.map((name) => `${name} ${after.counts[name]} (${before.counts[name]})`);
  const more = names.reduce((sum, name) => sum + Math.max(0, after.counts[name] - before.counts[name]), 0);
  return [
    {
      id: 'L4',
      what: 'peer connections, audio elements, tracks, listeners and timers more than before 1,000 mixed calls',
      value: more,
      gate: 0,
      stretch: 0,
      details: `after and before: ${grown.join(', ')}; ${open} legs open; eight kinds of calls on seven lines`,
    },
    {
      id: 'L5',
      what: 'heap grown by 1,000 mixed calls with real audio, MB',
      value: after.heapMb - before.heapMb,
      gate: 0.25,
      stretch: 0.05,
      details: `${before.heapMb.toFixed(2)} to ${after.heapMb.toFixed(2)} MB, each after ${quietMs / 1_000} s of quiet`,
    },
  ];
}

async function merging(): Promise<BenchLine> {
  const perSecond = 1_000;
  const {calls, times} = await inChromium('bench/merge-page.ts', (page) =>
    page.evaluate(
      (rate) =>
        (window as unknown as {merge(rate: number, seconds: number): Promise<MergeFigures>}).merge(rate, 10),
      perSecond,
    ),
  );
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return {
    id: 'L3',
    what: `a notification among fifty calls with their legs, at ${perSecond} a second: p99, ms`,
    value: at(0.99),
    gate: 1,
    stretch: 0.5,
    details: `p50 ${at(0.5).toFixed(2)}, p95 ${at(0.95).toFixed(2)} ms, parsing and controls in; ${calls} calls, ${times.length} notifications`,
  };
}

export async function manyLines(): Promise<BenchLine[]> {
  const there = await stage();
  try {
    return [...(await furtherLines(there)), await merging(), ...(await leftovers(there))];
  } finally {
    await there.stop();
  }
}
