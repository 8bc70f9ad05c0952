/** How long to wait before the next attempt. */
export interface BackoffPolicy {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * Full jitter: a random time between nothing and the doubled base, never over the cap.
 * @param attempt 0 for the first retry.
 * @param random in [0, 1).
 */
export function backoffMs(
  attempt: number,
  policy: BackoffPolicy,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling * random());
}
