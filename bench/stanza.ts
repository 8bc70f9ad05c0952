/** G8, G9: a whole stanza to a typed dialog, against the way over two DOM documents, and what a dialog keeps in memory. */
import type {Page} from '../test/support/node/chromium.js';
import {inChromium} from './in-chromium.js';
import type {BenchLine} from './line.js';
import {dialogNotification} from './notification.js';
import type {StanzaFigures} from './stanza-page.js';

/** What the vendor's library was published to need for it, with its own converter; ms. It is not measured here. */
const published = 0.9;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A notification as the notification service wraps it. */
const stanzaOf = (update: string): string =>
  '<message xmlns="jabber:client" from="pubsub.fin-a.example.test" to="1001001@fin-a.example.test" id="n__1001001__Ab3xQ">' +
  '<event xmlns="http://jabber.org/protocol/pubsub#event"><items node="/finesse/api/User/1001001/Dialogs"><item id="1">' +
  `<notification xmlns="http://jabber.org/protocol/pubsub">${escaped(update)}</notification></item></items></event></message>`;

const records = 1_000;
const rounds = 3;

interface PageWindow {
  stanzaRounds(stanza: string): StanzaFigures;
  keepRecords(update: string, what: Kept, count: number): number;
}

type Kept = 'ours' | 'copies' | 'none';

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Bytes of heap that one kept record costs, after collecting. */
async function keptBytes(page: Page, update: string): Promise<Readonly<Record<'ours' | 'copies', number>>> {
  const session = await page.createCDPSession();
  const heapWith = async (what: Kept): Promise<number> => {
    await page.evaluate(
      (text, kind, count) => (window as unknown as PageWindow).keepRecords(text, kind, count),
      update,
      what,
      records,
    );
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const bytes = {ours: [] as number[], copies: [] as number[]};
  await heapWith('ours');
  for (let round = 0; round < rounds; round++) {
    const empty = await heapWith('none');
    bytes.ours.push((await heapWith('ours')) - empty);
    bytes.copies.push((await heapWith('copies')) - empty);
  }
  return {ours: middle(bytes.ours) / records, copies: middle(bytes.copies) / records};
}

export async function stanzas(): Promise<BenchLine[]> {
  const update = dialogNotification('ACTIVE');
  const stanza = stanzaOf(update);
  const {times, memory} = await inChromium('bench/stanza-page.ts', async (page) => ({
    times: await page.evaluate((text) => (window as unknown as PageWindow).stanzaRounds(text), stanza),
    memory: await keptBytes(page, update),
  }));
  const part = (value: number) => `1/${(1 / value).toFixed(0)}`;
  return [
    {
      id: 'G8',
      what: 'stanza to typed dialog against unwrapping and reading by DOM',
      value: times.ours / times.dom,
      gate: 1 / 8,
      stretch: 1 / 20,
      details: `${times.ours.toFixed(0)} µs, ${part(times.ours / times.dom)}; by DOM ${times.dom.toFixed(0)} µs; the vendor's library was published with ${published} ms: ${part(times.ours / 1000 / published)}; ${(stanza.length / 1000).toFixed(1)} kB`,
    },
    {
      id: 'G9',
      what: 'heap kept by a dialog against a JSON copy of it',
      value: memory.ours / memory.copies,
      gate: 1.5,
      stretch: 1,
      details: `${(memory.ours / 1000).toFixed(2)} kB; JSON copy ${(memory.copies / 1000).toFixed(2)} kB; ${records} records, ${(update.length / 1000).toFixed(1)} kB of text each`,
    },
  ];
}
