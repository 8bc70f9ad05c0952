/** One talk at a time when somebody who was called picks up. Loaded with the first call. */
import type {Call} from './types.js';

/**
 * A call that still rings at the other end can't be held, so the agent may be in another one, on another line, when it is
 * answered. Then the agent stays where they are, and whoever has answered waits on hold (I-14).
 */
export class OneTalk {
  readonly #hold: (callId: string) => void;
  #dialing: ReadonlySet<string> = new Set();

  constructor(hold: (callId: string) => void) {
    this.#hold = hold;
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    const before = this.#dialing;
    this.#dialing = new Set(calls.filter(({state}) => state === 'dialing').map(({id}) => id));
    const talked = calls.filter(({state}) => state === 'talking');
    for (const {id, line, together} of talked) {
      // on the first line the platform sees to it; a safe transfer hands over at once, and the agent is out
      const others = talked.some((other) => other.id !== id && (other.line !== line || line > 1));
      if (before.has(id) && together?.answerWithin === undefined && others) this.#hold(id);
    }
  }
}
