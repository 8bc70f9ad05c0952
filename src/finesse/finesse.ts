import {backoffMs} from '../base/backoff.js';
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import {Store, type Readable} from '../base/store.js';
import {Turns} from '../base/turns.js';
import {AgentModel} from './agent.js';
import type {FinesseClient} from './client.js';
import {DialogsModel} from './dialogs.js';
import type {ApiError, FinesseError} from './errors.js';
import type {Notifications} from './notifications.js';
import {parseUpdate, type TimeFrame, type Update} from './parse.js';
import {ReasonLists} from './reason-lists.js';
import {ServerTime} from './server-time.js';
import type {Attempt} from './sign-in.js';
import type {Agent, Connection, Dialog, ReasonCode, SignIn, WrapUpReason} from './types.js';

export interface FinesseOptions {
  readonly userId: string;
  /** Made with the frame of time that this keeps. */
  readonly client: (frame: () => TimeFrame) => FinesseClient;
  readonly notifications: Notifications;
  readonly clock: Clock;
  readonly log: Log;
  readonly onNotice: (code: string) => void;
  /** A call request was refused by a later notification; `requestId` says which, the errors why. */
  readonly onCallRefused: (requestId: string, errors: readonly ApiError[]) => void;
  /** A notification adds a dialog; told before the dialog is shown. `requestId` is empty when no request caused it. */
  readonly onDialogAdded?: (dialogId: string, requestId: string) => void;
}

/** Reads asked for by bad input are at least this far apart; ms. */
const resyncPause = 5_000;

/** A read that failed is tried again after a second at least, further and further apart. */
const retry = {pauseMs: 1_000, baseMs: 1_000, capMs: 20_000} as const;

/**
 * Everything Finesse says about one agent, kept true: subscribe first, then read, apply what came meanwhile, and read
 * again after every gap.
 */
export class Finesse {
  readonly client: FinesseClient;
  readonly #options: FinesseOptions;
  readonly #agent: AgentModel;
  readonly #dialogs = new DialogsModel();
  readonly #lists: ReasonLists;
  readonly #time: ServerTime;
  readonly #reads = new Turns(() => (this.#stopped ? Promise.resolve() : this.#read()));
  readonly #connection = new Store<Connection>('connecting');
  readonly #deployment = new Store<'CCE' | 'CCX'>('CCE');
  readonly #counters = {refused: 0, foreign: 0};
  #signIn: Attempt | undefined;
  #inService = true;
  /** The last read worked. */
  #readable = true;
  #failures = 0;
  /** What came during a read, unread: only after it the server's clock is known. */
  #buffer: string[] | undefined;
  #lastBadInput = -Infinity;
  #noRetry: () => void = () => {};
  #noReadSoon: (() => void) | undefined;
  #stopped = false;

  constructor(options: FinesseOptions) {
    this.#options = options;
    this.#time = new ServerTime(options.clock);
    this.client = options.client(() => this.#time.frame);
    this.#lists = new ReasonLists(this.client);
    this.#agent = new AgentModel({
      client: this.client,
      clock: options.clock,
      resync: () => this.resync(),
      onRefused: options.onNotice,
    });
  }

  get agent(): Readable<Agent | undefined> {
    return this.#agent.agent;
  }

  get dialogs(): Readable<readonly Dialog[]> {
    return this.#dialogs.dialogs;
  }

  get reasons(): Readable<readonly ReasonCode[]> {
    return this.#lists.reasons;
  }

  get wrapUpReasons(): Readable<readonly WrapUpReason[]> {
    return this.#lists.wrapUpReasons;
  }

  get connection(): Readable<Connection> {
    return this.#connection;
  }

  get deployment(): Readable<'CCE' | 'CCX'> {
    return this.#deployment;
  }

  /** Input that was refused or belonged to somebody else, since the start. */
  get counters(): {readonly refused: number; readonly foreign: number} {
    return this.#counters;
  }

  /** Takes a dialog from the screen that is over, although reads may still name it (F-13). */
  forget(dialogId: string): void {
    this.#dialogs.forget(dialogId);
  }

  requestState(...request: Parameters<AgentModel['requestState']>): Promise<void> {
    return this.#agent.requestState(...request);
  }

  /** Signs in from a page of our own; in the desktop the desktop does it. Rejects with DeskError when refused. */
  async signIn(order: SignIn): Promise<void> {
    const {signIn} = await import('./sign-in.js');
    const attempt = signIn(
      {
        userId: this.#options.userId,
        client: this.client,
        agent: this.agent,
        connection: this.connection,
        clock: this.#options.clock,
      },
      order,
    );
    this.#signIn = attempt;
    await attempt.done;
  }

  start(signal: AbortSignal): void {
    const {notifications, userId} = this.#options;
    const follow = (connection: Connection) => {
      this.#showConnection();
      if (connection === 'live') void this.resync().catch(() => {});
    };
    const unsubscribe = notifications.connection.subscribe(follow);
    signal.addEventListener('abort', () => {
      this.#stopped = true;
      unsubscribe();
      this.#noRetry();
      this.#noReadSoon?.();
    });
    notifications.start(userId, (text) => this.#onPayload(text), signal);
    if (notifications.connection.state === 'live') follow('live');
  }

  /**
   * Reads User and Dialogs and takes the answer as the truth. One at a time: whoever asks while one runs waits for the
   * one that follows it, which began after they asked. Rejects with DeskError when Finesse can't be read.
   */
  resync(): Promise<void> {
    return this.#reads.run();
  }

  async #read(): Promise<void> {
    const {userId, clock, log} = this.#options;
    const buffered: string[] = [];
    this.#buffer = buffered;
    this.#noRetry();
    try {
      const sent = clock.now();
      const system = await this.client.systemInfo();
      if (system.timestamp !== undefined) this.#time.measure(system.timestamp, sent);
      this.#deployment.set(system.deployment);
      const [agent, dialogs] = await Promise.all([this.client.user(userId), this.client.dialogs(userId)]);
      this.#agent.onAgent(agent);
      this.#dialogs.onRead(dialogs);
      log.info('read', {state: agent.rawState, dialogs: dialogs.length});
      this.#inService = system.inService;
      this.#onReadEnd();
      if (system.inService) this.#agent.onBack();
    } catch (error) {
      this.#onReadEnd(error);
      throw error;
    } finally {
      this.#buffer = undefined;
      for (const text of buffered) this.#onPayload(text);
    }
    void this.#lists.read(userId);
  }

  /** While Finesse can't be read it is tried again; a lost sign-in is not, or the account would be blocked. */
  #onReadEnd(error?: unknown): void {
    this.#readable = error === undefined;
    this.#showConnection();
    if (this.#readable && this.#inService) {
      this.#failures = 0;
      return;
    }
    const code = error instanceof DeskError ? error.code : '';
    this.#options.log.warn('not read', {code});
    if (code === 'finesse/unauthorized') {
      this.#options.onNotice(code);
      return;
    }
    this.#retryLater(error);
  }

  #retryLater(error?: unknown): void {
    this.#noRetry();
    if (this.#stopped) return;
    const {retryAfterMs = 0} = (error ?? {}) as Partial<FinesseError>;
    const wait = Math.max(retry.pauseMs + backoffMs(this.#failures++, retry), retryAfterMs);
    this.#noRetry = this.#options.clock.after(wait, () => void this.resync().catch(() => {}));
  }

  #onPayload(text: string): void {
    if (this.#buffer) {
      this.#buffer.push(text);
      return;
    }
    let update: Update;
    try {
      update = parseUpdate(text, this.#time.frame);
    } catch {
      this.#counters.refused++;
      this.#options.log.warn('notification refused', {length: text.length});
      this.#readSoon();
      return;
    }
    this.#apply(update);
  }

  #apply(update: Update): void {
    const {userId} = this.#options;
    const own = `/finesse/api/User/${userId}`;
    const {payload, source, event} = update;
    if (event === 'OTHER') return;
    if (payload.kind === 'system') {
      if (source !== '/finesse/api/SystemInfo') this.#counters.foreign++;
      else if (!payload.system.inService) {
        this.#inService = false;
        // that it is back may be told before, or never
        this.#retryLater();
      }
      // back again: the read says so when it has worked
      else if (!this.#inService) void this.resync().catch(() => {});
      this.#showConnection();
      return;
    }
    if (payload.kind === 'errors') {
      if (this.#signIn?.refuse(update.requestId, payload.errors)) return;
      if (!this.#agent.onRefusal(update.requestId))
        this.#options.onCallRefused(update.requestId, payload.errors);
      return;
    }
    if (payload.kind === 'user') {
      if (source !== own || payload.agent.id !== userId) this.#counters.foreign++;
      else if (event === 'DELETE') void this.resync().catch(() => {});
      else {
        const [old, unclear] = [this.#agent.isOlder(payload.agent), this.#agent.isUnclear(payload.agent)];
        if (!old) this.#agent.onAgent(payload.agent);
        if (old || unclear) this.#readSoon();
      }
      return;
    }
    if (payload.kind === 'dialogs') {
      if (source !== `${own}/Dialogs`) {
        this.#counters.foreign++;
        return;
      }
      for (const dialog of payload.dialogs) {
        if (event !== 'DELETE') this.#options.onDialogAdded?.(dialog.id, update.requestId);
        const clear = event === 'DELETE' ? this.#dialogs.onRemoved(dialog) : this.#dialogs.onAdded(dialog);
        if (!clear) this.#readSoon();
      }
      return;
    }
    if (payload.kind === 'dialog') {
      if (source !== `/finesse/api/Dialog/${payload.dialog.id}`) this.#counters.foreign++;
      else {
        const {dialog} = payload;
        const taken =
          event !== 'DELETE'
            ? this.#dialogs.onChanged(dialog)
            : this.#dialogs.onRemoved(dialog)
              ? 'yes'
              : 'unclear';
        // an unknown dialog is never shown as it came: what we missed is read
        if (taken === 'no') void this.resync().catch(() => {});
        else if (taken === 'unclear') this.#readSoon();
      }
    }
  }

  /** Reads at once, or at the end of the pause since the last such read: what was refused may have been news. */
  #readSoon(): void {
    if (this.#noReadSoon || this.#stopped) return;
    const {clock} = this.#options;
    const since = Math.abs(clock.now() - this.#lastBadInput);
    const read = () => {
      this.#noReadSoon = undefined;
      this.#lastBadInput = clock.now();
      void this.resync().catch(() => {});
    };
    if (since >= resyncPause) read();
    else this.#noReadSoon = clock.after(resyncPause - since, read);
  }

  #showConnection(): void {
    const channel = this.#options.notifications.connection.state;
    const works = this.#inService && this.#readable;
    this.#connection.set(channel === 'live' && !works ? 'failing' : channel);
  }
}
