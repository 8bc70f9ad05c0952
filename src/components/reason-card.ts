import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {requestText} from './agent-text.js';
import {HistoryEvent} from './events.js';
import {StateRequestEvent} from './state-request.js';
import {lastMissed} from '../calls/history.js';
import type {Agent} from '../finesse/types.js';
import {entryTitle, rangText} from './history-text.js';
import {isMissedCall, reasonText} from './reason-text.js';
import {optionHint} from './state-menu.js';
import {StoreController} from './store-controller.js';
import {base, mark, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';

/**
 * `<desk-reason-card>`: why the agent is Not Ready or signed out when the system did it: what happened, when, and one
 * action. Absent when the agent chose the state.
 *
 * @csspart base - the card
 */
export class DeskReasonCard extends LitElement {
  static override styles = [
    base,
    tones,
    mark,
    buttonStyle,
    css`
      article {
        margin-block-start: var(--desk-block-gap, 0);
        display: grid;
        grid-template-columns: 44px minmax(0, 1fr);
        gap: 2px 12px;
        align-items: center;
        padding: 14px 16px;
        border: 1px solid color-mix(in srgb, var(--tone) 40%, transparent);
        border-radius: var(--desk-radius-l);
        background: var(--desk-color-surface);
        box-shadow: var(--desk-shadow-card);
      }
      h2 {
        font-size: var(--desk-text-l);
        font-weight: 650;
        line-height: 1.3;
        letter-spacing: -0.01em;
      }
      p {
        color: var(--desk-color-text-muted);
      }
      .whose {
        color: var(--desk-color-text);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .action {
        grid-column: 2;
        justify-self: start;
        margin-block-start: 10px;
      }
      @media (forced-colors: active) {
        article {
          border-color: CanvasText;
        }
      }
    `,
  ];

  readonly #agent = new StoreController(this, (desk) => desk.agent);
  readonly #ready = new StoreController(
    this,
    (desk) => desk.stateOptions,
    (options) => options.find((option) => option.state === 'READY'),
  );

  readonly #deployment = new StoreController(this, (desk) => desk.deployment);
  readonly #history = new StoreController(
    this,
    (desk) => desk.history,
    (history) => history.entries,
  );

  protected override firstUpdated(): void {
    // whose call it was stands in the history
    this.dispatchEvent(new HistoryEvent('open'));
  }

  protected override render() {
    const agent = this.#agent.value;
    const deployment = this.#deployment.value ?? 'CCE';
    const text = agent === undefined ? undefined : reasonText(agent, deployment);
    if (agent === undefined || text === undefined) return nothing;
    const ready = this.#ready.value;
    const busy = agent.request;
    return html`<article part="base" data-tone="caution" aria-labelledby="what">
      <span class="mark">${icon('warning', 24)}</span>
      <div>
        <h2 id="what">${agent.since === undefined ? text.title : at(text.title, agent.since)}</h2>
        ${this.#renderMissed(agent, deployment)}
        <p>${text.advice}</p>
      </div>
      ${
        agent.state === 'LOGOUT' || ready === undefined
          ? nothing
          : button({
              place: 'action',
              variant: 'filled',
              tone: 'positive',
              icon: 'ready',
              words: busy === undefined ? msg('Ready again') : requestText(busy.state, busy.phase),
              description: optionHint(ready),
              disabled: !ready.enabled,
              busy: busy !== undefined,
              press: () => this.dispatchEvent(new StateRequestEvent('READY')),
            })
      }
    </article>`;
  }

  /** Whose call it was, and how long it rang. */
  #renderMissed(agent: Agent, deployment: 'CCE' | 'CCX') {
    if (!isMissedCall(agent, deployment)) return nothing;
    const entry = lastMissed(this.#history.value ?? [], agent.since);
    if (entry === undefined) return nothing;
    return html`<p class="whose"><bdi>${entryTitle(entry)}</bdi> · ${rangText(entry.rangMs)}</p>`;
  }
}

function at(title: string, since: number): string {
  const time = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'}).format(since);
  return msg(str`${title}, ${time}`);
}

customElements.define('desk-reason-card', DeskReasonCard);

declare global {
  interface HTMLElementTagNameMap {
    'desk-reason-card': DeskReasonCard;
  }
}
