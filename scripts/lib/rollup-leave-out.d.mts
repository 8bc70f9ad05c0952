import type {Plugin} from 'rollup';
export function leaveOut(folder: string, modules: Readonly<Record<string, string>>): Plugin;
