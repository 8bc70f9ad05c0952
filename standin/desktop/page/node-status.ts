import {childText} from './rest.js';
import type {FinesseRest} from './rest.js';

/** Service state of a node (`IN_SERVICE`, …), undefined when it does not answer within two seconds. */
export async function nodeStatus(origin: string, rest: FinesseRest): Promise<string | undefined> {
  try {
    if (origin === location.origin)
      return childText(await rest.get(`SystemInfo?nocache=${Date.now()}`), 'status');
    // The other node is another origin and lets only this one question through.
    const response = await fetch(`${origin}/desktop/standin/status`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(2000),
    });
    return ((await response.json()) as {status?: string}).status;
  } catch {
    return undefined;
  }
}
