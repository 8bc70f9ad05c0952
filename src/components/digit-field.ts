import {msg} from '@lit/localize';
import {LitElement, css, html} from 'lit';
import {readDigits} from '../calls/digits-queue.js';
import {DigitsEvent} from './events.js';
import {base} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {fieldStyle} from './ui/field.js';

/**
 * `<desk-digit-field>`: a string of digits, pasted or typed, with pauses and waits. It is gone from the field once it
 * is sent, and stored nowhere.
 */
export class DeskDigitField extends LitElement {
  static override properties = {
    callId: {attribute: false},
    disabled: {type: Boolean},
    text: {state: true},
  };

  static override styles = [
    base,
    buttonStyle,
    fieldStyle,
    css`
      :host {
        max-inline-size: 268px;
        margin-inline: auto;
      }
    `,
  ];

  callId = '';
  disabled = false;
  private text = '';

  protected override render() {
    const wrong = this.text.trim() !== '' && readDigits(this.text) === undefined;
    return html`<div class="row">
        <input
          type="tel"
          dir="ltr"
          autocomplete="off"
          spellcheck="false"
          aria-label=${msg('Paste digits')}
          aria-describedby="hint"
          aria-invalid=${wrong ? 'true' : 'false'}
          placeholder=${msg('Paste digits')}
          .value=${this.text}
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLInputElement).value)}
          @keydown=${this.#onKeydown}
        />
        ${button({
          words: msg('Send'),
          disabled: this.disabled || readDigits(this.text) === undefined,
          press: () => this.#send(),
        })}
      </div>
      <p id="hint" class="hint ${wrong ? 'wrong' : ''}">
        ${
          wrong
            ? msg('Only digits, star and hash, up to 64, with pauses and waits.')
            : msg('A comma pauses one second, a semicolon waits for you.')
        }
      </p>`;
  }

  #onKeydown(event: KeyboardEvent): void {
    // digits typed here are for this field, not for the keypad around it
    event.stopPropagation();
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.#send();
  }

  #send(): void {
    const {text} = this;
    if (this.disabled || readDigits(text) === undefined) return;
    this.text = '';
    this.dispatchEvent(new DigitsEvent(this.callId, {type: 'send', text}));
  }
}

customElements.define('desk-digit-field', DeskDigitField);

declare global {
  interface HTMLElementTagNameMap {
    'desk-digit-field': DeskDigitField;
  }
}
