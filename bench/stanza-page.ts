/** Runs in Chromium: a stanza read by us and by DOM, round by round, and records that are kept. */
import {parseNotification} from '../src/finesse/parse-any.js';
import {parseUpdate} from '../src/finesse/parse.js';

export interface StanzaFigures {
  /** Medians, microseconds. */
  readonly ours: number;
  readonly dom: number;
}

const rounds = 7;
const perRound = 400;

function timed(run: () => void): number {
  const start = performance.now();
  for (let n = 0; n < perRound; n++) run();
  return ((performance.now() - start) * 1000) / perRound;
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

type Plain = {[name: string]: Plain | Plain[] | string};

/** Every element as a property, several of a name as a list: what a general converter makes. */
function plain(element: Element): Plain | string {
  if (element.childElementCount === 0) return element.textContent.trim();
  const out: Plain = {};
  for (const child of element.children) {
    const value = plain(child);
    const known = out[child.nodeName];
    if (known === undefined) out[child.nodeName] = value;
    else out[child.nodeName] = [known, value].flat() as Plain[];
  }
  return out;
}

/** As a client without a reader of its own does it: the stanza is a document, its text another one, then a walk. */
function byDom(stanza: string): Plain | string {
  const outer = new DOMParser().parseFromString(stanza, 'application/xml');
  const text = outer.getElementsByTagName('notification')[0]?.textContent ?? '';
  return plain(new DOMParser().parseFromString(text, 'application/xml').documentElement);
}

export function stanzaRounds(stanza: string): StanzaFigures {
  const frame = {now: Date.now(), offset: 0};
  const ways = {ours: () => void parseNotification(stanza, frame), dom: () => void byDom(stanza)};
  const figures = {ours: [] as number[], dom: [] as number[]};
  for (const run of Object.values(ways)) timed(run);
  for (let round = 0; round < rounds; round++) {
    for (const name of ['ours', 'dom'] as const) figures[name].push(timed(ways[name]));
  }
  return {ours: middle(figures.ours), dom: middle(figures.dom)};
}

let keep: unknown[] = [];

/** Keeps so many records, ours or copies by way of JSON; none lets them go. Every text is its own, as from a network. */
export function keepRecords(update: string, what: 'ours' | 'copies' | 'none', count: number): number {
  const frame = {now: Date.now(), offset: 0};
  const text = (n: number) =>
    update
      .replace(/<id>\d+<\/id>/, `<id>${16_000_000 + n}</id>`)
      .split('')
      .join('');
  const one = (n: number) => parseUpdate(text(n), frame).payload;
  const make = what === 'ours' ? one : (n: number) => JSON.parse(JSON.stringify(one(n))) as unknown;
  keep = Array.from({length: count}, (_, n) => (what === 'none' ? undefined : make(n)));
  return keep.length;
}

Object.assign(window, {stanzaRounds, keepRecords});
