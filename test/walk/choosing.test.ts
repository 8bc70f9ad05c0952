import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {choosing} from './choosing.js';

const named = (names: string, weight = 1) => [...names].map((it) => ({what: it, weight, it}));
const steps = Array.from({length: 400}, (_, step) => step);

describe('what chance chooses', () => {
  test('hangs on seed, step and attempt alone', () => {
    const chosen = (seed: number, attempt: number) =>
      steps.map((step) => choosing(seed, step, attempt).one(named('abcdef'))).join('');
    assert.equal(chosen(1, 1), chosen(1, 1));
    assert.notEqual(chosen(1, 1), chosen(2, 1));
    assert.notEqual(chosen(1, 1), chosen(1, 2));
  });

  test('stays the same when another possibility comes in, unless it is that one', () => {
    for (const step of steps) {
      const before = choosing(1, step, 1).one(named('abcdef'));
      assert.ok([before, 'z'].includes(choosing(1, step, 1).one(named('zfedcba'))));
    }
  });

  test('is the heavier one as many times as often as it weighs', () => {
    const list = [...named('a', 9), ...named('b')];
    const share = steps.filter((step) => choosing(1, step, 1).one(list) === 'a').length / steps.length;
    assert.ok(share > 0.85 && share < 0.95, `${share}`);
  });

  test('is nothing where nothing can be done', () => {
    assert.equal(choosing(1, 1, 1).one([]), undefined);
  });
});
