import {addDrawings} from './icon.js';

/** Drawings that a call under way and what is over need; each part that uses one brings them along. */
export const later = {
  end: 'solid M2.6 12.6 3 10.9c2-2.9 4.3-3.7 7-3.7s5 .8 7 3.7l.4 1.7c.1.5-.2 1-.7 1.1l-2.7.6c-.5.1-1-.2-1.1-.7l-.4-1.9a8 8 0 0 0-5 0l-.4 1.9c-.1.5-.6.8-1.1.7l-2.7-.6c-.5-.1-.8-.6-.7-1.1z',
  microphone:
    'M10 2.5A2.5 2.5 0 0 1 12.5 5v4.5a2.5 2.5 0 0 1-5 0V5A2.5 2.5 0 0 1 10 2.5M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5',
  'microphone-off':
    'M12.5 8V5a2.5 2.5 0 0 0-4.9-.7M7.5 7.5v2a2.5 2.5 0 0 0 3.7 2.2M4.5 9.5a5.5 5.5 0 0 0 8.7 4.5M15.5 9.5a5.5 5.5 0 0 1-.4 2M10 15v2.5M3 3l14 14',
  resume: 'solid M6.5 4.3v11.4c0 .5.6.8 1 .5l8-5.7c.4-.2.4-.8 0-1l-8-5.7c-.4-.3-1 0-1 .5z',
  missed: 'm4 5.5 6 6 6-6M4 5.5v4.2M4 5.5h4.2M4.5 15.5h11',
  incoming: 'M15.5 4.5 5 15M5 8.5V15h6.5',
  edit: 'M4 16l.7-3.2 8.6-8.6a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2L7.2 15.3zM12 5.5 14.5 8',
  search: 'M9 4a5 5 0 1 1 0 10A5 5 0 1 1 9 4M13 13l3.5 3.5',
  recording: 'solid M10 5.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9',
  'recording-unknown': 'dashed M14.5 10a4.5 4.5 0 1 1-9 0 4.5 4.5 0 1 1 9 0',
} satisfies Record<string, string>;

addDrawings(later);
