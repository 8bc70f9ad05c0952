import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {countOf, mutants, provenIds} from '../../scripts/mutants/all.mjs';

/** Titles of suites and tests of one file, as they are written. */
function titlesOf(text: string): string[] {
  return [...text.matchAll(/\b(?:it|test|describe)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(
    ([, , title = '']) => title,
  );
}

const titles = readdirSync('test', {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => titlesOf(readFileSync(join('test', file), 'utf8')).map((title) => ({file, title})));

const carries = (title: string, id: string) => new RegExp(`\\b${id}\\b`).test(title);

describe('the list of removals (npm run mutants)', () => {
  test('is up to date: each text is in its file exactly once, and each test file exists', () => {
    const stale = mutants.flatMap(({file, from, tests, lost}) => {
      const count = countOf(readFileSync(file, 'utf8'), from);
      const missing = tests.filter((name) => !existsSync(name));
      return count === 1 && missing.length === 0
        ? []
        : [`${file}: ${lost} (${count} times${missing.map((name) => `, no ${name}`).join('')})`];
    });
    assert.deepEqual(stale, []);
  });

  test('takes something away each time, from src alone, and says in a sentence what', () => {
    for (const {file, from, to, lost} of mutants) {
      assert.match(file, /^src\//);
      assert.notEqual(from, to, lost);
      assert.match(lost, /^[A-Z].*\.$/);
    }
  });

  for (const id of provenIds) {
    test(`has a removal for ${id}, and a test carries the id`, () => {
      assert.ok(mutants.some(({ids}) => ids.includes(id)));
      assert.ok(titles.some(({title}) => carries(title, id)));
    });
  }

  test('every test that carries one of these ids names its injection and when it settles', () => {
    const silent = titles
      .filter(({title}) => provenIds.some((id) => carries(title, id)))
      .filter(
        ({file, title}) => file !== 'house/mutants.test.ts' && !/\(inject\b.*; settles [^)]+\)/.test(title),
      )
      .map(({file, title}) => `${file}: ${title}`);
    assert.deepEqual(silent, []);
  });
});
