import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {Desk} from '../desk/desk.js';
import './agent-state.js';
import './desk-context.js';
import type {
  CallCommandEvent,
  DialRequestEvent,
  DigitsEvent,
  HistoryEvent,
  NoticeDismissEvent,
} from './events.js';
import type {StateRequestEvent} from './state-request.js';
import './line-strip.js';
import {PartController} from './part-controller.js';
import {onPage, warmUp} from './parts.js';
import {base, tokens} from './tokens.js';
import type {OverlayEvent} from './ui/overlay.js';

/** Room kept under an open overlay, so that its shadow is not cut, in CSS pixels. */
const underOverlay = 24;

/** A part that every call needs and that could not be loaded is asked for again after this. */
const tryAgainMs = 11_000;

/** From then on what the next call needs is loaded also unasked. */
const startIsOverMs = 15_000;

/** Calls, notices, what is spoken, what can be done between calls: wanted as soon as state and lines are shown. */
export const atWork = onPage(() => import('./at-work.js'));

/**
 * `<desk-app>`: the whole gadget. Give it a desk; it hands the desk down, shows its snapshots, and turns what the agent
 * presses into requests to it. Its height follows its content, an open menu included.
 *
 * @csspart bar - state, lines, audio leg, health
 */
export class DeskApp extends LitElement {
  static override properties = {
    desk: {attribute: false},
    theme: {reflect: true},
    overlayBottom: {state: true},
  };

  static override styles = [
    tokens,
    base,
    css`
      :host {
        container: desk / inline-size;
        min-inline-size: 0;
        background: var(--desk-color-canvas);
      }
      main {
        padding: 10px 12px 12px;
      }
      desk-notices,
      desk-call-list,
      desk-foot {
        --desk-block-gap: 10px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      desk-agent-state {
        flex: 0 1 auto;
        max-inline-size: calc(100% - 40px);
      }
      desk-line-strip {
        flex: 0 1 auto;
      }
      .right {
        display: flex;
        flex: 1 0 auto;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
        min-inline-size: 0;
        max-inline-size: 100%;
      }
      @container desk (max-width: 37em) {
        desk-agent-state {
          order: 0;
          flex: 0 0 calc(100% - 40px);
        }
        desk-health {
          order: 1;
        }
        desk-line-strip {
          order: 3;
        }
        desk-audio-leg {
          order: 4;
          margin-inline-start: auto;
        }
        .right {
          display: contents;
        }
      }
      @container desk (min-width: 51em) {
        main {
          padding: 12px 16px 16px;
        }
      }
    `,
  ];

  /** What everything here shows and asks; nothing is shown before it is set. */
  desk: Desk | undefined;
  /** `light` or `dark`; without it the browser's preference counts. */
  theme: 'light' | 'dark' | undefined;
  private overlayBottom = 0;

  readonly #atWork = new PartController(this, atWork);

  constructor() {
    super();
    // one desk for as long as the page lives: a plain answer does
    this.addEventListener('desk-request', (event) => {
      if (this.desk === undefined) return;
      event.stopPropagation();
      event.answer(this.desk);
    });
  }

  protected override firstUpdated(): void {
    void this.#wantAtWork();
  }

  protected override render() {
    const {desk} = this;
    if (desk === undefined) return nothing;
    const room =
      this.overlayBottom === 0 ? nothing : `min-block-size: ${this.overlayBottom + underOverlay}px`;
    return html`<main
      style=${room}
      @call-command=${(event: CallCommandEvent) => desk.perform(event.callId, event.command)}
      @state-request=${(event: StateRequestEvent) => desk.requestState(event.state, event.reasonId)}
      @dial-request=${(event: DialRequestEvent) => desk.dial(event.text, event.origin, event.line)}
      @digits-order=${(event: DigitsEvent) => desk.digits(event.callId, event.order)}
      @history-order=${(event: HistoryEvent) => onHistory(desk, event)}
      @notice-dismiss=${(event: NoticeDismissEvent) => desk.dismiss(event.noticeId)}
      @sound-unlock=${() => desk.unlockSound()}
      @overlay-change=${this.#onOverlay}
    >
      <div part="bar" class="bar" role="group" aria-label=${msg('State, lines and audio')}>
        <desk-agent-state></desk-agent-state>
        <desk-line-strip></desk-line-strip>
        <div class="right"><desk-audio-leg></desk-audio-leg><desk-health></desk-health></div>
      </div>
      ${this.#atWork.show(
        html`<desk-notices></desk-notices>
          <desk-call-list></desk-call-list>
          <desk-foot></desk-foot>
          <desk-live-region></desk-live-region>`,
      )}
    </main>`;
  }

  /** Without it there are no calls on the page: asked for until it is there. */
  async #wantAtWork(): Promise<void> {
    await this.#atWork.want();
    if (this.#atWork.failed) setTimeout(() => void this.#wantAtWork(), tryAgainMs);
    else setTimeout(() => void Promise.all(warmUp.map((part) => part.want())), startIsOverMs);
  }

  #onOverlay(event: OverlayEvent): void {
    const top = this.getBoundingClientRect().top;
    this.overlayBottom = event.bottom === 0 ? 0 : Math.ceil(event.bottom - top);
  }
}

function onHistory(desk: Desk, {order, entry}: HistoryEvent): void {
  if (order === 'open') desk.openHistory();
  else if (order === 'seen') desk.historySeen();
  else desk.clearHistory(entry);
}

customElements.define('desk-app', DeskApp);

declare global {
  interface HTMLElementTagNameMap {
    'desk-app': DeskApp;
  }
}
