/** npm run bench: builds, measures, prints (bench/run.ts). `npm run bench -- --write` renews the README's table. */
import {spawnSync} from 'node:child_process';
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
const {ensureChromium} = await import('./lib/system.mjs');
ensureChromium();
for (const args of [['scripts/build.mjs'], ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)]]) {
  const run = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: {...process.env, TSX_TSCONFIG_PATH: 'tsconfig.node.json'},
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
