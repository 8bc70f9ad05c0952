import {mkdirSync, writeFileSync} from 'node:fs';
import {relative} from 'node:path';

/** Writes every browser test's outcome to test-results/browser.json, for scripts/test.mjs to add up. */
export function summaryReporter() {
  return {
    onTestRunFinished({sessions}) {
      const tests = [];
      for (const session of sessions) {
        const file = relative(process.cwd(), session.testFile);
        const walk = (suite, path) => {
          for (const test of suite.tests) {
            const status = test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed';
            tests.push({
              title: [...path, test.name].join(' '),
              file,
              status,
              ms: Math.round(test.duration ?? 0),
            });
          }
          for (const inner of suite.suites) walk(inner, [...path, inner.name]);
        };
        if (session.testResults) walk(session.testResults, []);
        else tests.push({title: 'the file loads and runs', file, status: 'failed', ms: 0});
        for (const error of session.errors ?? []) {
          tests.push({
            title: `no error outside a test: ${String(error.message).slice(0, 200)}`,
            file,
            status: 'failed',
            ms: 0,
          });
        }
      }
      mkdirSync('test-results', {recursive: true});
      writeFileSync('test-results/browser.json', JSON.stringify(tests));
    },
  };
}
