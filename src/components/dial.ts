import {localized, msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import type {DialResult} from '../calls/dial.js';
import type {OutgoingRequest} from '../calls/outgoing.js';
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
 * and why where it can't be. On a narrow page it is folded until it is wanted.
 *
 * @csspart field - the text field
 */
@localized()
@customElement('desk-dial')
export class DeskDial extends LitElement {
  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      :host {
        margin-block-start: var(--desk-block-gap, 0);
      }
      .unfold {
        display: none;
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
      @container desk (max-width: 37em) {
        .unfold {
          display: flex;
        }
        .panel.folded {
          display: none;
        }
        .panel {
          margin-block-start: 6px;
        }
      }
    `,
  ];

  @state() private text = '';
  @state() private unfolded = false;
  @state() private keypadOpen = false;
  readonly #may = new StoreController(this, (desk) => desk.dialControl);
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
    if (settled && this.#placed.value === true) {
      this.text = '';
      this.unfolded = false;
      this.keypadOpen = false;
    }
    this.#asked = request;
  }

  protected override render() {
    const desk = this.#may.desk;
    if (desk === undefined) return nothing;
    const result = this.text.trim() === '' ? undefined : desk.readDial(this.text);
    return html`${button({
      place: 'unfold',
      icon: 'answer',
      words: msg('Call a number'),
      expanded: this.unfolded,
      press: () => this.#unfold(),
    })}
      <div class="panel ${this.unfolded ? '' : 'folded'}" role="group" aria-label=${msg('Call a number')}>
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

  #unfold(): void {
    this.unfolded = !this.unfolded;
    if (!this.unfolded) return;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
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
    if (desk.readDial(this.text).ok) this.dispatchEvent(new DialRequestEvent(this.text, 'keypad'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-dial': DeskDial;
  }
}
