import {html, svg} from 'lit';
import type {SVGTemplateResult, TemplateResult} from 'lit';

/** The few drawings there are, named by what they mean. 20 by 20, one line of 1.6 in the colour of the text. */
const drawings = {
  answer: svg`<path d="M6.6 3.2 4.4 4c-.9.3-1.4 1.2-1.2 2.1 1.1 5.5 5.2 9.6 10.7 10.7.9.2 1.8-.3 2.1-1.2l.8-2.2-3.6-2-1.8 1.8a10 10 0 0 1-4.6-4.6l1.8-1.8z" fill="currentColor" stroke="none"/>`,
  end: svg`<path d="M2.6 12.6 3 10.9c2-2.9 4.3-3.7 7-3.7s5 .8 7 3.7l.4 1.7c.1.5-.2 1-.7 1.1l-2.7.6c-.5.1-1-.2-1.1-.7l-.4-1.9a8 8 0 0 0-5 0l-.4 1.9c-.1.5-.6.8-1.1.7l-2.7-.6c-.5-.1-.8-.6-.7-1.1z" fill="currentColor" stroke="none"/>`,
  microphone: svg`<rect x="7.5" y="2.5" width="5" height="9.5" rx="2.5"/><path d="M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5"/>`,
  'microphone-off': svg`<path d="M12.5 8V5a2.5 2.5 0 0 0-4.9-.7M7.5 7.5v2a2.5 2.5 0 0 0 3.7 2.2M4.5 9.5a5.5 5.5 0 0 0 8.7 4.5M15.5 9.5a5.5 5.5 0 0 1-.4 2M10 15v2.5M3 3l14 14"/>`,
  hold: svg`<path d="M7 4.5v11M13 4.5v11" stroke-width="2.4"/>`,
  resume: svg`<path d="M6.5 4.3v11.4c0 .5.6.8 1 .5l8-5.7c.4-.2.4-.8 0-1l-8-5.7c-.4-.3-1 0-1 .5z" fill="currentColor" stroke="none"/>`,
  keypad: svg`<g fill="currentColor" stroke="none"><circle cx="5" cy="4.5" r="1.5"/><circle cx="10" cy="4.5" r="1.5"/><circle cx="15" cy="4.5" r="1.5"/><circle cx="5" cy="9.5" r="1.5"/><circle cx="10" cy="9.5" r="1.5"/><circle cx="15" cy="9.5" r="1.5"/><circle cx="5" cy="14.5" r="1.5"/><circle cx="10" cy="14.5" r="1.5"/><circle cx="15" cy="14.5" r="1.5"/></g>`,
  browser: svg`<path d="M3.5 12v-1.5a6.5 6.5 0 0 1 13 0V12"/><rect x="2.5" y="11" width="3.5" height="5.5" rx="1.5"/><rect x="14" y="11" width="3.5" height="5.5" rx="1.5"/>`,
  'desk-phone': svg`<path d="M3 7.5V6a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 6v1.5h-3.5L12.8 6H7.2L6.5 7.5z"/><path d="M5.5 9.5 4 15.5h12l-1.5-6"/><path d="M8.5 11h3M8.5 13.3h3"/>`,
  'remote-phone': svg`<rect x="5.5" y="2.5" width="9" height="15" rx="2"/><path d="M9 14.8h2"/>`,
  'no-audio': svg`<path d="M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13.2 8.2l3.6 3.6M16.8 8.2l-3.6 3.6"/>`,
  ready: svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`,
  'not-ready': svg`<path d="M5 10h10" stroke-width="2.4"/>`,
  talking: svg`<path d="M4 8v4M8 5v10M12 7v6M16 8.7v2.6" stroke-width="2"/>`,
  ringing: svg`<path d="M5 13.5V9a5 5 0 0 1 10 0v4.5l1 1.3H4zM8.5 17h3"/>`,
  'wrap-up': svg`<rect x="4.5" y="3.5" width="11" height="13.5" rx="2"/><path d="M7.5 8h5M7.5 11h5M7.5 14h2.5"/>`,
  'signed-out': svg`<path d="M10 3v6.5M6 5.3a6 6 0 1 0 8 0"/>`,
  unknown: svg`<path d="M7.5 7.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4v.3M10 14.5v.1"/>`,
  person: svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.8 16.5a6.3 6.3 0 0 1 12.4 0"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.3v4M10 6.6v.1"/>`,
  warning: svg`<path d="M10 3.3 17.5 16.3h-15zM10 8.3v3.7M10 14v.1"/>`,
  error: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6.3v4.4M10 13.3v.1"/>`,
  close: svg`<path d="m5.5 5.5 9 9m0-9-9 9"/>`,
  down: svg`<path d="m6 8 4 4 4-4"/>`,
  missed: svg`<path d="m4 5.5 6 6 6-6M4 5.5v4.2M4 5.5h4.2M4.5 15.5h11"/>`,
  incoming: svg`<path d="M15.5 4.5 5 15M5 8.5V15h6.5"/>`,
  outgoing: svg`<path d="M4.5 15.5 15 5M8.5 5H15v6.5"/>`,
  history: svg`<path d="M4.2 7.2A6.8 6.8 0 1 1 3.2 10M3.4 4v3.4h3.4M10 6.5V10l2.5 1.8"/>`,
  search: svg`<circle cx="9" cy="9" r="5"/><path d="m13 13 3.5 3.5"/>`,
  health: svg`<path d="M2.5 10.5h3.2l2-5 3.6 9.5 2.2-4.5h4"/>`,
  recording: svg`<circle cx="10" cy="10" r="4.5" fill="currentColor" stroke="none"/>`,
  'recording-unknown': svg`<circle cx="10" cy="10" r="4.5" stroke-dasharray="2.4 2.32"/>`,
  sound: svg`<path d="M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13 7.5a3.5 3.5 0 0 1 0 5M15.3 5.2a6.8 6.8 0 0 1 0 9.6"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** Names of the drawings. */
export type IconName = keyof typeof drawings;

/** One drawing, hidden from screen readers: the words beside it carry its meaning. `size` in CSS pixels. */
export function icon(name: IconName, size = 20): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 20 20"
    width=${size}
    height=${size}
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${drawings[name]}
  </svg>`;
}
