/** npm run check: everything that needs no browser and no server: types, lint, format, and the architecture rule. */
import {install} from './lib/install.mjs';
import {runChecks} from './lib/checks.mjs';

install();
const tests = runChecks();
const failed = tests.filter((test) => test.status === 'failed').length;
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
