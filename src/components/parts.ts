/** What the page loads when it is wanted; once, whoever wants it. */
import {OnDemand} from '../base/on-demand.js';

/** What is shown asks at each render: after a failure not at once again; ms. */
export const onPage = <T>(load: () => Promise<T>) => new OnDemand(load, 10_000);

/** Times that go on; every call has one, so they come with what calls need. */
export const times = onPage(() => import('./timer.js'));
export const stateMenu = onPage(() => import('./state-menu.js'));
export const healthList = onPage(() => import('./health-list.js'));
/** Two lines and more. */
export const lineList = onPage(() => import('./line-list.js'));
export const legDetails = onPage(() => import('./leg-details.js'));
export const dialField = onPage(() => import('./dial.js'));
export const historyList = onPage(() => import('./history.js'));
/** The buttons of a call that is under way. */
export const callActions = onPage(() => import('./call-actions.js'));
export const wrapUp = onPage(() => import('./wrap-up.js'));
/** What is spoken when something changed. */
export const sentences = onPage(() => import('./announce.js'));
/** Sentences for error codes. */
export const errorWords = onPage(() => import('./error-text.js'));
/** Why the system changed the agent's state, and the card that says so. */
export const reasonWords = onPage(async () => {
  const [words] = await Promise.all([import('./reason-text.js'), import('./reason-card.js')]);
  return words;
});

/**
 * What the first call needs after its alert, and what says why something failed. Loaded also unasked, when the start is
 * over: who upgrades the files in the middle of a shift takes nothing away from the agents at work (F-61).
 */
export const warmUp = [callActions, wrapUp, stateMenu, errorWords, sentences];
