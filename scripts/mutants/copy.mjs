import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const prefix = 'deskline-mutants-';
const left = new Set(['.git', 'node_modules', 'dist', 'test-results']);

/** Whether a process with that number runs. */
function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What runs that were killed left in the folder for temporary files. */
function sweep() {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !runs(Number(pid))) rmSync(join(tmpdir(), name), {recursive: true, force: true});
  }
}

/** A copy of this tree in the folder for temporary files, which goes with this process. The tree itself is not touched. */
export class Copy {
  constructor() {
    sweep();
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`)));
    const remove = () => rmSync(this.folder, {recursive: true, force: true});
    process.on('exit', remove);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
    for (const name of readdirSync('.'))
      if (!left.has(name)) cpSync(name, join(this.folder, name), {recursive: true});
    symlinkSync(realpathSync('node_modules'), join(this.folder, 'node_modules'));
  }

  read(file) {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }
}
