/** What the settings say about calls that are answered by themselves (docs/deploy.md). Read when one may be. */
import * as v from 'valibot';

const beginnings = v.array(v.pipe(v.string(), v.regex(/^\+?\d{1,15}$/, 'must be digits')));

/** A sign that the edge gives: a known one, or a header of the site's own with exactly this value. */
const sign = v.union([
  v.picklist(['answer-mode', 'call-info', 'alert-info']),
  v.strictObject({
    header: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be a header name')),
    value: v.string(),
  }),
]);

const autoAnswerSchema = v.strictObject({
  /**
   * How the numbers of the site's remote CTI ports begin: the permanent call of a nailed connection that comes from one
   * is taken by itself. None: it rings.
   */
  nailedFrom: v.optional(beginnings, []),
  /** Which calls are answered by themselves; none when absent. */
  calls: v.optional(
    v.strictObject({
      /** How long the alert says so before: 0 to 3. */
      seconds: v.optional(
        v.pipe(
          v.number(),
          v.check((value) => value >= 0 && value <= 3, 'must be 0 to 3'),
        ),
        2,
      ),
      /** By what in its INVITE a call is known that may be: one of these. */
      signs: v.optional(v.array(sign), []),
      /** Calls that a nailed connection carries may be, without a sign. */
      nailed: v.optional(v.boolean(), false),
      /** Also calls that no queue sent. */
      direct: v.optional(v.boolean(), false),
    }),
  ),
});

export type AnswerSign = v.InferOutput<typeof sign>;
export type AutoAnswerSettings = v.InferOutput<typeof autoAnswerSchema>;

/** Settings for answering; what can't be used answers nothing, and `tell` gets the faults, each with its path. */
export function readAutoAnswerSettings(
  value: unknown,
  tell: (faults: readonly string[]) => void,
): AutoAnswerSettings {
  const result = v.safeParse(autoAnswerSchema, value);
  if (result.success) return result.output;
  tell(
    result.issues.map(
      ({path: where, message}) => `autoAnswer.${where?.map(({key}) => key).join('.') ?? ''}: ${message}`,
    ),
  );
  return {nailedFrom: []};
}
