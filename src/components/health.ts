import {localized, msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {customElement} from 'lit/decorators.js';
import type {Line, LineState} from '../calls/types.js';
import {finesseRow, microphoneRow, phoneRow, reachRow} from './health-text.js';
import type {HealthRow} from './health-text.js';
import {lineLabel, lineWord} from './line-text.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import type {Tone} from './tokens.js';
import './ui/chip.js';
import type {IconName} from './ui/icon.js';
import {icon} from './ui/icon.js';

const badLines: ReadonlySet<LineState> = new Set(['unregistered']);

/** `<desk-health>`: one mark for everything the desk stands on, and the list behind it when pressed. */
@localized()
@customElement('desk-health')
export class DeskHealth extends LitElement {
  static override styles = [
    base,
    tones,
    css`
      :host {
        display: inline-flex;
      }
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

  readonly #reach = new StoreController(
    this,
    (desk) => desk.reach,
    (reach) => reach,
  );
  readonly #audioLeg = new StoreController(
    this,
    (desk) => desk.audioLeg,
    (audioLeg) => audioLeg,
  );
  readonly #extension = new StoreController(
    this,
    (desk) => desk.agent,
    (agent) => agent?.extension ?? '',
  );
  readonly #deployment = new StoreController(
    this,
    (desk) => desk.deployment,
    (deployment) => deployment,
  );

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
    const worst = worstOf(rows);
    return html`<desk-chip bare .icon=${markOf(worst)} .tone=${worst} .label=${nameOf(worst)}>
      <div slot="details">
        <h2>${msg('Health')}</h2>
        <ul role="list">
          ${rows.map((row) => this.#renderRow(row))}
        </ul>
      </div>
    </desk-chip>`;
  }

  #renderRow(row: HealthRow) {
    return html`<li data-tone=${row.tone}>
      ${icon(markOf(row.tone), 16)}<span><bdi>${row.what}</bdi></span><span class="state">${row.state}</span>
      ${row.advice === undefined ? nothing : html`<span class="advice">${row.advice}</span>`}
    </li>`;
  }
}

function lineRow(line: Line): HealthRow {
  const tone = badLines.has(line.state) ? 'danger' : line.state === 'off' ? 'quiet' : 'positive';
  const advice = line.state === 'unregistered' ? msg('Calls can’t reach this line.') : undefined;
  return {what: lineLabel(line), state: lineWord(line.state), tone, advice};
}

function worstOf(rows: readonly HealthRow[]): Tone {
  if (rows.some((row) => row.tone === 'danger')) return 'danger';
  return rows.some((row) => row.tone === 'caution') ? 'caution' : 'positive';
}

function markOf(tone: Tone): IconName {
  if (tone === 'danger') return 'error';
  if (tone === 'caution') return 'warning';
  return tone === 'quiet' ? 'not-ready' : 'ready';
}

function nameOf(worst: Tone): string {
  if (worst === 'danger') return msg('Health: something needs a hand');
  return worst === 'caution' ? msg('Health: something is being restored') : msg('Health: all is well');
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-health': DeskHealth;
  }
}
