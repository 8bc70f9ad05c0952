import {LitElement, css, html, nothing} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {base, tones} from '../tokens.js';
import type {Tone} from '../tokens.js';
import {icon} from './icon.js';
import type {IconName} from './icon.js';
import {pressOnce} from './press.js';

/**
 * `<desk-button>`: a native button in our dress. Disabled is `aria-disabled`, so focus stays where it is while a
 * request is on its way; a held key presses once (T-20).
 *
 * @slot - the words on it; they are its name unless `label` is set
 * @csspart button - the native button
 * @cssprop --desk-button-direction - `column` puts the icon above the words, for narrow rows
 * @cssprop --desk-button-gap, --desk-button-height, --desk-button-padding, --desk-button-text - its measures
 */
@customElement('desk-button')
export class DeskButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override styles = [
    base,
    tones,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
      button {
        --tone: var(--desk-color-text);
        --tone-fill: var(--desk-color-quiet-fill);
        --tone-soft: var(--desk-color-control);
        display: inline-flex;
        flex: 1;
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
      button:not([data-tone]):hover {
        background: var(--desk-color-control-hover);
      }
      button[data-tone]:hover {
        border-color: var(--tone);
      }
      button:active:not([aria-disabled='true']) {
        transform: translateY(1px);
      }
      button[data-tone][data-size='small'] {
        border-color: color-mix(in srgb, var(--tone) 40%, transparent);
      }
      button[data-variant='filled'] {
        background: var(--tone-fill);
        color: var(--desk-color-on-fill);
        box-shadow: inset 0 1px 0 rgb(255 255 255 / 14%);
      }
      button[data-variant='filled']:hover {
        border-color: transparent;
        filter: brightness(1.07);
      }
      button[data-variant='plain'] {
        background: transparent;
      }
      button[data-variant='plain']:hover {
        background: var(--desk-color-control);
        border-color: transparent;
      }
      button[aria-pressed='true'] {
        background: var(--desk-color-text);
        color: var(--desk-color-surface);
      }
      button[aria-disabled='true'] {
        cursor: default;
        background: transparent;
        border-color: var(--desk-color-hairline);
        color: var(--desk-color-text-muted);
        box-shadow: none;
        filter: none;
      }
      button[data-busy] {
        border-style: dashed;
        border-color: var(--desk-color-outline);
      }
      button[data-size='small'] {
        min-block-size: 28px;
        min-inline-size: 28px;
        padding: 2px 8px;
      }
      button[data-size='large'] {
        min-block-size: 44px;
        padding: 6px 22px;
        border-radius: var(--desk-radius-m);
        font-size: 1rem;
      }
      button[data-bare] {
        padding: 0;
      }
      @media (forced-colors: active) {
        button,
        button[data-variant='plain'] {
          border-color: ButtonBorder;
        }
        button[data-variant='filled'],
        button[aria-pressed='true'] {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
          border-color: Highlight;
        }
        button[aria-disabled='true'] {
          forced-color-adjust: none;
          background: Canvas;
          color: GrayText;
          border-color: GrayText;
        }
      }
    `,
  ];

  /** `filled` at most once in a state; `plain` has no ground of its own. */
  @property() variant: 'filled' | 'tonal' | 'plain' = 'tonal';
  @property() tone: Tone | undefined;
  @property() size: 'small' | 'medium' | 'large' = 'medium';
  @property() icon: IconName | undefined;
  /** Spoken name, where it differs from the words on it. */
  @property() label: string | undefined;
  /** For toggles only: makes it a toggle button in this state. */
  @property({attribute: false}) pressed: boolean | undefined;
  /** For buttons that open something: whether it is open. */
  @property({attribute: false}) expanded: boolean | undefined;
  /** What opens, for screen readers. */
  @property({attribute: false}) popup: 'menu' | undefined;
  /** Shown, focusable, but does nothing. */
  @property({type: Boolean}) disabled = false;
  /** A request of this button is on its way. */
  @property({type: Boolean}) busy = false;
  /** Only an icon; `label` is required then. */
  @property({type: Boolean}) bare = false;
  /** Why it can't be pressed, or what it does, for screen readers. */
  @property() description: string | undefined;

  protected override render() {
    return html`<button
      part="button"
      type="button"
      data-variant=${this.variant}
      data-tone=${this.tone ?? nothing}
      data-size=${this.size}
      ?data-busy=${this.busy}
      ?data-bare=${this.bare}
      aria-label=${this.label ?? nothing}
      aria-description=${this.description ?? nothing}
      aria-pressed=${this.pressed === undefined ? nothing : this.pressed ? 'true' : 'false'}
      aria-expanded=${this.expanded === undefined ? nothing : this.expanded ? 'true' : 'false'}
      aria-haspopup=${this.popup ?? nothing}
      aria-disabled=${this.disabled || this.busy ? 'true' : nothing}
      @click=${this.#onClick}
      @keydown=${pressOnce}
    >
      ${this.icon === undefined || (this.busy && !this.bare) ? nothing : icon(this.icon, this.size === 'small' ? 16 : 20)}<slot></slot>
    </button>`;
  }

  #onClick(event: Event): void {
    if (!this.disabled && !this.busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-button': DeskButton;
  }
}
