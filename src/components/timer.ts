import {html} from 'lit';
import {elapsed} from './duration.js';
import {eachSecond} from './each-second.js';

/** Seconds after which a time turns amber, then red. */
export interface TimeWarning {
  readonly amber: number;
  readonly red: number;
}

/**
 * Time since a moment, as `mm:ss`, `part="time"`. It alone renders each second; nothing announces it. Its element adopts
 * `timerStyle`.
 *
 * @param since ms since 1970; undefined when unknown
 * @param now the clock `since` was read on
 */
export function timer(since: number | undefined, now: () => number, warning?: TimeWarning): unknown {
  return eachSecond(
    () =>
      html`<span part="time" class="time" role="timer" data-level=${level(since, now(), warning)}
        >${elapsed(since, now())}</span
      >`,
  );
}

function level(since: number | undefined, now: number, warning: TimeWarning | undefined): string {
  if (warning === undefined || since === undefined) return 'calm';
  const seconds = (now - since) / 1000;
  if (seconds >= warning.red) return 'red';
  return seconds >= warning.amber ? 'amber' : 'calm';
}
