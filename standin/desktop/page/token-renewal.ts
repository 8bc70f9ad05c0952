import {readToken, storeToken, type StoredToken} from './session.js';

/** Part of a token's life after which it is renewed (Finesse developer guide, Single Sign-On). */
const renewAfter = 0.75;

/**
 * Renews the token of single sign-on before it ends, again and again. Does nothing where there is none.
 *
 * @param renewed gets each new token; gadgets hear of it on `finesse.info.accessTokenRefresh`
 * @param over the sign-in has ended: no token comes any more
 */
export function keepTokenFresh(renewed: (token: string) => void, over: () => void): void {
  const current = readToken();
  if (current === undefined) return;
  setTimeout(
    () => {
      renew(current).then(
        (next) => {
          storeToken(next);
          renewed(next.token);
          keepTokenFresh(renewed, over);
        },
        () => over(),
      );
    },
    current.expires_in * renewAfter * 1000,
  );
}

async function renew({token, refresh_token}: StoredToken): Promise<StoredToken> {
  const response = await fetch('/desktop/sso/token', {
    method: 'POST',
    body: new URLSearchParams({token, 'refresh-token': refresh_token, return_user: 'yes'}),
  });
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return (await response.json()) as StoredToken;
}

/**
 * The first token, for the password. On a real site it comes through the pages of an identity provider.
 *
 * @throws {Error} when the password is wrong
 */
export async function fetchToken(user: string, credential: string): Promise<StoredToken> {
  const query = new URLSearchParams({cc_username: user, return_refresh_token: 'true', return_user: 'yes'});
  const response = await fetch(`/desktop/sso/token?${query.toString()}`, {
    headers: {Authorization: `Basic ${credential}`},
  });
  if (!response.ok) throw new Error('User id or password is wrong.');
  return (await response.json()) as StoredToken;
}
