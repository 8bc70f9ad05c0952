/** After a failure nobody asks again for this long; ms. */
const restAfterFailure = 10_000;

/** Code of the page that is loaded when it is first wanted, once for all who want it. */
export class OnDemand<T> {
  /** What was loaded; undefined until then. */
  value: T | undefined;
  /** It could not be loaded; a later wish asks again. */
  failed = false;
  readonly #load: () => Promise<T>;
  #loading: Promise<void> | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** On its way. */
  get waiting(): boolean {
    return this.#loading !== undefined;
  }

  /** Asks for it; resolves when it is there, or could not be loaded. */
  async want(): Promise<void> {
    if (this.value !== undefined || performance.now() - this.#failedAt < restAfterFailure) return;
    this.#loading ??= this.#load().then(
      (value) => this.#settle(value),
      () => this.#settle(undefined),
    );
    await this.#loading;
  }

  #settle(value: T | undefined): void {
    this.#loading = undefined;
    this.value = value;
    this.failed = value === undefined;
    if (this.failed) this.#failedAt = performance.now();
  }
}
