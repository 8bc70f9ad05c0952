/**
 * The log. Levels: **error** given up, the agent saw it; **warn** odd but handled; **info** one line per step of a
 * call or connection; **debug** the rest. The message is constant, the facts are in the object.
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  debug(message: string, facts?: Facts): void;
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
}

export interface LogLine {
  readonly at: number;
  readonly level: LogLevel;
  readonly part: string;
  readonly message: string;
  readonly facts: Facts;
}

const secretKey = /pass|secret|token|auth|credential|digits|dtmf/i;
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
/** A number as people write it: digits of any script with whatever stands between them. */
const numbers = /\p{Nd}[\p{Nd}\s\p{Pd}\p{Cf}()./*#]{2,}\p{Nd}/gu;

/**
 * Takes out what must not be kept (I-13): values under secret keys go, runs of four and more digits keep their last
 * two, control characters become a visible mark so that no text from outside starts a line of its own (I-12).
 */
export function redact(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => {
      if (secretKey.test(key)) return [key, '[hidden]'];
      return [key, typeof value === 'string' ? redactText(value) : value];
    }),
  );
}

export function redactText(text: string): string {
  return text
    .replace(/sips?:[^\s>;]*/gi, 'sip:[hidden]')
    .replace(/\b(basic|bearer|digest)\s+\S+/gi, '$1 [hidden]')
    .replace(numbers, (digits) => `…${(digits.match(/\p{Nd}/gu) ?? []).slice(-2).join('')}`)
    .replace(controls, '␣')
    .slice(0, 500);
}

/** Keeps the newest lines in memory, for "Download log". */
export class LogBook {
  readonly #lines: LogLine[] = [];
  readonly #limit: number;
  readonly #now: () => number;

  constructor(now: () => number = Date.now, limit = 2000) {
    this.#now = now;
    this.#limit = limit;
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** A log bound to one part of the product, e.g. `softphone`. */
  part(part: string): Log {
    const write =
      (level: LogLevel) =>
      (message: string, facts: Facts = {}) => {
        this.#lines.push({at: this.#now(), level, part, message, facts: redact(facts)});
        if (this.#lines.length > this.#limit) this.#lines.shift();
      };
    return {debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error')};
  }
}
