import type {Call} from '../calls/types.js';

/**
 * The order of the cards on the page: a new call comes on top, under those that rang before it, and no card ever
 * changes places with another, whatever happens to its call. Pure.
 *
 * @param shownIds ids in the order shown so far
 */
export function orderCards(shownIds: readonly string[], calls: readonly Call[]): readonly Call[] {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const order = shownIds.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(shownIds);
  for (const call of calls) {
    if (known.has(call.id)) continue;
    const place = order.findIndex((other) => other.state !== 'alerting');
    order.splice(place === -1 ? order.length : place, 0, call);
  }
  return order;
}
