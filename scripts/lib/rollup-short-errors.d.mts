import type {Plugin} from 'rollup';
export function shortErrors(folder: string): Plugin;
