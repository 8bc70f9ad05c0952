import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Call, Controls} from '../calls/types.js';
import type {Desk} from '../desk/desk.js';
import './call-card.js';
import type {CardSettings, DeskCallCard} from './call-card.js';
import {orderCards} from './card-order.js';
import {emptyState, emptyStateStyle} from './empty-state.js';
import {PartController} from './part-controller.js';
import {SpareCardController, spareCall, spareControls} from './spare-card.js';
import {SteadyController} from './steady.js';
import {StoreController} from './store-controller.js';
import {base, mark, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {reasonWords} from './parts.js';

/** Cards shown at once; more calls than this are one press away. */
const cardsAtOnce = 5;

interface Card {
  readonly key: number;
  /** Undefined for the spare card. */
  readonly call: Call | undefined;
}

/**
 * `<desk-call-list>`: why the agent is Not Ready, where the system did it, and a card for each call, in an order that
 * never changes under the agent's hand. Presses on a card do nothing for a moment after it appeared or moved (T-20).
 */
export class DeskCallList extends LitElement {
  static override properties = {
    all: {state: true},
  };

  static override styles = [
    base,
    tones,
    mark,
    buttonStyle,
    emptyStateStyle,
    css`
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

  private all = false;
  readonly #calls = new StoreController(this, (desk) => desk.calls);
  readonly #health = new StoreController(this, (desk) => desk.health);
  readonly #wrapUpReasons = new StoreController(this, (desk) => desk.wrapUpReasons);
  readonly #options = new StoreController(this, (desk) => desk.stateOptions);
  readonly #agent = new StoreController(this, (desk) => desk.agent);
  readonly #deployment = new StoreController(this, (desk) => desk.deployment);
  readonly #reasons = new PartController(this, reasonWords);
  readonly #mutedTalk = new StoreController(this, (desk) => desk.talkingWhileMuted);
  readonly #spare = new SpareCardController(this);
  #order: readonly string[] = [];
  #settings: CardSettings | undefined;
  #controls = new Map<string, {readonly call: Call; readonly controls: Controls}>();
  #controlsFrom: unknown;
  #focused: string | undefined;

  constructor() {
    super();
    this.addController(new SteadyController(this, () => this.#calls.desk?.now() ?? Date.now()));
  }

  protected override willUpdate(): void {
    if (this.#agent.value?.reason?.system === true) void this.#reasons.want();
    const focused = this.shadowRoot?.activeElement;
    this.#focused = focused?.localName === 'desk-call-card' ? (focused as DeskCallCard).call?.id : undefined;
  }

  protected override updated(): void {
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
    this.#spare.keep(this.#order);
    const cards = visible.map((call): Card => ({key: this.#spare.keyOf(call.id), call}));
    // where a new call comes: on top
    if (this.#spare.key !== undefined) cards.unshift({key: this.#spare.key, call: undefined});
    const agent = this.#agent.value;
    const words = this.#reasons.value;
    const explained =
      agent !== undefined && words?.reasonText(agent, this.#deployment.value ?? 'CCE') !== undefined;
    const empty = live.length === 0 && !explained && !this.#reasons.waiting;
    return html`${explained ? html`<desk-reason-card></desk-reason-card>` : nothing}
    <section tabindex="-1" aria-labelledby="calls">
      <h2 id="calls" class="spoken">${msg('Calls')}</h2>
      ${emptyState(agent, !empty)}
      ${repeat(
        cards,
        ({key}) => key,
        ({call}) =>
          html`<desk-call-card
            ?hidden=${call === undefined}
            .call=${call ?? spareCall}
            .controls=${call === undefined ? spareControls : this.#controlsFor(desk, call)}
            .settings=${this.#settingsFor(desk)}
          ></desk-call-card>`,
      )}
      ${live.length > cardsAtOnce ? this.#renderRest(visible.length, live.length) : nothing}
    </section>`;
  }

  #renderRest(visible: number, all: number) {
    return html`<p class="rest">
      <span>${msg(str`1–${visible} of ${all} calls`)}</span>
      ${button({
        size: 'small',
        words: this.all ? msg('Show fewer') : msg('Show all'),
        expanded: this.all,
        press: () => (this.all = !this.all),
      })}
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
      wrapUpReasons: this.#wrapUpReasons.value ?? [],
      stateOptions: this.#options.value ?? [],
      request: this.#agent.value?.request,
      talkingWhileMuted: this.#mutedTalk.value ?? false,
    };
    const kept = this.#settings;
    const unchanged =
      kept !== undefined &&
      (Object.keys(next) as (keyof CardSettings)[]).every((key) => Object.is(kept[key], next[key]));
    this.#settings = unchanged ? kept : next;
    return this.#settings;
  }
}

customElements.define('desk-call-list', DeskCallList);

declare global {
  interface HTMLElementTagNameMap {
    'desk-call-list': DeskCallList;
  }
}
