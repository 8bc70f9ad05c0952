/** G1, G2, G4: how much an agent loads, against libraries bundled in the same run and published figures. */
import {readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {builtFiles} from './built-files.js';
import type {BenchLine} from './line.js';

/**
 * Published sizes, gzip kB: the vendor's library (minified, jQuery 1.9.1 with it) may not be kept here; the other is the
 * file its package ships.
 */
const published = {finesseAndJquery: 62.3, contactCenterUmd: 466.5};

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
  const {folder, ...files} = builtFiles();
  const size = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + kilobytes(readFileSync(`${folder}/${name}`)), 0);
  const shell = size(files.shell);
  const start = size(files.start);
  const later = size(files.later);
  // like with like: one stream, as the libraries are
  const gadget = kilobytes(
    Buffer.concat([...files.start, ...files.later].map((name) => readFileSync(`${folder}/${name}`))),
  );
  const ours = await libraries([
    "export * from 'lit'; export * from 'lit/directives/repeat.js';",
    "export * from '@lit/localize';",
    "export {SaxesParser} from 'saxes'; export {default as js2xml} from 'xml-js/lib/js2xml.js'; export * from 'valibot';",
    "export {UserAgent, Inviter, Registerer, Web} from 'sip.js';",
  ]);
  return [
    {
      id: 'G1',
      what: 'shell without softphone, gzip, against finesse.js (minified) + jQuery',
      value: shell / published.finesseAndJquery,
      gate: 0.5,
      stretch: 0.38,
      details: `${shell.toFixed(1)} kB until state and lines are shown; the other ${published.finesseAndJquery} kB is the published figure`,
    },
    {
      id: 'G2',
      what: 'everything loaded at the start with softphone, gzip, against @webex/contact-center UMD',
      value: start / published.contactCenterUmd,
      gate: 0.2,
      stretch: 0.17,
      details: `${start.toFixed(1)} kB, and ${later.toFixed(1)} kB in small parts when they are wanted; the other ${published.contactCenterUmd} kB is the published figure`,
    },
    {
      id: 'G4',
      what: 'all of the gadget against the sum of its libraries, gzip',
      value: gadget / ours,
      gate: 1.45,
      stretch: 1.3,
      details: `${gadget.toFixed(1)} kB with ${ours.toFixed(1)} kB of libraries, each as one stream; ${(start + later).toFixed(1)} kB as the files that are loaded`,
    },
  ];
}
