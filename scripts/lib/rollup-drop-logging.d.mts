import type {Plugin} from 'rollup';
export function dropLogging(folder: string): Plugin;
