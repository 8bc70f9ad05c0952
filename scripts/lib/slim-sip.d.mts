import type {Plugin} from 'rollup';
export const startRules: readonly string[];
export function slimSip(): Plugin[];
