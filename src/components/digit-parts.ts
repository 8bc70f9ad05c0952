import {OnDemand} from '../base/on-demand.js';

/** Keys, a field for strings of digits, and what of them is still to come. */
export const digitParts = new OnDemand(() => import('./digits.js'), 10_000);
