import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {finesseTone, lineTone, markOf, microphoneTone, phoneTone, reachTone} from './health-tone.js';
import {PartController} from './part-controller.js';
import {healthList} from './parts.js';
import {StoreController} from './store-controller.js';
import {base} from './tokens.js';
import type {Tone} from './tokens.js';
import './ui/chip.js';

/** `<desk-health>`: one mark for everything the desk stands on, and the list behind it when pressed. */
export class DeskHealth extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
      }
    `,
  ];

  readonly #list = new PartController(this, healthList);
  readonly #health = new StoreController(this, (desk) => desk.health);
  readonly #lines = new StoreController(this, (desk) => desk.lines);
  readonly #reach = new StoreController(this, (desk) => desk.reach);
  readonly #audioLeg = new StoreController(this, (desk) => desk.audioLeg);

  protected override render() {
    const health = this.#health.value;
    if (health === undefined) return nothing;
    const worst = worstOf([
      finesseTone(health.finesse),
      phoneTone(health.phone),
      reachTone(this.#reach.value, this.#audioLeg.value),
      microphoneTone(health.microphone, health.phone),
      ...(this.#lines.value ?? []).map((line) => lineTone(line.state)),
    ]);
    return html`<desk-chip
      bare
      .icon=${markOf(worst)}
      .tone=${worst}
      .label=${nameOf(worst)}
      @pointerenter=${this.#expect}
      @focusin=${this.#expect}
      @click=${this.#expect}
    >
      <div slot="details">${this.#list.show(html`<desk-health-list></desk-health-list>`)}</div>
    </desk-chip>`;
  }

  /** Somebody comes near: the list is loaded before it is pressed for. */
  readonly #expect = () => void this.#list.want();
}

function worstOf(tones: readonly (Tone | undefined)[]): Tone {
  if (tones.includes('danger')) return 'danger';
  return tones.includes('caution') ? 'caution' : 'positive';
}

function nameOf(worst: Tone): string {
  if (worst === 'danger') return msg('Health: something needs a hand');
  return worst === 'caution' ? msg('Health: something is being restored') : msg('Health: all is well');
}

customElements.define('desk-health', DeskHealth);

declare global {
  interface HTMLElementTagNameMap {
    'desk-health': DeskHealth;
  }
}
