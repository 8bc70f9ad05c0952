/** npm start: installs what is missing, builds, and opens the contact centre (docs/standin.md). */
import {spawnSync} from 'node:child_process';
import {chdir} from 'node:process';
import {fileURLToPath} from 'node:url';
import {giveUp, install} from './lib/install.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
install();
if (spawnSync(process.execPath, ['scripts/build.mjs'], {stdio: 'inherit'}).status !== 0) {
  giveUp('The gadget could not be built; the message above says why.');
}
// in this process, so that Ctrl-C reaches the stand-in once and directly
const {register} = await import('tsx/esm/api');
register();
await import('../standin/main.ts');
