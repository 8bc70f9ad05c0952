/** G6, G7: reading a Dialog notification, against JSON.parse of the same data and against DOMParser, in Chromium. */
import {build} from 'esbuild';
import {dialogXml, updateXml} from '../standin/finesse/documents.js';
import {ManualClock} from '../standin/world/clock.js';
import {World} from '../standin/world/world.js';
import {launchChromium} from '../test/support/node/chromium.js';
import type {BenchLine} from './line.js';
import type {ParseFigures} from './parse-page.js';

/** A notification of the usual size: a talking call with filled variables. */
function sample(): string {
  const world = new World({deployment: 'CCE', clock: new ManualClock()});
  const variables = Array.from(
    {length: 10},
    (_, n) => [`callVariable${n + 1}`, `value ${n} of this call & more`] as const,
  );
  const call = world.calls.newCall({number: '5550123', name: 'Maria'}, '7001', [
    ...variables,
    ...Array.from({length: 12}, (_, n) => [`user.customer.field${n}`, `text of field ${n}`] as const),
  ]);
  const agent = world.agents.get('1001001');
  world.calls.addParty(call, '5550123', 'Maria', 'ACTIVE');
  world.calls.addParty(call, '41001', 'Maya', 'ACTIVE', agent);
  const dialog = dialogXml(world.calls.view(call), 'CCE', 'dialog');
  return updateXml('PUT', `/finesse/api/Dialog/${call.id}`, '', dialog);
}

export async function parsing(): Promise<BenchLine[]> {
  const {outputFiles} = await build({
    entryPoints: ['bench/parse-page.ts'],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.evaluate(outputFiles[0]?.text ?? '');
    const xml = sample();
    const figures = await page.evaluate(
      (text) => (window as unknown as {parseRounds(xml: string): ParseFigures}).parseRounds(text),
      xml,
    );
    const details = `${figures.ours.toFixed(0)} µs; JSON.parse ${figures.json.toFixed(1)} µs, DOMParser ${figures.dom.toFixed(0)} µs; ${(xml.length / 1000).toFixed(1)} kB`;
    return [
      {
        id: 'G6',
        what: 'parse of a Dialog notification against JSON.parse',
        value: figures.ours / figures.json,
        gate: 8,
        stretch: 3,
        details,
      },
      {
        id: 'G7',
        what: 'parse speed-up over DOMParser',
        value: figures.dom / figures.ours,
        gate: 7,
        stretch: 15,
        atLeast: true,
        details,
      },
    ];
  } finally {
    await browser.close();
  }
}
