import type {RequestableState} from '../finesse/types.js';

/** The agent asks for a state; a request, not a fact. */
export class StateRequestEvent extends Event {
  readonly state: RequestableState;
  /** Database id of the reason, where one was chosen. */
  readonly reasonId: string | undefined;
  constructor(state: RequestableState, reasonId?: string) {
    super('state-request', {bubbles: true, composed: true});
    this.state = state;
    this.reasonId = reasonId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'state-request': StateRequestEvent;
  }
}
