import {localized, msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import type {Call, Controls} from '../calls/types.js';
import type {Desk} from '../desk.js';
import './call-card.js';
import type {CardSettings, DeskCallCard} from './call-card.js';
import {orderCards} from './card-order.js';
import './empty-state.js';
import {StoreController} from './store-controller.js';
import {base} from './tokens.js';
import './ui/button.js';

/** Cards shown at once; more calls than this are one press away. */
const cardsAtOnce = 5;

/** A card that moved by more than this many CSS pixels has moved under the pointer. */
const moved = 2;

/** `<desk-call-list>`: a card for each call, in an order that never changes under the agent's hand. */
@localized()
@customElement('desk-call-list')
export class DeskCallList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      section {
        position: relative;
        margin-block-start: var(--desk-block-gap, 0);
        display: grid;
        gap: 10px;
      }
      section:focus {
        outline: none;
      }
      .rest {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
    `,
  ];

  @state() private all = false;
  readonly #calls = new StoreController(this, (desk) => desk.calls, same);
  readonly #health = new StoreController(this, (desk) => desk.health, same);
  readonly #reasons = new StoreController(this, (desk) => desk.wrapUpReasons, same);
  readonly #options = new StoreController(this, (desk) => desk.stateOptions, same);
  readonly #request = new StoreController(
    this,
    (desk) => desk.agent,
    (agent) => agent?.request,
  );
  readonly #mutedTalk = new StoreController(this, (desk) => desk.talkingWhileMuted, same);
  readonly #size = new ResizeObserver(() => this.#joltMoved());
  #order: readonly string[] = [];
  #settings: CardSettings | undefined;
  #controls = new Map<string, {readonly call: Call; readonly controls: Controls}>();
  #controlsFrom: unknown;
  #places = new WeakMap<DeskCallCard, number>();
  #focused: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override willUpdate(): void {
    const focused = this.shadowRoot?.activeElement;
    this.#focused = focused?.localName === 'desk-call-card' ? (focused as DeskCallCard).call?.id : undefined;
  }

  protected override updated(): void {
    this.#joltMoved();
    const gone = this.#focused !== undefined && !this.#order.includes(this.#focused);
    if (gone && document.hasFocus()) this.renderRoot.querySelector('section')?.focus();
  }

  protected override render() {
    const desk = this.#calls.desk;
    const calls = this.#calls.value;
    if (desk === undefined || calls === undefined) return nothing;
    const live = orderCards(
      this.#order,
      calls.filter((call) => call.state !== 'ended'),
    );
    this.#order = live.map((call) => call.id);
    const visible = this.all ? live : live.slice(0, cardsAtOnce);
    return html`<section tabindex="-1" aria-labelledby="calls">
      <h2 id="calls" class="spoken">${msg('Calls')}</h2>
      ${live.length === 0 ? html`<desk-empty-state></desk-empty-state>` : nothing}
      ${repeat(
        visible,
        (call) => call.id,
        (call) =>
          html`<desk-call-card
            .call=${call}
            .controls=${this.#controlsFor(desk, call)}
            .settings=${this.#settingsFor(desk)}
          ></desk-call-card>`,
      )}
      ${live.length > cardsAtOnce ? this.#renderRest(visible.length, live.length) : nothing}
    </section>`;
  }

  #renderRest(visible: number, all: number) {
    return html`<p class="rest">
      <span>${msg(str`1–${visible} of ${all} calls`)}</span>
      <desk-button size="small" .expanded=${this.all} @click=${() => (this.all = !this.all)}
        >${this.all ? msg('Show fewer') : msg('Show all')}</desk-button
      >
    </p>`;
  }

  /** The same object while call and health are the same, so that an unchanged card does no work. */
  #controlsFor(desk: Desk, call: Call): Controls {
    if (this.#controlsFrom !== this.#health.value) this.#controls = new Map();
    this.#controlsFrom = this.#health.value;
    const kept = this.#controls.get(call.id);
    if (kept?.call === call) return kept.controls;
    const controls = desk.controlsFor(call);
    this.#controls.set(call.id, {call, controls});
    for (const id of this.#controls.keys()) if (!this.#order.includes(id)) this.#controls.delete(id);
    return controls;
  }

  /** The same object while nothing in it changed. */
  #settingsFor(desk: Desk): CardSettings {
    const next: CardSettings = {
      now: this.#settings?.now ?? (() => desk.now()),
      ronaSeconds: desk.ronaSeconds,
      holdWarning: desk.holdWarning,
      wrapUpReasons: this.#reasons.value ?? [],
      stateOptions: this.#options.value ?? [],
      request: this.#request.value,
      talkingWhileMuted: this.#mutedTalk.value ?? false,
    };
    const kept = this.#settings;
    const unchanged =
      kept !== undefined &&
      (Object.keys(next) as (keyof CardSettings)[]).every((key) => Object.is(kept[key], next[key]));
    this.#settings = unchanged ? kept : next;
    return this.#settings;
  }

  /** Presses on a card that is no longer where it was do nothing for a moment. */
  #joltMoved(): void {
    const top = this.getBoundingClientRect().top;
    for (const card of this.renderRoot.querySelectorAll('desk-call-card')) {
      const place = card.getBoundingClientRect().top - top;
      const before = this.#places.get(card);
      if (before !== undefined && Math.abs(before - place) > moved) card.jolt();
      this.#places.set(card, place);
    }
  }
}

function same<T>(value: T): T {
  return value;
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-call-list': DeskCallList;
  }
}
