import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {errorText} from './error-text.js';
import type {Device} from '../finesse/objects/user.js';
import type {MobileAgent} from '../finesse/types.js';
import {shown} from './foreign-text.js';
import type {ReasonText} from './reason-text.js';
import {base, tokens} from './tokens.js';

/** What was typed; the password goes to Finesse and is kept nowhere. */
export class SignInEvent extends Event {
  readonly user: string;
  readonly password: string;
  readonly extension: string;
  /** The Mobile Agent's phone number; empty: the phone on the extension. */
  readonly mobileNumber: string;
  /** Whether one call to that phone stays up, or each call rings it. */
  readonly mobileMode: MobileAgent['mode'];

  /** The phone chosen, where several share the extension; empty: not asked yet. */
  readonly deviceId: string;

  constructor(typed: {
    user: string;
    password: string;
    extension: string;
    mobileNumber: string;
    mobileMode: MobileAgent['mode'];
    deviceId: string;
  }) {
    super('sign-in', {bubbles: true, composed: true});
    this.user = typed.user;
    this.password = typed.password;
    this.extension = typed.extension;
    this.mobileNumber = typed.mobileNumber;
    this.mobileMode = typed.mobileMode;
    this.deviceId = typed.deviceId;
  }
}

/**
 * `<desk-sign-in>`: the sign-in of the plain page.
 *
 * @fires sign-in - {@link SignInEvent}
 */
export class DeskSignIn extends LitElement {
  static override properties = {
    fault: {},
    ended: {attribute: false},
    busy: {type: Boolean},
    devices: {attribute: false},
  };

  static override styles = [
    tokens,
    base,
    css`
      :host {
        padding: 24px 16px;
        background: var(--desk-color-canvas);
      }
      form {
        display: grid;
        gap: 12px;
        max-inline-size: 360px;
        margin-inline: auto;
      }
      h2 {
        margin: 0;
        font-size: 1.25rem;
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 600;
      }
      input,
      select {
        min-block-size: 40px;
        padding: 4px 10px;
        border: 1px solid var(--desk-color-line-strong, currentcolor);
        border-radius: 8px;
        background: var(--desk-color-surface, transparent);
        color: inherit;
        font: inherit;
      }
      button {
        min-block-size: 44px;
        border: 1px solid transparent;
        border-radius: 8px;
        background: var(--desk-color-accent, #0b5cd7);
        color: var(--desk-color-on-accent, #fff);
        font: inherit;
        font-weight: 600;
        cursor: pointer;
      }
      button[aria-disabled='true'] {
        opacity: 0.6;
      }
      fieldset {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 8px 12px;
        border: 1px solid var(--desk-color-line-strong, currentcolor);
        border-radius: 8px;
      }
      legend {
        padding-inline: 4px;
        font-weight: 600;
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-block-size: 40px;
        font-weight: 400;
      }
      .choice input {
        min-block-size: 0;
      }
      .error {
        margin: 0;
        color: var(--desk-color-danger, #b3261e);
      }
    `,
  ];

  /** A DeskError code to show in words; undefined: none. */
  fault: string | undefined;
  /** Why the last sign-in is over, when the system ended it; shown while there is no newer fault. */
  ended: ReasonText | undefined;
  /** Phones that share the extension, to choose from; empty: nothing to choose. */
  devices: readonly Device[] = [];
  /** Finesse has been asked and has not said yet. */
  busy = false;
  private get form(): HTMLFormElement | null {
    return this.renderRoot.querySelector('form');
  }

  protected override render() {
    const words = this.fault === undefined ? this.ended : errorText(this.fault);
    return html`<main>
      <form @submit=${this.#onSubmit}>
        <h2>${msg('Sign in')}</h2>
        <label>${msg('User id')}<input name="user" autocomplete="username" required /></label>
        <label
          >${msg('Password')}<input name="password" type="password" autocomplete="current-password" required
        /></label>
        <label>${msg('Extension')}<input
            name="extension"
            inputmode="tel"
            autocomplete="off"
            required
            @input=${() => (this.devices = [])}
        /></label>
        ${this.#renderDevices()}
        <label
          >${msg('Number of your own phone (Mobile Agent), if you use one')}<input
            name="mobileNumber"
            inputmode="tel"
            autocomplete="off"
        /></label>
        <label
          >${msg('How calls reach that phone')}<select name="mobileMode">
            <option value="CALL_BY_CALL">${msg('Each call rings it')}</option>
            <option value="NAILED_CONNECTION">${msg('One call stays up all day')}</option>
          </select></label
        >
        <p class="error" role="alert">${words === undefined ? nothing : html`${words.title}. ${words.advice}`}</p>
        <button type="submit" aria-disabled=${this.busy}>${this.busy ? msg('Signing in…') : msg('Sign in')}</button>
      </form>
    </main>`;
  }

  #renderDevices() {
    if (this.devices.length === 0) return nothing;
    return html`<fieldset>
      <legend>${msg('Several phones share this extension. Which one do you use?')}</legend>
      ${this.devices.map(
        ({id, typeName}) =>
          html`<label class="choice"
            ><input type="radio" name="deviceId" value=${id} required /><bdi>${shown(typeName)}</bdi>
            <bdi>${shown(id)}</bdi></label
          >`,
      )}
    </fieldset>`;
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    if (this.busy || this.form === null) return;
    const typed = new FormData(this.form);
    const text = (name: string) => String(typed.get(name) ?? '').trim();
    this.dispatchEvent(
      new SignInEvent({
        user: text('user'),
        password: String(typed.get('password') ?? ''),
        extension: text('extension'),
        mobileNumber: text('mobileNumber'),
        deviceId: text('deviceId'),
        mobileMode: text('mobileMode') === 'NAILED_CONNECTION' ? 'NAILED_CONNECTION' : 'CALL_BY_CALL',
      }),
    );
  }
}

customElements.define('desk-sign-in', DeskSignIn);

declare global {
  interface HTMLElementTagNameMap {
    'desk-sign-in': DeskSignIn;
  }
  interface HTMLElementEventMap {
    'sign-in': SignInEvent;
  }
}
