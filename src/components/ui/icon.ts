import {html} from 'lit';
import type {TemplateResult} from 'lit';
import type {later} from './call-icons.js';
import type {more} from './more-icons.js';
import type {transferDrawings} from './transfer-icons.js';

/**
 * The drawings of states; {@link addDrawings} brings the others. All of them are few, named by what they mean: one path each, 20 by 20, a line of 1.6 in the colour of the text.
 * A word ahead of the path picks another dress (`base` in tokens.ts).
 */
const drawings = {
  hold: 'thick M7 4.5v11M13 4.5v11',
  ready: 'm4.5 10.5 3.7 3.7 7.3-8',
  'not-ready': 'thick M5 10h10',
  talking: 'bold M4 8v4M8 5v10M12 7v6M16 8.7v2.6',
  ringing: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1 1.3H4zM8.5 17h3',
  'wrap-up':
    'M6.5 3.5h7a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V5.5a2 2 0 0 1 2-2M7.5 8h5M7.5 11h5M7.5 14h2.5',
  'signed-out': 'M10 3v6.5M6 5.3a6 6 0 1 0 8 0',
  unknown: 'M7.5 7.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4v.3M10 14.5v.1',
  warning: 'M10 3.3 17.5 16.3h-15zM10 8.3v3.7M10 14v.1',
  error: 'M10 3a7 7 0 1 1 0 14 7 7 0 1 1 0-14M10 6.3v4.4M10 13.3v.1',
  down: 'm6 8 4 4 4-4',
  health: 'M2.5 10.5h3.2l2-5 3.6 9.5 2.2-4.5h4',
} satisfies Record<string, string>;

/** Names of all drawings. */
export type IconName =
  keyof typeof drawings | keyof typeof more | keyof typeof later | keyof typeof transferDrawings;

const known: Partial<Record<IconName, string>> = drawings;

/** Brings drawings that are needed only later (`more-icons.ts`, `call-icons.ts`). */
export function addDrawings(others: Partial<Record<IconName, string>>): void {
  Object.assign(known, others);
}

/** One drawing, hidden from screen readers: the words beside it carry its meaning. `size` in CSS pixels. */
export function icon(name: IconName, size = 20): TemplateResult {
  const drawing = known[name] ?? '';
  const path = drawing.search(/m/i);
  return html`<svg class="icon ${drawing.slice(0, path)}" viewBox="0 0 20 20" width=${size} height=${size} aria-hidden="true"><path d=${drawing.slice(path)}></path></svg>`;
}
