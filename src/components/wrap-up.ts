import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {Call} from '../calls/types.js';
import type {StateOption} from '../desk/desk.js';
import type {StateRequest, WrapUpReason} from '../finesse/types.js';
import {requestText} from './agent-text.js';
import {pendingText} from './call-text.js';
import {CallCommandEvent} from './events.js';
import {StateRequestEvent} from './state-request.js';
import {shown} from './foreign-text.js';
import {optionHint, optionText} from './state-menu.js';
import {base, tones} from './tokens.js';
import './ui/call-icons.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';
import type {MenuItem, MenuChooseEvent} from './ui/menu.js';
import './ui/menu-button.js';
import {pressOnce} from './ui/press.js';

/** More reasons than this get a search field. */
const mostWithoutSearch = 8;

/**
 * `<desk-wrap-up>`: what the call was about, by press or by the keys 1 to 9, and the way on: Done, or Not Ready.
 *
 * @csspart reasons - the list
 */
export class DeskWrapUp extends LitElement {
  static override properties = {
    call: {attribute: false},
    reasons: {attribute: false},
    stateOptions: {attribute: false},
    request: {attribute: false},
    search: {state: true},
    asked: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      label {
        position: relative;
        display: block;
        margin-block-end: 8px;
        color: var(--desk-color-text-muted);
      }
      label svg {
        position: absolute;
        inset-block-start: 9px;
        inset-inline-start: 10px;
      }
      input {
        inline-size: 100%;
        min-block-size: 36px;
        padding: 4px 10px;
        padding-inline-start: 34px;
        border: 1px solid var(--desk-color-outline);
        border-radius: var(--desk-radius-s);
        background: var(--desk-color-surface);
        color: var(--desk-color-text);
        font: inherit;
      }
      .reasons {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
        gap: 6px;
        max-block-size: 260px;
        overflow-y: auto;
        padding: 2px;
        margin: -2px;
      }
      .reason {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 36px;
        padding: 4px 10px;
        border: 1px solid var(--desk-color-hairline);
        border-radius: var(--desk-radius-s);
        background: var(--desk-color-surface);
        text-align: start;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .reason:hover {
        border-color: var(--desk-color-outline);
      }
      .reason[aria-checked='true'] {
        border-color: var(--desk-color-wrap);
        background: var(--desk-color-wrap-soft);
        color: var(--desk-color-wrap);
        font-weight: 600;
      }
      .reason span {
        flex: 1;
        min-inline-size: 0;
      }
      .reason em {
        font-style: normal;
        font-weight: 400;
        color: var(--desk-color-text-muted);
      }
      kbd {
        flex: none;
        min-inline-size: 20px;
        border: 1px solid var(--desk-color-hairline);
        border-radius: 5px;
        font: 500 0.6875rem/18px var(--desk-font);
        text-align: center;
        color: var(--desk-color-text-muted);
      }
      .none {
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      .next {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-block-start: 12px;
      }
      .next > * {
        min-inline-size: 112px;
      }
      @media (forced-colors: active) {
        .reason[aria-checked='true'] {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
          border-color: Highlight;
        }
      }
    `,
  ];

  call: Call | undefined;
  reasons: readonly WrapUpReason[] = [];
  stateOptions: readonly StateOption[] = [];
  request: StateRequest | undefined;
  private search = '';
  /** The last one pressed; a fact only when the call says so. */
  private asked = '';

  protected override render() {
    const {call} = this;
    if (call === undefined) return nothing;
    return html`<div @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, call)}>
      ${this.reasons.length > mostWithoutSearch ? this.#renderSearch() : nothing} ${this.#renderReasons(call)}
      <div class="next">${this.#renderNotReady()} ${this.#renderDone()}</div>
    </div>`;
  }

  #renderSearch() {
    return html`<label>
      ${icon('search', 18)}<span class="spoken">${msg('Search reasons')}</span>
      <input
        type="search"
        placeholder=${msg('Search reasons')}
        .value=${this.search}
        @input=${(event: InputEvent) => (this.search = (event.target as HTMLInputElement).value)}
      />
    </label>`;
  }

  #renderReasons(call: Call) {
    if (this.reasons.length === 0)
      return html`<p class="none">${msg('No reason is asked for this call.')}</p>`;
    const found = this.#found();
    if (found.length === 0) return html`<p class="none" role="status">${msg('No reason matches.')}</p>`;
    const checked = found.findIndex((reason) => reason.label === call.wrapUpReason);
    return html`<div part="reasons" class="reasons" role="radiogroup" aria-label=${msg('Reason for the call')}>
      ${found.map((reason, index) => this.#renderReason(call, reason, index, index === Math.max(checked, 0)))}
    </div>`;
  }

  #renderReason(call: Call, reason: WrapUpReason, index: number, tabStop: boolean) {
    const checked = reason.label === call.wrapUpReason;
    const pending =
      call.pending?.type === 'wrap-up-reason' && reason.label === this.asked ? call.pending : undefined;
    return html`<button
      type="button"
      role="radio"
      class="reason"
      aria-checked=${checked ? 'true' : 'false'}
      tabindex=${tabStop ? 0 : -1}
      @click=${() => this.#choose(call, reason)}
    >
      <span><bdi>${shown(reason.label)}</bdi>${pending === undefined ? nothing : html` <em>${pendingText(pending)}</em>`}</span>
      ${checked ? icon('ready', 18) : index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing}
    </button>`;
  }

  #renderDone() {
    const ready = this.stateOptions.find((option) => option.state === 'READY');
    const busy = this.request?.state === 'READY' ? this.request : undefined;
    return button({
      variant: 'filled',
      tone: 'positive',
      icon: 'ready',
      words: busy === undefined ? msg('Done') : requestText(busy.state, busy.phase),
      description: msg('You become Ready'),
      disabled: ready?.enabled !== true,
      busy: busy !== undefined,
      press: () => this.dispatchEvent(new StateRequestEvent('READY')),
    });
  }

  #renderNotReady() {
    const options = this.stateOptions.filter((option) => option.state === 'NOT_READY');
    const [only] = options;
    if (only === undefined) return nothing;
    const busy = this.request?.state === 'NOT_READY' ? this.request : undefined;
    if (busy !== undefined) return button({busy: true, words: requestText(busy.state, busy.phase)});
    if (options.length === 1) {
      return button({
        words: msg('Not Ready'),
        disabled: !only.enabled,
        press: () => this.dispatchEvent(new StateRequestEvent('NOT_READY', only.reason?.id)),
      });
    }
    const items: MenuItem[] = options.map((option, index) => ({
      key: String(index),
      text: optionText(option),
      hint: optionHint(option),
      icon: 'not-ready',
      tone: 'caution',
      disabled: !option.enabled,
    }));
    return html`<desk-menu-button
      .items=${items}
      .label=${msg('Not Ready after this call')}
      @menu-choose=${(event: MenuChooseEvent) =>
        this.dispatchEvent(new StateRequestEvent('NOT_READY', options[Number(event.key)]?.reason?.id))}
      >${msg('Not Ready')}</desk-menu-button
    >`;
  }

  #found(): readonly WrapUpReason[] {
    const wanted = this.search.trim().toLocaleLowerCase();
    if (wanted === '') return this.reasons;
    return this.reasons.filter((reason) => reason.label.toLocaleLowerCase().includes(wanted));
  }

  #choose(call: Call, reason: WrapUpReason): void {
    this.asked = reason.label;
    this.dispatchEvent(new CallCommandEvent(call.id, {type: 'wrap-up-reason', label: reason.label}));
  }

  #onKeydown(event: KeyboardEvent, call: Call): void {
    const target = event.composedPath()[0];
    pressOnce(event);
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || target instanceof HTMLInputElement)
      return;
    if (/^[1-9]$/.test(event.key)) {
      const reason = this.#found()[Number(event.key) - 1];
      if (reason !== undefined) this.#choose(call, reason);
      return event.preventDefault();
    }
    if (target instanceof Element && target.getAttribute('role') === 'radio') this.#onArrow(event, target);
  }

  #onArrow(event: KeyboardEvent, from: Element): void {
    const forward = event.key === 'ArrowDown' || event.key === 'ArrowRight';
    if (!forward && event.key !== 'ArrowUp' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const radios = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="radio"]')];
    const at = radios.findIndex((radio) => radio === from);
    radios[(at + (forward ? 1 : -1) + radios.length) % radios.length]?.focus();
  }
}

customElements.define('desk-wrap-up', DeskWrapUp);

declare global {
  interface HTMLElementTagNameMap {
    'desk-wrap-up': DeskWrapUp;
  }
}
