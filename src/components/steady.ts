import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** How long presses do nothing after something appeared or moved under the pointer, ms (T-20). */
export const steadyAfterMs = 400;

/**
 * Swallows presses inside its host for {@link steadyAfterMs} after the host appeared, moved, changed what its buttons
 * mean, or the page came back into view: a press meant for something else must not answer a call.
 */
export class SteadyController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #now: () => number;
  #joltedAt: number | undefined;

  /** @param now a clock in ms; one that jumps back can't lock the host. */
  constructor(host: ReactiveControllerHost & HTMLElement, now: () => number) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  /** From now on, presses do nothing for a moment. */
  jolt(): void {
    this.#joltedAt = this.#now();
  }

  hostConnected(): void {
    this.jolt();
    this.#host.addEventListener('click', this.#onClick, {capture: true});
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('click', this.#onClick, {capture: true});
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  readonly #onClick = (event: Event) => {
    if (this.#joltedAt === undefined) return;
    const since = this.#now() - this.#joltedAt;
    if (since < 0 || since >= steadyAfterMs) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  readonly #onVisible = () => {
    if (document.visibilityState === 'visible') this.jolt();
  };
}
