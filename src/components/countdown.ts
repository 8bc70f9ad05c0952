import {localized, msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import type {Call} from '../calls/types.js';
import {pageTicker} from './ticker.js';
import {base} from './tokens.js';

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
 * `<desk-countdown>`: the time an alerting call has left, as a thin ring with the seconds inside, or as a sentence that
 * says what happens then.
 */
@localized()
@customElement('desk-countdown')
export class DeskCountdown extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
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
      .last {
        color: var(--desk-color-danger);
        animation: pulse 1s ease-in-out infinite;
      }
      @keyframes pulse {
        50% {
          transform: scale(1.06);
        }
      }
    `,
  ];

  /** When it began to ring; ms since 1970. */
  @property({attribute: false}) since: number | undefined;
  /** Seconds it may ring. */
  @property({type: Number}) total = 0;
  @property({attribute: false}) now: () => number = Date.now;
  @property() form: 'ring' | 'sentence' = 'ring';
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = pageTicker.follow(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const left = secondsLeft(this.since, this.total, this.now());
    if (left === undefined) return nothing;
    if (this.form === 'sentence') {
      return html`<span role="timer">${msg(str`${left} s left, then you become Not Ready`)}</span>`;
    }
    return html`<span class="ring ${left <= lastSeconds ? 'last' : ''}" aria-hidden="true">
      <svg viewBox="0 0 44 44">
        <circle class="track" cx="22" cy="22" r="20"></circle>
        <circle
          class="left"
          cx="22"
          cy="22"
          r="20"
          stroke-dasharray=${round}
          stroke-dashoffset=${round * (1 - left / this.total)}
        ></circle>
      </svg>
      ${left}
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-countdown': DeskCountdown;
  }
}
