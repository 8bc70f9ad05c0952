import {writeFileSync} from 'node:fs';
import {relative} from 'node:path';

/** A node:test reporter: one line a test while it runs, and all outcomes as JSON into the file NODE_TEST_SUMMARY names. */
export default async function* report(source) {
  const tests = [];
  // names of the suites around the test that runs now, by depth
  const around = [];
  for await (const event of source) {
    if (event.type === 'test:start') around[event.data.nesting] = event.data.name;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') {
      if (event.type === 'test:stderr') yield event.data.message;
      continue;
    }
    const {name, nesting, details, skip, todo, file} = event.data;
    // a suite and the entry of a file itself are not tests
    if (details.type === 'suite' || (nesting === 0 && file !== undefined && name === file)) {
      if (event.type === 'test:pass' || details.error?.failureType === 'subtestsFailed') continue;
    }
    const status =
      skip !== undefined || todo !== undefined ? 'skipped' : event.type === 'test:pass' ? 'passed' : 'failed';
    const title = [...around.slice(0, nesting).filter((suite) => suite !== file), name].join(' › ');
    const shown = file === undefined ? '' : relative(process.cwd(), file);
    tests.push({title, file: shown, status, ms: Math.round(details.duration_ms ?? 0)});
    // after each test: a run that is cut short still tells what it knew
    if (process.env.NODE_TEST_SUMMARY) writeFileSync(process.env.NODE_TEST_SUMMARY, JSON.stringify(tests));
    yield `${status === 'failed' ? '✗' : status === 'skipped' ? '-' : '✓'} ${title} (${Math.round(details.duration_ms ?? 0)} ms)\n`;
    if (status === 'failed')
      yield `${details.error?.cause?.stack ?? details.error?.stack ?? details.error}\n`;
  }
}
