import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {KeypadDigitEvent} from './events.js';
import {base} from './tokens.js';
import {pressOnce} from './ui/press.js';

const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

/** How many of the sent digits stay readable. */
const longestTrail = 24;

/**
 * `<desk-keypad>`: twelve keys for tones during a call. Typing a digit while focus is in it does the same.
 *
 * @csspart keys - the grid
 */
export class DeskKeypad extends LitElement {
  static override properties = {
    disabled: {type: Boolean},
    plain: {type: Boolean},
    sent: {state: true},
  };

  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override styles = [
    base,
    css`
      .sent {
        min-block-size: 28px;
        margin-block-end: 8px;
        text-align: center;
        font-size: var(--desk-text-l);
        font-weight: 500;
        letter-spacing: 0.08em;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .sent.empty {
        font-size: var(--desk-text-s);
        font-weight: 400;
        letter-spacing: normal;
        line-height: 28px;
        color: var(--desk-color-text-muted);
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 84px));
        justify-content: center;
        gap: 8px;
      }
      button {
        display: grid;
        place-content: center;
        min-block-size: 46px;
        padding: 2px;
        border: 1px solid transparent;
        border-radius: var(--desk-radius-m);
        background: var(--desk-color-control);
        font-size: var(--desk-text-l);
        font-weight: 600;
        line-height: 1.15;
        cursor: pointer;
      }
      button:hover {
        background: var(--desk-color-control-hover);
      }
      button[aria-disabled='true'] {
        color: var(--desk-color-text-muted);
        cursor: default;
      }
      small {
        font-size: 0.625rem;
        font-weight: 500;
        letter-spacing: 0.1em;
        color: var(--desk-color-text-muted);
      }
      @media (forced-colors: active) {
        button {
          border-color: ButtonBorder;
        }
      }
    `,
  ];

  disabled = false;
  /** Without the line of what was pressed, for where a field shows it. */
  plain = false;
  private sent = '';

  protected override render() {
    return html`<div role="group" aria-label=${msg('Keypad')} @keydown=${this.#onKeydown}>
      ${this.plain ? nothing : this.#renderSent()}
      <div part="keys" class="keys" dir="ltr">${keys.map(([digit, letters]) => this.#renderKey(digit, letters))}</div>
    </div>`;
  }

  #renderSent() {
    return html`<p class="sent ${this.sent === '' ? 'empty' : ''}" dir="ltr">
      ${this.sent === '' ? msg('Press keys, or type digits') : this.sent}
    </p>`;
  }

  #renderKey(digit: string, letters: string) {
    return html`<button
      type="button"
      aria-label=${digit === '*' ? msg('Star') : digit === '#' ? msg('Hash') : nothing}
      aria-disabled=${this.disabled ? 'true' : 'false'}
      @click=${() => this.#press(digit)}
    >
      <span>${digit === '*' ? '∗' : digit}</span><small aria-hidden="true">${letters}</small>
    </button>`;
  }

  #press(digit: string): void {
    if (this.disabled) return;
    this.sent = (this.sent + digit).slice(-longestTrail);
    this.dispatchEvent(new KeypadDigitEvent(digit));
  }

  #onKeydown(event: KeyboardEvent): void {
    pressOnce(event);
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9*#]$/.test(event.key))
      return;
    event.preventDefault();
    event.stopPropagation();
    this.#press(event.key);
  }
}

customElements.define('desk-keypad', DeskKeypad);

declare global {
  interface HTMLElementTagNameMap {
    'desk-keypad': DeskKeypad;
  }
}
