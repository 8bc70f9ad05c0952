import {OnDemand} from '../base/on-demand.js';
import {Store} from '../base/store.js';
import type {Commands, CommandsOptions} from './commands.js';
import type {ControlContext, controlsFor} from './controls.js';
import type {Call, CallCommand, Controls, PendingCommand} from './types.js';

/** What presses on calls need: who acts for which, and what became of it. */
export interface PressParts {
  readonly Commands: typeof Commands;
  readonly controlsFor: typeof controlsFor;
}

export interface PressesOptions extends CommandsOptions {
  /** Gets the parts; rejects when they can't be loaded. */
  readonly load: () => Promise<PressParts>;
  /** The parts are there: buttons can be shown. */
  readonly onReady: () => void;
}

/** After a failure it is asked for again; ms. */
const tryAgain = 10_000;

interface Ready {
  readonly commands: Commands;
  readonly controlsFor: typeof controlsFor;
}

const absent = {visible: false, enabled: false} as const;
const nothing: Controls = {
  answer: absent,
  hold: absent,
  resume: absent,
  mute: absent,
  digits: absent,
  end: absent,
};

/**
 * The door to everything that is pressed on a call. What is behind it is loaded at once, beside the first reads: until
 * it is there a call has no buttons.
 */
export class Presses {
  /** Commands under way, by call. */
  readonly pending = new Store<ReadonlyMap<string, PendingCommand>>(new Map());
  readonly #options: PressesOptions;
  readonly #ready: OnDemand<Ready>;

  constructor(options: PressesOptions) {
    this.#options = options;
    this.#ready = new OnDemand(() => this.#load());
    void this.#begin();
  }

  /** Which buttons a call has, and why one can't be pressed. */
  controlsFor(call: Call, context: ControlContext): Controls {
    return this.#ready.value?.controlsFor(call, context) ?? nothing;
  }

  /** True when it was sent, and for digits: is on its way. What did not go has been told. */
  async perform(callId: string, command: CallCommand): Promise<boolean> {
    const ready = this.#ready.value ?? (await this.#ready.want());
    if (ready) return ready.commands.perform(callId, command);
    this.#options.onNotice('desk/not-loaded');
    return false;
  }

  /** Takes in the calls after each change. */
  onCalls(calls: readonly Call[]): void {
    this.#ready.value?.commands.onCalls(calls);
  }

  /** Finesse answers again after an outage. */
  onBack(): void {
    this.#ready.value?.commands.onBack();
  }

  /** A later notification refused a request. True when it was one of ours. */
  onRefused(requestId: string): boolean {
    return this.#ready.value?.commands.onRefused(requestId) ?? false;
  }

  /** No call can do without: asked for until it is there. */
  async #begin(): Promise<void> {
    if (await this.#ready.want()) this.#options.onReady();
    else this.#options.clock.after(tryAgain, () => void this.#begin());
  }

  async #load(): Promise<Ready> {
    const {load, onReady: _onReady, ...options} = this.#options;
    const {Commands, controlsFor} = await load();
    const commands = new Commands(options);
    commands.pending.subscribe((pending) => this.pending.set(pending));
    return {commands, controlsFor};
  }
}
