import type {Agent} from '../world/types.js';
import type {World} from '../world/world.js';

/** How the site signs its users in (SystemInfo, `systemAuthMode`). */
export type SystemAuthMode = 'NON_SSO' | 'SSO' | 'HYBRID';

/** A token with its refresh token, as the token endpoint answers it. */
export interface IssuedToken {
  readonly token: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly userId: string;
}

interface TokenRecord {
  readonly agent: Agent;
  readonly refreshToken: string;
  /** Ms since 1970. */
  readonly until: number;
}

/** Base64 of UTF-8 text; unreadable text reads as empty. */
export function decodeBasic(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  } catch {
    return '';
  }
}

/** Text before and after the first mark. */
function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The scheme of an authorization header in lower case, and what stands behind it (RFC 9110 section 11.1). */
function schemeOf(header: string): [scheme: string, rest: string] {
  const [scheme, rest] = splitOnce(header.trim(), ' ');
  return [scheme.toLowerCase(), rest.trim()];
}

/** The user name and password of a Basic header; empty where it is none. */
export function basicOf(header: string): [user: string, password: string] {
  const [scheme, rest] = schemeOf(header);
  return scheme === 'basic' ? splitOnce(decodeBasic(rest), ':') : ['', ''];
}

/** The user name of a Basic header and the agent it proves; an unproven header leads to no agent. */
export function basicCredentials(world: World, header: string): {user: string; agent: Agent | undefined} {
  const [user, password] = basicOf(header);
  const agent = world.agents.find(user);
  return {user, agent: agent?.password === password ? agent : undefined};
}

/**
 * Who may sign in with what: passwords, and with single sign-on tokens that end and are renewed (Finesse developer
 * guide, Single Sign-On). One for all nodes: the identity service is outside of them.
 */
export class Credentials {
  readonly mode: SystemAuthMode;
  readonly #world: World;
  readonly #randomId: () => string;
  readonly #tokens = new Map<string, TokenRecord>();

  constructor(
    world: World,
    mode: SystemAuthMode = 'NON_SSO',
    randomId: () => string = () => crypto.randomUUID(),
  ) {
    this.#world = world;
    this.mode = mode;
    this.#randomId = randomId;
  }

  /** In a hybrid system team Support has moved to single sign-on, team Billing has not. */
  modeOf(agent: Agent): 'SSO' | 'NON_SSO' {
    if (this.mode !== 'HYBRID') return this.mode;
    return agent.teamId === '5008' ? 'SSO' : 'NON_SSO';
  }

  /** Who an authorization header proves: Basic or Bearer, as the user's mode wants. */
  of(header: string): {user: string; agent: Agent | undefined} {
    const [scheme, rest] = schemeOf(header);
    if (scheme !== 'bearer') {
      const found = basicCredentials(this.#world, header);
      return found.agent && this.modeOf(found.agent) === 'SSO' ? {...found, agent: undefined} : found;
    }
    const agent = this.#ofToken(rest);
    return {user: agent?.id ?? '', agent};
  }

  /** Notifications: the password, or the token in its place. */
  prove(user: string, secret: string): Agent | undefined {
    const agent = this.#world.agents.find(user);
    if (!agent) return undefined;
    const fits = this.modeOf(agent) === 'SSO' ? this.#ofToken(secret) === agent : agent.password === secret;
    return fits ? agent : undefined;
  }

  issue(agent: Agent): IssuedToken {
    const now = this.#world.clock.now();
    const lifetime = this.#world.settings.tokenSeconds;
    for (const [token, {until}] of this.#tokens) if (until <= now) this.#tokens.delete(token);
    const record = {agent, refreshToken: `r-${this.#randomId()}`, until: now + lifetime * 1000};
    const token = `t-${this.#randomId()}`;
    this.#tokens.set(token, record);
    return {token, refreshToken: record.refreshToken, expiresIn: lifetime, userId: agent.id};
  }

  /** A new pair for an old one; undefined when the old one is over or not this. The refresh token is used up. */
  renew(token: string, refreshToken: string): IssuedToken | undefined {
    const record = this.#tokens.get(token);
    if (!record || record.refreshToken !== refreshToken || record.until <= this.#world.clock.now())
      return undefined;
    // requests that are on their way may still bring the old token, which cannot be renewed again
    this.#tokens.set(token, {...record, refreshToken: ''});
    return this.issue(record.agent);
  }

  /** Every token is over at once, as when the identity service restarts. */
  forget(): void {
    this.#tokens.clear();
  }

  #ofToken(token: string): Agent | undefined {
    const record = this.#tokens.get(token);
    if (!record || record.until <= this.#world.clock.now()) return undefined;
    return this.modeOf(record.agent) === 'SSO' ? record.agent : undefined;
  }
}
