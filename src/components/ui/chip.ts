import {LitElement, css, html, nothing} from 'lit';
import {base, tones} from '../tokens.js';
import type {Tone} from '../tokens.js';
import {icon} from './icon.js';
import type {IconName} from './icon.js';
import {OverlayEvent} from './overlay.js';

/**
 * `<desk-chip>`: a short fact that explains itself when pressed. The explanation opens below it and closes on a
 * second press, on Escape, and when focus or a press goes elsewhere.
 *
 * @slot - the short words
 * @slot details - the explanation
 * @csspart chip - the button
 * @csspart details - the explanation's box
 */
export class DeskChip extends LitElement {
  static override properties = {
    icon: {},
    tone: {},
    label: {},
    align: {},
    bare: {type: Boolean},
    open: {state: true},
  };

  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override styles = [
    base,
    tones,
    css`
      :host {
        display: inline-block;
        position: relative;
        min-inline-size: 0;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        max-inline-size: 100%;
        min-block-size: 32px;
        padding: 4px 10px;
        border: 1px solid var(--desk-color-hairline);
        border-radius: 999px;
        background: var(--desk-color-surface);
        color: var(--desk-color-text);
        font-size: var(--desk-text-s);
        font-weight: 500;
        white-space: nowrap;
        cursor: pointer;
        transition: background-color var(--desk-speed);
      }
      button:hover,
      button[aria-expanded='true'] {
        background: var(--desk-color-control);
      }
      button .icon {
        color: var(--tone, var(--desk-color-text-muted));
      }
      button[data-bare] {
        justify-content: center;
        inline-size: 32px;
        padding: 0;
      }
      .words {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .details {
        position: absolute;
        inset-block-start: calc(100% + 6px);
        inset-inline-end: 0;
        z-index: 3;
        inline-size: max-content;
        max-inline-size: min(300px, 86vw);
        padding: 12px 14px;
        border: 1px solid var(--desk-color-hairline);
        border-radius: var(--desk-radius-m);
        background: var(--desk-color-raised);
        box-shadow: var(--desk-shadow-overlay);
        text-align: start;
      }
      .details[data-align='start'] {
        inset-inline: 0 auto;
      }
      .details[hidden] {
        display: none;
      }
    `,
  ];

  icon: IconName | undefined;
  tone: Tone | undefined;
  /** Spoken name where the words are not enough. */
  label: string | undefined;
  /** Which edge the explanation keeps to. */
  align: 'start' | 'end' = 'end';
  /** Icon only; `label` is required then. */
  bare = false;
  private open = false;
  readonly #size = new ResizeObserver(() => this.#onSize());
  private get details(): HTMLElement | null {
    return this.renderRoot.querySelector('.details');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#onPressElsewhere);
    this.addEventListener('focusout', this.#onFocusOut);
    this.addEventListener('keydown', this.#onKeydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#onPressElsewhere);
    this.removeEventListener('focusout', this.#onFocusOut);
    this.removeEventListener('keydown', this.#onKeydown);
  }

  protected override firstUpdated(): void {
    if (this.details !== null) this.#size.observe(this.details);
  }

  protected override render() {
    return html`<button
        part="chip"
        type="button"
        data-tone=${this.tone ?? nothing}
        ?data-bare=${this.bare}
        aria-label=${this.label ?? nothing}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="details"
        @click=${() => this.#show(!this.open)}
      >
        ${this.icon === undefined ? nothing : icon(this.icon, 18)}${
          this.bare ? nothing : html`<span class="words"><slot></slot></span>`
        }
      </button>
      <div id="details" part="details" class="details" data-align=${this.align} ?hidden=${!this.open}>
        <slot name="details"></slot>
      </div>`;
  }

  #show(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    if (!open) this.dispatchEvent(new OverlayEvent(0));
  }

  /** Also when the explanation grows: parts of it may come later. */
  #onSize(): void {
    const bottom = this.details?.getBoundingClientRect().bottom ?? 0;
    if (this.open && bottom > 0) this.dispatchEvent(new OverlayEvent(bottom));
  }

  readonly #onPressElsewhere = (event: Event) => {
    if (!event.composedPath().includes(this)) this.#show(false);
  };

  readonly #onFocusOut = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#show(false);
  };

  readonly #onKeydown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.#show(false);
  };
}

customElements.define('desk-chip', DeskChip);

declare global {
  interface HTMLElementTagNameMap {
    'desk-chip': DeskChip;
  }
}
