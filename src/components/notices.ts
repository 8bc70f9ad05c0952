import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Notice} from '../desk/desk.js';
import {connectionText, generalText, registrationText} from './essential-text.js';
import type {ErrorText} from './not-loaded-text.js';
import {NoticeDismissEvent, SoundUnlockEvent} from './events.js';
import {PartController} from './part-controller.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import type {Tone} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';
import type {IconName} from './ui/icon.js';
import {errorWords} from './parts.js';

const dress: Readonly<Record<Notice['severity'], {readonly tone: Tone; readonly icon: IconName}>> = {
  info: {tone: 'accent', icon: 'info'},
  warning: {tone: 'caution', icon: 'warning'},
  error: {tone: 'danger', icon: 'error'},
};

/**
 * `<desk-notices>`: what the agent should know. What heals by itself is a banner that goes by itself; what needs a hand
 * is a notice that stays until it is dismissed. The live region speaks them; this shows them.
 *
 * @csspart notice - one of them
 */
export class DeskNotices extends LitElement {
  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      ul {
        display: grid;
        gap: 8px;
        margin-block-start: var(--desk-block-gap, 0);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 10px;
        align-items: start;
        padding: 10px 8px 10px 12px;
        border: 1px solid color-mix(in srgb, var(--tone) 28%, transparent);
        border-radius: var(--desk-radius-m);
        background: var(--tone-soft);
      }
      li > .icon {
        margin-block-start: 1px;
        color: var(--tone);
      }
      strong {
        display: block;
        font-weight: 650;
      }
      .more {
        font-size: 0.8125rem;
      }
      .action {
        align-self: center;
      }
      @container desk (max-width: 22em) {
        .action {
          grid-column: 2 / -1;
          justify-self: start;
        }
      }
      @media (forced-colors: active) {
        li {
          border-color: CanvasText;
        }
      }
    `,
  ];

  readonly #words = new PartController(this, errorWords);
  readonly #notices = new StoreController(this, (desk) => desk.notices);
  readonly #health = new StoreController(this, (desk) => desk.health);
  readonly #sound = new StoreController(this, (desk) => desk.soundBlocked);

  protected override willUpdate(): void {
    if ((this.#notices.value ?? []).length > 0) void this.#words.want();
  }

  protected override render() {
    const health = this.#health.value;
    const finesse = health === undefined ? undefined : connectionText(health.finesse);
    const phone = health === undefined ? undefined : registrationText(health.phone);
    const notices = this.#words.waiting ? [] : (this.#notices.value ?? []);
    const sound = this.#sound.value === true;
    if (finesse === undefined && phone === undefined && notices.length === 0 && !sound) return nothing;
    return html`<ul role="list" aria-label=${msg('Notices')}>
      ${sound ? this.#renderSound() : nothing}
      ${finesse === undefined ? nothing : this.#renderBanner(finesse)}
      ${phone === undefined ? nothing : this.#renderBanner(phone)}
      ${repeat(
        notices,
        (notice) => notice.id,
        (notice) => this.#renderNotice(notice),
      )}
    </ul>`;
  }

  #renderSound() {
    return html`<li part="notice" data-tone="accent">
      ${icon('sound')}
      <div>
        <strong>${msg('Calls can’t ring yet')}</strong>
        <span class="more">${msg('The browser waits for one press before it plays sound.')}</span>
      </div>
      ${button({
        place: 'action',
        variant: 'filled',
        tone: 'accent',
        words: msg('Let it ring'),
        press: () => this.dispatchEvent(new SoundUnlockEvent()),
      })}
    </li>`;
  }

  #renderBanner(text: ErrorText) {
    return html`<li part="notice" data-tone="caution">${icon('warning')}${words(text)}</li>`;
  }

  #renderNotice(notice: Notice) {
    const {tone, icon: drawing} = dress[notice.severity];
    const text = this.#words.value?.errorText(notice.code) ?? generalText();
    return html`<li part="notice" data-tone=${tone}>
      ${icon(drawing)}${words(text)}
      ${button({
        variant: 'plain',
        size: 'small',
        ...(text.act ? {words: text.act} : {icon: 'close', bare: true, label: msg('Dismiss')}),
        description: text.title,
        press: () => this.dispatchEvent(new NoticeDismissEvent(notice.id)),
      })}
    </li>`;
  }
}

function words(text: ErrorText) {
  return html`<div>
    <strong>${text.title}</strong>
    <span class="more">${text.still === undefined ? nothing : html`${text.still} `}${text.advice}</span>
  </div>`;
}

customElements.define('desk-notices', DeskNotices);

declare global {
  interface HTMLElementTagNameMap {
    'desk-notices': DeskNotices;
  }
}
