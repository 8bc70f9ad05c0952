import {localized, msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {customElement} from 'lit/decorators.js';
import type {Agent} from '../finesse/types.js';
import {agentLook} from './agent-text.js';
import {ReasonController} from './reason-controller.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {icon} from './ui/icon.js';

interface Words {
  readonly title: string;
  readonly advice: string;
}

/** `<desk-empty-state>`: what to expect while there is no call. */
@localized()
@customElement('desk-empty-state')
export class DeskEmptyState extends LitElement {
  static override styles = [
    base,
    tones,
    css`
      :host {
        display: block;
      }
      .empty {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 14px;
        min-block-size: 104px;
        padding: 16px;
        border: 1px dashed var(--desk-color-hairline);
        border-radius: var(--desk-radius-l);
      }
      .mark {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 44px;
        block-size: 44px;
        border: 1px solid transparent;
        border-radius: 50%;
        background: var(--tone-soft);
        color: var(--tone);
      }
      strong {
        display: block;
        font-weight: 650;
      }
      span {
        color: var(--desk-color-text-muted);
      }
    `,
  ];

  readonly #reasons = new ReasonController(this);
  readonly #agent = new StoreController(
    this,
    (desk) => desk.agent,
    (agent) => agent,
  );

  readonly #deployment = new StoreController(
    this,
    (desk) => desk.deployment,
    (deployment) => deployment,
  );

  protected override render() {
    const agent = this.#agent.value;
    // the reason card says it all
    const reason = this.#reasons.of(agent, this.#deployment.value);
    if (reason !== undefined || this.#reasons.waiting) return nothing;
    const words = this.#words(agent);
    const look = agent === undefined ? undefined : agentLook(agent);
    return html`<div class="empty" data-tone=${look?.tone ?? 'quiet'}>
      <div class="mark">${icon(look?.icon ?? 'health', 22)}</div>
      <p><strong>${words.title}</strong><span>${words.advice}</span></p>
    </div>`;
  }

  #words(agent: Agent | undefined): Words {
    switch (agent?.state) {
      case undefined:
        return {title: msg('Connecting to Finesse'), advice: msg('Your state and calls appear in a moment.')};
      case 'READY':
        return {title: msg('You are Ready'), advice: msg('The next call appears here.')};
      case 'NOT_READY':
        return {title: msg('You are Not Ready'), advice: msg('Choose Ready above to take calls.')};
      case 'LOGOUT':
        return {title: msg('You are signed out'), advice: msg('Sign in on the desktop to take calls.')};
      default:
        return {title: msg('No call here'), advice: msg('Calls appear here as they come.')};
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-empty-state': DeskEmptyState;
  }
}
