import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {CallRecording, RecordingOrder} from '../recording/types.js';
import {eachSecond} from './each-second.js';
import {CallCommandEvent} from './events.js';
import {failedOrderText, orderText, recordingDetail, recordingText} from './recording-text.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import './ui/call-icons.js';
import {button, buttonStyle} from './ui/button.js';
import {icon} from './ui/icon.js';

/** Of a call nobody has said a word about. */
const unheard: CallRecording = {
  state: 'unknown',
  source: undefined,
  by: undefined,
  since: undefined,
  why: 'no-source',
  orders: [],
  pending: undefined,
  failed: undefined,
  resumesAt: undefined,
  alarm: false,
};

/**
 * `<desk-recording>`: whether a call is recorded, who says so and since when, what can be asked for, and when a pause
 * ends by itself. Changes are spoken politely, seconds are not; what failed is an alarm.
 *
 * @csspart recording - the line
 */
export class DeskRecording extends LitElement {
  static override properties = {
    callId: {attribute: false},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      :host {
        display: block;
        margin-block-end: 8px;
      }
      .recording {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      .says {
        display: flex;
        flex: 1 1 20em;
        gap: 6px;
        min-inline-size: 0;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      .says > .icon {
        flex: none;
        margin-block-start: 1px;
        color: var(--tone, currentColor);
      }
      .says > span {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      b {
        font-weight: 600;
        color: var(--tone, var(--desk-color-text));
      }
      .time {
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .alarm {
        flex-basis: 100%;
        padding: 6px 10px;
        border: 1px solid color-mix(in srgb, var(--tone) 28%, transparent);
        border-radius: var(--desk-radius-s);
        background: var(--tone-soft);
        font-size: var(--desk-text-s);
      }
      @media (forced-colors: active) {
        .alarm {
          border-color: CanvasText;
        }
      }
    `,
  ];

  callId = '';
  readonly #recordings = new StoreController(this, (desk) => desk.recordings);
  #before: {readonly callId: string; readonly state: CallRecording['state']} | undefined;
  #spoken = '';

  get #recording(): CallRecording {
    return this.#recordings.value?.get(this.callId) ?? unheard;
  }

  protected override willUpdate(): void {
    const {state} = this.#recording;
    const before = this.#before;
    this.#before = {callId: this.callId, state};
    // what is there at first is read with the card; a change is spoken
    if (before?.callId === this.callId && before.state !== state)
      this.#spoken = recordingText(this.#recording);
  }

  protected override render() {
    const recording = this.#recording;
    const {state, pending, orders, resumesAt} = recording;
    const tone = state === 'on' ? 'danger' : state === 'paused' ? 'caution' : 'quiet';
    return html`<div part="recording" class="recording" role="group" aria-label=${msg('Recording')}>
      <p class="says" data-tone=${tone}>
        ${icon(state === 'on' || state === 'paused' ? 'recording' : 'recording-unknown', 16)}
        <span
          ><span><b>${recordingText(recording)}</b> · ${recordingDetail(recording)}</span>${
            resumesAt === undefined ? nothing : eachSecond(() => this.#countdown(resumesAt))
          }</span
        >
      </p>
      <div class="buttons">${(pending === undefined ? orders : [pending]).map((order) =>
        this.#renderOrder(order, pending !== undefined),
      )}</div>
      <span class="spoken" aria-live="polite">${this.#spoken}</span>
      ${this.#renderAlarm(recording)}
    </div>`;
  }

  #countdown(resumesAt: number) {
    const left = Math.max(0, resumesAt - (this.#recordings.desk?.now() ?? resumesAt));
    const seconds = Math.ceil(left / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return html`<span class="time"> · ${msg(str`resumes by itself in ${time}`)}</span>`;
  }

  #renderOrder(order: RecordingOrder, busy: boolean) {
    return button({
      size: 'small',
      words: busy ? msg('Asking the recorder…') : orderText(order),
      tone: order === 'resume' ? 'accent' : undefined,
      busy,
      press: () => this.dispatchEvent(new CallCommandEvent(this.callId, {type: 'record', order})),
    });
  }

  #renderAlarm({failed, alarm}: CallRecording) {
    if (failed === undefined && !alarm) return nothing;
    return html`<p class="alarm" role="alert" data-tone="danger">${
      failed === undefined
        ? msg('This call must be recorded, and nobody confirms that it is. Tell your supervisor.')
        : failedOrderText(failed)
    }</p>`;
  }
}

customElements.define('desk-recording', DeskRecording);

declare global {
  interface HTMLElementTagNameMap {
    'desk-recording': DeskRecording;
  }
}
