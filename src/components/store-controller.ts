import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Readable} from '../base/store.js';
import type {Desk} from '../desk/desk.js';
import {DeskRequest} from './desk-context.js';

/**
 * Follows one store of the desk for as long as its element is on the page, and asks for a render when the selected
 * value is another object. `value` is undefined until the element stands under a `<desk-app>`.
 */
export class StoreController<S, V = S> implements ReactiveController {
  /** The latest selected value. */
  value: V | undefined;
  /** The desk the value came from, for requests and the clock. */
  desk: Desk | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #source: (desk: Desk) => Readable<S>;
  readonly #select: (state: S) => V;
  #stop: (() => void) | undefined;

  /** @param select what of the state the element shows; all of it when absent */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    source: (desk: Desk) => Readable<S>,
    select: (state: S) => V = (state) => state as S & V,
  ) {
    this.#host = host;
    this.#source = source;
    this.#select = select;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.dispatchEvent(
      new DeskRequest((desk) => {
        const store = this.#source(desk);
        const read = () => {
          const value = this.#select(store.state);
          if (Object.is(value, this.value)) return;
          this.value = value;
          this.#host.requestUpdate();
        };
        this.desk = desk;
        this.#stop?.();
        this.#stop = store.subscribe(read);
        read();
      }),
    );
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
