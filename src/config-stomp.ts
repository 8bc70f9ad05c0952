/** The plain page's settings: the gadget's, and what they may say about a broker (docs/deploy.md). */
import * as v from 'valibot';
import {isSecureAddress} from './base/addresses.js';
import {loadSettings, SettingsError, type Settings} from './config.js';

const line = (what: string) => v.pipe(v.string(), v.regex(/^[^\p{Cc}]{1,1000}$/u, `must be ${what}`));

/** A header as it stands in a frame. What the two sides settle themselves is not for the settings. */
const header = v.pipe(
  line('a header, name:value'),
  v.regex(/^[^:]+:/, 'must be a header, name:value'),
  v.check(
    (text) => !/^(accept-version|heart-beat|content-length|receipt)\s*:/i.test(text),
    'is set by the gadget',
  ),
);

const stompSchema = v.strictObject({
  /** STOMP over WebSocket: a path on the desktop's own server, or `wss://…`. */
  url: v.pipe(
    v.string(),
    v.regex(/^(\/(?!\/)|wss?:\/\/)/, 'must be a path beginning with /, or begin with wss://'),
    v.check(
      (value) => value.startsWith('/') || isSecureAddress(value),
      'anybody on the way could read along; use wss://',
    ),
  ),
  /** Of the CONNECT frame; `{userId}` and `{authorization}` stand for the agent's own. */
  headers: v.optional(v.array(header), []),
  /** What is subscribed to. `{userId}` must be in one of them: without it nothing of the agent would be heard. */
  destinations: v.pipe(
    v.array(line('a destination')),
    v.check(
      (all) => all.some((each) => each.includes('{userId}')),
      'must name at least one destination with {userId}',
    ),
  ),
  /** How the broker's messages are written: see StompBody. */
  body: v.optional(
    v.pipe(
      v.strictObject({
        form: v.picklist(['xml', 'escaped', 'json']),
        field: v.optional(
          v.pipe(v.string(), v.regex(/^[^.]+(\.[^.]+)*$/, 'must be names with dots between')),
        ),
      }),
      v.check(
        ({form, field}) => (form === 'json') === (field !== undefined),
        'must have field where form is "json", and only there',
      ),
    ),
    {form: 'xml'},
  ),
  heartbeatSeconds: v.optional(
    v.pipe(
      v.number(),
      v.check((value) => value >= 1 && value <= 60, 'must be 1 to 60'),
    ),
    5,
  ),
});

/** A broker between Finesse and its clients. */
export type StompSetting = v.InferOutput<typeof stompSchema>;

export type PlainSettings = Settings & {readonly stomp?: StompSetting | undefined};

/**
 * Reads the plain page's settings file.
 * @throws SettingsError when it can't be had or is wrong, naming every fault of both parts
 */
export async function loadPlainSettings(path: string, fetchFile: typeof fetch): Promise<PlainSettings> {
  let stomp: unknown;
  const withoutStomp: typeof fetch = async (...request) => {
    const response = await fetchFile(...request);
    if (!response.ok) return response;
    const value: unknown = await response.json();
    if (typeof value !== 'object' || value === null || !('stomp' in value)) return Response.json(value);
    const {stomp: own, ...rest} = value;
    stomp = own;
    return Response.json(rest);
  };
  const base = await loadSettings(path, withoutStomp).catch((error: unknown) => {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  });
  const faults: string[] = 'length' in base ? [...base] : [];
  const result = v.safeParse(v.optional(stompSchema), stomp);
  for (const {path: at, message} of result.issues ?? [])
    faults.push(`${['stomp', ...(at ?? []).map(({key}) => String(key))].join('.')}: ${message}`);
  if ('length' in base || !result.success) throw new SettingsError(faults);
  return {...base, stomp: result.output};
}
