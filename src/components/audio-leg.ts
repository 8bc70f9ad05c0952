import {LitElement, css, html, nothing} from 'lit';
import {legText} from './leg-text.js';
import {StoreController} from './store-controller.js';
import {base} from './tokens.js';
import './ui/chip.js';

/** `<desk-audio-leg>`: always says which device carries the agent's voice, and explains it when pressed. */
export class DeskAudioLeg extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
      p {
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      strong {
        display: block;
        margin-block-end: 2px;
        font-size: var(--desk-text-m);
        color: var(--desk-color-text);
      }
    `,
  ];

  readonly #leg = new StoreController(this, (desk) => desk.audioLeg);

  protected override render() {
    const leg = this.#leg.value;
    if (leg === undefined) return nothing;
    const text = legText(leg);
    return html`<desk-chip .icon=${text.icon} .tone=${text.tone}>
      <bdi>${text.title}</bdi>
      <p slot="details"><strong><bdi>${text.title}</bdi></strong>${text.explanation}</p>
    </desk-chip>`;
  }
}

customElements.define('desk-audio-leg', DeskAudioLeg);

declare global {
  interface HTMLElementTagNameMap {
    'desk-audio-leg': DeskAudioLeg;
  }
}
