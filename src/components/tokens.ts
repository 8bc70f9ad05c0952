import {css} from 'lit';

/**
 * Tier 1, raw values, and tier 2, meanings (`--desk-color-…`). Meanings take the desktop's Momentum theme when it is
 * there. Set once, on `<desk-app>`; custom properties reach every element below. Elements use meanings, or names of
 * their own made from them (tier 3, such as `--desk-call-card-edge`), never raw values.
 */
export const tokens = css`
  :host {
    color-scheme: light dark;

    --raw-ink-1: #12161c;
    --raw-ink-2: #4a5462;
    --raw-ink-3: #7b8694;
    --raw-paper-1: #ffffff;
    --raw-paper-2: #f3f5f8;
    --raw-paper-3: #e9edf2;
    --raw-line-1: #dde2e9;
    --raw-night-1: #0e1116;
    --raw-night-2: #171b22;
    --raw-night-3: #1f252e;
    --raw-night-4: #29313c;
    --raw-night-line: #323b47;
    --raw-snow-1: #f1f4f8;
    --raw-snow-2: #aab4c2;
    --raw-snow-3: #74808f;

    --desk-color-canvas: var(
      --mds-color-theme-background-solid-secondary-normal,
      light-dark(var(--raw-paper-2), var(--raw-night-1))
    );
    --desk-color-surface: var(
      --mds-color-theme-background-solid-primary-normal,
      light-dark(var(--raw-paper-1), var(--raw-night-2))
    );
    --desk-color-raised: light-dark(var(--raw-paper-1), var(--raw-night-3));
    --desk-color-control: light-dark(var(--raw-paper-3), var(--raw-night-4));
    --desk-color-control-hover: light-dark(#dee4eb, #343e4b);
    --desk-color-text: var(
      --mds-color-theme-text-primary-normal,
      light-dark(var(--raw-ink-1), var(--raw-snow-1))
    );
    --desk-color-text-muted: var(
      --mds-color-theme-text-secondary-normal,
      light-dark(var(--raw-ink-2), var(--raw-snow-2))
    );
    --desk-color-hairline: light-dark(var(--raw-line-1), var(--raw-night-line));
    --desk-color-outline: var(
      --mds-color-theme-outline-primary-normal,
      light-dark(var(--raw-ink-3), var(--raw-snow-3))
    );
    --desk-color-focus: light-dark(#0b5cd5, #7db4ff);
    --desk-color-on-fill: #ffffff;

    --desk-color-accent: var(--mds-color-theme-text-accent-normal, light-dark(#0a58ca, #7db4ff));
    --desk-color-accent-fill: light-dark(#0b5cd5, #1f6fe5);
    --desk-color-accent-soft: light-dark(#e6effd, #16294a);
    --desk-color-positive: var(--mds-color-theme-text-success-normal, light-dark(#0a6b43, #5fd39b));
    --desk-color-positive-fill: light-dark(#0a7a4b, #12804f);
    --desk-color-positive-soft: light-dark(#e1f4ea, #10301f);
    --desk-color-caution: var(--mds-color-theme-text-warning-normal, light-dark(#8a4b00, #f3b55c));
    --desk-color-caution-fill: light-dark(#a65b00, #a05a06);
    --desk-color-caution-soft: light-dark(#fdf0dc, #38270d);
    --desk-color-danger: var(--mds-color-theme-text-error-normal, light-dark(#b3221d, #ff9289));
    --desk-color-danger-fill: light-dark(#c62a23, #c9372f);
    --desk-color-danger-soft: light-dark(#fdeae8, #421a18);
    --desk-color-wrap: light-dark(#6338b8, #c0a3ff);
    --desk-color-wrap-fill: light-dark(#6d42c9, #7a52d1);
    --desk-color-wrap-soft: light-dark(#f0eafc, #2b2047);
    --desk-color-quiet: var(--desk-color-text-muted);
    --desk-color-quiet-fill: light-dark(#5a6675, #657181);
    --desk-color-quiet-soft: var(--desk-color-control);

    --desk-font:
      CiscoSansTT, 'Cisco Sans', Inter, 'Segoe UI Variable Text', 'Segoe UI', -apple-system, Roboto, 'Helvetica Neue',
      'Liberation Sans', system-ui, sans-serif;
    --desk-text-s: 0.75rem;
    --desk-text-m: 0.875rem;
    --desk-text-l: 1.0625rem;

    --desk-radius-s: 8px;
    --desk-radius-m: 12px;
    --desk-radius-l: 16px;
    --desk-shadow-card: 0 1px 2px light-dark(rgb(16 24 40 / 6%), rgb(0 0 0 / 35%)),
      0 6px 16px -8px light-dark(rgb(16 24 40 / 12%), rgb(0 0 0 / 60%));
    --desk-shadow-overlay: 0 2px 6px light-dark(rgb(16 24 40 / 10%), rgb(0 0 0 / 45%)),
      0 18px 40px -12px light-dark(rgb(16 24 40 / 28%), rgb(0 0 0 / 75%));
    --desk-speed: 140ms;
  }

  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --desk-speed: 0ms;
    }
  }
`;

/** What every element starts from: box sizes, type, the focus ring, drawings, text for screen readers only. */
export const base = css`
  :host {
    display: block;
    min-inline-size: 0;
    font: 400 var(--desk-text-m, 0.875rem) / 1.4 var(--desk-font, sans-serif);
    color: var(--desk-color-text);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--desk-color-focus, Highlight);
    outline-offset: 2px;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  svg {
    display: block;
    flex: none;
  }
  .icon {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.solid {
    fill: currentColor;
    stroke: none;
  }
  .icon.bold {
    stroke-width: 2;
  }
  .icon.thick {
    stroke-width: 2.4;
  }
  .icon.dots {
    stroke-width: 3;
  }
  .icon.dashed {
    stroke-dasharray: 2.4 2.32;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** The colour families that carry a state. `data-tone` picks one; a word and a shape always go with it. */
export type Tone = 'accent' | 'positive' | 'caution' | 'danger' | 'wrap' | 'quiet';

/** Resolves `data-tone` to `--tone` (text and icons), `--tone-fill` (under white text) and `--tone-soft` (a tint). */
export const tones = css`
  [data-tone='accent'] {
    --tone: var(--desk-color-accent);
    --tone-fill: var(--desk-color-accent-fill);
    --tone-soft: var(--desk-color-accent-soft);
  }
  [data-tone='positive'] {
    --tone: var(--desk-color-positive);
    --tone-fill: var(--desk-color-positive-fill);
    --tone-soft: var(--desk-color-positive-soft);
  }
  [data-tone='caution'] {
    --tone: var(--desk-color-caution);
    --tone-fill: var(--desk-color-caution-fill);
    --tone-soft: var(--desk-color-caution-soft);
  }
  [data-tone='danger'] {
    --tone: var(--desk-color-danger);
    --tone-fill: var(--desk-color-danger-fill);
    --tone-soft: var(--desk-color-danger-soft);
  }
  [data-tone='wrap'] {
    --tone: var(--desk-color-wrap);
    --tone-fill: var(--desk-color-wrap-fill);
    --tone-soft: var(--desk-color-wrap-soft);
  }
  [data-tone='quiet'] {
    --tone: var(--desk-color-quiet);
    --tone-fill: var(--desk-color-quiet-fill);
    --tone-soft: var(--desk-color-quiet-soft);
  }
`;

/** The round mark at the head of a card; with {@link tones}. */
export const mark = css`
  .mark {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--tone-soft);
    color: var(--tone);
  }
`;
