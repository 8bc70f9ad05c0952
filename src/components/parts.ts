/** What the page loads when it is wanted; once, whoever wants it. */
import {OnDemand} from './on-demand.js';

/** Calls, notices, what is spoken, what can be done between calls: wanted as soon as the bar is there. */
export const atWork = new OnDemand(() => import('./at-work.js'));
export const stateMenu = new OnDemand(() => import('./ui/menu.js'));
export const dialField = new OnDemand(() => import('./dial.js'));
export const historyList = new OnDemand(() => import('./history.js'));
/** Keys, a field for strings of digits, and what of them is still to come. */
export const digitParts = new OnDemand(() => import('./digits.js'));
export const wrapUp = new OnDemand(() => import('./wrap-up.js'));
/** Sentences for error codes. */
export const errorWords = new OnDemand(() => import('./error-text.js'));
/** Why the system changed the agent's state, and the card that says so. */
export const reasonWords = new OnDemand(async () => {
  const [words] = await Promise.all([import('./reason-text.js'), import('./reason-card.js')]);
  return words;
});
