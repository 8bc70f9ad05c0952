import {isAlike} from '../base/alike.js';
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {Store, type Readable} from '../base/store.js';
import type {Call} from '../calls/types.js';
import type {FinesseClient} from '../finesse/client.js';
import {offersRecording, onPicture} from './finesse-word.js';
import {HttpRecorder, type CallReference, type RecorderEvents} from './recorder.js';
import {readRecordingSettings, type RecordingSettings} from './recorder-settings.js';
import type {CallRecording, RecordingOrder, RecordingWord} from './types.js';
import {partiesOf, WatchedCall} from './watched-call.js';

/** How everything else is, for recording. */
export interface RecordingView {
  readonly agentId: string;
  readonly extension: string;
  readonly finesseLive: boolean;
  /** The way to the edge is up: a leg would hear that recording has changed. */
  readonly phoneUp: boolean;
}

export interface RecordingsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly client: Pick<FinesseClient, 'act' | 'newRequestId'>;
  /** As the settings have it; read here. */
  readonly settings: unknown;
  readonly view: () => RecordingView;
  /** The browser's own when absent. */
  readonly fetch?: typeof fetch;
  readonly openEvents?: (url: string) => RecorderEvents;
}

/** An order that nobody has confirmed by then did not work; ms. */
const confirmTimeout = 6_000;

const wanted: Readonly<Record<RecordingOrder, RecordingWord['state']>> = {
  start: 'on',
  stop: 'off',
  pause: 'paused',
  resume: 'on',
};

const fits: Readonly<Record<'on' | 'paused' | 'off', readonly RecordingOrder[]>> = {
  on: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  off: ['start'],
};

/**
 * Whether each call is recorded, from all who can say so, and the agent's orders. What is shown changes with news only,
 * never with a press; an order is sent once.
 */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #settings: RecordingSettings | undefined;
  readonly #recorder: HttpRecorder | undefined;
  readonly #watched = new Map<string, WatchedCall>();
  readonly #shown = new Store<ReadonlyMap<string, CallRecording>>(new Map());
  /** How everything else was when the calls were taken in last. */
  #view: RecordingView | undefined;

  constructor(options: RecordingsOptions, signal: AbortSignal) {
    this.#options = options;
    const {
      clock,
      log,
      fetch = globalThis.fetch.bind(globalThis),
      openEvents = (url) => new EventSource(url),
    } = options;
    const settings = readRecordingSettings(options.settings ?? {}, (faults) =>
      log.error('settings for recording are wrong', {faults: faults.join('; ')}),
    );
    this.#settings = settings;
    this.#recorder =
      settings?.recorder &&
      new HttpRecorder({
        settings: settings.recorder,
        clock,
        log,
        fetch,
        openEvents,
        onWord: (id, word) => this.#onWord(id, word),
      });
    signal.addEventListener('abort', () => this.onCalls([]));
  }

  /** What is shown, by call. */
  get recordings(): Readable<ReadonlyMap<string, CallRecording>> {
    return this.#shown;
  }

  /** Takes in the calls after each change, and how everything else is. */
  onCalls(calls: readonly Call[]): void {
    const live = calls.filter(({state}) => state === 'talking' || state === 'held');
    const ids = new Set(live.map(({id}) => id));
    for (const [id, watched] of this.#watched) {
      if (ids.has(id)) continue;
      watched.close();
      this.#recorder?.unwatch(id);
      this.#watched.delete(id);
    }
    const view = this.#options.view();
    const isSameView = isAlike(view, this.#view);
    this.#view = view;
    const changed = live.filter((call) => !isSameView || this.#watched.get(call.id)?.call !== call);
    for (const call of changed) this.#follow(call);
    this.#show(new Set(changed.map(({id}) => id)));
  }

  /** A later notification refused a request. True when it was one of ours. */
  onRefused(requestId: string): boolean {
    for (const watched of this.#watched.values()) {
      if (requestId === '' || watched.finesse?.requestId !== requestId) continue;
      watched.finesse = undefined;
      this.#fail(watched, 'start');
      this.#show();
      return true;
    }
    return false;
  }

  /** The agent's order. What can't be asked for now is not. */
  order(callId: string, order: RecordingOrder): void {
    const watched = this.#watched.get(callId);
    if (!watched || watched.open || !this.#ordersFor(watched).includes(order)) return;
    watched.failed = undefined;
    const stop = this.#options.clock.after(confirmTimeout, () => {
      this.#fail(watched, order);
      this.#show();
    });
    watched.open = {order, stop};
    watched.stopResume();
    watched.resumesAt = undefined;
    if (order === 'pause') watched.ownPause = true;
    if (this.#recorder?.can(order)) void this.#askRecorder(this.#recorder, watched, order);
    else void this.#askFinesse(watched);
    this.#show();
  }

  async #askRecorder(recorder: HttpRecorder, watched: WatchedCall, order: RecordingOrder): Promise<void> {
    if (await recorder.order(watched.call.id, order)) return;
    this.#fail(watched, order);
    this.#show();
  }

  async #askFinesse(watched: WatchedCall): Promise<void> {
    const {client, clock, view} = this.#options;
    const requestId = client.newRequestId();
    watched.finesse = {requestId, at: clock.now(), shownAt: undefined, over: false};
    watched.moved = false;
    try {
      await client.act(watched.call.dialog?.id ?? '', view().extension, 'START_RECORDING', requestId);
    } catch {
      // it may have been heard: what Finesse shows from now on counts all the same
      this.#fail(watched, 'start');
      this.#show();
    }
  }

  #follow(call: Call): void {
    const {clock, view} = this.#options;
    const reference = this.#referenceOf(call);
    const known = this.#watched.get(call.id);
    const watched = known ?? new WatchedCall(call, reference);
    const parties = partiesOf(call);
    const isMoved = watched.parties !== undefined && parties !== watched.parties;
    const isAnother = !known || !isAlike(reference, watched.reference);
    if (isMoved) watched.moved = true;
    // who is in a conference is offered less anyway: that shows nothing
    if (watched.finesse && !watched.moved && watched.call.dialog !== call.dialog)
      watched.finesse = onPicture(watched.finesse, call, view().extension, clock.now());
    Object.assign(watched, {call, parties, reference});
    watched.hear(call.leg?.recording, clock.now());
    this.#watched.set(call.id, watched);
    if (!this.#settings) watched.recorder = {state: 'unknown', why: 'settings'};
    if (this.#recorder && !this.#recorder.knows(reference)) {
      // asked by no name it would say that it does not record
      this.#recorder.unwatch(call.id);
      watched.stopStale();
      watched.recorder = undefined;
    } else if (this.#recorder && (isMoved || isAnother)) {
      watched.recorder = {state: 'unknown', why: known ? 'moved' : 'asking'};
      this.#recorder.watch(call.id, reference);
    }
    this.#takeForDone(watched);
  }

  #onWord(id: string, word: RecordingWord): void {
    const watched = this.#watched.get(id);
    if (!watched || !this.#recorder) return;
    watched.recorder = word;
    watched.stopStale();
    if (word.state !== 'unknown')
      watched.stopStale = this.#options.clock.after(this.#recorder.staleMs, () => {
        watched.recorder = {state: 'unknown', why: 'stale'};
        this.#show();
      });
    this.#takeForDone(watched);
    this.#show();
  }

  /** What was asked for is a fact now; a pause of the agent's counts down from here. */
  #takeForDone(watched: WatchedCall): void {
    const {state} = this.#settle(watched).word;
    if (watched.open && wanted[watched.open.order] === state) {
      watched.open.stop();
      watched.open = undefined;
    }
    if (watched.failed !== undefined && wanted[watched.failed] === state) watched.failed = undefined;
    if (state === 'on' || state === 'off') {
      if (watched.open?.order !== 'pause') watched.ownPause = false;
      watched.resumesAt = undefined;
      watched.stopResume();
    }
    const isCounted = watched.resumesAt !== undefined || watched.open !== undefined;
    if (state === 'paused' && watched.ownPause && !isCounted && watched.failed === undefined)
      this.#countDown(watched);
  }

  #countDown(watched: WatchedCall): void {
    const {clock} = this.#options;
    const ms = (this.#settings?.pauseSeconds ?? 0) * 1000;
    watched.resumesAt = clock.now() + ms;
    watched.stopResume = clock.after(ms, () => this.order(watched.call.id, 'resume'));
  }

  #fail(watched: WatchedCall, order: RecordingOrder): void {
    if (watched.open?.order !== order) return;
    watched.open.stop();
    watched.open = undefined;
    watched.failed = order;
    if (order === 'pause') watched.ownPause = false;
  }

  #settle(watched: WatchedCall) {
    return watched.settled(this.#options.view());
  }

  #ordersFor(watched: WatchedCall): readonly RecordingOrder[] {
    const {state} = this.#settle(watched).word;
    const {extension, finesseLive} = this.#options.view();
    const byFinesse =
      finesseLive && offersRecording(watched.call, extension) && watched.finesse?.shownAt === undefined;
    const all = state === 'unknown' ? this.#inDoubt(watched) : fits[state];
    const byRecorder = this.#recorder?.knows(watched.reference) === true;
    return all.filter((order) => (byRecorder && this.#can(order)) || (order === 'start' && byFinesse));
  }

  /** A pause that the agent began can always be asked to end, and card data always be kept out. */
  #inDoubt({ownPause}: WatchedCall): readonly RecordingOrder[] {
    if (!this.#recorder) return ['start'];
    return ownPause ? ['resume'] : ['pause'];
  }

  #can(order: RecordingOrder): boolean {
    return this.#recorder?.can(order) === true;
  }

  #referenceOf(call: Call): CallReference {
    const {agentId, extension} = this.#options.view();
    const {dialog, leg, peer} = call;
    return {call: dialog?.id ?? '', key: leg?.key ?? '', agent: agentId, extension, number: peer.number};
  }

  /** @param changed the calls to look at; all where it is absent */
  #show(changed?: ReadonlySet<string>): void {
    const before = this.#shown.state;
    const next = new Map(
      [...this.#watched].map(([id, watched]) => {
        const known = changed?.has(id) === false ? before.get(id) : undefined;
        return [id, known ?? this.#picture(id, watched)];
      }),
    );
    if (next.size === before.size && [...next].every(([id, shown]) => before.get(id) === shown)) return;
    this.#shown.set(next);
  }

  /** The object of before where nothing changed. */
  #picture(id: string, watched: WatchedCall): CallRecording {
    const {word, source} = this.#settle(watched);
    const told = word.state === 'unknown' ? undefined : word;
    const picture: CallRecording = {
      state: word.state,
      source,
      by: told?.by,
      since: told?.since,
      why: word.state === 'unknown' ? word.why : undefined,
      orders: watched.open ? [] : this.#ordersFor(watched),
      pending: watched.open?.order,
      failed: watched.failed,
      resumesAt: watched.resumesAt,
      alarm: this.#settings?.required === true && isAlarming(word, this.#recorder !== undefined),
    };
    const before = this.#shown.state.get(id);
    return before && isAlike(before, picture) ? before : picture;
  }
}

/** Not known to be recorded; but for the moment in which the recorder is being asked. A pause is on purpose. */
function isAlarming(word: RecordingWord, hasRecorder: boolean): boolean {
  if (word.state !== 'unknown') return word.state === 'off';
  return word.why !== 'asking' && !(word.why === 'moved' && hasRecorder);
}
