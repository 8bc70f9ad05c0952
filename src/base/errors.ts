/** An expected failure with a code that people's words hang on. Anything else thrown is a bug of ours. */
export class DeskError<Code extends string = string> extends Error {
  override readonly name = 'DeskError';
  readonly code: Code;

  /** @param detail for the log, never for the screen; no numbers, names or secrets. */
  constructor(code: Code, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
  }
}
