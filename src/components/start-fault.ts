import {localized, msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {base, tokens} from './tokens.js';

/** `<desk-start-fault>`: the page instead of the gadget when it can't start: every fault, and what to do. */
@localized()
@customElement('desk-start-fault')
export class DeskStartFault extends LitElement {
  static override styles = [
    tokens,
    base,
    css`
      :host {
        display: block;
        padding: 16px;
        background: var(--desk-color-canvas);
      }
      h2 {
        margin: 0 0 8px;
        font-size: 1rem;
      }
      p {
        margin: 0 0 8px;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() kind: 'settings' | 'container' = 'container';
  /** What is wrong, each with the path of the entry. */
  @property({attribute: false}) faults: readonly string[] = [];

  protected override render() {
    const settings = this.kind === 'settings';
    return html`<main role="alert">
      <h2>${settings ? msg('Deskline can’t start: its settings are wrong') : msg('Deskline can’t start here')}</h2>
      <p>
        ${
          settings
            ? msg(
                'Your calls still work on your phone and in the desktop’s own call control. Give this list to your administrator.',
              )
            : msg('This page is not inside the Finesse desktop. Open it through the desktop layout.')
        }
      </p>
      ${this.faults.length === 0 ? nothing : html`<ul>${this.faults.map((fault) => html`<li>${fault}</li>`)}</ul>`}
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-start-fault': DeskStartFault;
  }
}
