import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import type {Call, ShownVariable} from '../calls/types.js';
import {pendingText} from './call-text.js';
import {CallCommandEvent} from './events.js';
import {shown} from './foreign-text.js';
import {base, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import './ui/call-icons.js';
import {fieldStyle} from './ui/field.js';

/** The longest that a call variable may be, and what a site's own variables may have together (developer guide, Dialog). */
const longest = (variable: string): number => (variable.startsWith('callVariable') ? 40 : 2_000);

/**
 * `<desk-data-edit>`: a value of a call's data that the agent may change. What is typed is a wish: the value shown is what
 * Finesse says, and a wish that is refused leaves the old one.
 */
export class DeskDataEdit extends LitElement {
  static override properties = {
    call: {attribute: false},
    row: {attribute: false},
    open: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    fieldStyle,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      bdi {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      input {
        flex-basis: 8em;
        min-block-size: 0;
        padding: 3px 8px;
      }
    `,
  ];

  call: Call | undefined;
  row: ShownVariable | undefined;
  private open = false;
  /** What was asked for last; a fact only when the row says so. */
  #asked: string | undefined;

  protected override updated(changed: PropertyValues): void {
    // what is typed at once takes the place of what was there; selecting takes the focus along in no browser
    if (!changed.has('open') || !this.open) return;
    this.#input?.focus();
    this.#input?.select();
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  protected override render() {
    const {call, row} = this;
    if (call === undefined || row?.edit === undefined) return nothing;
    if (this.open) return this.#renderField(row);
    const pending =
      call.pending?.type === 'edit-data' && this.#asked !== undefined ? call.pending : undefined;
    return html`<div>
      <bdi>${pending === undefined ? shown(row.value) : html`${shown(this.#asked ?? '')} (${pendingText(pending)})`}</bdi>
      ${button({
        icon: 'edit',
        bare: true,
        size: 'small',
        label: msg(str`Change ${shown(row.name)}`),
        disabled: call.pending !== undefined,
        press: () => (this.open = true),
      })}
    </div>`;
  }

  #renderField({name, value, edit = ''}: ShownVariable) {
    return html`<div @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, edit)}>
      <input
        autocomplete="off"
        spellcheck="false"
        dir="auto"
        aria-label=${shown(name)}
        maxlength=${longest(edit)}
        .value=${value}
      />
      ${button({size: 'small', variant: 'filled', tone: 'accent', words: msg('Save'), press: () => this.#save(edit)})}
      ${button({size: 'small', variant: 'plain', words: msg('Cancel'), press: () => this.#close()})}
    </div>`;
  }

  #save(name: string): void {
    const value = this.#input?.value.trim();
    if (value !== undefined && value !== this.row?.value && this.call !== undefined) {
      this.#asked = value;
      this.dispatchEvent(new CallCommandEvent(this.call.id, {type: 'edit-data', name, value}));
    }
    this.#close();
  }

  #close(): void {
    this.open = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  #onKeydown(event: KeyboardEvent, name: string): void {
    // what is typed here is no digit for the call, and no shortcut
    event.stopPropagation();
    if (event.key === 'Escape') this.#close();
    if (event.key !== 'Enter' || event.isComposing || event.target !== this.#input) return;
    event.preventDefault();
    if (!event.repeat) this.#save(name);
  }
}

customElements.define('desk-data-edit', DeskDataEdit);

declare global {
  interface HTMLElementTagNameMap {
    'desk-data-edit': DeskDataEdit;
  }
}
