import type {LitElement, ReactiveController} from 'lit';
import type {CallState} from '../calls/types.js';
import type {DeskCallCard} from './call-card.js';

/** How long presses do nothing after a card appeared or moved under the pointer, ms (T-20). */
export const steadyAfterMs = 400;

/** A card that moved by more than this many CSS pixels has moved under the pointer. */
const moved = 2;

/** What is remembered of a card that is shown. */
interface Seen {
  readonly state: CallState;
  readonly joltedAt: number;
  /** Where it is in the list, CSS pixels; undefined until a frame has shown it. */
  readonly place: number | undefined;
}

/**
 * Swallows presses on a card of its list for {@link steadyAfterMs} after the card appeared, moved, changed what its
 * buttons mean, or the page came back into view: a press meant for something else must not answer a call (T-20).
 *
 * No card moves without one of them, or the list, changing in size. Places are read when that is observed, after the layout
 * of a frame, so that none is forced; and again ahead of a press, for cards that moved since the last frame.
 */
export class SteadyController implements ReactiveController {
  readonly #host: LitElement;
  readonly #now: () => number;
  readonly #seen = new Map<string, Seen>();
  readonly #laidOut = new ResizeObserver(() => this.#notePlaces());

  /** @param now a clock in ms; one that jumps back can't lock the cards. */
  constructor(host: LitElement, now: () => number) {
    this.#host = host;
    this.#now = now;
  }

  hostConnected(): void {
    this.#host.addEventListener('click', this.#onClick, {capture: true});
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#laidOut.observe(this.#host);
    if (this.#host.hasUpdated) this.hostUpdated();
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('click', this.#onClick, {capture: true});
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#laidOut.disconnect();
    this.#seen.clear();
  }

  hostUpdated(): void {
    const cards = this.#cards();
    for (const [id, card] of cards) {
      const seen = this.#seen.get(id);
      // an observation that begins reports once, after the next layout
      if (seen === undefined) this.#laidOut.observe(card);
      if (card.call !== undefined && seen?.state !== card.call.state) this.#jolt(id, card.call.state);
    }
    for (const id of this.#seen.keys()) if (!cards.has(id)) this.#seen.delete(id);
  }

  #cards(): ReadonlyMap<string, DeskCallCard> {
    const cards = this.#host.renderRoot.querySelectorAll<DeskCallCard>('desk-call-card:not([hidden])');
    return new Map([...cards].map((card) => [card.call?.id ?? '', card]));
  }

  #jolt(id: string, state: CallState, place = this.#seen.get(id)?.place): void {
    this.#seen.set(id, {state, joltedAt: this.#now(), place});
  }

  #notePlaces(): void {
    const top = this.#host.getBoundingClientRect().top;
    for (const [id, card] of this.#cards()) {
      const seen = this.#seen.get(id);
      if (seen === undefined) continue;
      const place = card.getBoundingClientRect().top - top;
      if (seen.place !== undefined && Math.abs(seen.place - place) > moved) this.#jolt(id, seen.state, place);
      else this.#seen.set(id, {...seen, place});
    }
  }

  readonly #onClick = (event: Event) => {
    const path = event.composedPath();
    for (const [id, card] of this.#cards()) {
      if (!path.includes(card)) continue;
      // what no frame has shown is meant by nobody
      const unseen = this.#seen.get(id)?.place === undefined;
      this.#notePlaces();
      const since = this.#now() - (this.#seen.get(id)?.joltedAt ?? Number.NEGATIVE_INFINITY);
      if (!unseen && (since < 0 || since >= steadyAfterMs)) continue;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  readonly #onVisible = () => {
    if (document.visibilityState !== 'visible') return;
    for (const [id, {state}] of this.#seen) this.#jolt(id, state);
  };
}
