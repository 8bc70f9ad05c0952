/** G5, G23: script at load and idle heap of the gadget with its softphone, over an empty page, in fresh tabs. */
import {createServer} from 'node:http';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {launchChromium} from '../test/support/node/chromium.js';
import {builtFiles} from './built-files.js';
import {median, type BenchLine} from './line.js';

/** finesse.js with jQuery as published for this kind of machine. */
const published = {scriptMs: 45, heapMb: 0.7};
const tabs = 5;

interface Load {
  readonly scriptMs: number;
  readonly heapMb: number;
}

export async function loading(): Promise<BenchLine[]> {
  const {folder, start: parts, later} = builtFiles();
  const files = [...parts, ...later];
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const isPart = files.includes(name);
    response.setHeader('content-type', isPart ? 'text/javascript' : 'text/html');
    response.end(isPart ? readFileSync(`${folder}/${name}`) : '<!DOCTYPE html><title>empty</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launchChromium();
  async function tab(scripts: readonly string[]): Promise<Load> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    await page.goto(address);
    const before = await page.metrics();
    for (const script of scripts)
      await page.evaluate((url) => import(url).then(() => undefined), `${address}${script}`);
    const after = await page.metrics();
    await session.send('HeapProfiler.collectGarbage');
    const {JSHeapUsedSize = 0} = await page.metrics();
    await context.close();
    return {
      scriptMs: ((after.ScriptDuration ?? 0) - (before.ScriptDuration ?? 0)) * 1000,
      heapMb: JSHeapUsedSize / 1e6,
    };
  }
  try {
    const ours: Load[] = [];
    const empty: Load[] = [];
    for (let n = 0; n < tabs; n++) {
      empty.push(await tab([]));
      ours.push(await tab(parts.filter((name) => name !== 'main.js')));
    }
    const script = median(ours.map((load) => load.scriptMs)) - median(empty.map((load) => load.scriptMs));
    const heap = median(ours.map((load) => load.heapMb)) - median(empty.map((load) => load.heapMb));
    return [
      {
        id: 'G5',
        what: 'script evaluation at load, against finesse.js + jQuery',
        value: script / published.scriptMs,
        gate: 0.6,
        stretch: 0.4,
        details: `${script.toFixed(1)} ms; the other ${published.scriptMs} ms is the published figure`,
      },
      {
        id: 'G23',
        what: 'idle heap over an empty page, against finesse.js + jQuery',
        value: heap / published.heapMb,
        gate: 2,
        stretch: 1,
        details: `${heap.toFixed(2)} MB; the other ${published.heapMb} MB is the published figure`,
      },
    ];
  } finally {
    await browser.close();
    server.close();
  }
}
