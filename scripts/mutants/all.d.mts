export interface Mutant {
  readonly ids: readonly string[];
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly lost: string;
  readonly tests: readonly string[];
}
export const mutants: readonly Mutant[];
export const provenIds: readonly string[];
export function countOf(text: string, part: string): number;
