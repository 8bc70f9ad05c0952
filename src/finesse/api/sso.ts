import {DeskError} from '../../base/errors.js';
import {errorForStatus} from '../errors.js';
import {bad} from '../parse.js';
import {requestTimeout} from '../wire.js';
import type {ApiOptions} from './requests.js';

/** A token of single sign-on. Keep it in memory only. */
export interface Token {
  readonly token: string;
  /** Empty when none came: the one from before goes on. */
  readonly refreshToken: string;
  /** How long the token lasts; s. Renew it after three quarters of that. */
  readonly expiresIn: number;
  /** Whose it is: login name or id; empty when the server does not say. */
  readonly userId: string;
}

/**
 * Single sign-on (developer guide, "Single Sign-On"). The first token comes through pages of the identity provider, in
 * a browser's window of its own: no request of a program can fetch it. Renewing it is a plain request.
 */
export class SsoApi {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** Where a window gets the first token; the body that comes in the end is for {@link read}. */
  tokenAddress(user: string): string {
    const query = new URLSearchParams({cc_username: user, return_refresh_token: 'true', return_user: 'yes'});
    return `${this.#options.origin}/desktop/sso/token?${query}`;
  }

  /**
   * A new token for an old one.
   * @throws DeskError `finesse/unauthorized` when the sign-in is over, also when a page comes instead of a token;
   * `finesse/timeout`, `finesse/out-of-service`, `finesse/bad-answer`
   */
  async refresh(user: string, {token, refreshToken}: Pick<Token, 'token' | 'refreshToken'>): Promise<Token> {
    const {origin, fetch: ask = fetch} = this.#options;
    const time = AbortSignal.timeout(requestTimeout);
    let response: Response;
    let text: string;
    try {
      response = await ask(`${origin}/desktop/sso/token?${new URLSearchParams({cc_username: user})}`, {
        method: 'POST',
        headers: {Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded'},
        body: new URLSearchParams({token, 'refresh-token': refreshToken, return_user: 'yes'}).toString(),
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: time,
      });
      text = await response.text();
    } catch (error) {
      const code = time.aborted ? 'finesse/timeout' : 'finesse/out-of-service';
      throw new DeskError(code, 'token refresh failed', {cause: error});
    }
    if (!response.ok) throw errorForStatus(response.status, []);
    return this.read(text);
  }

  /** The body a token comes in. @throws DeskError `finesse/unauthorized` for a page, `finesse/bad-answer` for anything else */
  read(text: string): Token {
    if (/^\s*</.test(text)) throw new DeskError('finesse/unauthorized', 'a page where a token was due');
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw bad('no JSON where a token was due');
    }
    const field = (name: string): unknown =>
      typeof body === 'object' && body !== null && Object.hasOwn(body, name)
        ? (body as Readonly<Record<string, unknown>>)[name]
        : undefined;
    const words = (name: string) => {
      const value = field(name);
      return typeof value === 'string' ? value : '';
    };
    const expiresIn = Number(field('expires_in'));
    const token = words('token');
    if (token === '' || !(expiresIn > 0)) throw bad('a token without its words or its end');
    return {token, refreshToken: words('refresh_token'), expiresIn, userId: words('user_id')};
  }
}
