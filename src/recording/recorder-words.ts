import type {RecorderSettings} from './recorder-settings.js';
import type {RecordingWord} from './types.js';

/** What stands at `a.b.c` in an answer; undefined when nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
          ? (inside as Readonly<Record<string, unknown>>)[name]
          : undefined,
      value,
    );
}

/** Reads a recorder's answer by the settings' mapping. A word that is not in them is no state. Pure. */
export function readWord(
  {fields, words}: Pick<RecorderSettings, 'fields' | 'words'>,
  answer: unknown,
): RecordingWord {
  const is = (all: readonly unknown[] | undefined, value: unknown) => all?.includes(value) === true;
  const told = valueAt(answer, fields.state);
  const state = (['on', 'paused', 'off'] as const).find((each) => is(words[each], told));
  if (state === undefined) return {state: 'unknown', why: 'error'};
  const cause = fields.by === undefined ? undefined : valueAt(answer, fields.by);
  return {
    state,
    since: fields.since === undefined ? undefined : timeOf(valueAt(answer, fields.since)),
    by: is(words.policy, cause) ? 'policy' : is(words.agent, cause) ? 'agent' : undefined,
  };
}

/** Seconds of today have ten digits, milliseconds thirteen. */
const leastMs = 1e11;

/** ISO 8601, or seconds or milliseconds since 1970. */
function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN;
  if (!Number.isFinite(time) || time <= 0) return undefined;
  return time < leastMs ? time * 1000 : time;
}
