/** How a line looks, in the strip of one and in the list of several. */
import {css, html, nothing, svg} from 'lit';
import type {OwnLineState} from './line-text.js';
import type {Tone} from './tokens.js';

/** The colour of each state of a line that only this desk has. */
export const toneOf: Readonly<Record<OwnLineState, Tone>> = {
  idle: 'positive',
  ringing: 'positive',
  talking: 'accent',
  held: 'caution',
  unregistered: 'danger',
  off: 'quiet',
};

/** Idle hollow, ringing dotted round, talking solid, held half, unregistered crossed, off dashed: shape says it too. */
export const shapes: Readonly<Record<OwnLineState, unknown>> = {
  idle: svg`<circle cx="6" cy="6" r="4.2"/>`,
  ringing: svg`<circle cx="6" cy="6" r="2.2" fill="currentColor"/><circle class="wave" cx="6" cy="6" r="5"/>`,
  talking: svg`<circle cx="6" cy="6" r="5" fill="currentColor" stroke="none"/>`,
  held: svg`<circle cx="6" cy="6" r="4.2"/><path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z" fill="currentColor" stroke="none"/>`,
  unregistered: svg`<circle cx="6" cy="6" r="4.2"/><path d="M3.2 8.8l5.6-5.6"/>`,
  off: svg`<circle cx="6" cy="6" r="4.2" stroke-dasharray="2 1.77"/>`,
};

/** How a line looks, one or many. */
export const lineStyle = css`
  .seen {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  li {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: 32px;
    min-inline-size: 30px;
    padding: 2px 10px;
    border: 1px solid var(--desk-color-hairline);
    border-radius: 999px;
    background: var(--desk-color-surface);
    font-size: var(--desk-text-s);
    font-weight: 500;
    white-space: nowrap;
  }
  li[data-busy] {
    border-color: color-mix(in srgb, var(--tone) 45%, transparent);
    background: var(--tone-soft);
  }
  .acd {
    padding: 1px 5px 0;
    border-radius: 4px;
    background: var(--desk-color-control);
    font-size: 0.625rem;
    font-weight: 700;
    letter-spacing: 0.04em;
    line-height: 1.5;
    color: var(--desk-color-text-muted);
  }
  .word {
    color: var(--tone);
    font-weight: 600;
  }
  svg {
    color: var(--tone);
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
  }
  .wave {
    animation: wave 1.2s ease-out infinite;
  }
  @keyframes wave {
    50% {
      opacity: 0.15;
    }
  }
  @media (forced-colors: active) {
    li {
      border-color: CanvasText;
    }
    svg,
    .word {
      color: CanvasText;
    }
  }
`;

/** The drawing of a state. */
export const lineShape = (shape: unknown) =>
  html`<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${shape}</svg>`;

/** The mark of the line that Finesse knows. */
export const acdMark = (acd: boolean) => (acd ? html`<span class="acd">ACD</span>` : nothing);
