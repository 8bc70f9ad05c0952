import {msg} from '@lit/localize';
import {LitElement, css, html, nothing, svg} from 'lit';
import type {Line, LineState} from '../calls/types.js';
import {lineLabel, lineName, lineWord} from './line-text.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import type {Tone} from './tokens.js';

const toneOf: Readonly<Record<LineState, Tone>> = {
  idle: 'positive',
  ringing: 'positive',
  talking: 'accent',
  held: 'caution',
  unregistered: 'danger',
  off: 'quiet',
};

/** Idle hollow, ringing dotted round, talking solid, held half, unregistered crossed, off dashed: shape says it too. */
const shapes: Readonly<Record<LineState, unknown>> = {
  idle: svg`<circle cx="6" cy="6" r="4.2"/>`,
  ringing: svg`<circle cx="6" cy="6" r="2.2" fill="currentColor"/><circle class="wave" cx="6" cy="6" r="5"/>`,
  talking: svg`<circle cx="6" cy="6" r="5" fill="currentColor" stroke="none"/>`,
  held: svg`<circle cx="6" cy="6" r="4.2"/><path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z" fill="currentColor" stroke="none"/>`,
  unregistered: svg`<circle cx="6" cy="6" r="4.2"/><path d="M3.2 8.8l5.6-5.6"/>`,
  off: svg`<circle cx="6" cy="6" r="4.2" stroke-dasharray="2 1.77"/>`,
};

/** More lines than this are shown without words; the words are in the health list. */
const mostWithWords = 2;

/**
 * `<desk-line-strip>`: the configured lines in fixed order. Shape, text and colour carry the state.
 *
 * @csspart line - one line
 */
export class DeskLineStrip extends LitElement {
  static override styles = [
    base,
    tones,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .seen {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      li {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        min-block-size: 32px;
        min-inline-size: 30px;
        padding: 2px 10px;
        border: 1px solid var(--desk-color-hairline);
        border-radius: 999px;
        background: var(--desk-color-surface);
        font-size: var(--desk-text-s);
        font-weight: 500;
        white-space: nowrap;
      }
      li[data-busy] {
        border-color: color-mix(in srgb, var(--tone) 45%, transparent);
        background: var(--tone-soft);
      }
      .tiles .seen {
        flex-direction: column;
        gap: 3px;
      }
      .tiles li {
        padding: 2px 0;
        border-radius: var(--desk-radius-s);
        font-size: 0.6875rem;
        font-weight: 600;
        line-height: 1;
        font-variant-numeric: tabular-nums;
      }
      .acd {
        padding: 1px 5px 0;
        border-radius: 4px;
        background: var(--desk-color-control);
        font-size: 0.625rem;
        font-weight: 700;
        letter-spacing: 0.04em;
        line-height: 1.5;
        color: var(--desk-color-text-muted);
      }
      .tiles .acd {
        padding: 0 3px;
        font-size: 0.5625rem;
      }
      .tiles .place {
        display: flex;
        align-items: center;
        gap: 3px;
      }
      .tiles li[data-acd] {
        padding-inline: 6px;
      }
      .word {
        color: var(--tone);
        font-weight: 600;
      }
      svg {
        color: var(--tone);
        fill: none;
        stroke: currentColor;
        stroke-width: 1.6;
      }
      .wave {
        animation: wave 1.2s ease-out infinite;
      }
      @keyframes wave {
        50% {
          opacity: 0.15;
        }
      }
      @media (forced-colors: active) {
        li {
          border-color: CanvasText;
        }
        svg,
        .word {
          color: CanvasText;
        }
      }
    `,
  ];

  readonly #lines = new StoreController(this, (desk) => desk.lines);

  protected override render() {
    const lines = this.#lines.value;
    if (lines === undefined || lines.length === 0) return nothing;
    const words = lines.length <= mostWithWords;
    return html`<ul role="list" aria-label=${msg('Lines')} class=${words ? 'words' : 'tiles'}>
      ${[...lines].sort((a, b) => a.index - b.index).map((line) => this.#renderLine(line, words))}
    </ul>`;
  }

  #renderLine(line: Line, words: boolean) {
    const busy = line.state === 'ringing' || line.state === 'talking' || line.state === 'held';
    const shape = html`<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${shapes[line.state]}</svg>`;
    const acd = line.acd ? html`<span class="acd">ACD</span>` : nothing;
    const inside = words
      ? html`${shape}<bdi>${lineLabel(line)}</bdi>${acd}<span
            class="word"
            >${lineWord(line.state)}</span
          >`
      : html`<span class="place">${line.index}${acd}</span>${shape}`;
    return html`<li part="line" data-tone=${toneOf[line.state]} ?data-busy=${busy} ?data-acd=${line.acd}>
      <span class="seen" role="img" aria-label=${lineName(line)}>${inside}</span>
    </li>`;
  }
}

customElements.define('desk-line-strip', DeskLineStrip);

declare global {
  interface HTMLElementTagNameMap {
    'desk-line-strip': DeskLineStrip;
  }
}
