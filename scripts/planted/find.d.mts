import type {PlantedFault} from './faults.mjs';

export const within: number;
export function findPlanted(
  fault: PlantedFault | undefined,
  seed: number,
  runs?: number,
): Promise<{readonly found: boolean; readonly runs: number; readonly why: string}>;
