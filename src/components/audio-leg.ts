import {LitElement, css, html, nothing} from 'lit';
import {legText} from './leg-text.js';
import {PartController} from './part-controller.js';
import {legDetails} from './parts.js';
import {StoreController} from './store-controller.js';
import {base} from './tokens.js';
import './ui/chip.js';

/** `<desk-audio-leg>`: always says which device carries the agent's voice; what that means, and how it rings, when pressed. */
export class DeskAudioLeg extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
    `,
  ];

  readonly #details = new PartController(this, legDetails);
  readonly #leg = new StoreController(this, (desk) => desk.audioLeg);

  protected override render() {
    const leg = this.#leg.value;
    if (leg === undefined) return nothing;
    const text = legText(leg);
    const expect = () => void this.#details.want();
    return html`<desk-chip
      .icon=${text.icon}
      .tone=${text.tone}
      @pointerenter=${expect}
      @focusin=${expect}
      @click=${expect}
    >
      <bdi>${text.title}</bdi>
      <div slot="details">${this.#details.show(html`<desk-leg-details></desk-leg-details>`)}</div>
    </desk-chip>`;
  }
}

customElements.define('desk-audio-leg', DeskAudioLeg);

declare global {
  interface HTMLElementTagNameMap {
    'desk-audio-leg': DeskAudioLeg;
  }
}
