/** A snapshot that can be read now and followed from now on. */
export interface Readable<S> {
  readonly state: S;
  /** Calls `listener` after each change, until the answer is called. Not called for the present state. */
  subscribe(listener: (state: S) => void): () => void;
}

/** The one owner's side of a {@link Readable}. Snapshots are replaced, never changed in place. */
export class Store<S> implements Readable<S> {
  #state: S;
  readonly #listeners = new Set<(state: S) => void>();

  constructor(initial: S) {
    this.#state = initial;
  }

  get state(): S {
    return this.#state;
  }

  /** Does nothing, and wakes nobody, when the state is the same object. */
  set(state: S): void {
    if (Object.is(state, this.#state)) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) {
      // a listener set the next state: everybody has heard that one, nobody hears this older one after it
      if (!Object.is(state, this.#state)) return;
      if (this.#listeners.has(listener)) listener(state);
    }
  }

  update(change: (state: S) => S): void {
    this.set(change(this.#state));
  }

  subscribe(listener: (state: S) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
