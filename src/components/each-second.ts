import {AsyncDirective, directive} from 'lit/async-directive.js';
import {pageTicker} from './ticker.js';

class EachSecond extends AsyncDirective {
  #show: (() => unknown) | undefined;
  #stop: (() => void) | undefined;

  override render(show: () => unknown): unknown {
    this.#show = show;
    if (this.isConnected) this.#follow();
    return show();
  }

  protected override disconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  protected override reconnected(): void {
    this.setValue(this.#show?.());
    this.#follow();
  }

  #follow(): void {
    this.#stop ??= pageTicker.follow(() => this.setValue(this.#show?.()));
  }
}

/** A part of a template that follows the page's one ticker: `show` is rendered again each second, and nothing else. */
export const eachSecond = directive(EachSecond);
