/** Everything on a desk that has to do with calls; loaded beside the first reads, so that state and lines are shown before. */
import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {OnDemand} from '../base/on-demand.js';
import type {Readable} from '../base/store.js';
import type {ByItself} from '../calls/by-itself.js';
import {Commands} from '../calls/commands.js';
import {controlsFor} from '../calls/controls.js';
import {Dialling} from '../calls/dialling.js';
import type {HistoryStore} from '../calls/history-store.js';
import {LostNews} from '../calls/lost-news.js';
import {mergeCalls, type Merged} from '../calls/merge.js';
import {PastCalls} from '../calls/past-calls.js';
import type {ReachWatch} from '../calls/reach.js';
import type {Rings} from '../calls/rings.js';
import {silence} from '../calls/silence.js';
import type {Transfers} from '../calls/transfers.js';
import type {StateContext} from '../calls/state-options.js';
import type {Call, CallCommand, Controls} from '../calls/types.js';
import type {Settings} from '../config.js';
import type {ApiError} from '../finesse/errors.js';
import type {Finesse} from '../finesse/finesse.js';
import type {RecordingCommand} from '../recording/types.js';
import type {Recordings} from '../recording/recordings.js';
import type {OnDemandSoftphone} from '../softphone/on-demand.js';
import type {Leg} from '../softphone/types.js';
import type {AgentLeg} from './agent-leg.js';
import type {CallsShown} from './calls-shown.js';
import type {Notices} from './notices.js';

export interface CallDeskOptions {
  readonly userId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly finesse: Finesse;
  readonly softphone: OnDemandSoftphone;
  readonly voice: AgentLeg;
  /** Where the calls that are over are kept; asked for once. */
  readonly history: () => Promise<HistoryStore>;
  /** When lost news are watched for without a call to cause it; ms from now, 5,000 when absent. */
  readonly watchAfter?: number | undefined;
  /** The calls have changed. */
  readonly onCalls: () => void;
  readonly onNotice: (code: string) => void;
  readonly notices: Notices;
}

/** What notices lost news watches with the first call, and by then without one: the start itself has just read; ms. */
const watchAfter = 5_000;

/** A call that comes before it is known how its line rings, rings unasked after this; ms. */
const ringsWait = 500;

/** Merges dialogs and legs into calls, carries out what is pressed on them, and watches that none is lost. */
export class CallDesk {
  readonly dialling: Dialling;
  readonly past: PastCalls;
  /** How each line rings. */
  readonly rings: OnDemand<Rings>;
  readonly #options: CallDeskOptions;
  readonly #shown: CallsShown;
  readonly #commands: Commands;
  readonly #reach: OnDemand<ReachWatch>;
  readonly #lostNews: LostNews;
  readonly #transfers: OnDemand<Transfers>;
  readonly #itself: OnDemand<ByItself>;
  readonly #recordings: OnDemand<Recordings>;
  #merged: Merged = {calls: [], nextId: 1};

  constructor(options: CallDeskOptions, shown: CallsShown, signal: AbortSignal) {
    const {clock, log, settings, finesse, softphone, voice, onNotice} = options;
    this.#options = options;
    this.#shown = shown;
    const calls = () => shown.calls.state;
    const resync = () => finesse.resync();
    this.#transfers = new OnDemand(async () => {
      const {Transfers} = await import('../calls/transfers.js');
      return new Transfers(options, this);
    });
    this.#itself = new OnDemand(async () => {
      const {ByItself} = await import('../calls/by-itself.js');
      const answer = (callId: string) => this.perform(callId, {type: 'answer'});
      return new ByItself({...options, answer}, () => this.look());
    });
    this.#commands = new Commands({
      clock,
      client: finesse.client,
      softphone,
      call: (id) => calls().find((call) => call.id === id),
      transfers: this.#transfers,
      itself: this.#itself,
      situation: () => this.#situation(),
      resync,
      onNotice,
    });
    this.#reach = new OnDemand(async () => {
      const {ReachWatch} = await import('../calls/reach.js');
      const watch = new ReachWatch(shown.reach, () => onNotice('sip/call-not-here'));
      // a reservation that is under way now is judged from now on
      this.#judgeReach(watch);
      return watch;
    });
    this.past = new PastCalls(
      {clock, log, load: () => import('../calls/history-book.js'), store: options.history},
      signal,
    );
    this.dialling = new Dialling({
      load: () => import('../calls/dial-engine.js'),
      clock,
      client: finesse.client,
      policy: settings.dial,
      softphone,
      furtherLines: () => [...voice.further.keys()],
      agent: () => finesse.agent.state,
      calls,
      resync,
      onNotice,
      perform: (callId, command) => this.#commands.perform(callId, command),
      show: (callId, command) => this.#commands.show(callId, command),
    });
    this.#recordings = new OnDemand(async () => {
      const {Recordings} = await import('../recording/recordings.js');
      const recordings = new Recordings(
        {
          clock,
          log,
          client: finesse.client,
          settings: settings.recording,
          view: () => ({
            agentId: finesse.agent.state?.id ?? '',
            extension: finesse.agent.state?.extension ?? '',
            finesseLive: this.#situation().finesseLive,
            phoneUp: softphone.registration.state === 'registered',
          }),
        },
        signal,
      );
      recordings.recordings.subscribe((state) => shown.recordings.set(state));
      return recordings;
    }, 10_000);
    this.rings = new OnDemand(async () => {
      // a call does not wait for its tone much longer than for its first round
      const tooLong = new Promise<never>((_, reject) => clock.after(ringsWait, reject));
      const {Rings} = await Promise.race([import('../calls/rings.js'), tooLong]);
      return new Rings(
        {...options, isRinging: () => ringing(calls(), this.#situation().nailedUp).length > 0},
        signal,
      );
    });
    this.#lostNews = new LostNews(
      () => import('../calls/news-watch.js'),
      {
        clock,
        view: () => ({
          finesse: finesse.connection.state,
          agent: finesse.agent.state,
          calls: calls(),
          legPerCall: voice.leg.state.kind === 'browser' && !this.#situation().nailedUp,
        }),
        finesse,
        notices: options.notices,
        onWake: () => softphone.checkLink(),
      },
      signal,
    );
    this.#follow(signal);
  }

  /** Takes in how everything is, after each change of agent, lines or health. */
  look(): void {
    const {finesse, settings, softphone, voice} = this.#options;
    const agent = finesse.agent.state;
    const {nailedUp} = this.#situation();
    const itself = this.#itself.value;
    if (nailedUp || (settings.autoAnswer && softphone.legs.state.length > 0)) void this.#itself.want();
    const legs = softphone.legs.state.filter((leg) => !this.#isHeldBack(leg));
    const merged = (this.#merged = mergeCalls(
      finesse.dialogs.state,
      itself?.without(legs, nailedUp, agent) ?? legs,
      {
        extension: agent?.extension ?? '',
        browserAudio: voice.leg.state.kind === 'browser',
        finesseLive: finesse.connection.state === 'live',
        furtherLines: [...voice.further.keys()],
      },
      this.#commands.pending.state,
      this.#merged,
    ));
    const transfers = this.#transfers.value;
    const lent = itself?.lend(merged.calls) ?? merged.calls;
    const base = transfers?.lend(lent) ?? lent;
    silence(softphone, base);
    // a leg has said so, and all has been looked at
    if (merged !== this.#merged) return;
    const together = transfers?.dress(base) ?? base;
    const dressed = itself?.dress(together) ?? together;
    if (dressed !== this.#shown.calls.state) this.#take(dressed);
    const calls = this.#shown.calls.state;
    itself?.onCalls(calls);
    const busy = /^(RESERVED|TALKING|HOLD)/.test(agent?.state ?? '');
    if (busy || calls.length > 0 || softphone.legs.state.length > 0) {
      this.#wantWatches();
      void this.#transfers.want();
    }
    this.#lostNews.look();
    if (calls.length > 0 || this.#recordings.value)
      void this.#recordings.want().then((recordings) => recordings?.onCalls(this.#shown.calls.state));
    this.#judgeReach(this.#reach.value);
  }

  /** Finesse answers: what became of presses can be told. */
  onFinesseLive(): void {
    this.#commands.onBack();
  }

  /** Takes in what decides whether a call may be placed. */
  onState(context: StateContext): void {
    this.dialling.onState(this.#options.finesse.agent.state, context);
  }

  /** A later notification refused a request. */
  onRefused(requestId: string, errors: readonly ApiError[]): void {
    const taken =
      this.dialling.onRefused(requestId, errors) ||
      this.#transfers.value?.onRefused(requestId, errors) ||
      this.#recordings.value?.onRefused(requestId);
    if (!taken) this.#commands.onRefused(requestId);
    this.#commands.onRefused(requestId);
  }

  controlsFor(call: Call): Controls {
    return controlsFor(call, {
      ...this.#situation(),
      audioLeg: this.#options.voice.leg.state,
      extension: this.#options.finesse.agent.state?.extension ?? '',
    });
  }

  perform(callId: string, command: CallCommand | RecordingCommand): void {
    if (command.type === 'record') return this.#recordings.value?.order(callId, command.order);
    const {type} = command;
    if (type === 'join') return this.#transfers.value?.join(callId);
    const calls = this.#shown.calls.state;
    const line = calls.find(({id}) => id === callId)?.line;
    // on the first line the platform itself keeps to one talking call when a held one is resumed
    const talks = calls.some(
      (call) => call.state === 'talking' && (type === 'answer' || call.line !== line || call.line > 1),
    );
    if (talks && (type === 'answer' || type === 'resume')) this.dialling.holdFirst(callId, type);
    else void this.#commands.perform(callId, command);
  }

  /** Takes a held call up, and leaves what is talked in as it is: the two are to be joined. */
  resumeBeside(callId: string): void {
    void this.#commands.perform(callId, {type: 'resume'});
  }

  #situation() {
    const {finesse, voice} = this.#options;
    return {
      // who is signed out is not listened to
      finesseLive: finesse.connection.state === 'live' && !voice.kept,
      nailedUp: voice.nailedUp(finesse.agent.state),
    };
  }

  #follow(signal: AbortSignal): void {
    const {finesse, softphone} = this.#options;
    const shown = this.#shown;
    const follow = <S>(store: Readable<S>, run: (state: S) => void) => {
      signal.addEventListener('abort', store.subscribe(run));
    };
    const look = () => this.look();
    follow(finesse.dialogs, look);
    follow(softphone.ended, (leg) => leg && this.past.onLegEnded(leg));
    follow(softphone.legs, look);
    follow(this.#commands.pending, look);
    follow(this.dialling.request, (request) => {
      shown.outgoing.set(request);
      // a call that fails at once is judged too
      if (request) this.#wantWatches();
      this.look();
    });
    follow(this.dialling.control, (control) => shown.dialControl.set(control));
    follow(this.dialling.runs, (runs) => shown.digitRuns.set(runs));
    follow(this.past.history, (history) => shown.history.set(history));
    const {clock, watchAfter: after = watchAfter} = this.#options;
    if (after === 0) this.#wantWatches();
    else
      signal.addEventListener(
        'abort',
        clock.after(after, () => this.#wantWatches()),
      );
  }

  #take(calls: readonly Call[]): void {
    this.#shown.calls.set(calls);
    this.#ring();
    this.#commands.onCalls(calls);
    this.dialling.onCalls(calls);
    this.past.onCalls(calls);
    this.#options.onCalls();
  }

  /** One tone at most: that of the line that rang first. */
  #ring(): void {
    const rings = ringing(this.#shown.calls.state, this.#situation().nailedUp);
    const [first] = rings;
    const {value} = this.rings;
    if (first && !value && !this.rings.failed) void this.rings.want().then(() => this.#ring());
    // who talks, or is about to answer, hears a soft tone
    const soft = rings.some(({waiting, pending}) => waiting || pending);
    this.#options.softphone.ring(
      !!first && (soft || !this.rings.waiting),
      soft,
      first && value?.styleOf(first.line),
    );
  }

  #judgeReach(watch: ReachWatch | undefined): void {
    const {clock, finesse, softphone, voice} = this.#options;
    watch?.look({
      now: clock.now(),
      agent: finesse.agent.state,
      audioLeg: voice.leg.state,
      registration: softphone.registration.state,
      legs: softphone.legs.state,
      calls: this.#shown.calls.state,
    });
  }

  /** What notices that something is missing, from now on. */
  #wantWatches(): void {
    this.#lostNews.want();
    void this.#reach.want();
    void this.rings.want();
  }

  /** Our own phone rings first for a call placed here: no card for it beside the one that comes. */
  #isHeldBack(leg: Leg): boolean {
    return this.dialling.holdsBack(leg) && !this.#shown.calls.state.some((call) => call.leg?.id === leg.id);
  }
}

/** A nailed leg rings for no call: there the dialog rings. */
const ringing = (calls: readonly Call[], nailedUp: boolean) =>
  calls.filter((call) => call.state === 'alerting' && (nailedUp || call.leg?.state === 'ringing'));
