/** Builds the gadget into dist/deskline/, a folder to upload as it is, and the library into dist/lib/. */
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {install} from './lib/install.mjs';

install();
rmSync('dist', {recursive: true, force: true});
const built = spawnSync(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);
const library = spawnSync(process.execPath, ['scripts/build-library.mjs'], {stdio: 'inherit'});
if (library.status !== 0) process.exit(library.status ?? 1);
const {version} = JSON.parse(readFileSync('package.json', 'utf8'));
mkdirSync('dist/deskline', {recursive: true});
for (const file of ['gadget.xml', 'plain.html']) {
  writeFileSync(
    `dist/deskline/${file}`,
    readFileSync(file, 'utf8').replaceAll('__DESKLINE_VERSION__', version),
  );
}
cpSync('LICENSE', 'dist/deskline/LICENSE');
