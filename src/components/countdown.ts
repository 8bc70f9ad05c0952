import {msg, str} from '@lit/localize';
import {css, html} from 'lit';
import type {Call} from '../calls/types.js';
import {eachSecond} from './each-second.js';

const round = 2 * Math.PI * 20;

/** Seconds at the end during which the ring turns red and pulses. */
const lastSeconds = 5;

/** Whole seconds left of `total`, never negative; undefined when the start is unknown. */
export function secondsLeft(since: number | undefined, total: number, now: number): number | undefined {
  if (since === undefined) return undefined;
  return Math.min(total, Math.max(0, Math.ceil((since + total * 1000 - now) / 1000)));
}

/**
 * Seconds this call may ring before its agent becomes Not Ready; undefined where that does not apply: only a queue takes
 * an agent out for not answering, a direct call just ends.
 */
export function ringLimit(call: Call, ronaSeconds: number | undefined): number | undefined {
  return call.state === 'alerting' && call.queue.trim() !== '' ? ronaSeconds : undefined;
}

/**
 * The time an alerting call has left, as a thin ring with the seconds inside. Its element adopts {@link countdownStyle}.
 *
 * @param since when it began to ring; ms since 1970
 * @param total seconds it may ring
 */
export function countdownRing(since: number, total: number, now: () => number): unknown {
  return eachSecond(() => {
    const left = secondsLeft(since, total, now()) ?? total;
    return html`<span class="ring" ?data-last=${left <= lastSeconds} aria-hidden="true">
      <svg viewBox="0 0 44 44">
        <circle class="track" cx="22" cy="22" r="20"></circle>
        <circle
          class="left"
          cx="22"
          cy="22"
          r="20"
          stroke-dasharray=${round}
          stroke-dashoffset=${round * (1 - left / total)}
        ></circle>
      </svg>
      ${left}
    </span>`;
  });
}

/** The same as a sentence that says what happens then. */
export function countdownSentence(since: number, total: number, now: () => number): unknown {
  return eachSecond(() => {
    const left = secondsLeft(since, total, now()) ?? total;
    return html`<p class="countdown" role="timer">${msg(str`${left} s left, then you become Not Ready`)}</p>`;
  });
}

/** The dress of {@link countdownRing} and {@link countdownSentence}. */
export const countdownStyle = css`
  .ring {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    font-size: 1rem;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    color: var(--desk-color-positive);
  }
  .ring svg {
    position: absolute;
    inset: 0;
    transform: rotate(-90deg);
    fill: none;
    stroke: currentColor;
    stroke-width: 3;
  }
  .track {
    opacity: 0.2;
  }
  .left {
    stroke-linecap: round;
    transition: stroke-dashoffset 1s linear;
  }
  .ring[data-last] {
    color: var(--desk-color-danger);
    animation: pulse 1s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      transform: scale(1.06);
    }
  }
  .countdown {
    color: var(--desk-color-text);
    font-weight: 600;
  }
`;
