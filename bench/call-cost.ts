/** G20, G21: what a call costs in CPU and leaves in memory, ours beside the bare SIP library; in Node, and in Chromium. */
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import resolve from '@rollup/plugin-node-resolve';
import {rollup, type Plugin} from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import {slimSip} from '../scripts/lib/slim-sip.mjs';
import type {Caller} from './call-cost-page.js';
import {heapCalls} from './far-end.js';
import {inChromium} from './in-chromium.js';
import {median, type BenchLine} from './line.js';

interface Cost {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  readonly messages: number;
}

export async function callCost(): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'deskline-bench-'));
  try {
    const stock = await bundle(join(folder, 'stock.mjs'), []);
    const shipped = await bundle(join(folder, 'shipped.mjs'), slimSip());
    const cost = await child<Cost>(stock, 'cost');
    const slim = await child<Cost>(shipped, 'cost');
    // each waits for 80 s of its time
    const [own, library, page] = await Promise.all([
      child<{grownMB: number}>(shipped, 'heap', 'ours'),
      child<{grownMB: number}>(shipped, 'heap', 'bare'),
      grownInChromium(),
    ]);
    const [ours, bare] = [median(cost.ours), median(cost.bare)];
    const asShipped = median(slim.ours);
    return [
      {
        id: 'G20',
        what: "CPU a call, ours over the bare SIP library's",
        value: ours / bare,
        gate: 1.25,
        stretch: 1.1,
        details: `${ours.toFixed(2)} / ${bare.toFixed(2)} ms, ${cost.messages.toFixed(0)} messages; as built ${asShipped.toFixed(2)} ms = ${(asShipped / bare).toFixed(2)}`,
      },
      {
        id: 'G21',
        what: 'heap grown by 1000 calls, MB',
        value: Math.max(own.grownMB, page),
        gate: 0.25,
        stretch: 0.05,
        details: `after 40 s of quiet; Node ${own.grownMB.toFixed(2)} (library alone ${library.grownMB.toFixed(2)}), Chromium ${page.toFixed(2)}`,
      },
    ];
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** One file of the bench with all it needs, made as the product is made. */
async function bundle(file: string, plugins: readonly Plugin[]): Promise<string> {
  const built = await rollup({
    input: 'bench/call-cost-node.ts',
    plugins: [
      resolve({browser: true, extensions: ['.ts', '.mjs', '.js']}),
      esbuild({target: 'es2022', tsconfig: 'tsconfig.json'}),
      ...plugins,
    ],
  });
  await built.write({file, format: 'es', inlineDynamicImports: true});
  return file;
}

async function child<T>(...args: readonly string[]): Promise<T> {
  const {stdout} = await promisify(execFile)(process.execPath, ['--expose-gc', ...args]);
  return JSON.parse(stdout) as T;
}

async function grownInChromium(): Promise<number> {
  return inChromium('bench/call-cost-page.ts', async (page) => {
    const devTools = await page.createCDPSession();
    const calls = (count: number) =>
      page.evaluate(async (made) => {
        const here = globalThis as unknown as {
          callCost: {ours(): Promise<Caller>};
          caller?: Promise<Caller>;
        };
        here.caller ??= here.callCost.ours();
        await (await here.caller).call(made);
      }, count);
    const quiet = async () => {
      await new Promise((over) => setTimeout(over, 40_000));
      for (let round = 0; round < 3; round += 1) await devTools.send('HeapProfiler.collectGarbage');
      return (await devTools.send('Runtime.getHeapUsage')).usedSize;
    };
    await calls(heapCalls.warmUp);
    const before = await quiet();
    await calls(heapCalls.measured);
    return ((await quiet()) - before) / (heapCalls.measured / 1_000) / 1e6;
  });
}
