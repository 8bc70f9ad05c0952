import {LitElement, css, html} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {elapsed} from './duration.js';
import {pageTicker} from './ticker.js';
import {base} from './tokens.js';

/**
 * `<desk-timer>`: time since a moment, as `mm:ss`. It alone renders each second; nothing announces it.
 *
 * @csspart time - the text
 */
@customElement('desk-timer')
export class DeskTimer extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        font: inherit;
        color: inherit;
        font-variant-numeric: tabular-nums;
      }
      [data-level='amber'] {
        color: var(--desk-color-caution);
      }
      [data-level='red'] {
        color: var(--desk-color-danger);
      }
    `,
  ];

  /** Ms since 1970; undefined when unknown. */
  @property({attribute: false}) since: number | undefined;
  /** The clock `since` was read on. */
  @property({attribute: false}) now: () => number = Date.now;
  /** Seconds after which the time turns amber, then red. */
  @property({attribute: false}) warning: {readonly amber: number; readonly red: number} | undefined;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = pageTicker.follow(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    return html`<span part="time" role="timer" data-level=${this.#level()}>${elapsed(this.since, this.now())}</span>`;
  }

  #level(): string {
    if (this.warning === undefined || this.since === undefined) return 'calm';
    const seconds = (this.now() - this.since) / 1000;
    if (seconds >= this.warning.red) return 'red';
    return seconds >= this.warning.amber ? 'amber' : 'calm';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-timer': DeskTimer;
  }
}
