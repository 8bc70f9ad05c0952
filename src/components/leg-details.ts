import {msg, str} from '@lit/localize';
import {LitElement, css, html, nothing} from 'lit';
import type {AudioLeg} from '../calls/types.js';
import {shown} from './foreign-text.js';
import {legText} from './leg-text.js';
import './ring-settings.js';
import {StoreController} from './store-controller.js';
import {base} from './tokens.js';

/** `<desk-leg-details>`: what the device that carries the voice means for the agent, and how it rings. Loaded when it is wanted. */
export class DeskLegDetails extends LitElement {
  static override styles = [
    base,
    css`
      p {
        font-size: var(--desk-text-s);
        color: var(--desk-color-text-muted);
      }
      strong {
        display: block;
        margin-block-end: 2px;
        font-size: var(--desk-text-m);
        color: var(--desk-color-text);
      }
      desk-ring-settings {
        margin-block-start: 12px;
      }
    `,
  ];

  readonly #leg = new StoreController(this, (desk) => desk.audioLeg);

  protected override render() {
    const leg = this.#leg.value;
    if (leg === undefined) return nothing;
    const device = leg.kind === 'desk-phone' ? shown(leg.device ?? '') : '';
    return html`<p><strong><bdi>${legText(leg).title}</bdi></strong>${explanation(leg)}</p>
      ${
        device === ''
          ? nothing
          : html`<p>${msg(str`Calls ring on ${device}, chosen at sign-in. For another phone, sign in again.`)}</p>`
      }
      ${leg.kind === 'browser' ? html`<desk-ring-settings></desk-ring-settings>` : nothing}`;
  }
}

function explanation({kind}: AudioLeg): string {
  switch (kind) {
    case 'browser':
      return msg('Your voice goes through this browser and your headset. Answer, mute and end here.');
    case 'desk-phone':
      return msg(
        'Your voice goes through your desk phone. This page controls its calls and uses no microphone. Mute on the phone.',
      );
    case 'remote-phone':
      return msg(
        'Your voice goes through the phone you gave at sign-in. Pick up and mute there; this page controls the call.',
      );
    case 'none':
      return msg('No device carries your voice now. Check the health list, or tell your supervisor.');
  }
}

customElements.define('desk-leg-details', DeskLegDetails);

declare global {
  interface HTMLElementTagNameMap {
    'desk-leg-details': DeskLegDetails;
  }
}
