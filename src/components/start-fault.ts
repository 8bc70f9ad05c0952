import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {base, tokens} from './tokens.js';

/** `<desk-start-fault>`: the page instead of the gadget when it can't start: every fault, and what to do. */
export class DeskStartFault extends LitElement {
  static override properties = {
    kind: {},
    faults: {attribute: false},
  };

  static override styles = [
    tokens,
    base,
    css`
      :host {
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

  kind: 'settings' | 'container' | 'unknown' = 'unknown';
  /** What is wrong, each with the path of the entry. */
  faults: readonly string[] = [];

  protected override render() {
    return html`<main role="alert">
      <h2>${this.kind === 'settings' ? msg('Deskline can’t start: its settings are wrong') : msg('Deskline can’t start')}</h2>
      <p>${this.#advice()}</p>
      ${this.faults.length === 0 ? nothing : html`<ul>${this.faults.map((fault) => html`<li>${fault}</li>`)}</ul>`}
    </main>`;
  }

  #advice(): string {
    switch (this.kind) {
      case 'settings':
        return msg(
          'Your calls still work on your phone and in the desktop’s own call control. Give this list to your administrator.',
        );
      case 'container':
        return msg('This page is not inside the Finesse desktop. Open it through the desktop layout.');
      case 'unknown':
        return msg(
          'Your calls still work on your phone and in the desktop’s own call control. Reload the page; if that does not help, tell your support.',
        );
    }
  }
}

customElements.define('desk-start-fault', DeskStartFault);

declare global {
  interface HTMLElementTagNameMap {
    'desk-start-fault': DeskStartFault;
  }
}
