import {msg} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {isLineCall} from '../calls/together.js';
import type {Call, CallCommand, Control, Controls} from '../calls/types.js';
import {pendingText} from './call-text.js';
import {controlText} from './control-text.js';
import {digitParts} from './digit-parts.js';
import {CallCommandEvent} from './events.js';
import type {KeypadDigitEvent} from './events.js';
import {PartController} from './part-controller.js';
import './answers-itself.js';
import './call-join.js';
import './call-pair.js';
import './data-edit.js';
import './recording.js';
import './transfer-panel.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import './ui/call-icons.js';
import './ui/transfer-icons.js';
import {button, buttonStyle} from './ui/button.js';
import type {IconName} from './ui/icon.js';

/**
 * `<desk-call-actions>`: the buttons of a call that is under way. Mute, Hold and Keypad keep their places from the
 * first to the last second; End stands apart at the far end.
 *
 * @csspart controls - the row
 */
export class DeskCallActions extends LitElement {
  static override properties = {
    call: {attribute: false},
    controls: {attribute: false},
    keypadOpen: {state: true},
    transferOpen: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    css`
      :host {
        container-type: inline-size;
      }
      .controls {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 116px)) minmax(8px, 1fr) minmax(72px, 88px);
        gap: 8px;
        align-items: stretch;
      }
      .controls > * {
        display: flex;
      }
      .controls > .end {
        grid-column: 5;
      }
      .controls > .transfer {
        grid-column: 1 / -1;
        grid-row: 2;
        --desk-button-direction: row;
        --desk-button-gap: 6px;
        --desk-button-height: 36px;
        --desk-button-padding: 4px 12px;
      }
      .controls > .transfer:empty {
        display: none;
      }
      .transfer > .button {
        flex: 0 1 auto;
      }
      .transfer:dir(rtl) .icon {
        transform: scaleX(-1);
      }
      @container (min-width: 37em) {
        .controls {
          grid-template-columns: repeat(4, minmax(0, 116px)) minmax(8px, 1fr) minmax(72px, 88px);
        }
        .controls > .end {
          grid-column: 6;
        }
        .controls > .transfer {
          grid-area: auto;
        }
        .transfer > .button {
          flex: 1;
        }
      }
      .words {
        align-items: center;
        padding-inline: 4px;
        font-size: var(--desk-text-s);
        line-height: 1.25;
        color: var(--desk-color-text-muted);
      }
      .button {
        flex: 1;
      }
      .hints {
        margin-block-start: 8px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      desk-digit-field {
        margin-block-start: 10px;
      }
      desk-keypad {
        margin-block-start: 12px;
        padding-block-start: 12px;
        border-block-start: 1px solid var(--desk-color-hairline);
      }
      @container (max-width: 27em) {
        .controls {
          grid-template-columns: repeat(3, minmax(0, 68px)) minmax(8px, 1fr) minmax(48px, 60px);
          gap: 6px;
          --desk-button-direction: column;
          --desk-button-gap: 3px;
          --desk-button-height: 52px;
          --desk-button-padding: 6px 0;
          --desk-button-text: var(--desk-text-s);
        }
        .words {
          justify-content: center;
          padding: 0;
          text-align: center;
        }
      }
      @container (max-width: 16em) {
        .controls {
          grid-template-columns: 1fr 1fr;
        }
        .controls > .end {
          grid-column: 2;
        }
        .controls > .transfer {
          grid-row: auto;
        }
      }
    `,
  ];

  call: Call | undefined;
  controls: Controls | undefined;
  private keypadOpen = false;
  private transferOpen = false;
  readonly #digits = new PartController(this, digitParts);
  readonly #runs = new StoreController(this, (desk) => desk.digitRuns);

  protected override willUpdate(): void {
    // what was asked for is on its way: the choice is made
    if (this.call?.state !== 'talking') this.transferOpen = false;
    if (this.keypadOpen || this.#hasRun) void this.#digits.want();
  }

  /** Digits of this call are still to come. */
  get #hasRun(): boolean {
    return this.#runs.value?.has(this.call?.id ?? '') === true;
  }

  protected override render() {
    const {call, controls} = this;
    if (call === undefined || controls === undefined) return nothing;
    return html`${
      call.state === 'talking' || call.state === 'held'
        ? html`<desk-recording .callId=${call.id}></desk-recording>`
        : nothing
    }<div part="controls" class="controls" role="group" aria-label=${msg('Call controls')}>
        <div class=${this.#spoken(controls.mute) ? 'words' : ''}>${this.#renderMute(call, controls.mute)}</div>
        <div>${this.#renderHold(call, controls)}</div>
        <div>${this.#renderKeypadToggle(controls.digits)}</div>
        <div class="transfer">${this.#renderTransferToggle(call)}</div>
        <div class="end">${this.#renderButton(call, controls.end, {type: 'end'}, this.#endWords(call), 'end', 'danger')}</div>
      </div>
      ${this.#renderHints(controls)}
      ${this.#hasRun ? this.#digits.show(html`<desk-digit-run .callId=${call.id}></desk-digit-run>`) : nothing}
      ${this.transferOpen ? html`<desk-transfer-panel .call=${call}></desk-transfer-panel>` : nothing}
      <desk-call-pair .call=${call}></desk-call-pair>
      <desk-call-join .call=${call}></desk-call-join>
      ${this.keypadOpen && controls.digits.visible ? this.#digits.show(this.#renderKeypad(call, controls.digits)) : nothing}`;
  }

  /** In a conference the others go on. */
  #endWords(call: Call): string {
    return (call.together?.roster.length ?? 0) > 1 ? msg('Leave') : msg('End');
  }

  #renderTransferToggle(call: Call) {
    // in one half of a pair the other calls are what can be done
    const canBe = call.dialog !== undefined || isLineCall(call);
    if (call.state !== 'talking' || !canBe || call.together?.consult === true) return nothing;
    return button({
      icon: 'transfer',
      words: (call.together?.roster.length ?? 0) > 1 ? msg('Add') : msg('Transfer'),
      expanded: this.transferOpen,
      press: () => (this.transferOpen = !this.transferOpen),
    });
  }

  #renderKeypad(call: Call, {enabled}: Control) {
    return html`<desk-keypad ?disabled=${!enabled} @keypad-digit=${this.#onDigit}></desk-keypad>
      <desk-digit-field .callId=${call.id} ?disabled=${!enabled}></desk-digit-field>`;
  }

  #spoken(mute: Control): boolean {
    return mute.reason === 'mute-on-phone';
  }

  #renderMute(call: Call, mute: Control) {
    if (this.#spoken(mute)) return html`<span>${controlText('mute-on-phone', 'mute')}</span>`;
    if (!mute.visible) return nothing;
    return button({
      icon: call.muted ? 'microphone-off' : 'microphone',
      words: msg('Mute'),
      pressed: call.muted,
      description: mute.reason === undefined ? undefined : controlText(mute.reason, 'mute'),
      disabled: !mute.enabled,
      press: () => this.#send({type: 'mute', muted: !call.muted}),
    });
  }

  #renderHold(call: Call, controls: Controls) {
    const resuming = controls.resume.visible;
    const command = resuming ? ({type: 'resume'} as const) : ({type: 'hold'} as const);
    return this.#renderButton(
      call,
      resuming ? controls.resume : controls.hold,
      command,
      resuming ? msg('Resume') : msg('Hold'),
      resuming ? 'resume' : 'hold',
      resuming ? 'accent' : undefined,
    );
  }

  #renderKeypadToggle(digits: Control) {
    if (!digits.visible) return nothing;
    return button({
      icon: 'keypad',
      words: msg('Keypad'),
      expanded: this.keypadOpen,
      press: () => (this.keypadOpen = !this.keypadOpen),
    });
  }

  #renderButton(
    call: Call,
    control: Control,
    command: CallCommand,
    name: string,
    drawing: IconName,
    tone: 'danger' | 'accent' | undefined,
  ) {
    if (!control.visible) return nothing;
    const busy = call.pending?.type === command.type ? call.pending : undefined;
    return button({
      icon: drawing,
      words: busy === undefined ? name : pendingText(busy),
      tone,
      // of a pair one button alone stands out, on the card of the consult
      variant: command.type === 'resume' && call.together?.partner === undefined ? 'filled' : undefined,
      description: control.reason === undefined ? undefined : controlText(control.reason, command.type),
      disabled: !control.enabled,
      busy: busy !== undefined,
      press: () => this.#send(command),
    });
  }

  #renderHints(controls: Controls) {
    const hints = new Set<string>();
    for (const type of ['hold', 'resume', 'digits', 'end', 'mute'] as const) {
      const {visible, enabled, reason} = controls[type];
      const text = reason === undefined || reason === 'not-allowed' ? undefined : controlText(reason, type);
      if (visible && !enabled && text !== undefined) hints.add(text);
    }
    if (hints.size === 0) return nothing;
    return html`<div class="hints">${[...hints].map((hint) => html`<p>${hint}</p>`)}</div>`;
  }

  #onDigit(event: KeypadDigitEvent): void {
    this.#send({type: 'digits', digits: event.digit});
  }

  #send(command: CallCommand): void {
    if (this.call !== undefined) this.dispatchEvent(new CallCommandEvent(this.call.id, command));
  }
}

customElements.define('desk-call-actions', DeskCallActions);

declare global {
  interface HTMLElementTagNameMap {
    'desk-call-actions': DeskCallActions;
  }
}
