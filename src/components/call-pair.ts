import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {isLineCall, type Member} from '../calls/together.js';
import {
  pairControlsFor,
  transferControlsFor,
  type PairControls,
  type TransferControl,
} from '../calls/transfer-controls.js';
import type {Call, CallCommand} from '../calls/types.js';
import {peerTitle, pendingText} from './call-text.js';
import {CallCommandEvent} from './events.js';
import {shown} from './foreign-text.js';
import {hearingStyle} from './hearing-style.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {transferContext} from './transfer-context.js';
import {memberStateText, memberTitle, whyNoTransferText} from './transfer-text.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';
import type {IconName} from './ui/icon.js';
import './ui/transfer-icons.js';

/**
 * `<desk-call-pair>`: what a call has to do with others. In a consult, who hears whom and what may become of the two
 * calls; in a conference, who is in it; while a call is handed on, to whom.
 *
 * @csspart hearing - who hears whom
 * @csspart roster - who is in a conference
 */
export class DeskCallPair extends LitElement {
  static override properties = {
    call: {attribute: false},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    hearingStyle,
    css`
      :host {
        container-type: inline-size;
      }
      .dim .line {
        border-block-start: 2px dotted var(--desk-color-outline);
      }
      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 6px;
      }
      .choices:dir(rtl) .icon {
        transform: scaleX(-1);
      }
      @container (min-width: 40em) {
        .choices {
          grid-template-columns: repeat(4, minmax(0, 11em));
        }
      }
      .why,
      .handing {
        margin-block-start: 6px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      ul {
        display: grid;
        gap: 2px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 30px;
      }
      li .who {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      li .state {
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      h4 {
        margin: 0 0 4px;
        font-size: var(--desk-text-s);
        font-weight: 600;
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
    const together = call?.together;
    if (call === undefined || together === undefined) return nothing;
    return html`${this.#renderHanding(call, together.handingTo)} ${this.#renderPair(call)} ${this.#renderRoster(call, together.roster)}`;
  }

  get #context() {
    return transferContext(this.#agent.value, this.#health.value, this.#deployment.value);
  }

  #renderHanding(call: Call, number: string | undefined) {
    if (number === undefined) return nothing;
    const words = isLineCall(call)
      ? msg(str`Calling ${shown(number)} to take over. If nobody answers, the caller is back with you.`)
      : msg(str`Calling ${shown(number)} to take over. Resume takes the caller back.`);
    return html`<p class="handing">${words}</p>`;
  }

  /** On the card of the consult; of two calls that nobody asked to belong together, on the one that is held. */
  #renderPair(call: Call) {
    const calls = this.#calls.value ?? [];
    const other = calls.find(({id}) => id === call.together?.partner);
    if (other === undefined || other.together?.consult === true) return nothing;
    const consult = call.together?.consult === true;
    if (!consult && call.state !== 'held') return nothing;
    const controls = pairControlsFor(call, other, this.#context, calls);
    if (call.together?.answerWithin !== undefined) return this.#renderSafe(call, other, controls);
    return html`<div class="block" role="group" aria-label=${msg(str`With ${peerTitle(other)}`)}>
      ${this.#renderHearing(controls)}
      <div class="choices">
        ${this.#renderChoice(controls, controls.complete, 'transfer', msg('Complete transfer'), 'transfer', consult)}
        ${this.#renderChoice(controls, controls.join, isLineCall(call) ? 'join' : 'conference', msg('Join all'), 'join')}
        ${consult ? this.#renderSwap(controls) : nothing}
        ${consult ? this.#renderBack(call, controls.back) : nothing}
      </div>
      ${this.#renderWhy(consult ? [controls.complete, controls.join, controls.swap] : [controls.complete, controls.join])}
    </div>`;
  }

  /** What comes next does so by itself; the agent can only take the caller back. */
  #renderSafe(call: Call, other: Call, controls: PairControls) {
    const seconds = call.together?.answerWithin ?? 0;
    return html`<div class="block" role="group" aria-label=${msg(str`With ${peerTitle(other)}`)}>
      ${this.#renderHearing(controls)}
      <div class="choices">${this.#renderBack(call, controls.back)}</div>
      <p class="why">
        ${msg(str`The caller goes over when they answer, or is back with you after ${seconds} seconds.`)}
      </p>
    </div>`;
  }

  /** Drawn and in words: dots joined by a line hear each other, the dimmed one hears nobody. */
  #renderHearing({active, held}: PairControls) {
    const talks = active.state === 'talking';
    return html`<p part="hearing" class="hearing">
      <span class=${talks ? '' : 'dim'}
        >${msg('You')}<span class="line"></span><bdi>${peerTitle(active)}</bdi
        >${talks ? nothing : html`<span>(${active.state === 'held' ? msg('on hold') : msg('not there yet')})</span>`}</span
      >
      <span class="dim">${icon('hold', 16)}<bdi>${peerTitle(held)}</bdi><span>${msg('hears nobody')}</span></span>
    </p>`;
  }

  #renderChoice(
    {held, active}: PairControls,
    control: TransferControl,
    type: 'transfer' | 'conference' | 'join',
    words: string,
    drawing: IconName,
    filled = false,
  ) {
    const pending = [held, active].map((call) => call.pending).find((each) => each?.type === type);
    return button({
      icon: drawing,
      words: pending === undefined ? words : pendingText(pending),
      tone: 'accent',
      variant: filled && control.enabled ? 'filled' : undefined,
      disabled: !control.enabled,
      busy: pending !== undefined,
      description: whyNoTransferText(control.why),
      // Finesse lists it for the held one on either platform, and that is the call that stays
      press: () => this.#send(held, {type}),
    });
  }

  #renderSwap({held, swap}: PairControls) {
    return button({
      icon: 'swap',
      words: msg('Swap'),
      disabled: !swap.enabled,
      busy: held.pending?.type === 'resume',
      description: whyNoTransferText(swap.why) ?? msg('Talk to the one who waits'),
      press: () => this.#send(held, {type: 'resume'}),
    });
  }

  #renderBack(consult: Call, back: TransferControl) {
    return button({
      icon: 'back',
      words: msg('Back to caller'),
      disabled: !back.enabled,
      busy: consult.pending?.type === 'back',
      description: whyNoTransferText(back.why) ?? msg('Ends this call'),
      press: () => this.#send(consult, {type: 'back'}),
    });
  }

  #renderWhy(controls: readonly TransferControl[]) {
    const words = new Set(controls.flatMap(({why}) => whyNoTransferText(why) ?? []));
    return [...words].map((text) => html`<p class="why">${text}</p>`);
  }

  #renderRoster(call: Call, roster: readonly Member[]) {
    if (roster.length < 2) return nothing;
    const {drop} = transferControlsFor(call, this.#context);
    // where it is only a matter of the moment the buttons stay, greyed
    const buttons = drop.enabled || drop.why === 'pending' || drop.why === 'finesse-down';
    const why = buttons ? undefined : whyNoTransferText(drop.why);
    return html`<div part="roster" class="block" role="group" aria-labelledby="in">
      <h4 id="in">${msg(str`In this conference: you and ${roster.length} others`)}</h4>
      <ul>
        ${roster.map(
          (member) =>
            html`<li>
              ${icon('person', 16)}<span class="who"><bdi>${memberTitle(member)}</bdi></span>
              <span class="state">${memberStateText(member)}</span>
              ${
                buttons
                  ? button({
                      size: 'small',
                      words: msg('Drop'),
                      label: msg(str`Drop ${memberTitle(member)}`),
                      disabled: !drop.enabled,
                      description: whyNoTransferText(drop.why),
                      press: () => this.#send(call, {type: 'drop', address: member.address}),
                    })
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${why === undefined ? nothing : html`<p class="why">${why}</p>`}
    </div>`;
  }

  #send(call: Call, command: CallCommand): void {
    this.dispatchEvent(new CallCommandEvent(call.id, command));
  }
}

customElements.define('desk-call-pair', DeskCallPair);

declare global {
  interface HTMLElementTagNameMap {
    'desk-call-pair': DeskCallPair;
  }
}
