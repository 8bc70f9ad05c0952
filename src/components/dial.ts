import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {ContactIndex, type Callable} from '../calls/contact-index.js';
import type {HistoryEntry} from '../calls/history.js';
import type {DialControl} from '../calls/dial-control.js';
import {normaliseDialString, type DialOrigin, type DialResult} from '../calls/dial.js';
import {callingLines, lineDialControl} from '../calls/line-call.js';
import type {Desk} from '../desk/desk.js';
import {refusalText, whyNoCallText, willDialText} from './dial-words.js';
import {DialRequestEvent, HistoryEvent} from './events.js';
import type {KeypadDigitEvent} from './events.js';
import {shown} from './foreign-text.js';
import './keypad.js';
import {lineLabel} from './line-text.js';
import {peopleList, peopleListStyle} from './people-list.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {fieldStyle} from './ui/field.js';

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
    found: {state: true},
    active: {state: true},
    from: {state: true},
    unread: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    peopleListStyle,
    fieldStyle,
    css`
      :host {
        display: block;
      }
      .from {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-block-end: 6px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      .from select {
        flex: none;
        max-inline-size: 100%;
      }
      .call {
        flex: none;
        min-inline-size: 84px;
      }
      desk-keypad {
        margin-block-start: 10px;
      }
    `,
  ];

  private text = '';
  private keypadOpen = false;
  private found: readonly Callable[] = [];
  /** Which of them the arrow keys are at; -1: none. */
  private active = -1;
  /** The line that calls. */
  private from = 1;
  /** The phone books could not be read. */
  private unread = false;
  /** The number in the field came from a list, not from the agent. */
  #origin: DialOrigin = 'keypad';
  #books: readonly Callable[] = [];
  #index: ContactIndex | undefined;
  /** The history that is in it. */
  #indexed: readonly HistoryEntry[] | undefined;
  private get field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
  readonly #may = new StoreController(this, (desk) => desk.dialControl);
  readonly #request = new StoreController(this, (desk) => desk.outgoing);
  readonly #history = new StoreController(this, (desk) => desk.history);
  readonly #lines = new StoreController(this, (desk) => desk.lines);
  readonly #calls = new StoreController(this, (desk) => desk.calls);

  protected override firstUpdated(): void {
    this.field?.focus();
    this.dispatchEvent(new HistoryEvent('open'));
    void this.#readBooks();
  }

  async #readBooks(): Promise<void> {
    try {
      this.#books = (await this.#may.desk?.contacts()) ?? [];
    } catch {
      this.unread = true;
    }
    this.#index = undefined;
    this.#look();
  }

  /** Who fits what is typed; the index is made with the first letter. */
  #look(): void {
    if (this.text.trim() === '' || this.#origin === 'link') {
      this.found = [];
      return;
    }
    const past = this.#history.value?.entries ?? [];
    if (past !== this.#indexed) this.#index = undefined;
    this.#indexed = past;
    this.#index ??= new ContactIndex([...this.#books, ...past.map(callableOf)]);
    this.found = this.#index.find(this.text);
  }

  #choose(person: Callable): void {
    this.text = person.number;
    this.#origin = 'link';
    this.active = -1;
    this.found = [];
    this.field?.focus();
  }

  protected override render() {
    const desk = this.#may.desk;
    if (desk === undefined) return nothing;
    const read = this.text.trim() === '' ? undefined : this.#read(desk);
    // a name that somebody has is on its way to be chosen, and nothing is wrong with it
    const isName = read?.ok === false && read.reason === 'letters' && this.found.length > 0;
    const result = isName ? undefined : read;
    return html`<div role="group" aria-label=${msg('Call a number')}>
        ${this.#renderLines()}
        <div class="row">
          <input
            part="field"
            type="tel"
            dir="ltr"
            autocomplete="off"
            spellcheck="false"
            aria-label=${msg('Number to call')}
            aria-describedby="hint"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded=${this.found.length > 0 ? 'true' : 'false'}
            aria-controls=${this.found.length > 0 ? 'people' : nothing}
            aria-activedescendant=${this.active >= 0 ? `person-${this.active}` : nothing}
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
        ${this.found.length > 0 ? peopleList(this.found, this.active, (person) => this.#choose(person)) : nothing}
        ${this.unread ? html`<p class="hint">${msg('The phone books could not be read. Numbers can be typed.')}</p>` : nothing}
        ${this.keypadOpen ? html`<desk-keypad plain @keypad-digit=${this.#onKeypad}></desk-keypad>` : nothing}
      </div>`;
  }

  /** Where there is a choice. */
  #renderLines() {
    const lines = callingLines(this.#lines.value ?? []);
    if (lines.length < 2) return nothing;
    return html`<label class="from"
      >${msg('Call from')}
      <select
        @change=${(event: Event) => (this.from = Number((event.target as HTMLSelectElement).value))}
      >
        ${lines.map((line) => html`<option value=${line.index} .selected=${line.index === this.#from}>${lineLabel(line)}</option>`)}
      </select>
    </label>`;
  }

  /** The chosen line, as long as it can call. */
  get #from(): number {
    const lines = callingLines(this.#lines.value ?? []);
    return lines.some(({index}) => index === this.from) ? this.from : 1;
  }

  /** Whether a call may be placed from the chosen line. */
  get #control(): DialControl | undefined {
    return this.#from === 1 ? this.#may.value : lineDialControl(this.#calls.value ?? []);
  }

  #renderCall(result: DialResult | undefined) {
    const request = this.#request.value;
    const why = this.#control?.why;
    const holds = this.#from > 1 && this.#calls.value?.some(({state}) => state === 'talking');
    const words =
      request === undefined
        ? holds
          ? msg('Hold and call')
          : msg('Call')
        : request.phase === 'sent'
          ? msg('Calling…')
          : msg('Checking…');
    return button({
      place: 'call',
      icon: 'answer',
      tone: 'positive',
      words,
      variant: result?.ok === true ? 'filled' : undefined,
      description: why === undefined ? undefined : whyNoCallText(why),
      disabled: result?.ok !== true || this.#control?.enabled !== true,
      busy: request !== undefined,
      press: () => this.#call(),
    });
  }

  #renderHint(result: DialResult | undefined) {
    const request = this.#request.value;
    const why = this.#control?.why;
    const wrong =
      request === undefined && (result?.ok === false || (result !== undefined && why !== undefined));
    return html`<p id="hint" class="hint ${wrong ? 'wrong' : ''}" ?hidden=${result === undefined && request === undefined}>
      <bdi>${this.#hint(result)}</bdi>
    </p>`;
  }

  #hint(result: DialResult | undefined): string {
    const request = this.#request.value;
    const why = this.#control?.why;
    if (request !== undefined) return msg(str`Calling ${shown(request.number)}…`);
    if (result === undefined) return '';
    if (!result.ok) return refusalText(result.reason);
    return why === undefined ? willDialText(result) : whyNoCallText(why);
  }

  /** As the desk will read it when it is asked to dial. */
  #read(desk: Desk): DialResult {
    return normaliseDialString(this.text, this.#origin, desk.dialPolicy);
  }

  #onInput(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
    this.#origin = 'keypad';
    this.active = -1;
    this.#look();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#move(event);
    else if (event.key === 'Escape' && this.found.length > 0) {
      event.stopPropagation();
      this.found = [];
      this.active = -1;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const person = this.found[this.active];
      if (event.repeat) return;
      if (person) this.#choose(person);
      else this.#call();
    }
  }

  /** From the field into the list and around: past its last entry is the field again. */
  #move(event: KeyboardEvent): void {
    const places = this.found.length + 1;
    if (places === 1) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
  }

  #onKeypad(event: KeypadDigitEvent): void {
    this.text += event.digit;
    this.#origin = 'keypad';
    this.#look();
  }

  #call(): void {
    const desk = this.#may.desk;
    if (desk === undefined || this.#request.value !== undefined || this.#control?.enabled !== true) return;
    const line = this.#from === 1 ? undefined : this.#from;
    if (this.#read(desk).ok) this.dispatchEvent(new DialRequestEvent(this.text, this.#origin, line));
  }
}

const callableOf = ({name, number, queue}: HistoryEntry): Callable => ({
  name,
  number,
  note: queue,
  source: 'history',
});

customElements.define('desk-dial', DeskDial);

declare global {
  interface HTMLElementTagNameMap {
    'desk-dial': DeskDial;
  }
}
