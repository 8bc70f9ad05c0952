import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import ts from 'typescript';
import {rules, type Readers} from '../finesse/corpus/rules.js';
import {fuzz, inputOf} from '../finesse/fuzz.js';

/** Another program that uses the library, as strictly as we do. */
const user = `
import {DeskError, FinesseClient, parseAnswer, parseNotification} from 'deskline/finesse';
const client = new FinesseClient({fetch, authorization: () => 'Basic x', origin: 'https://fin-a.example.test:8445'});
export async function states(text: string): Promise<string[]> {
  const news = parseNotification(text);
  const answer = parseAnswer(text);
  if (answer.kind === 'team') return answer.team.users.map((user) => user.state);
  if (news.kind === 'several') return news.notifications.map(({kind}) => kind);
  const requestId: string = await client.users.setState('1001001', 'READY');
  return news.kind === 'dialog' ? news.dialog.participants.map(({state}) => state) : [news.source, requestId];
}
export const wrong = (error: unknown): string => (error instanceof DeskError ? error.code : '');
// @ts-expect-error a state that nobody may ask for
export const refused = client.users.setState('1001001', 'TALKING');
`;

describe('deskline/finesse, as built', () => {
  let folder = '';
  const built = {} as Readers & Record<string, unknown>;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deskline-lib-'));
    execFileSync(process.execPath, ['scripts/build-library.mjs', folder]);
    Object.assign(built, await import(pathToFileURL(join(folder, 'finesse.js')).href));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  for (const {name, check} of rules) test(name, () => check(built));

  test('is one ES module that imports nothing', () => {
    const text = readFileSync(join(folder, 'finesse.js'), 'utf8');
    assert.doesNotMatch(text, /^\s*import\b|\bimport\(|\brequire\("[^.]/m);
    assert.deepEqual(Object.keys(built).sort(), [
      'DeskError',
      'FinesseClient',
      'FinesseError',
      'layoutFor',
      'parseAnswer',
      'parseNotification',
      'shownData',
    ]);
  });

  test('gives another program types that hold, with strict settings', () => {
    const file = join(folder, 'user.ts');
    writeFileSync(file, user);
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      paths: {'deskline/finesse': [join(folder, 'finesse.d.ts')]},
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
    });
    const wrong = ts.getPreEmitDiagnostics(program).map(({messageText}) => messageText);
    assert.deepEqual(wrong, []);
  });

  test('package.json exports the two files by the names the build gives them', () => {
    const {exports} = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
    };
    const names = Object.values(exports['./finesse'] ?? {}).map((path) => basename(path));
    assert.deepEqual(names, ['finesse.d.ts', 'finesse.js']);
  });
});

describe('the fuzzer (npm run fuzz)', () => {
  test('finds no error but a refusal in 2,000 inputs, some of which are read', () => {
    const {read, refused, failure} = fuzz(2_000, 7);
    assert.equal(failure, undefined);
    assert.equal(read + refused, 2_000);
    assert.ok(read > 100 && refused > 100, `${read} read, ${refused} refused`);
  });

  test('makes the same input again from its seed and number', () => {
    assert.equal(inputOf(7, 41), inputOf(7, 41));
    assert.notEqual(inputOf(7, 41), inputOf(8, 41));
  });
});
