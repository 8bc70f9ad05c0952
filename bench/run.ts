/**
 * npm run bench: measures side by side, prints each line by its id with gate and stretch; `--write` puts it into README.
 * With words, such as `card load`, only these parts are measured, and only their lines of the table are renewed.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {callCost} from './call-cost.js';
import {callSetup} from './call-setup.js';
import {alertingCard} from './card.js';
import {holds, type BenchLine} from './line.js';
import {manyLines} from './lines.js';
import {loading} from './load.js';
import {parsing} from './parse.js';
import {sizes} from './sizes.js';
import {soak} from './soak.js';
import {standinLoad} from './standin-load.js';
import {stanzas} from './stanza.js';

const begin = '<!-- bench:begin -->';
const end = '<!-- bench:end -->';

const number = (value: number): string => (value >= 10 ? value.toFixed(1) : value.toFixed(2));

function row(line: BenchLine): string {
  const sign = line.atLeast ? '≥' : '≤';
  const verdict = holds(line) ? 'holds' : '**missed**';
  return `| ${line.id} | ${line.what} | ${number(line.value)} | ${sign} ${line.gate} | ${sign} ${line.stretch} | ${verdict} | ${line.details} |`;
}

const parts: Readonly<Record<string, () => Promise<BenchLine[]>>> = {
  sizes,
  load: loading,
  parse: parsing,
  stanza: stanzas,
  card: alertingCard,
  call: callSetup,
  cost: callCost,
  lines: manyLines,
  soak,
  standin: standinLoad,
};
const write = process.argv.includes('--write');
const words = process.argv.slice(2).filter((word) => word !== '--write');
const unknown = words.filter((word) => !(word in parts));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);

const lines: BenchLine[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (words.length === 0 || words.includes(name)) lines.push(...(await measure()));
}
const idOf = (text: string): string => text.split('|')[1]?.trim() ?? '';
/** By number, ours for lines (L) behind the others; what has none comes last. */
const placeOf = (row: string): number =>
  (Number(idOf(row).slice(1)) || Infinity) + (idOf(row).startsWith('L') ? 100 : 0);
const tableOf = (rows: readonly string[]): string =>
  [
    '| id | ratio | measured | gate | stretch | gate | figures |',
    '| --- | --- | --: | --: | --: | --- | --- |',
    ...[...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  ].join('\n');
const rows = lines.map(row);
console.log(tableOf(rows));

if (write) {
  const readme = readFileSync('README.md', 'utf8');
  const [head, rest] = readme.split(begin);
  const [before, tail] = rest?.split(end) ?? [];
  if (head === undefined || before === undefined || tail === undefined)
    throw new Error('README.md has no place for the figures');
  const renewed = new Set(rows.map(idOf));
  const kept = before
    .split('\n')
    .filter((text) => /^\| ([GL]\d|Stand-in)/.test(text) && !renewed.has(idOf(text)));
  writeFileSync('README.md', `${head}${begin}\n\n${tableOf([...kept, ...rows])}\n\n${end}${tail}`);
}
process.exitCode = lines.every(holds) ? 0 : 1;
