import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing, svg} from 'lit';
import type {Line, LineState} from '../calls/types.js';
import type {HeldCall} from '../softphone/types.js';
import {DialRequestEvent} from './events.js';
import {shown} from './foreign-text.js';
import {acdMark, lineShape, lineStyle, shapes, toneOf} from './line-look.js';
import {lineLabel} from './line-text.js';
import {lineName, lineWord} from './line-words.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import type {Tone} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';

const allTones: Readonly<Record<LineState, Tone>> = {
  ...toneOf,
  'remote-ringing': 'quiet',
  'remote-in-use': 'quiet',
  'remote-held': 'quiet',
  'remote-unknown': 'caution',
  dnd: 'caution',
  forwarded: 'caution',
};

const frame = svg`<rect x="1.6" y="1.6" width="8.8" height="8.8" rx="1.6"/>`;

/** What a colleague does is square, as ours is round: dot, solid, half, question mark. Do not disturb is a moon. */
const allShapes: Readonly<Record<LineState, unknown>> = {
  ...shapes,
  'remote-ringing': svg`${frame}<circle class="wave" cx="6" cy="6" r="1.6" fill="currentColor"/>`,
  'remote-in-use': svg`<rect x="1" y="1" width="10" height="10" rx="2" fill="currentColor" stroke="none"/>`,
  'remote-held': svg`${frame}<path d="M6 1.6H3.2a1.6 1.6 0 0 0-1.6 1.6v5.6a1.6 1.6 0 0 0 1.6 1.6H6z" fill="currentColor" stroke="none"/>`,
  'remote-unknown': svg`<path d="M3.4 4.2a2.6 2.6 0 1 1 3.6 2.4c-.7.3-1 .7-1 1.3M6 10v.9" stroke-linecap="round"/>`,
  dnd: svg`<path d="M10.4 7.4A4.9 4.9 0 1 1 4.6 1.6a3.9 3.9 0 0 0 5.8 5.8z" fill="currentColor" stroke="none"/>`,
  forwarded: svg`<path d="M1.2 6h8.6M6.6 2.8L9.8 6 6.6 9.2" stroke-linecap="round"/>`,
};

const quiet: ReadonlySet<LineState> = new Set(['idle', 'unregistered', 'off', 'remote-unknown']);

/** More lines than this are shown without words; the words are in the health list. */
const mostWithWords = 2;

/**
 * `<desk-line-list>`: two to eight lines in fixed order, and the calls that a colleague holds on one of them. Shape, text
 * and colour carry the state.
 *
 * @csspart line - one line
 */
export class DeskLineList extends LitElement {
  static override styles = [
    base,
    tones,
    buttonStyle,
    lineStyle,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
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
      /* away is the other way */
      :host(:dir(rtl)) [data-state='forwarded'] svg {
        transform: scaleX(-1);
      }
      .pull {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        margin-block-start: 6px;
        font-size: var(--desk-text-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #lines = new StoreController(this, (desk) => desk.lines);
  readonly #request = new StoreController(this, (desk) => desk.outgoing);
  /** The call whose button was pressed last. */
  #pulled = '';
  #hadFocus = false;

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement !== null && this.shadowRoot?.activeElement !== undefined;
  }

  /** A button that went away under the focus leaves it on the list, not at the top of the page. */
  protected override updated(): void {
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.renderRoot.querySelector('ul')?.focus();
  }

  protected override render() {
    const lines = this.#lines.value ?? [];
    const words = lines.length <= mostWithWords;
    const sorted = [...lines].sort((a, b) => a.index - b.index);
    return html`<ul role="list" tabindex="-1" aria-label=${msg('Lines')} class=${words ? 'words' : 'tiles'}>
        ${sorted.map((line) => this.#renderLine(line, words))}
      </ul>
      ${sorted.map((line) =>
        line.state === 'unregistered'
          ? nothing
          : (line.news?.held ?? []).map((call) => this.#renderHeld(line, call)),
      )}`;
  }

  #renderLine(line: Line, words: boolean) {
    const {state} = line;
    const shape = lineShape(allShapes[state]);
    const acd = acdMark(line.acd);
    const inside = words
      ? html`${shape}<bdi>${lineLabel(line)}</bdi>${acd}<span class="word">${lineWord(state)}</span>`
      : html`<span class="place">${line.index}${acd}</span>${shape}`;
    return html`<li
      part="line"
      data-tone=${allTones[state]}
      data-state=${state}
      ?data-busy=${!quiet.has(state)}
      ?data-acd=${line.acd}
    >
      <span class="seen" role="img" title=${words ? nothing : lineName(line)} aria-label=${lineName(line)}
        >${inside}</span
      >
    </li>`;
  }

  #renderHeld(line: Line, call: HeldCall) {
    const label = lineLabel(line);
    const who = shown(call.name.trim()) || shown(call.number.trim()) || msg('a hidden number');
    const asked = this.#request.value !== undefined;
    return html`<div class="pull" role="group" aria-label=${msg(str`Held by a colleague on ${label}`)}>
      <span><bdi>${label}</bdi>: ${msg('a colleague holds')} <bdi>${who}</bdi></span>
      ${button({
        words: msg('Pull here'),
        size: 'small',
        tone: 'accent',
        label: msg(str`Pull here: ${who}, ${label}`),
        busy: asked && this.#pulled === call.callId,
        disabled: asked,
        press: () => this.#pull(line, call),
      })}
    </div>`;
  }

  #pull(line: Line, {callId}: HeldCall): void {
    this.#pulled = callId;
    this.dispatchEvent(new DialRequestEvent(callId, 'held', line.index));
  }
}

customElements.define('desk-line-list', DeskLineList);

declare global {
  interface HTMLElementTagNameMap {
    'desk-line-list': DeskLineList;
  }
}
