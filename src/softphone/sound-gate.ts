import {Store} from '../base/store.js';

/** Starts some sound; rejects where the browser waits for a gesture first. */
export type Player = () => Promise<void>;

const GESTURES = ['pointerdown', 'keydown'] as const;

/**
 * Knows which sounds the browser's autoplay rule keeps back, and lets them out with the next gesture: a click in this
 * frame or, as all frames of one origin count together, in the page around it.
 */
export class SoundGate {
  readonly blocked = new Store(false);
  readonly #waiting = new Set<Player>();
  #listening: AbortController | undefined;

  /** Tries now; if that is refused, again at each {@link unlock} until it is taken back. */
  async play(player: Player): Promise<void> {
    this.#waiting.add(player);
    await this.#try(player);
  }

  /** This sound isn't wanted any more. */
  stop(player: Player): void {
    this.#waiting.delete(player);
    this.#settle();
  }

  unlock(): void {
    for (const player of [...this.#waiting]) void this.#try(player);
  }

  close(): void {
    this.#waiting.clear();
    this.#settle();
  }

  async #try(player: Player): Promise<void> {
    try {
      await player();
      this.stop(player);
    } catch (error) {
      // A sound that was stopped while it began is not a blocked one.
      if (!this.#waiting.has(player)) return;
      if (error instanceof DOMException && error.name === 'AbortError') return this.stop(player);
      this.blocked.set(true);
      this.#listen();
    }
  }

  #settle(): void {
    if (this.#waiting.size > 0) return;
    this.blocked.set(false);
    this.#listening?.abort();
    this.#listening = undefined;
  }

  #listen(): void {
    if (this.#listening) return;
    const controller = new AbortController();
    this.#listening = controller;
    const options = {signal: controller.signal, capture: true, passive: true};
    for (const page of reachableDocuments()) {
      for (const gesture of GESTURES) page.addEventListener(gesture, () => this.unlock(), options);
    }
  }
}

function reachableDocuments(): Document[] {
  try {
    return window.parent === window ? [document] : [document, window.parent.document];
  } catch {
    // The page around is of another origin.
    return [document];
  }
}
