import {Hono} from 'hono';
import type {Credentials} from './finesse/credentials.js';
import type {World} from './world/world.js';

/** How long an issued secret is taken; seconds. */
const lifetime = 3600;

/** Short-lived SIP secrets: issued to agents who prove who they are to Finesse, asked for by the switch. */
export class SipSecrets {
  readonly #issued = new Map<string, {secret: string; until: number}[]>();
  readonly #world: World;
  readonly #randomId: () => string;

  constructor(world: World, randomId: () => string) {
    this.#world = world;
    this.#randomId = randomId;
  }

  issue(number: string): {secret: string; seconds: number} {
    const secret = this.#randomId();
    const valid = this.#valid(number);
    this.#issued.set(number, [
      ...valid.slice(-8),
      {secret, until: this.#world.clock.now() + lifetime * 1000},
    ]);
    return {secret, seconds: lifetime};
  }

  /** What a SIP user may sign with: issued secrets, and the login name of the agent the number belongs to. */
  of(number: string): readonly string[] {
    const owner = /^8[1-8]00([1-9])$/.exec(number)?.[1];
    return owner === undefined ? [] : [`agent${owner}`, ...this.#valid(number).map((entry) => entry.secret)];
  }

  #valid(number: string): {secret: string; until: number}[] {
    return (this.#issued.get(number) ?? []).filter((entry) => entry.until > this.#world.clock.now());
  }
}

/** 1001001 has 81001, and 82001 to 88001 for further lines; a supervisor has none. */
const hasNumber = (agentId: string, number: string): boolean =>
  /^100100[1-9]$/.test(agentId) && new RegExp(`^8[1-8]00${agentId.slice(-1)}$`).test(number);

/**
 * Stands in for the companion service's credentials answer: the agent's own Finesse authorization is replayed, and a
 * secret for one browser number comes back. An agent gets the number that belongs to them, no other.
 */
export function companionRoutes(credentials: Credentials, secrets: SipSecrets): Hono {
  const app = new Hono();
  app.get('/softphone/:number', (context) => {
    const {agent} = credentials.of(context.req.header('authorization') ?? '');
    if (!agent) return context.json({error: 'unauthorized'}, 401);
    const number = context.req.param('number');
    if (!hasNumber(agent.id, number)) return context.json({error: 'not your number'}, 403);
    const {secret, seconds} = secrets.issue(number);
    return context.json({username: number, password: secret, expiresInSeconds: seconds}, 200, {
      'cache-control': 'no-store',
    });
  });
  return app;
}
