import type {Call, CallCommand, PendingCommand} from './types.js';

export interface HoldFirstOptions {
  readonly perform: (callId: string, command: CallCommand) => Promise<boolean>;
  /** Draws a press as under way on a call's own button. */
  readonly show: (callId: string, pending: PendingCommand | undefined) => void;
  readonly calls: () => readonly Call[];
  readonly onNotice: (code: string) => void;
}

/** What is told when the first could not be held. */
const notPossible = {
  answer: 'desk/still-rings',
  resume: 'desk/still-held',
  call: 'finesse/line-busy',
} as const;

/**
 * "Hold and answer", and Resume over lines: the call the agent talks in is held, and when news say that it is, the other
 * one is taken up, so that nobody ever talks in two (I-14). What keeps the first from being held leaves the second as it is, and is told.
 */
export class HoldFirst {
  readonly #options: HoldFirstOptions;
  /** Takes in the calls while a press is under way. */
  #look: (() => void) | undefined;

  constructor(options: HoldFirstOptions) {
    this.#options = options;
  }

  /** Holds what is talked in and takes up this call. A second press while one is under way does nothing. */
  async takeUp(callId: string, type: 'answer' | 'resume'): Promise<void> {
    if (this.#look) return;
    const {show, perform} = this.#options;
    this.#look = () => {};
    show(callId, {type, phase: 'sent'});
    const isFree = await this.#hold(callId, type);
    this.#look = undefined;
    show(callId, undefined);
    if (isFree) await perform(callId, {type});
  }

  /** Holds what is talked in, for a call that is to be placed; true when nothing is talked in any more. */
  async free(): Promise<boolean> {
    if (this.#look) return false;
    this.#look = () => {};
    const isFree = await this.#hold('', 'call');
    this.#look = undefined;
    return isFree;
  }

  /** Takes in the calls after each change. */
  onCalls(): void {
    this.#look?.();
  }

  /** Resolves with true when news say that nothing is talked in any more, and the second is as it was. */
  async #hold(secondId: string, type: 'answer' | 'resume' | 'call'): Promise<boolean> {
    const {calls, perform, onNotice} = this.#options;
    const find = (is: (call: Call) => boolean) => calls().find(is);
    const wanted = find(({id}) => id === secondId)?.state;
    for (;;) {
      const first = find(({id, state}) => state === 'talking' && id !== secondId);
      if (!first) return true;
      await perform(first.id, {type: 'hold'});
      const isFree = await new Promise<boolean>((resolve) => {
        this.#look = () => {
          const now = find(({id}) => id === first.id);
          if (find(({id}) => id === secondId)?.state !== wanted) resolve(false);
          else if (now?.state !== 'talking') resolve(true);
          // refused, or no news came and a read did not show it either
          else if (!now.pending) {
            onNotice(notPossible[type]);
            resolve(false);
          }
        };
        this.#look();
      });
      if (!isFree) return false;
    }
  }
}
