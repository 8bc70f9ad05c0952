import type {Desk} from '../desk/desk.js';

/**
 * An element asks for the desk, and `<desk-app>` above it answers at once. Only the desk is handed down, never state:
 * elements take the stores they need from it (see StoreController).
 */
export class DeskRequest extends Event {
  readonly answer: (desk: Desk) => void;

  constructor(answer: (desk: Desk) => void) {
    super('desk-request', {bubbles: true, composed: true});
    this.answer = answer;
  }
}

declare global {
  interface HTMLElementEventMap {
    'desk-request': DeskRequest;
  }
}
