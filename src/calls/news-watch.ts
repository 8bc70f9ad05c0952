/** Notices that news must have been lost, by what else is known, and has the truth read. Loaded after the start. */
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Readable} from '../base/store.js';
import type {FinesseClient} from '../finesse/client.js';
import type {Agent, Connection, Dialog} from '../finesse/types.js';
import type {Call} from './types.js';

/** What is known at one moment. */
export interface NewsView {
  readonly finesse: Connection;
  readonly agent: Agent | undefined;
  readonly calls: readonly Call[];
  /** Every call rings in this browser, so that a dialog should have a leg, and a leg a dialog. */
  readonly legPerCall: boolean;
}

export interface NewsWatchOptions {
  readonly clock: Clock;
  readonly view: () => NewsView;
  readonly finesse: {
    /** Reads everything again. Rejects when Finesse can't be read. */
    resync(): Promise<void>;
    /** For reads that change nothing. */
    readonly client: Pick<FinesseClient, 'dialog' | 'dialogs'>;
    /** Takes a dialog from the screen that is over, whatever lists say. */
    forget(dialogId: string): void;
  };
  readonly notices: {
    /** What the agent is told, and has not dismissed. */
    readonly shown: Readable<readonly {readonly code: string}[]>;
    tell(code: string): void;
    retract(code: string): void;
  };
  /** This computer slept, or its clock was set. */
  readonly onWake: () => void;
  /** In [0, 1). */
  readonly random?: () => number;
}

/** The notice of a call that Finesse keeps; to dismiss it is to clear the call. */
const keptCode = 'desk/kept-call';

/** The notice of a leg that Finesse shows no call for (F-52). */
const aloneCode = 'desk/leg-alone';

/** How long one half of a call may wait for the other before the truth is read: first, and once more; ms. */
const halfWaits = [1_500, 3_500] as const;

/** After this the agent is told of a leg that is still without a dialog; ms. */
const aloneAfter = 10_000;

/** How long the agent's state and the calls may contradict each other before the truth is read; ms. */
const contradictionWait = 2_000;

/** Where no leg tells of calls, the dialogs are looked at after a pause between these; ms. */
const lookPause = {least: 35_000, most: 55_000} as const;

/** The tick that notices sleep; ms. */
const tick = 2_000;

/** A tick so late, or a clock so far off, is no hiccup; ms. */
const sleptAfter = 5_000;

interface Half {
  readonly call: Call;
  reads: number;
  stop: () => void;
}

/**
 * Four signs that something was missed: one half of a call without the other (F-09, F-10, F-13), a state that
 * contradicts the calls, a sleep (F-22), and, where no leg rings here, nothing but the time that has passed: then the
 * dialogs are looked at now and then, at random moments, so that many desks don't ask together.
 */
export class NewsWatch {
  readonly #options: NewsWatchOptions;
  readonly #halves = new Map<string, Half>();
  #contradiction: (() => void) | undefined;
  /** The dialog that Finesse keeps although nothing is heard of it here; the agent is told (F-13). */
  #kept: {readonly key: string; readonly dialogId: string} | undefined;
  /** Legs without a dialog that the agent has been told of. */
  readonly #alone = new Set<string>();
  #stopLook: () => void = () => {};
  #stopTick: () => void = () => {};

  constructor(options: NewsWatchOptions, signal: AbortSignal) {
    this.#options = options;
    this.#lookLater();
    this.#tick();
    signal.addEventListener('abort', () => {
      this.#stopLook();
      this.#stopTick();
      this.#contradiction?.();
      for (const half of this.#halves.values()) half.stop();
      unsubscribe();
    });
    const {notices, finesse} = options;
    let before = notices.shown.state.length;
    const unsubscribe = notices.shown.subscribe((now) => {
      // a shorter list: dismissed; one that gave way to newer notices leaves as many
      const dismissed = now.length < before && !now.some(({code}) => code === keptCode);
      before = now.length;
      const kept = this.#kept;
      if (!dismissed || !kept) return;
      this.#kept = undefined;
      finesse.forget(kept.dialogId);
    });
    this.look();
  }

  /** Takes in how things are after each change. */
  look(): void {
    const view = this.#options.view();
    const halves = new Map(halvesOf(view).map((call) => [keyOf(call), call]));
    for (const [key, half] of this.#halves) {
      if (halves.has(key)) continue;
      half.stop();
      this.#halves.delete(key);
      if (this.#alone.delete(key) && this.#alone.size === 0) this.#options.notices.retract(aloneCode);
      if (this.#kept?.key === key) {
        this.#kept = undefined;
        this.#options.notices.retract(keptCode);
      }
    }
    for (const [key, call] of halves) {
      if (this.#halves.has(key)) continue;
      const half: Half = {call, reads: 0, stop: () => {}};
      this.#halves.set(key, half);
      this.#readFor(half);
    }
    if (!contradicts(view)) {
      this.#contradiction?.();
      this.#contradiction = undefined;
    } else {
      // once for each contradiction: some are the platform's own way of telling
      this.#contradiction ??= this.#options.clock.after(contradictionWait, () => this.#resync());
    }
  }

  #readFor(half: Half): void {
    const [first, last] = halfWaits;
    half.stop = this.#options.clock.after(half.reads === 0 ? first : last - first, () => {
      this.#resync();
      if (half.reads++ === 0) this.#readFor(half);
      else if (half.call.dialog) void this.#ask(half.call.dialog.id, keyOf(half.call)).catch(() => {});
      else half.stop = this.#options.clock.after(aloneAfter - last, () => this.#tellAlone(keyOf(half.call)));
    });
  }

  /** What can be done goes to the leg; the rest comes with the dialog, if ever. */
  #tellAlone(key: string): void {
    // of a call that outlives the agent's sign-in the agent has been told
    if (this.#options.view().agent?.state === 'LOGOUT') return;
    this.#alone.add(key);
    this.#options.notices.tell(aloneCode);
  }

  /** A list may still name what is over, as after a move to the other server: asked by its id (F-13). */
  async #ask(dialogId: string, key: string): Promise<void> {
    const {finesse, view, notices} = this.#options;
    try {
      const {participants} = await finesse.client.dialog(dialogId);
      const own = participants.find(({address}) => address === view().agent?.extension);
      if (own && own.state !== 'DROPPED') {
        // Finesse insists: only the agent can know. What still rings is another matter: it may not have reached us
        if (!this.#halves.has(key) || !['ACTIVE', 'HELD'].includes(own.state)) return;
        this.#kept = {key, dialogId};
        notices.tell(keptCode);
        return;
      }
    } catch (error) {
      if (!(error instanceof DeskError && error.code === 'finesse/not-found')) throw error;
    }
    finesse.forget(dialogId);
  }

  #resync(): void {
    void this.#options.finesse.resync().catch(() => {});
  }

  #lookLater(): void {
    const {clock, random = Math.random} = this.#options;
    const {least, most} = lookPause;
    this.#stopLook = clock.after(least + random() * (most - least), () => {
      this.#lookLater();
      const {finesse, agent, legPerCall} = this.#options.view();
      if (finesse !== 'live' || legPerCall || !agent || agent.state === 'LOGOUT') return;
      void this.#compare().catch(() => {});
    });
  }

  /** One light request; everything is read only when it shows something else. */
  async #compare(): Promise<void> {
    const {finesse, view} = this.#options;
    const dialogs = await finesse.client.dialogs(view().agent?.id ?? '');
    const {calls, agent} = view();
    const shown = calls.flatMap(({dialog}) => dialog ?? []);
    if (pictureOf(dialogs, agent) !== pictureOf(shown, agent)) this.#resync();
  }

  #tick(): void {
    const {clock, onWake} = this.#options;
    const due = clock.now() + tick;
    const drift = clock.drift?.() ?? 0;
    this.#stopTick = clock.after(tick, () => {
      this.#tick();
      const late = clock.now() - due;
      const moved = (clock.drift?.() ?? 0) - drift;
      if (late < sleptAfter && Math.abs(moved) < sleptAfter) return;
      onWake();
      this.#resync();
    });
  }
}

const liveStates: readonly Call['state'][] = ['alerting', 'dialing', 'talking', 'held'];

/** Calls that lack a half they should have. */
function halvesOf({finesse, calls, legPerCall}: NewsView): Call[] {
  if (finesse !== 'live' || !legPerCall) return [];
  // what rings on a further line of the browser is Finesse's business at no time
  return calls.filter(
    (call) =>
      liveStates.includes(call.state) && !(call.dialog && call.leg) && (call.dialog || call.line === 1),
  );
}

const keyOf = ({id, dialog, leg}: Call): string => `${id} ${dialog?.id ?? ''} ${leg?.id ?? ''}`;

const busyStates = ['TALKING', 'HOLD', 'RESERVED'];
const restStates = ['READY', 'NOT_READY', 'WORK', 'WORK_READY'];

/** Whether the agent's state and the calls can't both be true for long. */
function contradicts({finesse, agent, calls}: NewsView): boolean {
  if (finesse !== 'live' || !agent) return false;
  const onCall = calls.some((call) => call.dialog && liveStates.includes(call.state));
  return onCall ? restStates.includes(agent.state) : busyStates.includes(agent.state);
}

/** Which dialogs there are, and the agent's part in each. */
const pictureOf = (dialogs: readonly Dialog[], agent: Agent | undefined): string =>
  dialogs
    .map(({id, participants}) => {
      const own = participants.find(({address}) => address === agent?.extension);
      return `${id} ${own?.state ?? ''} ${own?.actions.join() ?? ''}`;
    })
    .sort()
    .join();
