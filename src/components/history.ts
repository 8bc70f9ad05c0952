import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {normaliseDialString} from '../calls/dial.js';
import type {HistoryEntry} from '../calls/history.js';
import type {Desk} from '../desk/desk.js';
import {refusalText, whyNoCallText} from './dial-words.js';
import {DialRequestEvent, HistoryEvent} from './events.js';
import {shown} from './foreign-text.js';
import {entryLength, entryLook, entryTime, entryTitle} from './history-text.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import './ui/call-icons.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';

/** Rows shown at once; the rest is one press away. */
const rowsAtOnce = 8;

/**
 * `<desk-history>`: the calls that are over. Whoever has it open sees what is new in it. Calling back goes the way of
 * every call, and the button says the number.
 *
 * @csspart row - one call
 */
export class DeskHistory extends LitElement {
  static override properties = {
    all: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      :host {
        display: block;
      }
      .list {
        border: 1px solid var(--desk-color-hairline);
        border-radius: var(--desk-radius-m);
        background: var(--desk-color-surface);
      }
      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: 2px 10px;
        align-items: center;
        padding: 8px 8px 8px 12px;
      }
      li + li {
        border-block-start: 1px solid var(--desk-color-hairline);
      }
      li > .icon {
        color: var(--tone);
      }
      strong {
        display: block;
        font-weight: 600;
        overflow-wrap: anywhere;
        max-block-size: 2.8em;
        overflow: hidden;
      }
      .what {
        display: block;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
        overflow-wrap: anywhere;
        max-block-size: 2.8em;
        overflow: hidden;
      }
      .outcome {
        color: var(--tone);
      }
      .do {
        display: flex;
        gap: 2px;
      }
      .none,
      .foot {
        padding: 10px 12px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 8px;
        align-items: center;
        justify-content: space-between;
        border-block-start: 1px solid var(--desk-color-hairline);
      }
    `,
  ];

  private all = false;
  readonly #history = new StoreController(this, (desk) => desk.history);
  readonly #may = new StoreController(this, (desk) => desk.dialControl);
  readonly #request = new StoreController(this, (desk) => desk.outgoing);

  protected override firstUpdated(): void {
    this.dispatchEvent(new HistoryEvent('open'));
  }

  protected override updated(_changed: PropertyValues): void {
    if ((this.#history.value?.unseen ?? 0) > 0) this.dispatchEvent(new HistoryEvent('seen'));
  }

  protected override render() {
    const desk = this.#history.desk;
    const history = this.#history.value;
    if (desk === undefined || history === undefined) return nothing;
    return this.#renderList(desk, history.entries, history.stored);
  }

  #renderList(desk: Desk, entries: readonly HistoryEntry[], stored: boolean) {
    if (entries.length === 0)
      return html`<div class="list"><p class="none">${msg('No calls yet.')}</p></div>`;
    const rows = this.all ? entries : entries.slice(0, rowsAtOnce);
    return html`<div class="list">
      <ul role="list" aria-label=${msg('Call history')}>
        ${repeat(
          rows,
          (entry) => `${entry.key}/${entry.at}`,
          (entry) => this.#renderRow(desk, entry),
        )}
      </ul>
      <div class="foot">
        <span>${stored ? msg('Kept on this computer for 30 days.') : msg('Not kept: this browser stores nothing.')}</span>
        ${
          entries.length > rowsAtOnce
            ? button({
                size: 'small',
                words: this.all ? msg('Show fewer') : msg('Show all'),
                expanded: this.all,
                press: () => (this.all = !this.all),
              })
            : nothing
        }
        ${button({
          size: 'small',
          words: msg('Delete all'),
          press: () => this.dispatchEvent(new HistoryEvent('clear')),
        })}
      </div>
    </div>`;
  }

  #renderRow(desk: Desk, entry: HistoryEntry) {
    const look = entryLook(entry);
    const facts = [
      entryTime(entry.at, desk.now()),
      entryLength(entry),
      entry.name.trim() === '' ? '' : shown(entry.number.trim()),
      shown(entry.queue.trim()),
    ].filter((fact) => fact !== '');
    return html`<li part="row" data-tone=${look.tone}>
      ${icon(look.icon, 20)}
      <div>
        <strong><bdi>${entryTitle(entry)}</bdi></strong>
        <span class="what"
          ><span class="outcome">${look.text}</span>${facts.map((fact) => html` · <bdi>${fact}</bdi>`)}</span
        >
      </div>
      <div class="do">
        ${entry.number.trim() === '' ? nothing : this.#renderCall(desk, entry)}${this.#renderDelete(desk, entry)}
      </div>
    </li>`;
  }

  #renderDelete(desk: Desk, entry: HistoryEntry) {
    const time = entryTime(entry.at, desk.now());
    const label = msg(str`Delete ${entryTitle(entry)}, ${time}`);
    return button({
      icon: 'close',
      bare: true,
      label,
      title: msg('Delete'),
      press: () => this.dispatchEvent(new HistoryEvent('clear', entry)),
    });
  }

  #renderCall(desk: Desk, entry: HistoryEntry) {
    // numbers of others are treated like a link: the button says what it will dial
    const result = normaliseDialString(entry.number, 'link', desk.dialPolicy);
    const may = this.#may.value;
    const number = result.ok ? result.number : shown(entry.number.trim());
    const why = !result.ok
      ? refusalText(result.reason)
      : may?.why === undefined
        ? undefined
        : whyNoCallText(may.why);
    const label = msg(str`Call back ${number}`);
    return button({
      icon: 'answer',
      bare: true,
      label,
      description: why,
      title: why ?? label,
      disabled: !result.ok || may?.enabled !== true,
      busy: this.#request.value !== undefined,
      press: () => this.dispatchEvent(new DialRequestEvent(entry.number, 'link')),
    });
  }
}

customElements.define('desk-history', DeskHistory);

declare global {
  interface HTMLElementTagNameMap {
    'desk-history': DeskHistory;
  }
}
