import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {normaliseDialString, type DialResult} from '../calls/dial.js';
import type {Desk} from '../desk/desk.js';
import {refusalText, whyNoCallText, willDialText} from './dial-words.js';
import {DialRequestEvent} from './events.js';
import type {KeypadDigitEvent} from './events.js';
import {shown} from './foreign-text.js';
import './keypad.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';

/**
 * `<desk-dial>`: one field for whatever can be called, typed, pasted or pressed. Says what will be dialled before it is,
 * and why where it can't be. It has the focus when it appears: somebody asked for it.
 *
 * @csspart field - the text field
 */
export class DeskDial extends LitElement {
  static override properties = {
    text: {state: true},
    keypadOpen: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        gap: 6px;
      }
      input {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 36px;
        padding: 4px 10px;
        border: 1px solid var(--desk-color-outline);
        border-radius: var(--desk-radius-s);
        background: var(--desk-color-surface);
        color: inherit;
        font: inherit;
        font-variant-numeric: tabular-nums;
      }
      input::placeholder {
        color: var(--desk-color-text-muted);
        opacity: 1;
      }
      input[aria-invalid='true'] {
        border-color: var(--desk-color-danger);
      }
      .call {
        flex: none;
        min-inline-size: 84px;
      }
      .hint {
        margin-block-start: 4px;
        padding-inline: 2px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
        overflow-wrap: anywhere;
      }
      .hint.wrong {
        color: var(--desk-color-danger);
      }
      desk-keypad {
        margin-block-start: 10px;
      }
    `,
  ];

  private text = '';
  private keypadOpen = false;
  private get field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
  readonly #may = new StoreController(this, (desk) => desk.dialControl);
  readonly #request = new StoreController(this, (desk) => desk.outgoing);

  protected override firstUpdated(): void {
    this.field?.focus();
  }

  protected override render() {
    const desk = this.#may.desk;
    if (desk === undefined) return nothing;
    const result = this.text.trim() === '' ? undefined : this.#read(desk);
    return html`<div role="group" aria-label=${msg('Call a number')}>
        <div class="row">
          <input
            part="field"
            type="tel"
            dir="ltr"
            autocomplete="off"
            spellcheck="false"
            aria-label=${msg('Number to call')}
            aria-describedby="hint"
            aria-invalid=${result?.ok === false ? 'true' : 'false'}
            placeholder=${msg('Number to call')}
            .value=${this.text}
            @input=${this.#onInput}
            @keydown=${this.#onKeydown}
          />
          ${button({
            icon: 'keypad',
            bare: true,
            label: msg('Number keypad'),
            expanded: this.keypadOpen,
            press: () => (this.keypadOpen = !this.keypadOpen),
          })}
          ${this.#renderCall(result)}
        </div>
        ${this.#renderHint(result)}
        ${this.keypadOpen ? html`<desk-keypad plain @keypad-digit=${this.#onKeypad}></desk-keypad>` : nothing}
      </div>`;
  }

  #renderCall(result: DialResult | undefined) {
    const request = this.#request.value;
    const why = this.#may.value?.why;
    const words =
      request === undefined ? msg('Call') : request.phase === 'sent' ? msg('Calling…') : msg('Checking…');
    return button({
      place: 'call',
      icon: 'answer',
      tone: 'positive',
      words,
      variant: result?.ok === true ? 'filled' : undefined,
      description: why === undefined ? undefined : whyNoCallText(why),
      disabled: result?.ok !== true || this.#may.value?.enabled !== true,
      busy: request !== undefined,
      press: () => this.#call(),
    });
  }

  #renderHint(result: DialResult | undefined) {
    const request = this.#request.value;
    const why = this.#may.value?.why;
    const wrong =
      request === undefined && (result?.ok === false || (result !== undefined && why !== undefined));
    return html`<p id="hint" class="hint ${wrong ? 'wrong' : ''}" ?hidden=${result === undefined && request === undefined}>
      <bdi>${this.#hint(result)}</bdi>
    </p>`;
  }

  #hint(result: DialResult | undefined): string {
    const request = this.#request.value;
    const why = this.#may.value?.why;
    if (request !== undefined) return msg(str`Calling ${shown(request.number)}…`);
    if (result === undefined) return '';
    if (!result.ok) return refusalText(result.reason);
    return why === undefined ? willDialText(result) : whyNoCallText(why);
  }

  /** As the desk will read it when it is asked to dial. */
  #read(desk: Desk): DialResult {
    return normaliseDialString(this.text, 'keypad', desk.dialPolicy);
  }

  #onInput(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.#call();
  }

  #onKeypad(event: KeypadDigitEvent): void {
    this.text += event.digit;
  }

  #call(): void {
    const desk = this.#may.desk;
    if (desk === undefined || this.#request.value !== undefined || this.#may.value?.enabled !== true) return;
    if (this.#read(desk).ok) this.dispatchEvent(new DialRequestEvent(this.text, 'keypad'));
  }
}

customElements.define('desk-dial', DeskDial);

declare global {
  interface HTMLElementTagNameMap {
    'desk-dial': DeskDial;
  }
}
