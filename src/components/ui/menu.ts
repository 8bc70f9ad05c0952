import {LitElement, css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {base, tones} from '../tokens.js';
import type {Tone} from '../tokens.js';
import {icon} from './icon.js';
import type {IconName} from './icon.js';
import {OverlayEvent} from './overlay.js';

/** One line of a menu. */
export interface MenuItem {
  readonly key: string;
  readonly text: string;
  /** A second, quieter line: when it takes effect, or why it can't be chosen. */
  readonly hint?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly tone?: Tone | undefined;
  readonly disabled?: boolean;
  /** The present choice. */
  readonly current?: boolean;
  /** Begins a new group. */
  readonly separated?: boolean;
}

/** An item was chosen; `key` is the item's. */
export class MenuChooseEvent extends Event {
  readonly key: string;
  constructor(key: string) {
    super('menu-choose');
    this.key = key;
  }
}

/** The menu wants to be closed, for instance on Escape; `refocus`: focus belongs back on the opener. */
export class MenuCloseEvent extends Event {
  readonly refocus: boolean;
  constructor(refocus: boolean) {
    super('menu-close');
    this.refocus = refocus;
  }
}

/**
 * `<desk-menu>`: the list of a menu button (WAI-ARIA menu pattern): arrows, Home, End, first letters, Escape. Its owner
 * shows it, places it, and closes it on {@link MenuCloseEvent}.
 *
 * @csspart menu - the list
 */
export class DeskMenu extends LitElement {
  static override properties = {
    items: {attribute: false},
    label: {},
  };

  static override styles = [
    base,
    tones,
    css`
      :host {
        display: block;
      }
      .menu {
        min-inline-size: 232px;
        max-block-size: 392px;
        overflow-y: auto;
        overscroll-behavior: contain;
        padding: 6px;
        border: 1px solid var(--desk-color-hairline);
        border-radius: var(--desk-radius-m);
        background: var(--desk-color-raised);
        box-shadow: var(--desk-shadow-overlay);
      }
      .item {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: 1px 10px;
        align-items: center;
        min-block-size: 36px;
        padding: 7px 10px;
        border-radius: var(--desk-radius-s);
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .item:hover {
        background: var(--desk-color-control);
      }
      .item:focus-visible {
        outline-offset: -2px;
        background: var(--desk-color-control);
      }
      .item > .icon:first-child {
        color: var(--tone, var(--desk-color-text-muted));
      }
      .text {
        grid-column: 2;
        font-weight: 500;
      }
      .hint {
        grid-column: 2 / -1;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      .check {
        grid-area: 1 / 3;
      }
      [aria-disabled='true'] {
        color: var(--desk-color-text-muted);
        cursor: default;
      }
      .item[aria-disabled='true'] > .icon:first-child {
        color: var(--desk-color-text-muted);
      }
      [aria-disabled='true']:hover {
        background: none;
      }
      [role='separator'] {
        block-size: 1px;
        margin: 6px 4px;
        background: var(--desk-color-hairline);
      }
      @media (forced-colors: active) {
        [aria-disabled='true'] {
          color: GrayText;
        }
        [role='separator'] {
          background: CanvasText;
        }
      }
    `,
  ];

  items: readonly MenuItem[] = [];
  /** Name for screen readers. */
  label = '';
  private get menu(): HTMLElement | null {
    return this.renderRoot.querySelector('.menu');
  }
  #typed = '';
  #typedAt = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#onPressElsewhere);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#onPressElsewhere);
  }

  /** Moves focus into the open menu: the present choice, or the first or last line. */
  async focusItem(where: 'current' | 'first' | 'last'): Promise<void> {
    await this.updateComplete;
    const items = this.#elements();
    const current = items.find((item) => item.hasAttribute('data-current'));
    const target =
      where === 'last' ? items.at(-1) : ((where === 'current' ? current : undefined) ?? items[0]);
    target?.focus();
    this.dispatchEvent(new OverlayEvent(this.menu?.getBoundingClientRect().bottom ?? 0));
  }

  protected override render() {
    return html`<div part="menu" class="menu" role="menu" aria-label=${this.label} @keydown=${this.#onKeydown}>
      ${repeat(
        this.items,
        (item) => item.key,
        (item) => this.#renderItem(item),
      )}
    </div>`;
  }

  #renderItem(item: MenuItem) {
    return html`${item.separated === true ? html`<div role="separator"></div>` : nothing}
      <div
        class="item"
        role="menuitem"
        tabindex="-1"
        data-key=${item.key}
        data-tone=${item.tone ?? nothing}
        ?data-current=${item.current === true}
        aria-current=${item.current === true ? 'true' : nothing}
        aria-disabled=${item.disabled === true ? 'true' : nothing}
        @click=${() => this.#choose(item)}
      >
        ${item.icon === undefined ? html`<span></span>` : icon(item.icon)}
        <span class="text"><bdi>${item.text}</bdi></span>
        ${item.current === true ? html`<span class="check">${icon('recording', 14)}</span>` : nothing}
        ${item.hint === undefined ? nothing : html`<span class="hint">${item.hint}</span>`}
      </div>`;
  }

  #elements(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #choose(item: MenuItem): void {
    if (item.disabled === true) return;
    this.dispatchEvent(new MenuChooseEvent(item.key));
    this.#close(true);
  }

  #close(refocus: boolean): void {
    this.dispatchEvent(new OverlayEvent(0));
    this.dispatchEvent(new MenuCloseEvent(refocus));
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const items = this.#elements();
    const at = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    const to = (index: number) => items[(index + items.length) % items.length]?.focus();
    if (event.key === 'ArrowDown') to(at + 1);
    else if (event.key === 'ArrowUp') to(at <= 0 ? items.length - 1 : at - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(items.length - 1);
    else if (event.key === 'Escape') this.#close(true);
    else if (event.key === 'Tab') return this.#close(false);
    else if ((event.key === 'Enter' || event.key === ' ') && this.#typedRecently(event) === '') {
      if (!event.repeat) items[at]?.click();
    } else if (event.key.length === 1) this.#jumpTo(event, items, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #typedRecently(event: KeyboardEvent): string {
    const recent = event.timeStamp - this.#typedAt < 600 ? this.#typed : '';
    return event.key === 'Enter' ? '' : recent;
  }

  #jumpTo(event: KeyboardEvent, items: HTMLElement[], at: number): void {
    const typed = this.#typedRecently(event) + event.key.toLocaleLowerCase();
    this.#typed = typed;
    this.#typedAt = event.timeStamp;
    const from = typed.length === 1 ? at + 1 : Math.max(at, 0);
    const order = [...items.slice(from), ...items.slice(0, from)];
    order
      .find((item) => item.querySelector('.text')?.textContent?.trim().toLocaleLowerCase().startsWith(typed))
      ?.focus();
  }

  readonly #onPressElsewhere = (event: Event) => {
    const path = event.composedPath();
    const owner = (this.getRootNode() as ShadowRoot).host;
    if (!path.includes(this) && !path.includes(owner)) this.#close(false);
  };
}

customElements.define('desk-menu', DeskMenu);

declare global {
  interface HTMLElementTagNameMap {
    'desk-menu': DeskMenu;
  }
  interface HTMLElementEventMap {
    'menu-choose': MenuChooseEvent;
    'menu-close': MenuCloseEvent;
  }
}
