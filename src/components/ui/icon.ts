import {html} from 'lit';
import type {TemplateResult} from 'lit';

/**
 * The few drawings there are, named by what they mean: one path each, 20 by 20, a line of 1.6 in the colour of the text.
 * A word ahead of the path picks another dress (`base` in tokens.ts).
 */
const drawings = {
  answer:
    'solid M6.6 3.2 4.4 4c-.9.3-1.4 1.2-1.2 2.1 1.1 5.5 5.2 9.6 10.7 10.7.9.2 1.8-.3 2.1-1.2l.8-2.2-3.6-2-1.8 1.8a10 10 0 0 1-4.6-4.6l1.8-1.8z',
  end: 'solid M2.6 12.6 3 10.9c2-2.9 4.3-3.7 7-3.7s5 .8 7 3.7l.4 1.7c.1.5-.2 1-.7 1.1l-2.7.6c-.5.1-1-.2-1.1-.7l-.4-1.9a8 8 0 0 0-5 0l-.4 1.9c-.1.5-.6.8-1.1.7l-2.7-.6c-.5-.1-.8-.6-.7-1.1z',
  microphone:
    'M10 2.5A2.5 2.5 0 0 1 12.5 5v4.5a2.5 2.5 0 0 1-5 0V5A2.5 2.5 0 0 1 10 2.5M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5',
  'microphone-off':
    'M12.5 8V5a2.5 2.5 0 0 0-4.9-.7M7.5 7.5v2a2.5 2.5 0 0 0 3.7 2.2M4.5 9.5a5.5 5.5 0 0 0 8.7 4.5M15.5 9.5a5.5 5.5 0 0 1-.4 2M10 15v2.5M3 3l14 14',
  hold: 'thick M7 4.5v11M13 4.5v11',
  resume: 'solid M6.5 4.3v11.4c0 .5.6.8 1 .5l8-5.7c.4-.2.4-.8 0-1l-8-5.7c-.4-.3-1 0-1 .5z',
  keypad: 'dots M5 4.5h0m5 0h0m5 0h0M5 9.5h0m5 0h0m5 0h0M5 14.5h0m5 0h0m5 0h0',
  browser:
    'M3.5 12v-1.5a6.5 6.5 0 0 1 13 0V12M4 11h.5A1.5 1.5 0 0 1 6 12.5V15a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15v-2.5A1.5 1.5 0 0 1 4 11M15.5 11h.5a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5h-.5A1.5 1.5 0 0 1 14 15v-2.5a1.5 1.5 0 0 1 1.5-1.5',
  'desk-phone':
    'M3 7.5V6a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 6v1.5h-3.5L12.8 6H7.2L6.5 7.5zM5.5 9.5 4 15.5h12l-1.5-6M8.5 11h3M8.5 13.3h3',
  'remote-phone': 'M7.5 2.5h5a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2M9 14.8h2',
  'no-audio': 'M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13.2 8.2l3.6 3.6M16.8 8.2l-3.6 3.6',
  ready: 'm4.5 10.5 3.7 3.7 7.3-8',
  'not-ready': 'thick M5 10h10',
  talking: 'bold M4 8v4M8 5v10M12 7v6M16 8.7v2.6',
  ringing: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1 1.3H4zM8.5 17h3',
  'wrap-up':
    'M6.5 3.5h7a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V5.5a2 2 0 0 1 2-2M7.5 8h5M7.5 11h5M7.5 14h2.5',
  'signed-out': 'M10 3v6.5M6 5.3a6 6 0 1 0 8 0',
  unknown: 'M7.5 7.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4v.3M10 14.5v.1',
  person: 'M10 3.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 1 1 0-6.4M3.8 16.5a6.3 6.3 0 0 1 12.4 0',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 1 1 0-14M10 9.3v4M10 6.6v.1',
  warning: 'M10 3.3 17.5 16.3h-15zM10 8.3v3.7M10 14v.1',
  error: 'M10 3a7 7 0 1 1 0 14 7 7 0 1 1 0-14M10 6.3v4.4M10 13.3v.1',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  down: 'm6 8 4 4 4-4',
  missed: 'm4 5.5 6 6 6-6M4 5.5v4.2M4 5.5h4.2M4.5 15.5h11',
  incoming: 'M15.5 4.5 5 15M5 8.5V15h6.5',
  outgoing: 'M4.5 15.5 15 5M8.5 5H15v6.5',
  history: 'M4.2 7.2A6.8 6.8 0 1 1 3.2 10M3.4 4v3.4h3.4M10 6.5V10l2.5 1.8',
  search: 'M9 4a5 5 0 1 1 0 10A5 5 0 1 1 9 4M13 13l3.5 3.5',
  health: 'M2.5 10.5h3.2l2-5 3.6 9.5 2.2-4.5h4',
  recording: 'solid M10 5.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9',
  'recording-unknown': 'dashed M14.5 10a4.5 4.5 0 1 1-9 0 4.5 4.5 0 1 1 9 0',
  sound: 'M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13 7.5a3.5 3.5 0 0 1 0 5M15.3 5.2a6.8 6.8 0 0 1 0 9.6',
} satisfies Record<string, string>;

/** Names of the drawings. */
export type IconName = keyof typeof drawings;

/** One drawing, hidden from screen readers: the words beside it carry its meaning. `size` in CSS pixels. */
export function icon(name: IconName, size = 20): TemplateResult {
  const drawing = drawings[name];
  const path = drawing.search(/m/i);
  return html`<svg class="icon ${drawing.slice(0, path)}" viewBox="0 0 20 20" width=${size} height=${size} aria-hidden="true"><path d=${drawing.slice(path)}></path></svg>`;
}
