import {LitElement, css, html, nothing} from 'lit';
import {base} from '../tokens.js';
import {MenuChooseEvent} from './menu.js';
import type {DeskMenu, MenuCloseEvent, MenuItem} from './menu.js';
import {icon} from './icon.js';
import {button, buttonStyle} from './button.js';

/**
 * `<desk-menu-button>`: a button that opens a menu. `menu-choose` tells which item was chosen.
 *
 * @slot - the words on the button
 */
export class DeskMenuButton extends LitElement {
  static override properties = {
    items: {attribute: false},
    label: {},
    disabled: {type: Boolean},
    open: {state: true},
  };

  static override styles = [
    base,
    buttonStyle,
    css`
      :host {
        display: inline-flex;
        position: relative;
      }
      .button {
        flex: 1;
      }
      desk-menu {
        position: absolute;
        inset-block-start: calc(100% + 6px);
        inset-inline-start: 0;
        z-index: 3;
      }
    `,
  ];

  items: readonly MenuItem[] = [];
  /** Name of the menu for screen readers. */
  label = '';
  disabled = false;
  private open = false;
  private get menu(): DeskMenu | null {
    return this.renderRoot.querySelector('desk-menu');
  }
  private get opener(): HTMLElement | null {
    return this.renderRoot.querySelector('.button');
  }

  protected override render() {
    return html`${button({
      popup: 'menu',
      expanded: this.open,
      disabled: this.disabled,
      words: html`<slot></slot>${icon('down', 18)}`,
      press: () => this.#onPress(),
    })}
      ${
        this.open
          ? html`<desk-menu .items=${this.items} .label=${this.label} @menu-choose=${this.#onChoose} @menu-close=${this.#onClose}></desk-menu>`
          : nothing
      }`;
  }

  async #onPress(): Promise<void> {
    this.open = !this.open;
    await this.updateComplete;
    await this.menu?.focusItem('current');
  }

  #onChoose(event: MenuChooseEvent): void {
    this.dispatchEvent(new MenuChooseEvent(event.key));
  }

  #onClose(event: MenuCloseEvent): void {
    this.open = false;
    if (event.refocus) this.opener?.focus();
  }
}

customElements.define('desk-menu-button', DeskMenuButton);

declare global {
  interface HTMLElementTagNameMap {
    'desk-menu-button': DeskMenuButton;
  }
}
