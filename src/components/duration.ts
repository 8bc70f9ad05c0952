/** Shown where a time is not known; never a guess, never NaN. */
export const unknownDuration = '--:--';

const day = 24 * 60 * 60 * 1000;

/**
 * Time from `since` to `now` (ms since 1970, one clock) as `mm:ss`, or `h:mm:ss` from an hour on. A stamp that is
 * unreadable or older than a day shows as {@link unknownDuration}; one slightly ahead of the clock as zero.
 */
export function elapsed(since: number | undefined, now: number): string {
  if (since === undefined) return unknownDuration;
  const ms = now - since;
  if (!Number.isFinite(ms) || ms > day || ms < -60_000) return unknownDuration;
  return clockText(Math.floor(Math.max(0, ms) / 1000));
}

/** Whole seconds as `mm:ss` or `h:mm:ss`. */
export function clockText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = seconds % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}
