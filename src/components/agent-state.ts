import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {Agent} from '../finesse/types.js';
import type {StateOption} from '../desk/desk.js';
import {agentLook, pendingStateText, requestText} from './agent-text.js';
import {StateRequestEvent} from './state-request.js';
import {shown} from './foreign-text.js';
import {PartController} from './part-controller.js';
import {stateMenu, times} from './parts.js';
import {StoreController} from './store-controller.js';
import {timerStyle} from './timer-style.js';
import {base, tones} from './tokens.js';
import {icon} from './ui/icon.js';
import type {DeskMenu, MenuChooseEvent, MenuCloseEvent} from './ui/menu.js';
import {OverlayEvent} from './ui/overlay.js';

/**
 * `<desk-agent-state>`: the agent's state as colour, word and drawing, with the time in it, and the menu of states that
 * can be asked for. A request is shown as a request until Finesse confirms it.
 *
 * @csspart pill - the button
 * @csspart time - a time in it
 */
export class DeskAgentState extends LitElement {
  static override properties = {
    open: {state: true},
  };

  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override styles = [
    base,
    tones,
    timerStyle,
    css`
      :host {
        display: inline-block;
        position: relative;
      }
      .pill {
        position: relative;
        display: inline-flex;
        align-items: center;
        gap: 8px;
        max-inline-size: 100%;
        min-block-size: 36px;
        padding: 3px 8px 3px 5px;
        border: 1px solid color-mix(in srgb, var(--tone) 30%, transparent);
        border-radius: 999px;
        background: var(--tone-soft);
        color: var(--tone);
        font-weight: 650;
        transition: border-color var(--desk-speed);
      }
      .pill:dir(rtl) {
        padding: 3px 5px 3px 8px;
      }
      .pill:hover,
      .pill:has([aria-expanded='true']) {
        border-color: var(--tone);
      }
      .open {
        display: grid;
        min-inline-size: 0;
        padding: 0;
        border: 0;
        background: none;
        line-height: 1.15;
        text-align: start;
        cursor: pointer;
      }
      /* The whole pill is the button's to press; the time stays out of its name. */
      .open::after {
        content: '';
        position: absolute;
        inset: -1px;
        border-radius: 999px;
      }
      .open:focus-visible {
        outline: none;
      }
      .open:focus-visible::after {
        outline: 2px solid var(--desk-color-focus, Highlight);
        outline-offset: 2px;
      }
      .mark {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 26px;
        block-size: 26px;
        border-radius: 50%;
        background: var(--tone-fill);
        color: var(--desk-color-on-fill);
      }
      .state,
      .after {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .after {
        font-size: 0.6875rem;
        font-weight: 500;
      }
      .times {
        flex: none;
        color: var(--desk-color-text);
        font-weight: 600;
        line-height: 1.15;
        white-space: nowrap;
      }
      .total {
        color: var(--desk-color-text-muted);
        font-weight: 500;
      }
      .busy .mark {
        animation: breathe 1.2s ease-in-out infinite;
      }
      @keyframes breathe {
        50% {
          opacity: 0.45;
        }
      }
      desk-menu {
        position: absolute;
        inset-block-start: calc(100% + 6px);
        inset-inline-start: 0;
        z-index: 4;
      }
      @container desk (max-width: 16em) {
        .pill {
          border-radius: var(--desk-radius-l);
        }
        .state,
        .after {
          white-space: normal;
          overflow-wrap: anywhere;
        }
      }
      @media (forced-colors: active) {
        .pill {
          border-color: ButtonBorder;
        }
        .mark {
          border: 1px solid currentColor;
        }
      }
    `,
  ];

  private open = false;
  private get pill(): HTMLElement | null {
    return this.renderRoot.querySelector('.open');
  }
  private get menu(): DeskMenu | null {
    return this.renderRoot.querySelector('desk-menu');
  }
  readonly #menuPart = new PartController(this, stateMenu);
  readonly #times = new PartController(this, times);
  readonly #agent = new StoreController(this, (desk) => desk.agent);
  readonly #options = new StoreController(this, (desk) => desk.stateOptions);
  #total: {readonly state: string; readonly since: number | undefined} | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#times.want();
  }

  protected override willUpdate(): void {
    const agent = this.#agent.value;
    // Finesse restarts its stamp when only the reason changes; the time in the state itself goes on.
    if (agent?.state !== this.#total?.state) {
      this.#total = agent === undefined ? undefined : {state: agent.state, since: agent.since};
    }
  }

  protected override render() {
    const agent = this.#agent.value;
    const options = this.#options.value ?? [];
    return html`${this.#renderPill(agent)}
    ${
      this.open
        ? this.#menuPart.show(html`<desk-menu
          .items=${this.#menuPart.value?.menuItems(options, agent) ?? []}
          .label=${msg('Change state')}
          @menu-choose=${(event: MenuChooseEvent) => this.#onChoose(event, options)}
          @menu-close=${this.#onClose}
        ></desk-menu>`)
        : nothing
    }`;
  }

  #renderPill(agent: Agent | undefined) {
    const look =
      agent === undefined
        ? ({text: msg('Connecting…'), icon: 'health', tone: 'quiet'} as const)
        : agentLook(agent);
    const request = agent?.request;
    const label = agent?.state === 'NOT_READY' ? shown(agent.reason?.label ?? '') : '';
    const word = request === undefined ? label || look.text : requestText(request.state, request.phase);
    const after = agent === undefined ? undefined : pendingStateText(agent);
    return html`<div part="pill" class="pill ${request === undefined ? '' : 'busy'}" data-tone=${look.tone}>
      <span class="mark">${icon(look.icon, 18)}</span>
      <button
        class="open"
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        @pointerenter=${this.#expect}
        @focus=${this.#expect}
        @click=${this.#onPress}
        @keydown=${this.#onKeydown}
      >
        <span class="spoken">${spokenBefore(look.text, label, request !== undefined)}</span>
        <span class="state"><bdi>${word}</bdi></span>
        ${after === undefined ? nothing : html`<span class="after">${after}</span>`}
      </button>
      ${agent === undefined ? nothing : this.#renderTimes(agent)} ${icon('down', 18)}
    </div>`;
  }

  #renderTimes(agent: Agent) {
    const timer = this.#times.value?.timer;
    const total = this.#total?.since;
    const both = total !== undefined && agent.since !== undefined && total < agent.since;
    return html`<span class="times"
      >${timer?.(agent.since, this.#now)}${
        both ? html`<span class="total"> / ${timer?.(total, this.#now)}</span>` : nothing
      }</span
    >`;
  }

  readonly #now = () => this.#agent.desk?.now() ?? Date.now();

  /** Somebody comes near: the menu is loaded before it is pressed for. */
  readonly #expect = () => void this.#menuPart.want();

  async #onPress(): Promise<void> {
    if (this.open) return this.#close(false);
    await this.#show('current');
  }

  async #onKeydown(event: KeyboardEvent): Promise<void> {
    if (event.repeat || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    await this.#show(event.key === 'ArrowUp' ? 'last' : 'first');
  }

  async #show(where: 'current' | 'first' | 'last'): Promise<void> {
    this.open = true;
    await this.#menuPart.want();
    await this.updateComplete;
    if (this.#menuPart.value !== undefined) await this.menu?.focusItem(where);
  }

  #onChoose(event: MenuChooseEvent, options: readonly StateOption[]): void {
    const option = this.#menuPart.value?.inOrder(options)[Number(event.key)];
    if (option !== undefined) this.dispatchEvent(new StateRequestEvent(option.state, option.reason?.id));
  }

  #onClose(event: MenuCloseEvent): void {
    this.#close(event.refocus);
  }

  #close(refocus: boolean): void {
    this.open = false;
    this.dispatchEvent(new OverlayEvent(0));
    if (refocus) this.pill?.focus();
  }
}

/** What a screen reader says ahead of the words that are seen, so that the name holds state and reason. */
function spokenBefore(state: string, label: string, requesting: boolean): string {
  if (!requesting) return label === '' ? msg('State:') : msg(str`State: ${state},`);
  return label === '' ? msg(str`State: ${state}.`) : msg(str`State: ${state}, ${label}.`);
}

customElements.define('desk-agent-state', DeskAgentState);

declare global {
  interface HTMLElementTagNameMap {
    'desk-agent-state': DeskAgentState;
  }
}
