/** What the settings say about calls that are answered by themselves (docs/deploy.md). Read when one may be. */
import * as v from 'valibot';

const beginnings = v.array(v.pipe(v.string(), v.regex(/^\+?\d{1,15}$/, 'must be digits')));

const autoAnswerSchema = v.strictObject({
  /**
   * How the numbers of the site's remote CTI ports begin: the permanent call of a nailed connection that comes from one
   * is taken by itself. None: it rings.
   */
  nailedFrom: v.optional(beginnings, []),
});

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
