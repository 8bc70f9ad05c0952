import {html} from 'lit';
import type {ReactiveController, ReactiveControllerHost, TemplateResult} from 'lit';
import {errorText} from './error-text.js';

/**
 * A part of the page whose code is loaded when it is first wanted. Its element may be rendered before that: it comes to
 * life when the code is there, with the properties it was given.
 */
export class PartController implements ReactiveController {
  /** The code could not be loaded; the next wish asks for it again. */
  #failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<unknown>;
  #loading: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost, load: () => Promise<unknown>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Asks for the code, once. */
  want(): void {
    this.#loading ??= this.#load().then(
      () => this.#settle(false),
      () => {
        this.#loading = undefined;
        this.#settle(true);
      },
    );
  }

  /** The part, or that it could not be loaded and what to do. */
  show(part: TemplateResult): TemplateResult {
    if (!this.#failed) return part;
    const {title, advice} = errorText('desk/not-loaded');
    return html`<p role="alert">${title}. ${advice}</p>`;
  }

  #settle(failed: boolean): void {
    this.#failed = failed;
    this.#host.requestUpdate();
  }
}
