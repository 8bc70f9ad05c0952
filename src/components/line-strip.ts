import {msg} from '@lit/localize';
import {LitElement, html, nothing} from 'lit';
import {acdMark, lineShape, lineStyle, shapes, toneOf} from './line-look.js';
import {lineLabel, lineNameWith, ownLineStateText, ownLineWord, type OwnLineState} from './line-text.js';
import {PartController} from './part-controller.js';
import {lineList} from './parts.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';

/**
 * `<desk-line-strip>`: the configured lines in fixed order. Shape, text and colour carry the state.
 *
 * @csspart line - one line
 */
export class DeskLineStrip extends LitElement {
  static override styles = [base, tones, lineStyle];

  readonly #lines = new StoreController(this, (desk) => desk.lines);
  readonly #list = new PartController(this, lineList);

  protected override render() {
    const [line, next] = this.#lines.value ?? [];
    if (next) {
      void this.#list.want();
      return this.#list.show(html`<desk-line-list></desk-line-list>`);
    }
    if (!line) return nothing;
    // others have no part in the first line
    const state = line.state as OwnLineState;
    const busy = state === 'ringing' || state === 'talking' || state === 'held';
    return html`<ul role="list" aria-label=${msg('Lines')}>
      <li part="line" data-tone=${toneOf[state]} ?data-busy=${busy}>
        <span class="seen" role="img" aria-label=${lineNameWith(line, ownLineStateText(state))}
          >${lineShape(shapes[state])}<bdi>${lineLabel(line)}</bdi>${acdMark(line.acd)}<span class="word"
            >${ownLineWord(state)}</span
          ></span
        >
      </li>
    </ul>`;
  }
}

customElements.define('desk-line-strip', DeskLineStrip);

declare global {
  interface HTMLElementTagNameMap {
    'desk-line-strip': DeskLineStrip;
  }
}
