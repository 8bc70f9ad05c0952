/** The composition root: makes the models, links them, and hands components one read-only picture. */
import type {Clock} from './base/clock.js';
import {DeskError} from './base/errors.js';
import type {Log} from './base/log.js';
import {OnDemand} from './base/on-demand.js';
import {Store, type Readable} from './base/store.js';
import type {DialControl} from './calls/dial-control.js';
import type {DialOrigin, DialPolicy} from './calls/dial.js';
import {Dialling, type DigitOrder} from './calls/dialling.js';
import type {HistoryStore} from './calls/history-store.js';
import {audioLegOf, linesOf} from './calls/lines.js';
import type {NewsWatch} from './calls/news-watch.js';
import type {DigitRun} from './calls/digits-queue.js';
import {mergeCalls, type Merged} from './calls/merge.js';
import type {OutgoingRequest} from './calls/outgoing.js';
import {PastCalls, type CallHistory} from './calls/past-calls.js';
import {Presses} from './calls/presses.js';
import {ReachWatch, type Reach} from './calls/reach.js';
import {stateOptionsFor, type StateOption} from './calls/state-options.js';
import type {AudioLeg, Call, CallCommand, Controls, Line} from './calls/types.js';
import type {Settings} from './config.js';
import type {FinesseClient} from './finesse/client.js';
import {Finesse} from './finesse/finesse.js';
import type {Notifications} from './finesse/notifications.js';
import type {TimeFrame} from './finesse/parse.js';
import type {Agent, Connection, RequestableState, SignIn, WrapUpReason} from './finesse/types.js';
import {OnDemandSoftphone} from './softphone/on-demand.js';
import type {Leg, MicrophoneState, Registration, SoftphonePort} from './softphone/types.js';

/** Something the agent should read. The words are in components/error-text.ts, by `code`. */
export interface Notice {
  readonly id: number;
  /** `error`: an action failed. `warning`: something is off. `info`: worth knowing. */
  readonly severity: 'info' | 'warning' | 'error';
  /** A DeskError code, e.g. `media/denied`, `finesse/call-refused`. */
  readonly code: string;
  /** Ms since 1970. */
  readonly at: number;
}

export type {DigitOrder} from './calls/dialling.js';
export type {StateOption} from './calls/state-options.js';

export interface Health {
  readonly finesse: Connection;
  readonly phone: Registration;
  readonly microphone: MicrophoneState;
}

/** All that components see: snapshots to read, requests to send up. A request never changes what is shown. */
export interface Desk {
  readonly agent: Readable<Agent | undefined>;
  readonly stateOptions: Readable<readonly StateOption[]>;
  readonly calls: Readable<readonly Call[]>;
  readonly lines: Readable<readonly Line[]>;
  readonly audioLeg: Readable<AudioLeg>;
  readonly health: Readable<Health>;
  /** Whether calls find this browser. */
  readonly reach: Readable<Reach>;
  readonly notices: Readable<readonly Notice[]>;
  readonly wrapUpReasons: Readable<readonly WrapUpReason[]>;
  readonly talkingWhileMuted: Readable<boolean>;
  readonly soundBlocked: Readable<boolean>;
  readonly deployment: Readable<'CCE' | 'CCX'>;
  /** Whether a call may be placed now. */
  readonly dialControl: Readable<DialControl>;
  /** What the site allows to be dialled. */
  readonly dialPolicy: DialPolicy | undefined;
  /** The call that was asked for and that Finesse does not show yet. */
  readonly outgoing: Readable<OutgoingRequest | undefined>;
  /** Digits that are still to be sent, by call. */
  readonly digitRuns: Readable<ReadonlyMap<string, DigitRun>>;
  /** Calls that are over. */
  readonly history: Readable<CallHistory>;
  /** Seconds an alerting call rings before the agent is made Not Ready; undefined when not configured. */
  readonly ronaSeconds: number | undefined;
  /** Seconds on hold after which the timer turns amber, and red. */
  readonly holdWarning: {readonly amber: number; readonly red: number};
  /** Now, on the clock all snapshots use (ms since 1970). */
  now(): number;
  controlsFor(call: Call): Controls;
  /** Signs in, on a page outside the desktop. Rejects with DeskError when Finesse says no. */
  signIn(order: SignIn): Promise<void>;
  requestState(state: RequestableState, reasonId?: string): void;
  perform(callId: string, command: CallCommand): void;
  /** Sends a string of digits with pauses and waits, lets it go on after a wait, or stops it. */
  digits(callId: string, order: DigitOrder): void;
  /** Places a call; a refusal becomes a notice. From a link only after a press on a button that shows the number. */
  dial(text: string, origin?: DialOrigin): void;
  /** Somebody wants to look at the history. */
  openHistory(): void;
  /** Somebody has looked at it. */
  historySeen(): void;
  clearHistory(): void;
  dismiss(noticeId: number): void;
  unlockSound(): void;
  stop(): Promise<void>;
}

export interface DeskOptions {
  readonly userId: string;
  readonly settings: Settings;
  readonly client: (frame: () => TimeFrame) => FinesseClient;
  readonly notifications: Notifications;
  /** Makes the softphone engine for one SIP number; called only when the voice goes through this browser. */
  readonly loadSoftphone: (number: string) => Promise<SoftphonePort>;
  /** Where the calls that are over are kept; asked for once. */
  readonly history: () => Promise<HistoryStore>;
  readonly clock: Clock;
  readonly log: Log;
  /** When lost news are watched for without a call to cause it; ms after the start, 5,000 when absent. */
  readonly watchAfter?: number;
}

const noticeLimit = 5;

/** What the first press needs is loaded by then also without a press; ms. */
const warmUpAfter = 15_000;

/** What notices lost news watches with the first call, and by then without one: the start itself has just read; ms. */
const watchAfter = 5_000;
const severities: ReadonlyMap<string, Notice['severity']> = new Map([['media/switched', 'info']]);
const talkingStates: readonly Call['state'][] = ['alerting', 'dialing', 'talking', 'held', 'failed'];

/** Builds a desk and starts it. */
export function createDesk(options: DeskOptions): Desk {
  const {settings, clock, log} = options;
  const ending = new AbortController();
  const notices = new Store<readonly Notice[]>([]);
  let lastNotice = 0;
  const notify = (code: string) => {
    log.error('told the agent', {code});
    const severity = severities.get(code) ?? (code.startsWith('sip/') ? 'warning' : 'error');
    const notice: Notice = {id: ++lastNotice, severity, code, at: clock.now()};
    // the same trouble again replaces its older word
    notices.update((shown) => [...shown.filter((other) => other.code !== code), notice].slice(-noticeLimit));
  };

  const retract = (code: string) => {
    notices.update((shown) =>
      shown.some((notice) => notice.code === code) ? shown.filter((notice) => notice.code !== code) : shown,
    );
  };

  const softphone = new OnDemandSoftphone(options.loadSoftphone, (error) => {
    log.error('softphone not started', {why: error instanceof Error ? error.message : String(error)});
    notify(error instanceof DeskError ? error.code : 'desk/not-loaded');
  });
  const finesse = new Finesse({
    userId: options.userId,
    client: options.client,
    notifications: options.notifications,
    clock,
    log,
    onNotice: notify,
    onCallRefused: (requestId, errors) => {
      if (!dialling.onRefused(requestId, errors)) commands.onRefused(requestId);
    },
    onDialogAdded: (dialogId, requestId) => dialling.onDialogAdded(dialogId, requestId),
  });

  const audioLeg = new Store<AudioLeg>({kind: 'none'});
  const calls = new Store<readonly Call[]>([]);
  const lines = new Store<readonly Line[]>([]);
  const stateOptions = new Store<readonly StateOption[]>([]);
  const health = new Store<Health>({finesse: 'connecting', phone: 'off', microphone: 'idle'});
  let merged: Merged = {calls: [], nextId: 1};

  let keptCall = false;
  const situation = () => ({
    // who is signed out is not listened to
    finesseLive: finesse.connection.state === 'live' && !keptCall,
    nailedUp:
      finesse.agent.state?.mobileAgent?.mode === 'NAILED_CONNECTION' && audioLeg.state.kind === 'browser',
  });
  const commands = new Presses({
    load: () => import('./calls/press-parts.js'),
    onReady: () => showHealth(),
    clock,
    client: finesse.client,
    softphone,
    call: (id) => calls.state.find((call) => call.id === id),
    extension: () => finesse.agent.state?.extension ?? '',
    situation,
    resync: () => finesse.resync(),
    onNotice: notify,
  });

  const reach = new ReachWatch(() => notify('sip/call-not-here'));
  const past = new PastCalls(
    {clock, log, load: () => import('./calls/history-book.js'), store: options.history},
    ending.signal,
  );
  const dialling = new Dialling({
    load: () => import('./calls/dial-engine.js'),
    clock,
    client: finesse.client,
    policy: settings.dial,
    agent: () => finesse.agent.state,
    calls: () => calls.state,
    resync: () => finesse.resync(),
    onNotice: notify,
    perform: (callId, command) => commands.perform(callId, command),
  });

  const showCalls = () => {
    const identity = {
      extension: finesse.agent.state?.extension ?? '',
      browserAudio: audioLeg.state.kind === 'browser',
      finesseLive: finesse.connection.state === 'live',
    };
    merged = mergeCalls(
      finesse.dialogs.state,
      softphone.legs.state.filter((leg) => !isHeldBack(leg)),
      identity,
      commands.pending.state,
      merged,
    );
    if (merged.calls !== calls.state) {
      takeCalls();
      if (keptCall) showAgent(finesse.agent.state);
    }
    const busy = /^(RESERVED|TALKING|HOLD)/.test(finesse.agent.state?.state ?? '');
    if (busy || calls.state.length > 0 || softphone.legs.state.length > 0) void watching.want();
    watch?.look();
    lookForReach();
  };
  const lookForReach = () => {
    reach.look({
      now: clock.now(),
      agent: finesse.agent.state,
      audioLeg: audioLeg.state,
      registration: softphone.registration.state,
      legs: softphone.legs.state,
      calls: calls.state,
    });
  };
  const takeCalls = () => {
    calls.set(merged.calls);
    for (const call of merged.calls) {
      // held by Finesse: nothing of the agent may leave, whatever the microphone hears
      if (call.leg) softphone.setSilenced(call.leg.id, call.state === 'held');
    }
    softphone.ring(merged.calls.some((call) => call.state === 'alerting' && call.leg?.state === 'ringing'));
    commands.onCalls(merged.calls);
    showLines();
    showOptions();
    dialling.onCalls(merged.calls);
    past.onCalls(merged.calls);
  };
  const isHeldBack = (leg: Leg) =>
    dialling.holdsBack(leg) && !calls.state.some((call) => call.leg?.id === leg.id);
  const showLines = () => {
    lines.set(linesOf(finesse.agent.state, audioLeg.state, softphone.registration.state, calls.state));
  };
  const showOptions = () => {
    const context = {
      deployment: finesse.deployment.state,
      finesseLive: finesse.connection.state === 'live',
      onCall: calls.state.some((call) => call.dialog && talkingStates.includes(call.state)),
    };
    stateOptions.set(stateOptionsFor(finesse.agent.state, finesse.reasons.state, context));
    dialling.onState(finesse.agent.state, context);
  };
  let wasNailedUp = false;
  /** Signed out from elsewhere in the middle of a call: its sound stays until it ends (F-66). */
  const keepsCall = (agent: Agent | undefined) => {
    if (agent?.state !== 'LOGOUT') {
      wasNailedUp = situation().nailedUp;
      return false;
    }
    const keeps = calls.state.some(
      ({leg, dialog}) => leg?.state === 'talking' && (dialog !== undefined || !wasNailedUp),
    );
    if (keeps && !keptCall) notify('desk/signed-out-in-call');
    keptCall = keeps;
    return keeps;
  };
  const showAgent = (agent: Agent | undefined) => {
    const before = audioLeg.state;
    const next = keepsCall(agent) ? before : audioLegOf(agent, settings.softphone?.number);
    const same =
      next.kind === before.kind &&
      ('number' in next ? next.number : '') === ('number' in before ? before.number : '');
    if (!same) {
      audioLeg.set(next);
      softphone.use(next.kind === 'browser' ? next.number : undefined);
    }
    showCalls();
    showLines();
    showOptions();
  };
  let watch: NewsWatch | undefined;
  // what tells that something was missed is not needed for the first call
  const watching = new OnDemand(async () => {
    const {NewsWatch} = await import('./calls/news-watch.js');
    watch = new NewsWatch(
      {
        clock,
        view: () => ({
          finesse: finesse.connection.state,
          agent: finesse.agent.state,
          calls: calls.state,
          legPerCall: audioLeg.state.kind === 'browser' && !situation().nailedUp,
        }),
        resync: () => finesse.resync(),
        client: finesse.client,
        forget: (id) => finesse.forget(id),
        onWake: () => softphone.checkLink(),
      },
      ending.signal,
    );
    watch.look();
    return watch;
  });
  const showHealth = () => {
    if (finesse.connection.state === 'live') commands.onBack();
    watch?.look();
    health.set({
      finesse: finesse.connection.state,
      phone: softphone.registration.state,
      microphone: softphone.microphone.state,
    });
    showCalls();
    showLines();
    showOptions();
  };

  const follow = <S>(store: Readable<S>, run: (state: S) => void) => {
    ending.signal.addEventListener('abort', store.subscribe(run));
  };
  follow(finesse.agent, showAgent);
  follow(finesse.dialogs, showCalls);
  follow(softphone.ended, (leg) => leg && past.onLegEnded(leg));
  follow(softphone.legs, showCalls);
  follow(commands.pending, showCalls);
  follow(dialling.request, showCalls);
  follow(finesse.reasons, showOptions);
  follow(finesse.connection, showHealth);
  follow(softphone.registration, showHealth);
  follow(softphone.registration, (registration) => {
    if (registration === 'refused') notify('sip/refused');
  });
  follow(softphone.microphone, (microphone) => {
    showHealth();
    if (microphone === 'live' || microphone === 'idle') retract('media/lost');
    else if (softphone.legs.state.some(({state}) => state === 'talking')) notify('media/lost');
  });
  follow(softphone.microphoneSwitches, (count) => {
    if (count > 0) notify('media/switched');
  });
  finesse.start(ending.signal);
  ending.signal.addEventListener(
    'abort',
    clock.after(warmUpAfter, () => finesse.client.warmUp()),
  );
  if (options.watchAfter === 0) void watching.want();
  ending.signal.addEventListener(
    'abort',
    clock.after(options.watchAfter ?? watchAfter, () => void watching.want()),
  );

  return {
    agent: finesse.agent,
    stateOptions,
    calls,
    lines,
    audioLeg,
    health,
    reach: reach.reach,
    notices,
    wrapUpReasons: finesse.wrapUpReasons,
    deployment: finesse.deployment,
    dialControl: dialling.control,
    dialPolicy: settings.dial,
    outgoing: dialling.request,
    digitRuns: dialling.runs,
    history: past.history,
    talkingWhileMuted: softphone.talkingWhileMuted,
    soundBlocked: softphone.soundBlocked,
    ronaSeconds: settings.ronaSeconds,
    holdWarning: settings.holdWarning,
    now: () => clock.now(),
    controlsFor: (call) =>
      commands.controlsFor(call, {
        ...situation(),
        audioLeg: audioLeg.state,
        extension: finesse.agent.state?.extension ?? '',
      }),
    signIn: (order) => finesse.signIn(order),
    requestState: (state, reasonId) => void finesse.requestState(state, reasonId),
    perform: (callId, command) => void commands.perform(callId, command),
    digits: (callId, order) => dialling.digits(callId, order),
    dial: (text, origin = 'keypad') => dialling.dial(text, origin),
    openHistory: () => past.open(),
    historySeen: () => past.onSeen(),
    clearHistory: () => past.clear(),
    dismiss: (id) => notices.update((shown) => shown.filter((notice) => notice.id !== id)),
    unlockSound: () => softphone.unlockSound(),
    async stop() {
      ending.abort();
      await softphone.stop();
    },
  };
}
