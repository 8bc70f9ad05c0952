/** What presses on calls need, in one file (see `presses.ts`). */
export {Commands} from './commands.js';
export {controlsFor} from './controls.js';
