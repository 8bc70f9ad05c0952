import * as v from 'valibot';
import {DeskError} from './base/errors.js';
import {isSecureAddress} from './base/addresses.js';

/** A path on the desktop's own server, or a full address; what is not named in the settings is never called. */
const address = v.pipe(
  v.string(),
  v.regex(/^(\/(?!\/)|wss?:\/\/|https?:\/\/)/, 'must be a path or a full address'),
  v.check(
    (value) => !/^(ws|http):/.test(value) || isSecureAddress(value),
    'others could read along: use wss:// or https://',
  ),
);

const digits = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be digits'));

const seconds = (most: number) =>
  v.pipe(
    v.number(),
    v.check((value) => value >= 1 && value <= most, `must be 1 to ${most}`),
  );
const day = 86_400;

const iceServer = v.strictObject({
  urls: v.union([v.string(), v.array(v.string())]),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});

/** Lines after the first, in their order: up to seven. */
const lines = v.optional(
  v.pipe(
    v.array(
      v.strictObject({
        /** Stands where the first line's number has its prefix (or `replaceWith`). */
        prefix: digits,
        /** What the site calls the line; its place when absent. */
        label: v.optional(v.string(), ''),
        /** Browser: a colleague has the line too, and is watched (RFC 4235); `pull`: what they hold may be taken. */
        shared: v.optional(v.picklist(['watch', 'pull'])),
        /** Browser: the switch tells of do not disturb and forwarding (event package as-feature-event). */
        features: v.optional(v.boolean()),
      }),
    ),
    v.check((lines) => lines.length <= 7, 'must be seven at most'),
  ),
  [],
);

const softphone = v.strictObject({
  /** SIP over WebSocket: `/sip` on the desktop's own server, or `wss://…`. */
  server: address,
  /** The host part of SIP addresses. */
  domain: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.-]{1,253}$/, 'must be a host name')),
  /** The realm in which the edge asks who we are; when set, nobody who names another is answered. */
  realm: v.optional(v.pipe(v.string(), v.regex(/^[^"\\\p{Cc}]{1,255}$/u, 'must be text without quotes'))),
  /** Where the companion gives out short-lived secrets; `{number}` stands for the SIP number. */
  credentials: address,
  number: v.pipe(
    v.strictObject({
      source: v.picklist(['mobile-agent', 'extension']),
      prefix: digits,
      replaceWith: v.optional(digits),
    }),
    v.check(
      ({source, replaceWith}) => (source === 'extension') === (replaceWith !== undefined),
      'must have replaceWith where source is "extension", and only there',
    ),
  ),
  /** Further lines of the browser, in their order after the first: up to seven. */
  lines,
  /** STUN and TURN servers; none by default, and never a public one. */
  iceServers: v.optional(v.array(iceServer), []),
  echoCancellation: v.optional(v.boolean(), true),
  noiseSuppression: v.optional(v.boolean(), true),
  autoGainControl: v.optional(v.boolean(), true),
});

const prefixes = v.optional(v.array(v.pipe(v.string(), v.regex(/^\+?[\d*#]{1,32}$/, 'must be digits'))));

/** What may be dialled; a plus, star and hash are written as they are dialled. */
const dial = v.strictObject({
  /** Hosts that a `sip:` address may name. */
  domains: v.optional(v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9.-]{1,253}$/, 'must be a host name')))),
  /** Numbers that a link may never dial; 911, 112 and 999 when absent. */
  emergency: prefixes,
  denyPrefixes: prefixes,
  allowInternational: v.optional(v.boolean()),
  /** What stands for a plus here, e.g. `00`. */
  internationalPrefixes: prefixes,
  /** Calls from phone books, history and links in a minute; 6 when absent. */
  linksPerMinute: v.optional(seconds(60)),
});

const schema = v.strictObject({
  /** Both Finesse servers, for the plain page: `https://…`. The desktop moves by itself. */
  finesseServers: v.optional(v.array(address)),
  /** Absent: every agent uses a desk phone, and nothing of the softphone is loaded. */
  softphone: v.optional(softphone),
  /** Unified CCE, all lines of an agent's phone watched: what its lines after the first are. */
  phoneLines: v.optional(
    v.strictObject({
      /** What the extensions of phones begin with. */
      prefix: digits,
      lines,
    }),
  ),
  dial: v.optional(dial),
  /** Who knows whether calls are recorded; read with the first call (recording/recorder-settings.ts). */
  recording: v.optional(v.unknown()),
  /** Which calls are answered by themselves; read when one may be (calls/auto-answer-settings.ts). */
  autoAnswer: v.optional(v.unknown()),
  /** How long the platform lets a routed call ring; only to show the time that is left. */
  ronaSeconds: v.optional(seconds(600)),
  /** How long a safe transfer waits for an answer; 20 when absent. */
  safeTransferSeconds: v.optional(seconds(600)),
  holdWarning: v.optional(
    v.strictObject({amber: v.optional(seconds(day), 60), red: v.optional(seconds(day), 120)}),
    {amber: 60, red: 120},
  ),
});

/** The gadget's settings (docs/deploy.md). */
export type Settings = v.InferOutput<typeof schema>;

/** Settings that can't be used; `faults` names each wrong entry by its path. */
export class SettingsError extends DeskError<'desk/bad-settings'> {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super('desk/bad-settings', faults.join('; '));
    this.faults = faults;
  }
}

/**
 * Checks settings as a whole.
 * @throws SettingsError listing every fault, each with its path
 */
export function parseSettings(value: unknown): Settings {
  // to the schema a list is an object without entries
  if (Array.isArray(value)) throw new SettingsError(['settings: must be an object']);
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new SettingsError(
    result.issues.map(
      ({path, message}) => `${path?.map(({key}) => key).join('.') ?? 'settings'}: ${message}`,
    ),
  );
}

/** Settings written behind the gadget's address in the desktop layout: `gadget.xml?config=/path/deskline.json`. */
export function layoutParameters(search: string): URLSearchParams {
  const gadgetUrl = new URLSearchParams(search).get('url') ?? '';
  const mark = gadgetUrl.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : gadgetUrl.slice(mark + 1));
}

/**
 * Reads the settings file.
 * @throws SettingsError when it can't be had or is wrong
 */
export async function loadSettings(path: string, fetchFile: typeof fetch): Promise<Settings> {
  if (!/^\/(?!\/)/.test(path))
    throw new SettingsError([`config: ${path === '' ? 'missing' : 'must be a path on this server'}`]);
  let value: unknown;
  try {
    const response = await fetchFile(path, {cache: 'no-cache', referrerPolicy: 'no-referrer'});
    if (!response.ok) throw new SettingsError([`${path}: the server answered ${response.status}`]);
    value = await response.json();
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([`${path}: is not a readable JSON file`]);
  }
  return parseSettings(value);
}
