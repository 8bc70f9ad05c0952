import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';

type Dial = (text: string, origin: string, policy?: object) => unknown;

describe('the library other programs import', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskline-lib-'));
    execFileSync(process.execPath, ['scripts/build-library.mjs', folder]);
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  test('deskline/dial is an ES module that normalises dial strings', async () => {
    const built = (await import(pathToFileURL(join(folder, 'dial.js')).href)) as {normaliseDialString: Dial};
    assert.deepEqual(Object.keys(built), ['normaliseDialString']);
    assert.deepEqual(built.normaliseDialString('tel:+49%20(0)30;ext=9', 'link'), {
      ok: true,
      number: '+4930',
      extension: '9',
      confirm: true,
    });
    assert.deepEqual(built.normaliseDialString('javascript:alert(1)', 'link'), {ok: false, reason: 'scheme'});
  });

  test('its types stand on their own', () => {
    const types = readFileSync(join(folder, 'dial.d.ts'), 'utf8');
    assert.match(types, /export declare function normaliseDialString/);
    assert.doesNotMatch(types, /\bimport\b/);
  });

  test('package.json exports the two files by the names the build gives them', () => {
    const {exports} = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
    };
    const names = Object.values(exports['./dial'] ?? {}).map((path) => basename(path));
    assert.deepEqual(names, ['dial.d.ts', 'dial.js']);
  });
});
