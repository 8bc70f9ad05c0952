/** What the settings say about recording (docs/deploy.md). Read with the first call: nothing of it is needed before. */
import * as v from 'valibot';
import {isSecureAddress} from '../base/addresses.js';

const path = v.pipe(v.string(), v.regex(/^\//, 'must begin with /'));

/** Names with dots between: where in an answer something stands. */
const field = v.pipe(v.string(), v.regex(/^[^.]+(\.[^.]+)*$/, 'must be names with dots between'));

const words = v.pipe(
  v.array(v.union([v.string(), v.boolean(), v.number()])),
  v.check((all) => all.length > 0, 'must have a word'),
);

const seconds = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.check((value) => value >= least && value <= most, `must be ${least} to ${most}`),
  );

/** A new kind of check from the library would be loaded with the start. */
function isBody(value: unknown): value is Readonly<Record<string, string | number | boolean>> {
  const isValue = (each: unknown) => ['string', 'number', 'boolean'].includes(typeof each);
  return typeof value === 'object' && value !== null && Object.values(value).every(isValue);
}

/** One request. In path and body `{call}`, `{key}`, `{agent}`, `{extension}` and `{number}` stand for the call's own. */
const request = v.strictObject({
  method: v.optional(v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']), 'POST'),
  path,
  /** Sent as JSON. */
  body: v.optional(v.pipe(v.unknown(), v.check(isBody, 'must be names with texts, numbers, true or false'))),
});

const recorder = v.strictObject({
  /** Where the recorder is: a path on the desktop's own server, or `https://…`. */
  url: v.pipe(
    v.string(),
    v.regex(/^(\/(?!\/)|https?:\/\/)/, 'must be a path beginning with /, or begin with https://'),
    v.check(
      (value) => value.startsWith('/') || isSecureAddress(value),
      'anybody on the way could read along',
    ),
  ),
  status: request,
  start: v.optional(request),
  stop: v.optional(request),
  pause: v.optional(request),
  resume: v.optional(request),
  /** Where server-sent events come from; a status is asked for all the same, less often. */
  events: v.optional(
    v.strictObject({path, /** What names the call in an event, as `{call}` does. */ call: field}),
  ),
  fields: v.strictObject({state: field, since: v.optional(field), by: v.optional(field)}),
  /** Which words of the recorder mean what; any other leaves the call unknown. */
  words: v.strictObject({
    on: words,
    paused: v.optional(words),
    off: v.optional(words),
    policy: v.optional(words),
    agent: v.optional(words),
  }),
  /** How often the status is asked for: 2 s, with events 15 s. */
  pollSeconds: v.optional(seconds(1, 60)),
  /** A word older than this no longer counts: three times as long as between two questions. */
  staleSeconds: v.optional(seconds(2, 300)),
});

const recordingSchema = v.strictObject({
  /** Every call is to be recorded: an alarm where that is not known. */
  required: v.optional(v.boolean(), false),
  /** A pause ends by itself after this. */
  pauseSeconds: v.optional(seconds(5, 900), 120),
  recorder: v.optional(recorder),
});

export type RecorderRequest = v.InferOutput<typeof request>;
export type RecorderSettings = v.InferOutput<typeof recorder>;
export type RecordingSettings = v.InferOutput<typeof recordingSchema>;

/** Settings for recording, or undefined when they can't be used; `faults` are then told, each with its path. */
export function readRecordingSettings(
  value: unknown,
  tell: (faults: readonly string[]) => void,
): RecordingSettings | undefined {
  const result = v.safeParse(recordingSchema, value);
  if (result.success) return result.output;
  tell(
    result.issues.map(
      ({path: where, message}) => `recording.${where?.map(({key}) => key).join('.') ?? ''}: ${message}`,
    ),
  );
  return undefined;
}
