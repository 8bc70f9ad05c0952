/** G1, G2, G4: how much an agent loads, against libraries bundled in the same run and published figures. */
import {readdirSync, readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import type {BenchLine} from './line.js';

/** Published sizes, gzip kB: the vendor's library may not be kept here, the other is the file its package ships. */
const published = {finesseMinified: 62.3, jquery: 32.9, contactCenterUmd: 466.5};

const kilobytes = (text: Uint8Array): number => gzipSync(text, {level: 9}).length / 1000;

async function libraries(imports: readonly string[]): Promise<number> {
  const {outputFiles} = await build({
    stdin: {contents: imports.join('\n'), resolveDir: process.cwd()},
    bundle: true,
    minify: true,
    format: 'esm',
    conditions: ['production'],
    write: false,
    logLevel: 'silent',
    legalComments: 'none',
  });
  return kilobytes(outputFiles[0]?.contents ?? new Uint8Array());
}

/** Sizes of the built gadget in dist/deskline. */
export async function sizes(): Promise<BenchLine[]> {
  const files = readdirSync('dist/deskline').filter((file) => file.endsWith('.js'));
  const size = (pattern: RegExp) =>
    files
      .filter((file) => pattern.test(file))
      .reduce((sum, file) => sum + kilobytes(readFileSync(`dist/deskline/${file}`)), 0);
  // what the plain page alone loads is no part of the gadget
  const shell = size(/^(main|desk-.*|start-desk-.*)\.js$/);
  const all = shell + size(/^(phone|start-softphone)-.*\.js$/);
  const ours = await libraries([
    "export * from 'lit'; export * from 'lit/decorators.js'; export * from 'lit/directives/repeat.js';",
    "export * from '@lit/context'; export * from '@lit/localize';",
    "export {SaxesParser} from 'saxes'; export {default as js2xml} from 'xml-js/lib/js2xml.js'; export * from 'valibot';",
    "export {UserAgent, Inviter, Registerer, Web} from 'sip.js';",
  ]);
  const vendor = published.finesseMinified + published.jquery;
  return [
    {
      id: 'G1',
      what: 'shell without softphone, gzip, against finesse.js (minified) + jQuery',
      value: shell / vendor,
      gate: 0.5,
      stretch: 0.38,
      details: `${shell.toFixed(1)} kB; the other ${vendor.toFixed(1)} kB is the published figure`,
    },
    {
      id: 'G2',
      what: 'everything with softphone, gzip, against @webex/contact-center UMD',
      value: all / published.contactCenterUmd,
      gate: 0.2,
      stretch: 0.17,
      details: `${all.toFixed(1)} kB; the other ${published.contactCenterUmd} kB is the published figure`,
    },
    {
      id: 'G4',
      what: 'gadget bundle against the sum of its libraries, gzip',
      value: all / ours,
      gate: 1.45,
      stretch: 1.3,
      details: `${all.toFixed(1)} kB with ${ours.toFixed(1)} kB of libraries`,
    },
  ];
}
