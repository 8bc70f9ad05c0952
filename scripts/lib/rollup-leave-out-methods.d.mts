import type {Plugin} from 'rollup';
export function leaveOutMethods(folder: string, modules: Readonly<Record<string, readonly string[]>>): Plugin;
