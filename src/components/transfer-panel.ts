import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {normaliseDialString, type DialResult} from '../calls/dial.js';
import {
  transferControlsFor,
  type TransferControl,
  type TransferControls,
} from '../calls/transfer-controls.js';
import type {Call, CallCommand} from '../calls/types.js';
import {refusalText} from './dial-words.js';
import {CallCommandEvent} from './events.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {transferContext} from './transfer-context.js';
import {whyNoTransferText} from './transfer-text.js';
import {button, buttonStyle} from './ui/button.js';
import {fieldStyle} from './ui/field.js';

type Choices = Pick<TransferControls, 'consult' | 'safe' | 'now'>;
type Choice = 'consult' | 'transfer-safe' | 'transfer-now';

/**
 * `<desk-transfer-panel>`: whom to ask, or to hand the call to. Enter talks first; Shift and Enter hands over at
 * once, Control and Enter when they answer.
 * It has the focus when it appears: somebody asked for it.
 */
export class DeskTransferPanel extends LitElement {
  static override properties = {
    call: {attribute: false},
    text: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    fieldStyle,
    css`
      :host {
        display: block;
        margin-block-start: 12px;
        padding-block-start: 12px;
        border-block-start: 1px solid var(--desk-color-hairline);
      }
      .row {
        flex-wrap: wrap;
      }
      input {
        flex-basis: 100%;
      }
      .button {
        flex: 1 1 7em;
      }
      @container (min-width: 37em) {
        input {
          flex-basis: 12em;
        }
        .button {
          flex: 0 1 9em;
        }
      }
    `,
  ];

  call: Call | undefined;
  private text = '';
  readonly #agent = new StoreController(this, (desk) => desk.agent);
  readonly #health = new StoreController(this, (desk) => desk.health);
  readonly #deployment = new StoreController(this, (desk) => desk.deployment);

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render() {
    const {call} = this;
    const desk = this.#agent.desk;
    if (call === undefined || desk === undefined) return nothing;
    const context = transferContext(this.#agent.value, this.#health.value, this.#deployment.value);
    const {consult, safe, now} = transferControlsFor(call, context);
    const result = this.text.trim() === '' ? undefined : this.#read();
    const wrong = result?.ok === false;
    return html`<div role="group" aria-label=${msg('Transfer or add somebody')}>
      <div class="row">
        <input
          type="tel"
          dir="ltr"
          autocomplete="off"
          spellcheck="false"
          aria-label=${msg('Transfer to')}
          aria-describedby="hint"
          aria-invalid=${wrong ? 'true' : 'false'}
          placeholder=${msg('Transfer to')}
          .value=${this.text}
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, {consult, safe, now})}
        />
        ${this.#renderChoice(msg('Talk first'), 'consult', consult, result)}
        ${this.#renderChoice(msg('When answered'), 'transfer-safe', safe, result)}
        ${this.#renderChoice(msg('Transfer now'), 'transfer-now', now, result)}
      </div>
      <p id="hint" class="hint ${wrong ? 'wrong' : ''}">${this.#hint(result, {consult, safe, now})}</p>
    </div>`;
  }

  #renderChoice(words: string, type: Choice, control: TransferControl, result: DialResult | undefined) {
    return button({
      words,
      tone: 'accent',
      variant: type === 'consult' && result?.ok === true && control.enabled ? 'filled' : undefined,
      description: whyNoTransferText(control.why),
      disabled: !control.enabled || result?.ok !== true,
      busy: this.call?.pending?.type === type,
      press: () => this.#send(type, control),
    });
  }

  #hint(result: DialResult | undefined, {consult, safe, now}: Choices): string {
    if (result?.ok === false) return refusalText(result.reason);
    const why = whyNoTransferText(consult.why);
    if (why !== undefined) return why;
    const notNow = whyNoTransferText(now.why ?? safe.why);
    if (notNow !== undefined) return notNow;
    if (result === undefined)
      return msg(
        'The caller waits on hold while you talk first. “When answered” hands over by itself; if nobody answers, the caller is back with you.',
      );
    return msg(str`Will call ${result.number}`);
  }

  /** As it will be read when it is sent. */
  #read(): DialResult {
    return normaliseDialString(this.text, 'keypad', this.#agent.desk?.dialPolicy);
  }

  #onKeydown(event: KeyboardEvent, {consult, safe, now}: Choices): void {
    // digits typed here are for this field, not for the call
    event.stopPropagation();
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.shiftKey) this.#send('transfer-now', now);
    else if (event.ctrlKey) this.#send('transfer-safe', safe);
    else this.#send('consult', consult);
  }

  #send(type: Choice, control: TransferControl): void {
    const result = this.#read();
    if (this.call === undefined || !control.enabled || !result.ok) return;
    const command: CallCommand = {type, number: result.number};
    this.dispatchEvent(new CallCommandEvent(this.call.id, command));
  }
}

customElements.define('desk-transfer-panel', DeskTransferPanel);

declare global {
  interface HTMLElementTagNameMap {
    'desk-transfer-panel': DeskTransferPanel;
  }
}
