import {addDrawings} from './icon.js';

/** Drawings of calls, of audio and of what can be pressed, made as those in `icon.ts` are. */
export const more = {
  answer:
    'solid M6.6 3.2 4.4 4c-.9.3-1.4 1.2-1.2 2.1 1.1 5.5 5.2 9.6 10.7 10.7.9.2 1.8-.3 2.1-1.2l.8-2.2-3.6-2-1.8 1.8a10 10 0 0 1-4.6-4.6l1.8-1.8z',
  keypad: 'dots M5 4.5h0m5 0h0m5 0h0M5 9.5h0m5 0h0m5 0h0M5 14.5h0m5 0h0m5 0h0',
  browser:
    'M3.5 12v-1.5a6.5 6.5 0 0 1 13 0V12M4 11h.5A1.5 1.5 0 0 1 6 12.5V15a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15v-2.5A1.5 1.5 0 0 1 4 11M15.5 11h.5a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5h-.5A1.5 1.5 0 0 1 14 15v-2.5a1.5 1.5 0 0 1 1.5-1.5',
  'desk-phone':
    'M3 7.5V6a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 6v1.5h-3.5L12.8 6H7.2L6.5 7.5zM5.5 9.5 4 15.5h12l-1.5-6M8.5 11h3M8.5 13.3h3',
  'remote-phone': 'M7.5 2.5h5a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2M9 14.8h2',
  'no-audio': 'M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13.2 8.2l3.6 3.6M16.8 8.2l-3.6 3.6',
  person: 'M10 3.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 1 1 0-6.4M3.8 16.5a6.3 6.3 0 0 1 12.4 0',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 1 1 0-14M10 9.3v4M10 6.6v.1',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  outgoing: 'M4.5 15.5 15 5M8.5 5H15v6.5',
  history: 'M4.2 7.2A6.8 6.8 0 1 1 3.2 10M3.4 4v3.4h3.4M10 6.5V10l2.5 1.8',
  sound: 'M3.5 8v4h2.7L10 15.5v-11L6.2 8zM13 7.5a3.5 3.5 0 0 1 0 5M15.3 5.2a6.8 6.8 0 0 1 0 9.6',
} satisfies Record<string, string>;

addDrawings(more);
