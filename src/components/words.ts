/** Words that are needed only when something goes wrong, for whoever shows or speaks them. */
import {OnDemand} from './on-demand.js';

/** Sentences for error codes. */
export const errorWords = new OnDemand(() => import('./error-text.js'));

/** Why the system changed the agent's state, and the card that says so. */
export const reasonWords = new OnDemand(async () => {
  const [words] = await Promise.all([import('./reason-text.js'), import('./reason-card.js')]);
  return words;
});
