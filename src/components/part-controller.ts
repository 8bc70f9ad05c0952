import {html} from 'lit';
import type {ReactiveController, ReactiveControllerHost, TemplateResult} from 'lit';
import {notLoadedText} from './not-loaded-text.js';
import type {OnDemand} from '../base/on-demand.js';

/**
 * Code of the page that an element waits for, and renders again when it is there. An element whose code is on its way
 * may be in the page before: it comes to life then, with the properties it was given.
 */
export class PartController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: OnDemand<T>;
  #follows = false;

  constructor(host: ReactiveControllerHost, source: OnDemand<T>) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {}

  /** What was loaded; undefined until then. */
  get value(): T | undefined {
    return this.#source.value;
  }

  /** On its way: what is shown without it is not final. */
  get waiting(): boolean {
    return this.#source.waiting;
  }

  get failed(): boolean {
    return this.#source.failed;
  }

  /** Asks for it; resolves when it is there, or could not be loaded. */
  async want(): Promise<void> {
    if (this.#source.value !== undefined || this.#follows) return;
    this.#follows = true;
    await this.#source.want();
    this.#follows = false;
    this.#host.requestUpdate();
  }

  /** The part, or that it could not be loaded and what to do. */
  show(part: TemplateResult): TemplateResult {
    if (!this.failed) return part;
    const {title, advice} = notLoadedText();
    return html`<p role="alert">${title}. ${advice}</p>`;
  }
}
