import type {Plugin} from 'rollup';
export function pruneGrammar(folder: string, file: string, startRules: readonly string[]): Plugin;
