import {LitElement, html, nothing} from 'lit';
import {customElement} from 'lit/decorators.js';
import type {Agent} from '../finesse/types.js';
import {ReasonController} from './reason-controller.js';
import {StoreController} from './store-controller.js';

/** `<desk-reason>`: the place of the card that explains a state the system set; empty until there is one. */
@customElement('desk-reason')
export class DeskReason extends LitElement {
  readonly #reasons = new ReasonController(this);
  readonly #agent = new StoreController(
    this,
    (desk) => desk.agent,
    (agent): Agent | undefined => agent,
  );
  readonly #deployment = new StoreController(
    this,
    (desk) => desk.deployment,
    (deployment) => deployment,
  );

  protected override render() {
    const reason = this.#reasons.of(this.#agent.value, this.#deployment.value);
    return reason === undefined ? nothing : html`<desk-reason-card></desk-reason-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-reason': DeskReason;
  }
}
