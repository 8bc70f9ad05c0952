import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {joinControlFor} from '../calls/joined-lines.js';
import type {Call} from '../calls/types.js';
import {peerTitle} from './call-text.js';
import {CallCommandEvent} from './events.js';
import {hearingStyle} from './hearing-style.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {transferContext} from './transfer-context.js';
import {whyNoTransferText} from './transfer-text.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';
import './ui/transfer-icons.js';

/**
 * `<desk-call-join>`: what a call has to do with those of other lines: who hears whom, what joins them, and what becomes
 * of them when somebody leaves, said before it is pressed.
 *
 * @csspart hearing - who hears whom
 */
export class DeskCallJoin extends LitElement {
  static override properties = {
    call: {attribute: false},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    hearingStyle,
    css`
      .what {
        margin-block-start: 6px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
    `,
  ];

  call: Call | undefined;
  readonly #calls = new StoreController(this, (desk) => desk.calls);
  readonly #agent = new StoreController(this, (desk) => desk.agent);
  readonly #health = new StoreController(this, (desk) => desk.health);
  readonly #deployment = new StoreController(this, (desk) => desk.deployment);

  protected override render() {
    const {call} = this;
    const {across, joined} = call?.together ?? {};
    if (call === undefined) return nothing;
    if (joined !== undefined) return this.#renderJoined(call, this.#named(joined));
    return across === undefined
      ? nothing
      : this.#renderChoice(call, this.#named(across.with), across.joining);
  }

  #named(ids: readonly string[]): readonly Call[] {
    return (this.#calls.value ?? []).filter(({id}) => ids.includes(id));
  }

  #renderChoice(call: Call, talked: readonly Call[], joining: boolean) {
    const context = transferContext(this.#agent.value, this.#health.value, this.#deployment.value);
    const control = joinControlFor(call, talked, context);
    const why = whyNoTransferText(control.why);
    const names = talked.map(peerTitle).join(', ');
    return html`<div class="block" role="group" aria-label=${msg(str`With ${names} on another line`)}>
      <p part="hearing" class="hearing">
        ${this.#renderTogether(talked)}
        <span class="dim">${icon('hold', 16)}<bdi>${peerTitle(call)}</bdi><span>${msg('hears nobody')}</span></span>
      </p>
      ${button({
        icon: 'join',
        words: joining ? msg('Joining…') : msg('Join all'),
        tone: 'accent',
        disabled: !control.enabled || joining,
        busy: joining,
        description: why ?? joiningText(),
        press: () => this.dispatchEvent(new CallCommandEvent(call.id, {type: 'join'})),
      })}
      <p class="what">${why ?? joiningText()}</p>
    </div>`;
  }

  #renderJoined(call: Call, others: readonly Call[]) {
    return html`<div class="block" role="group" aria-label=${msg('Joined in this browser')}>
      <p part="hearing" class="hearing">${this.#renderTogether([call, ...others])}</p>
      <p class="what">${joinedText()}</p>
    </div>`;
  }

  /** Joined by lines: all of them hear each other. */
  #renderTogether(calls: readonly Call[]) {
    return html`<span
      >${msg('You')}${calls.map((each) => html`<span class="line"></span><bdi>${peerTitle(each)}</bdi>`)}</span
    >`;
  }
}

/** What a conference that lives in the page means for who leaves; before it is pressed, and after. */
const joiningText = () =>
  msg(
    'Joins them through this browser: all hear each other. End then ends one call, Hold takes it out; when you are gone, the calls end.',
  );
const joinedText = () =>
  msg(
    'All hear each other, through this browser. End ends one call, Hold takes it out; when you are gone, the calls end.',
  );

customElements.define('desk-call-join', DeskCallJoin);

declare global {
  interface HTMLElementTagNameMap {
    'desk-call-join': DeskCallJoin;
  }
}
