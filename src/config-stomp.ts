/** What the settings may say about a broker (docs/deploy.md); loaded only where they say something. */
import * as v from 'valibot';

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

/** @param address the schema of an address, as everywhere in the settings */
export const stompSchema = <A extends v.GenericSchema<string>>(address: A) =>
  v.strictObject({
    /** STOMP over WebSocket: a path on the desktop's own server, or `wss://…`. */
    url: v.pipe(
      address,
      v.check((value) => /^(\/|wss?:)/.test(value), 'must be a path, or begin with wss://'),
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
export type StompSetting = v.InferOutput<ReturnType<typeof stompSchema<v.GenericSchema<string>>>>;
