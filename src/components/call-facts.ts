import {msg, str} from '@lit/localize';
import {html, nothing} from 'lit';
import type {Call} from '../calls/types.js';
import {callOrigin, peerNumber} from './call-text.js';
import {icon} from './ui/icon.js';

/** Number, where the call came from, and the line, in one quiet row. */
export function meta(call: Call) {
  const number = peerNumber(call);
  return html`<p class="meta">
    ${number === '' ? nothing : html`<bdi class="number">${number}</bdi> · `}<bdi>${callOrigin(call)}</bdi> ·
    <span class="line">${msg(str`Line ${call.line}`)}</span>
  </p>`;
}

/** What is true of a call beside its state: muted, held by the far end. */
export function badges(call: Call) {
  if (!call.muted && !call.heldByFarEnd) return nothing;
  return html`<p class="badges">
    ${
      call.muted
        ? html`<span data-tone="caution">${icon('microphone-off', 16)}${msg('Muted')}</span>`
        : nothing
    }
    ${
      call.heldByFarEnd
        ? html`<span data-tone="caution">${icon('hold', 16)}${msg('The other side has put you on hold')}</span>`
        : nothing
    }
  </p>`;
}
