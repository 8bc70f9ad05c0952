/** G6, G7: reading a Dialog notification, against JSON.parse of the same data and against DOMParser, in Chromium. */
import {inChromium} from './in-chromium.js';
import type {BenchLine} from './line.js';
import {dialogNotification} from './notification.js';
import type {ParseFigures} from './parse-page.js';

export async function parsing(): Promise<BenchLine[]> {
  const xml = dialogNotification('ACTIVE');
  const figures = await inChromium('bench/parse-page.ts', (page) =>
    page.evaluate(
      (text) => (window as unknown as {parseRounds(xml: string): ParseFigures}).parseRounds(text),
      xml,
    ),
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
}
