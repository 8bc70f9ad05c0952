/** npm start: installs what is missing, builds, and opens the contact centre (docs/standin.md). */
import {spawn, spawnSync} from 'node:child_process';
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {giveUp, install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
if (spawnSync(process.execPath, ['scripts/build.mjs'], {stdio: 'inherit'}).status !== 0) {
  giveUp('The gadget could not be built; the message above says why.');
}
const standin = spawn(process.execPath, ['--import', 'tsx', 'standin/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; this process only waits for its end
process.on('SIGINT', () => {});
process.on('SIGTERM', () => standin.kill('SIGTERM'));
standin.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
