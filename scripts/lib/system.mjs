import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chromiumPath} from './chromium.mjs';
import {giveUp} from './install.mjs';

/** Installs Debian's packages where that is allowed. */
function mayInstall(what, line) {
  const allowed =
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version']).status === 0;
  if (!allowed) return;
  console.log(`Installing ${what} (once)…`);
  spawnSync('sh', ['-c', `${line} >/dev/null 2>&1`], {
    stdio: 'inherit',
    env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
  });
}

/** Makes sure there is a Chromium: installs Debian's where that is allowed, else names the line to run. */
export function ensureChromium() {
  if (chromiumPath() !== undefined) return;
  const line = 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core';
  mayInstall('Chromium', line);
  if (chromiumPath() !== undefined) return;
  giveUp(
    process.platform === 'linux'
      ? `The tests need Chromium. Run: sudo sh -c '${line}' — or set CHROME_PATH to a Chrome or Chromium.`
      : 'The tests need Chromium. Install Chrome or Chromium and set CHROME_PATH to it.',
  );
}

/** Programs that tests start for themselves, with files and ports of their own; Debian's services are not used. */
const servers = {
  'rabbitmq-server': '/usr/lib/rabbitmq/bin/rabbitmq-server',
  prosody: '/usr/bin/prosody',
};

/** What plays and records in the place of a sound card (J24); run for one test at a time, with a socket of its own. */
const sound = {pulseaudio: '/usr/bin/pulseaudio', 'pulseaudio-utils': '/usr/bin/parec'};

/** Makes sure that the message broker and the XMPP server are there, in the same way. */
export function ensureServers() {
  ensurePrograms(servers, 'checks,browser,journeys');
}

/** Makes sure that there is a sound server, in the same way. */
export function ensureSound() {
  ensurePrograms(sound, 'checks,node,browser');
}

/** @param others the parts of the run that need none of them */
function ensurePrograms(programs, others) {
  const missing = () => Object.keys(programs).filter((name) => !existsSync(programs[name]));
  if (missing().length === 0) return;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing().join(' ')}`;
  mayInstall(missing().join(' and '), line);
  if (missing().length === 0) return;
  giveUp(
    `Some tests need ${missing().join(' and ')}, from Debian or Ubuntu. Run: sudo sh -c '${line}' — or run the other parts: npm test -- --only ${others}`,
  );
}
