/**
 * npm run bench: measures side by side, prints each line by its id with gate and stretch; `--write` puts it into README.
 * With words, such as `card load`, only these parts are measured.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {callCost} from './call-cost.js';
import {callSetup} from './call-setup.js';
import {alertingCard} from './card.js';
import {holds, type BenchLine} from './line.js';
import {loading} from './load.js';
import {parsing} from './parse.js';
import {sizes} from './sizes.js';
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
};
const write = process.argv.includes('--write');
const words = process.argv.slice(2).filter((word) => word !== '--write');
const unknown = words.filter((word) => !(word in parts));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
if (write && words.length > 0) throw new Error('the table in README.md is written from all parts');

const lines: BenchLine[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (words.length === 0 || words.includes(name)) lines.push(...(await measure()));
}
lines.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
const table = [
  '| id | ratio | measured | gate | stretch | gate | figures |',
  '| --- | --- | --: | --: | --: | --- | --- |',
  ...lines.map(row),
].join('\n');
console.log(table);

if (write) {
  const readme = readFileSync('README.md', 'utf8');
  const [head, rest] = readme.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error('README.md has no place for the figures');
  writeFileSync('README.md', `${head}${begin}\n\n${table}\n\n${end}${tail}`);
}
process.exitCode = lines.every(holds) ? 0 : 1;
