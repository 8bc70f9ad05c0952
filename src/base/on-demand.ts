/** Code, or what is made with it, that is loaded when it is first wanted; once, for all who want it. */
export class OnDemand<T> {
  /** What was loaded; undefined until then. */
  value: T | undefined;
  /** It could not be loaded; a later wish asks again. */
  failed = false;
  readonly #load: () => Promise<T>;
  readonly #rest: number;
  #loading: Promise<T | undefined> | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;

  /** @param rest after a failure nobody's wish asks again for this long; ms */
  constructor(load: () => Promise<T>, rest = 0) {
    this.#load = load;
    this.#rest = rest;
  }

  /** On its way. */
  get waiting(): boolean {
    return this.#loading !== undefined;
  }

  /** Asks for it; resolves when it is there, with undefined when it could not be loaded. Never rejects. */
  async want(): Promise<T | undefined> {
    if (this.value !== undefined || performance.now() - this.#failedAt < this.#rest) return this.value;
    this.#loading ??= this.#load().then(
      (value) => this.#settle(value),
      () => this.#settle(undefined),
    );
    return this.#loading;
  }

  #settle(value: T | undefined): T | undefined {
    this.#loading = undefined;
    this.value = value;
    this.failed = value === undefined;
    if (this.failed) this.#failedAt = performance.now();
    return value;
  }
}
