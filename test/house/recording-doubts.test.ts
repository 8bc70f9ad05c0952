import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

test('every way in which a recording becomes unknown has a test of its own', () => {
  const types = readFileSync('src/recording/types.ts', 'utf8');
  const union = /export type RecordingDoubt =([^;]*);/.exec(types)?.[1] ?? '';
  const doubts = [...union.matchAll(/\| '([a-z-]+)'/g)].map(([, doubt = '']) => doubt);
  assert.ok(doubts.length > 5, 'the list is found');
  const tests = readFileSync('test/recording/recordings.test.ts', 'utf8').split(/\n {2}it\(/);
  const untested = doubts.filter(
    (doubt) => !tests.some((text) => /^'F-56/.test(text) && text.includes(`equal('unknown ${doubt}')`)),
  );
  assert.deepEqual(untested, []);
});
