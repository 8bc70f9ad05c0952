import {fileURLToPath} from 'node:url';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {commonJsPackages} from './scripts/lib/wtr-commonjs.mjs';
import {summaryReporter} from './scripts/lib/wtr-summary.mjs';
import {chromiumFlags, chromiumPath} from './scripts/lib/chromium.mjs';

export default {
  files: ['test/{base,finesse,softphone,calls,components,recording}/**/*.test.ts'],
  nodeResolve: {browser: true, exportConditions: ['browser', 'production', 'default']},
  concurrency: 1,
  plugins: [
    commonJsPackages(['saxes', 'xml-js/lib/js2xml.js', 'xml-js', 'axe-core']),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  middleware: [
    (context, next) => {
      if (context.path === '/mockServiceWorker.js')
        context.url = '/node_modules/msw/lib/mockServiceWorker.js';
      return next();
    },
  ],
  browsers: [chromeLauncher({launchOptions: {executablePath: chromiumPath(), args: chromiumFlags()}})],
  reporters: [defaultReporter({reportTestResults: true, reportTestProgress: false}), summaryReporter()],
  testFramework: {config: {ui: 'bdd', timeout: 5000}},
  testsFinishTimeout: 180000,
};
