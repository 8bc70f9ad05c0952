import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Agent} from '../finesse/types.js';
import type {ReasonText, reasonText} from './reason-text.js';

interface Words {
  readonly reasonText: typeof reasonText;
}

let words: Words | undefined;
let loading: Promise<Words | undefined> | undefined;

/** The card that explains a reason, and its words: needed only when the system changed somebody's state. */
const load = async (): Promise<Words | undefined> => {
  try {
    const [loaded] = await Promise.all([import('./reason-text.js'), import('./reason-card.js')]);
    words = loaded;
  } catch {
    // without words the state itself is still shown; the next change asks again
    loading = undefined;
  }
  return words;
};

/** Explains states that the system set. The words are loaded with the first of them; the host renders again then. */
export class ReasonController implements ReactiveController {
  /** The words are on their way: what {@link of} says is not final. */
  waiting = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Why the agent is in this state; undefined where the agent chose it. */
  of(agent: Agent | undefined, deployment: 'CCE' | 'CCX' | undefined): ReasonText | undefined {
    if (agent?.reason?.system !== true) return undefined;
    if (words !== undefined) return words.reasonText(agent, deployment ?? 'CCE');
    this.waiting = true;
    loading ??= load();
    void loading.then(() => {
      this.waiting = false;
      this.#host.requestUpdate();
    });
    return undefined;
  }
}
