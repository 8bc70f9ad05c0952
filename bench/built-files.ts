/** The files of the built gadget, by when they are loaded. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const folder = 'dist/deskline';

/** Names of the files one imports: at once, or only when the code comes to ask for them. */
function imports(name: string, asked: boolean): string[] {
  const code = readFileSync(join(folder, name), 'utf8');
  const found = asked
    ? code.matchAll(/\bimport\(["'`]\.\/([^"'`]+\.js)["'`]\)/g)
    : code.matchAll(/\b(?:from|import)["']\.\/([^"']+\.js)["']/g);
  return [...found].map((match) => match[1] ?? '');
}

/** A file and what it imports at once, and so on. */
function together(...names: readonly string[]): string[] {
  const all = new Set<string>();
  const visit = (name: string) => {
    if (all.has(name)) return;
    all.add(name);
    imports(name, false).forEach(visit);
  };
  names.forEach(visit);
  return [...all];
}

export interface BuiltFiles {
  readonly folder: string;
  /** Until the agent's state and lines are shown. */
  readonly shell: readonly string[];
  /** What follows at once without a press: calls, notices, and the softphone. */
  readonly start: readonly string[];
  /** Everything else of the gadget: loaded when it is wanted. */
  readonly later: readonly string[];
}

/** @throws Error when the build has not the shape it should have: its figures would mean nothing. */
export function builtFiles(): BuiltFiles {
  const all = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const one = (start: string): string => {
    const [file, ...more] = all.filter((name) => name.startsWith(start));
    if (file === undefined || more.length > 0) throw new Error(`not one file ${start}*`);
    return file;
  };
  const shell = together('main.js', ...imports('main.js', true));
  const start = together(...shell, one('at-work-'), one('start-softphone-'));
  // what the gadget can ever ask for; the plain page has parts of its own
  const reached = new Set(start);
  for (const name of reached)
    imports(name, true).forEach((part) => together(part).forEach((file) => reached.add(file)));
  const later = all.filter((name) => reached.has(name) && !start.includes(name));
  return {folder, shell, start, later};
}
