import {DeskError} from '../base/errors.js';

/** The companion answers at once or not at all; ms. */
const credentialsTimeout = 5_000;

export interface SipCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Asks the companion for a short-lived secret, proving who we are with the agent's own Finesse authorization.
 * @param address with `{number}` in the number's place
 * @throws DeskError `sip/refused` when this agent may not have the number, `sip/connection-lost` when nobody answers
 */
export async function fetchCredentials(
  address: string,
  number: string,
  authorization: string,
  fetchFrom: typeof fetch,
): Promise<SipCredentials> {
  let response: Response;
  try {
    response = await fetchFrom(address.replace('{number}', encodeURIComponent(number)), {
      headers: {Authorization: authorization},
      cache: 'no-store',
      signal: AbortSignal.timeout(credentialsTimeout),
      referrerPolicy: 'no-referrer',
    });
  } catch (error) {
    throw new DeskError('sip/connection-lost', 'no answer to the request for credentials', {cause: error});
  }
  if (response.status === 401 || response.status === 403 || response.status === 404) {
    throw new DeskError('sip/refused', `credentials: status ${response.status}`);
  }
  if (!response.ok) throw new DeskError('sip/connection-lost', `credentials: status ${response.status}`);
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && 'username' in body && 'password' in body) {
    const {username, password} = body;
    if (typeof username === 'string' && typeof password === 'string') return {username, password};
  }
  throw new DeskError('sip/refused', 'credentials: unreadable answer');
}
