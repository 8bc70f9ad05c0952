/**
 * Something opened over the page and reaches down to `bottom` (CSS pixels from the top of the window); 0: it closed.
 * A gadget lives in a frame as high as its content, so the page has to make room or the overlay is cut off.
 */
export class OverlayEvent extends Event {
  readonly bottom: number;
  constructor(bottom: number) {
    super('overlay-change', {bubbles: true, composed: true});
    this.bottom = bottom;
  }
}

declare global {
  interface HTMLElementEventMap {
    'overlay-change': OverlayEvent;
  }
}
