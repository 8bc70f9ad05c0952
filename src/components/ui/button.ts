import {css, html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import type {Tone} from '../tokens.js';
import {icon} from './icon.js';
import type {IconName} from './icon.js';
import {pressOnce} from './press.js';

/** What a button says, looks like and does. */
export interface ButtonOptions {
  /** The words on it; they are its name unless `label` is set. */
  readonly words?: unknown;
  /** Its work; not called while it is disabled or busy. */
  readonly press?: (() => unknown) | undefined;
  /** `filled` at most once in a state; `plain` has no ground of its own. Tonal when absent. */
  readonly variant?: 'filled' | 'plain' | undefined;
  readonly tone?: Tone | undefined;
  readonly size?: 'small' | 'large' | undefined;
  readonly icon?: IconName | undefined;
  /** Spoken name, where it differs from the words on it. */
  readonly label?: string | undefined;
  /** For toggles only: makes it a toggle button in this state. */
  readonly pressed?: boolean | undefined;
  /** For buttons that open something: whether it is open. */
  readonly expanded?: boolean | undefined;
  /** What opens, for screen readers. */
  readonly popup?: 'menu' | undefined;
  /** Shown, focusable, but does nothing. */
  readonly disabled?: boolean;
  /** A request of this button is on its way. */
  readonly busy?: boolean;
  /** Only an icon; `label` is required then. */
  readonly bare?: boolean;
  /** Why it can't be pressed, or what it does, for screen readers. */
  readonly description?: string | undefined;
  /** The same for the pointer. */
  readonly title?: string | undefined;
  /** Class of its own, for its place. */
  readonly place?: string;
}

/**
 * A native button in our dress, `part="button"`; its element adopts {@link buttonStyle}. Disabled is `aria-disabled`, so
 * focus stays where it is while a request is on its way; a held key presses once (T-20).
 */
export function button(options: ButtonOptions): TemplateResult {
  const {busy = false, bare = false, place, size} = options;
  const idle = options.disabled === true || busy;
  return html`<button
    part="button"
    type="button"
    class=${place === undefined ? 'button' : `button ${place}`}
    data-variant=${options.variant ?? nothing}
    data-tone=${options.tone ?? nothing}
    data-size=${size ?? nothing}
    ?data-busy=${busy}
    ?data-bare=${bare}
    title=${options.title ?? nothing}
    aria-label=${options.label ?? nothing}
    aria-description=${options.description ?? nothing}
    aria-pressed=${options.pressed ?? nothing}
    aria-expanded=${options.expanded ?? nothing}
    aria-haspopup=${options.popup ?? nothing}
    aria-disabled=${idle || nothing}
    @click=${idle ? swallow : options.press}
    @keydown=${pressOnce}
  >
    ${options.icon === undefined || (busy && !bare) ? nothing : icon(options.icon, size === 'small' ? 16 : 20)}${
      options.words ?? nothing
    }
  </button>`;
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * The dress of {@link button}. An element that shows buttons adopts it, with `tones` where they have one.
 * `--desk-button-direction: column` puts the icon above the words, for narrow rows; `--desk-button-gap`, `-height`,
 * `-padding` and `-text` are its measures.
 */
export const buttonStyle = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex-direction: var(--desk-button-direction, row);
    gap: var(--desk-button-gap, 6px);
    min-block-size: var(--desk-button-height, 36px);
    min-inline-size: 36px;
    padding: var(--desk-button-padding, 4px 6px);
    border: 1px solid transparent;
    border-radius: var(--desk-radius-s);
    background: var(--tone-soft);
    color: var(--tone);
    font-size: var(--desk-button-text, inherit);
    font-weight: 600;
    line-height: 1.15;
    overflow-wrap: anywhere;
    text-align: center;
    cursor: pointer;
    transition:
      background-color var(--desk-speed),
      border-color var(--desk-speed),
      transform var(--desk-speed);
  }
  .button:not([data-tone]) {
    --tone: var(--desk-color-text);
    --tone-fill: var(--desk-color-quiet-fill);
    --tone-soft: var(--desk-color-control);
  }
  .button:not([data-tone]):hover {
    background: var(--desk-color-control-hover);
  }
  .button[data-tone]:hover {
    border-color: var(--tone);
  }
  .button:active:not([aria-disabled]) {
    transform: translateY(1px);
  }
  .button[data-tone][data-size='small'] {
    border-color: color-mix(in srgb, var(--tone) 40%, transparent);
  }
  .button[data-variant='filled'] {
    background: var(--tone-fill);
    color: var(--desk-color-on-fill);
    box-shadow: inset 0 1px 0 rgb(255 255 255 / 14%);
  }
  .button[data-variant='filled']:hover {
    border-color: transparent;
    filter: brightness(1.07);
  }
  .button[data-variant='plain'] {
    background: transparent;
  }
  .button[data-variant='plain']:hover {
    background: var(--desk-color-control);
    border-color: transparent;
  }
  .button[aria-pressed='true'] {
    background: var(--desk-color-text);
    color: var(--desk-color-surface);
  }
  .button[aria-disabled] {
    cursor: default;
    background: transparent;
    border-color: var(--desk-color-hairline);
    color: var(--desk-color-text-muted);
    box-shadow: none;
    filter: none;
  }
  .button[data-busy] {
    border-style: dashed;
    border-color: var(--desk-color-outline);
  }
  .button[data-size='small'] {
    min-block-size: 28px;
    min-inline-size: 28px;
    padding: 2px 8px;
  }
  .button[data-size='large'] {
    min-block-size: 44px;
    padding: 6px 22px;
    border-radius: var(--desk-radius-m);
    font-size: 1rem;
  }
  .button[data-bare] {
    padding: 0;
  }
  @media (forced-colors: active) {
    .button,
    .button[data-variant='plain'] {
      border-color: ButtonBorder;
    }
    .button[data-variant='filled'],
    .button[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
      border-color: Highlight;
    }
    .button[aria-disabled] {
      forced-color-adjust: none;
      background: Canvas;
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
