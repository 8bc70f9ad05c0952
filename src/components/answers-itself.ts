import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {eachSecond} from './each-second.js';
import {base} from './tokens.js';

/** `<desk-answers-itself>`: says on an alert that the call is answered by itself, and when; spoken once. */
export class DeskAnswersItself extends LitElement {
  static override properties = {at: {attribute: false}, now: {attribute: false}};

  static override styles = [
    base,
    css`
      p {
        font-weight: 600;
        color: var(--desk-color-text);
      }
    `,
  ];

  /** When; ms since 1970. */
  at: number | undefined;
  now: (() => number) | undefined;

  protected override render() {
    const {at, now} = this;
    if (at === undefined || now === undefined) return nothing;
    return html`<p role="status">${msg('Answers by itself.')}</p>
      <p role="timer">${eachSecond(() => msg(str`In ${Math.max(0, Math.ceil((at - now()) / 1000))} s, with a beep`))}</p>`;
  }
}

customElements.define('desk-answers-itself', DeskAnswersItself);

declare global {
  interface HTMLElementTagNameMap {
    'desk-answers-itself': DeskAnswersItself;
  }
}
