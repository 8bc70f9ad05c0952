import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import type {OutgoingRequest} from '../calls/outgoing.js';
import {PartController} from './part-controller.js';
import {dialField, historyList} from './parts.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import type {IconName} from './ui/icon.js';

/**
 * `<desk-foot>`: what an agent does between calls, below them: call a number, and look at the calls that are over.
 * Folded at first, and loaded when it is unfolded; missed calls are counted until somebody looks.
 */
export class DeskFoot extends LitElement {
  static override properties = {
    open: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      :host {
        display: block;
        margin-block-start: var(--desk-block-gap, 0);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 8px;
      }
      .badge {
        padding: 1px 8px;
        border: 1px solid transparent;
        border-radius: 999px;
        background: var(--tone-soft);
        color: var(--tone);
        font-size: var(--desk-text-s);
        font-weight: 650;
      }
      .panel {
        margin-block-start: 8px;
      }
      @media (forced-colors: active) {
        .badge {
          border-color: CanvasText;
        }
      }
    `,
  ];

  private open: 'dial' | 'history' | undefined;
  private get dialButton(): HTMLElement | null {
    return this.renderRoot.querySelector('.dial');
  }
  readonly #dial = new PartController(this, dialField);
  readonly #historyList = new PartController(this, historyList);
  readonly #history = new StoreController(this, (desk) => desk.history);
  readonly #request = new StoreController(this, (desk) => desk.outgoing);
  readonly #placed = new StoreController(
    this,
    (desk) => desk.calls,
    (calls) => calls.some((call) => call.direction === 'out' && call.state !== 'ended'),
  );
  #asked: OutgoingRequest | undefined;

  protected override willUpdate(_changed: PropertyValues): void {
    const request = this.#request.value;
    const settled = this.#asked !== undefined && request === undefined;
    // a refused number stays, to be put right
    if (settled && this.#placed.value === true && this.open === 'dial') this.#fold();
    this.#asked = request;
  }

  protected override render() {
    const history = this.#history.value;
    if (history === undefined) return nothing;
    const {unseen} = history;
    return html`<div class="row">
        ${this.#renderToggle('dial', 'answer', msg('Call a number'))}
        ${this.#renderToggle('history', 'history', msg('History'))}
        ${
          unseen === 0
            ? nothing
            : html`<span class="badge" data-tone="danger">${unseen === 1 ? msg('1 missed call') : msg(str`${unseen} missed calls`)}</span>`
        }
      </div>
      ${this.open === undefined ? nothing : html`<div class="panel">${this.#renderPanel(this.open)}</div>`}`;
  }

  #renderToggle(part: 'dial' | 'history', icon: IconName, words: string) {
    return button({
      place: part,
      size: 'small',
      variant: 'plain',
      icon,
      words,
      expanded: this.open === part,
      press: () => this.#toggle(part),
    });
  }

  #renderPanel(open: 'dial' | 'history') {
    return open === 'dial'
      ? this.#dial.show(html`<desk-dial></desk-dial>`)
      : this.#historyList.show(html`<desk-history></desk-history>`);
  }

  #toggle(part: 'dial' | 'history'): void {
    this.open = this.open === part ? undefined : part;
    if (this.open !== undefined) void (part === 'dial' ? this.#dial : this.#historyList).want();
  }

  #fold(): void {
    const focusInside = this.shadowRoot?.activeElement?.localName === 'desk-dial';
    this.open = undefined;
    if (focusInside) void this.updateComplete.then(() => this.dialButton?.focus());
  }
}

customElements.define('desk-foot', DeskFoot);

declare global {
  interface HTMLElementTagNameMap {
    'desk-foot': DeskFoot;
  }
}
