import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {finesseRow, lineRow, microphoneRow, phoneRow, reachRow} from './health-text.js';
import type {HealthRow} from './health-text.js';
import {markOf} from './health-tone.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {icon} from './ui/icon.js';

/** `<desk-health-list>`: what the desk stands on, how each part is, and what can be done. Loaded when it is wanted. */
export class DeskHealthList extends LitElement {
  static override styles = [
    base,
    tones,
    css`
      h2 {
        margin-block-end: 8px;
        font-size: var(--desk-text-m);
        font-weight: 650;
      }
      li {
        display: grid;
        grid-template-columns: 16px minmax(0, auto) minmax(0, 1fr);
        gap: 0 8px;
        align-items: start;
        padding-block: 4px;
      }
      li .icon {
        margin-block-start: 2px;
        color: var(--tone);
      }
      .state {
        text-align: end;
        color: var(--tone);
        font-weight: 600;
      }
      .state,
      .advice {
        overflow-wrap: anywhere;
      }
      .advice {
        grid-column: 2 / -1;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
    `,
  ];

  readonly #health = new StoreController(this, (desk) => desk.health);
  readonly #lines = new StoreController(this, (desk) => desk.lines);
  readonly #reach = new StoreController(this, (desk) => desk.reach);
  readonly #audioLeg = new StoreController(this, (desk) => desk.audioLeg);
  readonly #extension = new StoreController(
    this,
    (desk) => desk.agent,
    (agent) => agent?.extension ?? '',
  );
  readonly #deployment = new StoreController(this, (desk) => desk.deployment);

  protected override render() {
    const health = this.#health.value;
    if (health === undefined) return nothing;
    const {finesse, phone, microphone} = health;
    const reach = reachRow(
      this.#reach.value,
      this.#audioLeg.value,
      this.#extension.value ?? '',
      this.#deployment.value,
    );
    const parts = [finesseRow(finesse), phoneRow(phone), reach, microphoneRow(microphone, phone)];
    const rows = [...parts.flatMap((row) => row ?? []), ...(this.#lines.value ?? []).map(lineRow)];
    return html`<h2>${msg('Health')}</h2>
      <ul role="list">
        ${rows.map((row) => this.#renderRow(row))}
      </ul>`;
  }

  #renderRow(row: HealthRow) {
    return html`<li data-tone=${row.tone}>
      ${icon(markOf(row.tone), 16)}<span><bdi>${row.what}</bdi></span><span class="state">${row.state}</span>
      ${row.advice === undefined ? nothing : html`<span class="advice">${row.advice}</span>`}
    </li>`;
  }
}

customElements.define('desk-health-list', DeskHealthList);

declare global {
  interface HTMLElementTagNameMap {
    'desk-health-list': DeskHealthList;
  }
}
