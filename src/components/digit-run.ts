import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {DigitRun} from '../calls/digits-queue.js';
import {eachSecond} from './each-second.js';
import {DigitsEvent} from './events.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';

/**
 * `<desk-digit-run>`: digits of a call that are still to come: what, and when; go on, or stop. Absent when there are
 * none. Nothing announces the seconds.
 *
 * @csspart run - the line
 */
export class DeskDigitRun extends LitElement {
  static override properties = {
    callId: {attribute: false},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      .run {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin-block-start: 8px;
        padding: 6px 6px 6px 10px;
        border: 1px solid color-mix(in srgb, var(--tone) 28%, transparent);
        border-radius: var(--desk-radius-s);
        background: var(--tone-soft);
      }
      .run > .icon {
        color: var(--tone);
      }
      p {
        flex: 1 1 9em;
        min-inline-size: 0;
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        display: flex;
        gap: 6px;
        margin-inline-start: auto;
      }
      @media (forced-colors: active) {
        .run {
          border-color: CanvasText;
        }
      }
    `,
  ];

  callId = '';
  readonly #runs = new StoreController(this, (desk) => desk.digitRuns);

  get #run(): DigitRun | undefined {
    return this.#runs.value?.get(this.callId);
  }

  protected override render() {
    const run = this.#run;
    if (run === undefined) return nothing;
    return html`<div part="run" class="run" data-tone="accent" role="group" aria-label=${msg('Digits to send')}>
      ${icon('keypad', 18)}
      <p>${run.state === 'pausing' ? eachSecond(() => this.#words(run)) : this.#words(run)}</p>
      <div class="buttons">
        ${
          run.state === 'waiting'
            ? button({
                size: 'small',
                variant: 'filled',
                tone: 'accent',
                words: msg('Send now'),
                press: () => this.dispatchEvent(new DigitsEvent(this.callId, {type: 'continue'})),
              })
            : nothing
        }
        ${button({
          size: 'small',
          words: msg('Stop'),
          label: msg('Stop sending digits'),
          press: () => this.dispatchEvent(new DigitsEvent(this.callId, {type: 'stop'})),
        })}
      </div>
    </div>`;
  }

  #words(run: DigitRun): string {
    const {rest} = run;
    switch (run.state) {
      case 'armed':
        return msg(str`After the answer: ${rest}`);
      case 'sending':
        return rest === '' ? msg('Sending digits…') : msg(str`Sending digits, then ${rest}`);
      case 'waiting':
        return msg(str`Waiting for you, then ${rest}`);
      case 'pausing': {
        const now = this.#runs.desk?.now() ?? Date.now();
        const seconds = Math.max(0, Math.ceil(((run.until ?? now) - now) / 1000));
        return rest === '' ? msg(str`Pause, ${seconds} s`) : msg(str`Pause, ${seconds} s, then ${rest}`);
      }
    }
  }
}

customElements.define('desk-digit-run', DeskDigitRun);

declare global {
  interface HTMLElementTagNameMap {
    'desk-digit-run': DeskDigitRun;
  }
}
