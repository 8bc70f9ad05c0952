import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config = join(root, '.dependency-cruiser.cjs');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Report {
  readonly modules: readonly {readonly source: string}[];
  readonly summary: {
    readonly violations: readonly {readonly from: string; readonly rule: {readonly name: string}}[];
  };
}

/** A house in which every rule is broken once (the file names the rule), and in which some files keep them all. */
const planted: readonly (readonly [file: string, text: string, rule: string])[] = [
  [
    'src/base/backoff.ts',
    `import {calls} from '../calls/merge.js'; export const a = calls;`,
    'base-knows-nobody',
  ],
  ['src/config.ts', `import {client} from './finesse/client.js'; export const a = client;`, 'config-on-base'],
  [
    'src/finesse/agent.ts',
    `import {phone} from '../softphone/phone.js'; export const a = phone;`,
    'finesse-on-base',
  ],
  [
    'src/softphone/guard.ts',
    `import {client} from '../finesse/client.js'; export const a = client;`,
    'softphone-on-base',
  ],
  [
    'src/calls/lines.ts',
    `import {app} from '../components/app.js'; export const a = app;`,
    'calls-on-the-outside',
  ],
  [
    'src/recording/settle.ts',
    `import {app} from '../components/app.js'; export const a = app;`,
    'recording-on-calls',
  ],
  [
    'src/desk/create-desk.ts',
    `import {app} from '../components/app.js'; export const desk = app;`,
    'desk-composes',
  ],
  [
    'src/components/bar.ts',
    `import {client} from '../finesse/client.js'; export const a = client;`,
    'components-see-snapshots-only',
  ],
  [
    'src/components/ui/button.ts',
    `import {calls} from '../../calls/merge.js'; export const a = calls;`,
    'ui-knows-no-calls',
  ],
  [
    'src/main.ts',
    `import {world} from '../standin/world/world.js'; export const a = world;`,
    'product-apart',
  ],
  ['standin/xml.ts', `import {log} from '../src/base/log.js'; export const a = log;`, 'standin-apart'],
  ['standin/world/calls.ts', `import {a} from '../xml.js'; export const b = a;`, 'world-is-pure'],
  [
    'standin/world/clock.ts',
    `import {readFileSync} from 'node:fs'; export const a = readFileSync;`,
    'world-without-io',
  ],
  [
    'src/calls/merge.ts',
    `import {readFileSync} from 'node:fs'; export const calls = readFileSync;`,
    'product-without-node',
  ],
  ['src/finesse/types.ts', `import sip from 'sip.js'; export const a = sip;`, 'sip-js-only-in-its-folder'],
  ['src/calls/types.ts', `import lit from 'lit'; export const a = lit;`, 'lit-only-in-its-folder'],
  [
    'src/calls/ids.ts',
    `import localize from '@lit/localize'; export const a = localize;`,
    '-lit-only-in-its-folder',
  ],
  [
    'src/softphone/phone.ts',
    `import stomp from '@stomp/stompjs'; export const phone = stomp;`,
    '-stomp-stompjs-only-in-its-folder',
  ],
  [
    'src/finesse/sign-in.ts',
    `import strophe from 'strophe.js'; export const a = strophe;`,
    'strophe-js-only-in-its-folder',
  ],
  ['src/base/xml.ts', `import js from 'xml-js'; export const a = js;`, 'xml-js-only-in-its-folder'],
  ['src/components/app.ts', `import {other} from './other.js'; export const app = other;`, 'no-cycles'],
  ['src/base/store.ts', `import {gone} from './gone.js'; export const a = gone;`, 'no-unresolved'],
];

const lawful: readonly (readonly [file: string, text: string])[] = [
  ['src/base/log.ts', `export const log = 1;`],
  ['src/finesse/client.ts', `import {log} from '../base/log.js'; export const client = log;`],
  [
    'src/softphone/digits.ts',
    `import sip from 'sip.js'; import {log} from '../base/log.js'; export const a = [sip, log];`,
  ],
  ['src/components/other.ts', `import {app} from './app.js'; export const other = () => app;`],
  [
    'src/components/call-card.ts',
    `import type {client} from '../finesse/client.js'; import lit from 'lit'; export const a = (b: typeof client) => [b, lit];`,
  ],
  ['standin/world/world.ts', `export const world = 1;`],
  [
    'test/base/both.test.ts',
    `import {log} from '../../src/base/log.js'; import {world} from '../../standin/world/world.js'; export const a = [log, world];`,
  ],
];

const packages = ['sip.js', 'lit', '@lit/localize', '@stomp/stompjs', 'strophe.js', 'xml-js'];

async function build(house: string): Promise<void> {
  const write = async (file: string, text: string) => {
    const path = join(house, file);
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, text);
  };
  for (const [file, text] of [...planted, ...lawful]) await write(file, text);
  for (const name of packages) {
    await write(
      `node_modules/${name}/package.json`,
      JSON.stringify({name, version: '1.0.0', main: 'index.js'}),
    );
    await write(`node_modules/${name}/index.js`, 'module.exports = {};');
  }
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  await write('package.json', JSON.stringify({name: 'house', type: 'module', dependencies}));
  await write('tsconfig.json', readFileSync(join(root, 'tsconfig.json'), 'utf8'));
}

const cruise = (house: string): Promise<Report> =>
  new Promise((done, failed) => {
    const args = [cruiser, '--config', config, '--output-type', 'json', 'src', 'standin', 'test'];
    execFile(process.execPath, args, {cwd: house, maxBuffer: 1 << 26}, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) done(JSON.parse(stdout) as Report);
      else failed(new Error(`no report: ${stderr}${stdout}`, {cause: error}));
    });
  });

describe('the one-way rule between folders', () => {
  let house = '';
  let report: Report;
  const brokenIn = (file: string) => [
    ...new Set(report.summary.violations.filter(({from}) => from === file).map(({rule}) => rule.name)),
  ];

  before(async () => {
    house = await mkdtemp(join(tmpdir(), 'deskline-house-'));
    await build(house);
    report = await cruise(house);
  });
  after(() => rm(house, {recursive: true, force: true}));

  test('every rule of the configuration has a planted breach here', () => {
    const {forbidden} = createRequire(import.meta.url)(config) as {forbidden: readonly {name: string}[]};
    const tested = planted.map(([, , rule]) => rule);
    assert.deepEqual(
      forbidden.map(({name}) => name).filter((name) => !tested.includes(name)),
      [],
    );
  });

  test('no file of it stands for two breaches: the second would replace the first', () => {
    const files = [...planted, ...lawful].map(([file]) => file);
    assert.deepEqual(
      files.filter((file, index) => files.indexOf(file) !== index),
      [],
    );
  });

  for (const [file, , rule] of planted) {
    test(`${rule} catches a breach in ${file}`, () => {
      assert.ok(brokenIn(file).includes(rule), `found: ${brokenIn(file).join(', ') || 'nothing'}`);
    });
  }

  for (const [file] of lawful) {
    test(`${file} keeps every rule`, () => {
      assert.ok(
        report.modules.some(({source}) => source === file),
        'was looked at',
      );
      assert.deepEqual(
        brokenIn(file).filter((rule) => rule !== 'no-cycles'),
        [],
      );
    });
  }
});

describe('the habits of the house', () => {
  const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };

  for (const name of ['start', 'build', 'test', 'check', 'lint', 'format', 'bench', 'screenshots']) {
    test(`npm run ${name} exists, and so does the file it runs`, () => {
      const command = scripts[name] ?? '';
      assert.notEqual(command, '');
      const file = /^node (\S+)/.exec(command)?.[1];
      if (file !== undefined) assert.ok(existsSync(join(root, file)), `${file} is missing`);
    });
  }

  test('the pipeline runs npm test', () => {
    assert.match(readFileSync(join(root, '.ci/run'), 'utf8'), /npm test/);
  });
});
