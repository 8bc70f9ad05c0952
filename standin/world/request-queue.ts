import type {Core} from './core.js';

/** One request at a time per object, each a little later than its 202 (Finesse developer guide, asynchronous requests). */
export class RequestQueue {
  readonly #core: Core;
  readonly #busyUntil = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** @param object what the request is about: requests to one object keep their order. */
  later(object: string, run: () => void): void {
    const {clock, settings} = this.#core;
    const now = clock.now();
    const at = Math.max(now, this.#busyUntil.get(object) ?? 0) + settings.requestMs;
    this.#busyUntil.set(object, at);
    clock.after(at - now, () => {
      if (this.#busyUntil.get(object) === at) this.#busyUntil.delete(object);
      run();
    });
  }
}
