import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store, type Readable} from '../base/store.js';
import {AgentModel} from './agent.js';
import type {FinesseClient} from './client.js';
import {DialogsModel} from './dialogs.js';
import type {Notifications} from './notifications.js';
import {parseUpdate, type TimeFrame, type Update} from './parse.js';
import type {Agent, Connection, Dialog, ReasonCode, WrapUpReason} from './types.js';

export interface FinesseOptions {
  readonly userId: string;
  /** Made with the frame of time that this keeps. */
  readonly client: (frame: () => TimeFrame) => FinesseClient;
  readonly notifications: Notifications;
  readonly clock: Clock;
  readonly log: Log;
  readonly onNotice: (code: string) => void;
  /** A call request was refused by a later notification; `requestId` says which. */
  readonly onCallRefused: (requestId: string) => void;
}

/** A measured clock difference below this changes nothing; ms. */
const offsetTolerance = 1_000;

/** Reads asked for by bad input are at least this far apart; ms. */
const resyncPause = 5_000;

/**
 * Everything Finesse says about one agent, kept true: subscribe first, then read, apply what came meanwhile, and read
 * again after every gap.
 */
export class Finesse {
  readonly client: FinesseClient;
  readonly #options: FinesseOptions;
  readonly #agent: AgentModel;
  readonly #dialogs = new DialogsModel();
  readonly #reasons = new Store<readonly ReasonCode[]>([]);
  readonly #wrapUpReasons = new Store<readonly WrapUpReason[]>([]);
  readonly #connection = new Store<Connection>('connecting');
  readonly #deployment = new Store<'CCE' | 'CCX'>('CCE');
  readonly #counters = {refused: 0, foreign: 0};
  #offset = 0;
  #inService = true;
  #reading: Promise<void> | undefined;
  #readAgain = false;
  #buffer: Update[] | undefined;
  #lastBadInput = -Infinity;

  constructor(options: FinesseOptions) {
    this.#options = options;
    this.client = options.client(() => this.#frame());
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
    return this.#reasons;
  }

  get wrapUpReasons(): Readable<readonly WrapUpReason[]> {
    return this.#wrapUpReasons;
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

  requestState(...request: Parameters<AgentModel['requestState']>): Promise<void> {
    return this.#agent.requestState(...request);
  }

  start(signal: AbortSignal): void {
    const {notifications, userId} = this.#options;
    const follow = (connection: Connection) => {
      this.#showConnection();
      if (connection === 'live') void this.resync().catch(() => {});
    };
    signal.addEventListener('abort', notifications.connection.subscribe(follow));
    notifications.start(userId, (text) => this.#onPayload(text), signal);
    if (notifications.connection.state === 'live') follow('live');
  }

  /**
   * Reads User and Dialogs and takes the answer as the truth. One at a time: asked again meanwhile, it runs once more.
   * Rejects with DeskError when Finesse can't be read.
   */
  resync(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return this.#reading;
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
      if (this.#readAgain) {
        this.#readAgain = false;
        void this.resync().catch(() => {});
      }
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const {userId, clock, log} = this.#options;
    const buffered: Update[] = [];
    this.#buffer = buffered;
    try {
      const sent = clock.now();
      const system = await this.client.systemInfo();
      if (system.timestamp !== undefined) this.#measure(system.timestamp - (sent + clock.now()) / 2);
      this.#deployment.set(system.deployment);
      this.#inService = system.inService;
      this.#showConnection();
      const [agent, dialogs] = await Promise.all([this.client.user(userId), this.client.dialogs(userId)]);
      this.#agent.onAgent(agent);
      this.#dialogs.onRead(dialogs);
      log.info('read', {state: agent.rawState, dialogs: dialogs.length});
      await this.#readLists(userId);
    } finally {
      this.#buffer = undefined;
      for (const update of buffered) this.#apply(update);
    }
  }

  /** Small differences are the network's: stamps read before and after must stay comparable. */
  #measure(offset: number): void {
    if (Math.abs(offset - this.#offset) > offsetTolerance) this.#offset = offset;
  }

  /** Reasons change rarely: read once; without them the desk works, with "no reason required". */
  async #readLists(userId: string): Promise<void> {
    if (this.#reasons.state.length > 0) return;
    const [notReady, signOut, wrapUp] = await Promise.all([
      this.client.reasonCodes(userId, 'NOT_READY').catch(() => []),
      this.client.reasonCodes(userId, 'LOGOUT').catch(() => []),
      this.client.wrapUpReasons(userId).catch(() => []),
    ]);
    this.#reasons.set([...notReady, ...signOut]);
    this.#wrapUpReasons.set(wrapUp);
  }

  #onPayload(text: string): void {
    let update: Update;
    try {
      update = parseUpdate(text, this.#frame());
    } catch {
      this.#counters.refused++;
      this.#options.log.warn('notification refused', {length: text.length});
      this.#readAfterBadInput();
      return;
    }
    if (this.#buffer) this.#buffer.push(update);
    else this.#apply(update);
  }

  #apply(update: Update): void {
    const {userId} = this.#options;
    const own = `/finesse/api/User/${userId}`;
    const {payload, source, event} = update;
    if (payload.kind === 'system') {
      this.#inService = payload.system.inService;
      this.#showConnection();
      return;
    }
    if (payload.kind === 'errors') {
      if (!this.#agent.onRefusal(update.requestId)) this.#options.onCallRefused(update.requestId);
      return;
    }
    if (payload.kind === 'user') {
      if (source !== own || payload.agent.id !== userId) this.#counters.foreign++;
      else if (event === 'DELETE') void this.resync().catch(() => {});
      else this.#agent.onAgent(payload.agent);
      return;
    }
    if (payload.kind === 'dialogs') {
      if (source !== `${own}/Dialogs`) {
        this.#counters.foreign++;
        return;
      }
      for (const dialog of payload.dialogs) {
        if (event === 'DELETE') this.#dialogs.onRemoved(dialog.id);
        else this.#dialogs.onAdded(dialog);
      }
      return;
    }
    if (payload.kind === 'dialog') {
      if (source !== `/finesse/api/Dialog/${payload.dialog.id}`) this.#counters.foreign++;
      else if (event === 'DELETE') this.#dialogs.onRemoved(payload.dialog.id);
      // an unknown dialog is never shown as it came: what we missed is read
      else if (!this.#dialogs.onChanged(payload.dialog)) void this.resync().catch(() => {});
    }
  }

  #readAfterBadInput(): void {
    const {clock} = this.#options;
    if (clock.now() - this.#lastBadInput < resyncPause) return;
    this.#lastBadInput = clock.now();
    void this.resync().catch(() => {});
  }

  #showConnection(): void {
    const channel = this.#options.notifications.connection.state;
    this.#connection.set(channel === 'live' && !this.#inService ? 'failing' : channel);
  }

  #frame(): TimeFrame {
    return {now: this.#options.clock.now(), offset: this.#offset};
  }
}
