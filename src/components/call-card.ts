import {msg, str} from '@lit/localize';
import {LitElement, html, nothing} from 'lit';
import type {Call, Control, Controls} from '../calls/types.js';
import type {StateOption} from '../desk/desk.js';
import type {StateRequest, WrapUpReason} from '../finesse/types.js';
import {callCardStyle} from './call-card-style.js';
import {badges, meta} from './call-facts.js';
import {callLook, failureText, peerTitle, pendingText} from './call-text.js';
import {controlText} from './control-text.js';
import {countdownRing, countdownSentence, countdownStyle, ringLimit} from './countdown.js';
import {CallCommandEvent} from './events.js';
import {initials, shown} from './foreign-text.js';
import {PartController} from './part-controller.js';
import {callActions, wrapUp} from './parts.js';
import {timer} from './timer.js';
import type {TimeWarning} from './timer.js';
import {timerStyle} from './timer-style.js';
import {base, mark, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';

/** Call variables shown at once; the rest is one press away. */
const variablesAtOnce = 5;

/** What a card needs besides its call; one object for all cards, replaced when something in it changes. */
export interface CardSettings {
  readonly now: () => number;
  readonly ronaSeconds: number | undefined;
  readonly holdWarning: TimeWarning;
  readonly wrapUpReasons: readonly WrapUpReason[];
  readonly stateOptions: readonly StateOption[];
  readonly request: StateRequest | undefined;
  /** The agent speaks while muted. */
  readonly talkingWhileMuted: boolean;
}

/**
 * `<desk-call-card>`: one call from alert to wrap-up, at one place on the page. Focus that would be lost when its buttons
 * change stays on the card.
 *
 * @csspart base - the card
 * @csspart caller - who it is
 * @csspart timer - state and time
 * @csspart time - the time alone
 * @csspart answer - Answer and Decline
 */
export class DeskCallCard extends LitElement {
  static override properties = {
    call: {attribute: false},
    controls: {attribute: false},
    settings: {attribute: false},
    allVariables: {state: true},
  };

  static override styles = [base, tones, mark, buttonStyle, timerStyle, countdownStyle, callCardStyle];

  call: Call | undefined;
  controls: Controls | undefined;
  settings: CardSettings | undefined;
  private allVariables = false;
  private get card(): HTMLElement | null {
    return this.renderRoot.querySelector('.card');
  }
  readonly #actions = new PartController(this, callActions);
  readonly #wrapUp = new PartController(this, wrapUp);
  #hadFocus = false;

  protected override willUpdate(): void {
    // while there is time: each is there long before it is needed; a spare card needs neither
    if (this.call !== undefined && !this.hidden) {
      void this.#actions.want();
      if (this.call.state !== 'alerting') void this.#wrapUp.want();
    }
    this.#hadFocus = this.#focusInside();
  }

  protected override updated(): void {
    const lost = this.#hadFocus && !this.#focusInside();
    if (lost && document.hasFocus()) this.card?.focus();
  }

  protected override render() {
    const {call, controls, settings} = this;
    if (call === undefined || controls === undefined || settings === undefined) return nothing;
    const look = callLook(call.state);
    return html`<article
      part="base"
      class="card"
      tabindex="-1"
      data-state=${call.state}
      data-tone=${look.tone}
      aria-labelledby="who"
    >
      <header class="head">
        ${this.#renderMark(call, settings)}
        <div part="caller" class="who">
          <h3 id="who"><bdi>${peerTitle(call)}</bdi></h3>
          ${meta(call)}
        </div>
        ${
          call.state === 'alerting' || (call.state === 'dialing' && controls.answer.visible)
            ? this.#renderAnswer(call, controls)
            : this.#renderState(call, settings)
        }
      </header>
      ${this.#renderVariables(call)}
      <div class="body">${this.#renderMutedHint(call, settings)} ${this.#renderBody(call, controls, settings)}</div>
    </article>`;
  }

  #renderMark(call: Call, settings: CardSettings) {
    const limit = ringLimit(call, settings.ronaSeconds);
    if (limit !== undefined && call.since !== undefined)
      return countdownRing(call.since, limit, settings.now);
    if (call.state === 'failed') return html`<span class="mark">${icon('error', 22)}</span>`;
    const letters = initials(call.peer.name);
    return html`<span class="mark" aria-hidden="true">${letters === '' ? icon('person', 22) : letters}</span>`;
  }

  #renderState(call: Call, settings: CardSettings) {
    const look = callLook(call.state);
    const held = call.state === 'held';
    return html`<div part="timer" class="state" ?data-held=${held}>
      ${icon(look.icon, 18)}<span>${look.text}</span>
      ${
        call.state === 'failed' || call.state === 'ended'
          ? nothing
          : timer(call.since, settings.now, held ? settings.holdWarning : undefined)
      }
    </div>`;
  }

  #renderAnswer(call: Call, {answer, end}: Controls) {
    const decline = end.visible && call.state === 'alerting';
    const onPhone = answer.reason === 'answer-on-phone' && !answer.enabled;
    return html`<div part="answer" class="answer ${decline ? 'two' : ''}">
      ${decline ? this.#renderLarge(call, end, 'end') : nothing}
      ${
        onPhone
          ? html`<span class="pick-up">${icon('desk-phone')}${controlText('answer-on-phone', 'answer')}</span>`
          : nothing
      }
      ${answer.visible && !onPhone ? this.#renderLarge(call, answer, 'answer') : nothing}
    </div>`;
  }

  #renderLarge(call: Call, control: Control, type: 'answer' | 'end') {
    const pending = call.pending?.type === type ? call.pending : undefined;
    const answer = call.waiting ? msg('Hold and answer') : msg('Answer');
    const name = type === 'answer' ? answer : msg('Decline');
    return button({
      size: 'large',
      words: pending === undefined ? name : pendingText(pending),
      ...(type === 'answer'
        ? ({variant: 'filled', tone: 'positive', icon: 'answer'} as const)
        : ({tone: 'danger'} as const)),
      disabled: !control.enabled,
      busy: pending !== undefined,
      description: control.reason === undefined ? undefined : controlText(control.reason, type),
      press: () => this.#send({type}),
    });
  }

  #renderMutedHint(call: Call, settings: CardSettings) {
    if (!call.muted || !settings.talkingWhileMuted || call.state !== 'talking') return nothing;
    return html`<div class="hint" data-tone="caution">
      ${icon('microphone-off')}<span>${msg('You are muted')}</span>
      ${button({
        size: 'small',
        tone: 'caution',
        words: msg('Unmute'),
        press: () => this.#send({type: 'mute', muted: false}),
      })}
    </div>`;
  }

  #renderVariables(call: Call) {
    const {value: parts} = this.#actions;
    const open = parts !== undefined && /^(talking|held|wrap-up)$/.test(call.state);
    const filled = call.variables.filter(
      ({value, edit}) => value.trim() !== '' || (open && edit !== undefined),
    );
    if (filled.length === 0 || call.state === 'failed') return nothing;
    const some = this.allVariables && call.state !== 'alerting' ? filled : filled.slice(0, variablesAtOnce);
    const hidden = call.state === 'alerting' ? 0 : filled.length - variablesAtOnce;
    return html`<div class="side">
      <dl aria-label=${msg('Call data')}>
        ${some.map(
          (row) =>
            html`<div>
              <dt title=${shown(row.name)}><bdi>${shown(row.name)}</bdi></dt>
              <dd>
                ${
                  open && row.edit !== undefined
                    ? html`<desk-data-edit .call=${call} .row=${row}></desk-data-edit>`
                    : html`<bdi>${shown(row.value)}</bdi>`
                }
              </dd>
            </div>`,
        )}
      </dl>
      ${
        hidden <= 0
          ? nothing
          : button({
              place: 'more',
              variant: 'plain',
              size: 'small',
              expanded: this.allVariables,
              words: this.allVariables ? msg('Show less') : msg(str`Show ${hidden} more`),
              press: () => (this.allVariables = !this.allVariables),
            })
      }
    </div>`;
  }

  #renderBody(call: Call, controls: Controls, settings: CardSettings) {
    switch (call.state) {
      case 'alerting':
        return this.#renderFoot(call, controls, settings);
      case 'dialing':
      case 'talking':
      case 'held':
        return html`${badges(call)}
          ${this.#renderActions(call, controls)}`;
      case 'wrap-up':
        return this.#wrapUp.show(html`<desk-wrap-up
          .call=${call}
          .reasons=${settings.wrapUpReasons}
          .stateOptions=${settings.stateOptions}
          .request=${settings.request}
        ></desk-wrap-up>`);
      case 'failed':
        return html`<p>${failureText(call)}</p>
          ${controls.end.visible ? this.#renderActions(call, controls) : nothing}`;
      case 'ended':
        return nothing;
    }
  }

  #renderActions(call: Call, controls: Controls) {
    return this.#actions.show(
      html`<desk-call-actions .call=${call} .controls=${controls}></desk-call-actions>`,
    );
  }

  #renderFoot(call: Call, {answer, end}: Controls, settings: CardSettings) {
    const silent = answer.enabled || !answer.visible || answer.reason === 'answer-on-phone';
    const reason = silent ? undefined : answer.reason;
    const why = reason === undefined ? undefined : controlText(reason, 'answer');
    const limit = ringLimit(call, settings.ronaSeconds);
    return html`<div class="foot">
      ${
        limit === undefined || call.since === undefined
          ? nothing
          : countdownSentence(call.since, limit, settings.now)
      }
      ${call.answersAt && html`<desk-answers-itself .at=${call.answersAt} .now=${settings.now}></desk-answers-itself>`}
      ${why === undefined ? nothing : html`<p>${why}</p>`}
      ${call.waiting ? html`<p>${msg('You are in another call')}</p>` : nothing}
      ${end.reason === 'acd-no-decline' ? html`<p>${controlText('acd-no-decline', 'end')}</p>` : nothing}
    </div>`;
  }

  #focusInside(): boolean {
    return (this.shadowRoot?.activeElement ?? null) !== null;
  }

  #send(command: CallCommandEvent['command']): void {
    if (this.call !== undefined) this.dispatchEvent(new CallCommandEvent(this.call.id, command));
  }
}

customElements.define('desk-call-card', DeskCallCard);

declare global {
  interface HTMLElementTagNameMap {
    'desk-call-card': DeskCallCard;
  }
}
