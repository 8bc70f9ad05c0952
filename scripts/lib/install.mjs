import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';

const stamp = 'node_modules/.deskline-lock';

/** Ends the process with one sentence and what to do. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Ends with a sentence when this Node is older than package.json asks for. */
export function checkNode() {
  const {engines} = JSON.parse(readFileSync('package.json', 'utf8'));
  const [needMajor, needMinor] = engines.node.match(/\d+/g).map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  giveUp(
    `Deskline needs Node.js ${needMajor}.${needMinor} or newer; this is ${process.versions.node}. ` +
      'Install a current version (nodejs.org, or your system’s packages) and run the command again.',
  );
}

/** Installs the packages of package-lock.json where they are missing or not the locked ones. */
export function install() {
  checkNode();
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing packages (once, about a minute)…');
  const npm = (errors, ...args) =>
    spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'ignore', errors],
      shell: process.platform === 'win32',
    }).status === 0;
  // a mirror may lack binaries of other platforms that the lock names; a plain install honours the lock all the same
  if (!npm('ignore', 'ci') && !npm('inherit', 'install', '--no-save')) {
    giveUp(
      'The packages could not be installed. Check the network and the npm registry setting, then run the command again.',
    );
  }
  const after = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (after !== lock)
    giveUp(
      'The installation changed package-lock.json. Put it back (git checkout package-lock.json) and try again.',
    );
  writeFileSync(stamp, lock);
}
