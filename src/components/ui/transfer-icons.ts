import {addDrawings} from './icon.js';

/** Drawings of what makes one call of two. */
export const transferDrawings = {
  transfer: 'M3.5 10h11M10.5 5.5 15 10l-4.5 4.5',
  join: 'M4 5.5c4 0 4 4.5 8 4.5h4M4 14.5c4 0 4-4.5 8-4.5M13 7l3 3-3 3',
  swap: 'M5 7h10M12 4l3 3-3 3M15 13H5M8 10l-3 3 3 3',
  back: 'M8 5 3.5 9.5 8 14M4 9.5h7.5a4.5 4.5 0 0 1 4.5 4.5v1.5',
} satisfies Record<string, string>;

addDrawings(transferDrawings);
