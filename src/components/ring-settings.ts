import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import {plainRing, ringTones, type LineRing, type RingSettings, type RingTone} from '../calls/line-ring.js';
import {shown} from './foreign-text.js';
import {lineLabel} from './line-text.js';
import {StoreController} from './store-controller.js';
import {base, tones} from './tokens.js';
import {button, buttonStyle} from './ui/button.js';
import {fieldStyle} from './ui/field.js';

/** `<desk-ring-settings>`: tone, volume and device of each line's ring, and what it sounds like. */
export class DeskRingSettings extends LitElement {
  static override properties = {
    line: {state: true},
    settings: {state: true},
    failed: {state: true},
  };

  static override styles = [
    base,
    tones,
    buttonStyle,
    fieldStyle,
    css`
      :host {
        display: block;
      }
      h3 {
        margin-block-end: 6px;
        font-size: var(--desk-text-m);
        font-weight: 650;
      }
      label {
        display: grid;
        grid-template-columns: 5em minmax(0, 1fr);
        gap: 8px;
        align-items: center;
        margin-block-end: 6px;
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      input[type='range'] {
        padding: 0;
        accent-color: var(--desk-color-accent);
      }
      .hint {
        margin-block: 0 8px;
      }
    `,
  ];

  /** The line whose ring is shown. */
  private line = 1;
  private settings: RingSettings | undefined;
  private failed = false;
  readonly #lines = new StoreController(this, (desk) => desk.lines);
  #unfollow: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#unfollow) stop();
    this.#unfollow = [];
  }

  async #follow(): Promise<void> {
    const settings = await this.#lines.desk?.rings();
    this.failed = settings === undefined;
    this.settings = settings;
    if (!settings || !this.isConnected) return;
    const again = () => this.requestUpdate();
    this.#unfollow = [settings.rings, settings.devices, settings.kept].map((store) => store.subscribe(again));
    await settings.look();
  }

  protected override render() {
    const lines = this.#lines.value ?? [];
    const {settings} = this;
    if (this.failed)
      return html`<p class="hint wrong" role="alert">${msg('The ring tones could not be loaded.')}</p>`;
    const line = lines.find(({index}) => index === this.line) ?? lines[0];
    if (settings === undefined || line === undefined) return nothing;
    const ring = settings.rings.state.get(line.index) ?? plainRing;
    const change = (part: Partial<LineRing>) => settings.set(line.index, {...ring, ...part});
    return html`<div role="group" aria-label=${msg('Ring tones')}>
      <h3>${msg('Ring')}</h3>
      ${
        lines.length < 2
          ? nothing
          : this.#renderChoice(
              msg('Line'),
              String(line.index),
              lines.map((each) => [String(each.index), lineLabel(each)]),
              (index) => (this.line = Number(index)),
            )
      }
      ${this.#renderChoice(
        msg('Tone'),
        ring.tone,
        ringTones.map((tone) => [tone, toneName(tone)]),
        (name) => change({tone: ringTones.find((tone) => tone === name) ?? ring.tone}),
      )}
      <label
        >${msg('Volume')}
        <input
          type="range"
          min="5"
          max="100"
          step="5"
          .value=${String(ring.volume)}
          @change=${(event: Event) => change({volume: Number((event.target as HTMLInputElement).value)})}
        />
      </label>
      ${this.#renderDevice(settings, ring, change)}
      ${settings.kept.state ? nothing : html`<p class="hint">${msg('This browser keeps no settings: they are gone with this page.')}</p>`}
      ${button({
        icon: 'sound',
        words: msg('Test'),
        label: msg(str`Test the ring of ${lineLabel(line)}`),
        press: () => settings.test(line.index),
      })}
    </div>`;
  }

  #renderDevice(settings: RingSettings, ring: LineRing, change: (part: Partial<LineRing>) => void) {
    const devices = settings.devices.state;
    if (devices === undefined)
      return html`<p class="hint">${msg('This browser rings on the computer’s own device only.')}</p>`;
    if (devices.length === 0)
      return html`<p class="hint">${msg('Devices can be chosen once this page may use the microphone.')}</p>`;
    const isGone = ring.device !== '' && !devices.some(({id}) => id === ring.device);
    const choices: [string, string][] = [
      ['', msg('Computer’s default')],
      ...devices.map(({id, name}, index): [string, string] => [
        id,
        shown(name.trim()) || msg(str`Device ${index + 1}`),
      ]),
    ];
    if (isGone) choices.push([ring.device, shown(ring.deviceName.trim()) || msg('Device of before')]);
    return html`${this.#renderChoice(msg('Rings on'), ring.device, choices, (device) =>
      change({device, deviceName: devices.find(({id}) => id === device)?.name ?? ring.deviceName}),
    )}
    ${isGone ? html`<p class="hint">${msg('That device is not there now: it rings on the computer’s default.')}</p>` : nothing}`;
  }

  #renderChoice(
    words: string,
    value: string,
    choices: readonly (readonly [value: string, words: string])[],
    choose: (value: string) => void,
  ) {
    return html`<label
      >${words}
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${choices.map(([each, name]) => html`<option value=${each} .selected=${each === value}>${name}</option>`)}
      </select>
    </label>`;
  }
}

function toneName(tone: RingTone): string {
  switch (tone) {
    case 'chime':
      return msg('Chime');
    case 'high':
      return msg('High');
    case 'low':
      return msg('Low');
    case 'beat':
      return msg('Double beat');
    case 'trill':
      return msg('Trill');
  }
}

customElements.define('desk-ring-settings', DeskRingSettings);

declare global {
  interface HTMLElementTagNameMap {
    'desk-ring-settings': DeskRingSettings;
  }
}
