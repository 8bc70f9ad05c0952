import {spawnSync} from 'node:child_process';
import {chromiumPath} from './chromium.mjs';
import {giveUp} from './install.mjs';

/** Makes sure there is a Chromium: installs Debian's where that is allowed, else names the line to run. */
export function ensureChromium() {
  if (chromiumPath() !== undefined) return;
  const line = 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core';
  const mayInstall =
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version']).status === 0;
  if (mayInstall) {
    console.log('Installing Chromium (once)…');
    spawnSync('sh', ['-c', `${line} >/dev/null 2>&1`], {
      stdio: 'inherit',
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
    });
  }
  if (chromiumPath() !== undefined) return;
  giveUp(
    process.platform === 'linux'
      ? `The tests need Chromium. Run: sudo sh -c '${line}' — or set CHROME_PATH to a Chrome or Chromium.`
      : 'The tests need Chromium. Install Chrome or Chromium and set CHROME_PATH to it.',
  );
}
