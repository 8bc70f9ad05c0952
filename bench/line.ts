/** One line of the benchmark: a ratio against something measured in the same run, and how good it must be. */
export interface BenchLine {
  readonly id: string;
  readonly what: string;
  /** Smaller is better, unless `atLeast`. */
  readonly value: number;
  readonly gate: number;
  readonly stretch: number;
  readonly atLeast?: boolean;
  /** The figures behind the ratio, in words. */
  readonly details: string;
}

export const holds = ({value, gate, atLeast}: BenchLine): boolean =>
  atLeast ? value >= gate : value <= gate;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
