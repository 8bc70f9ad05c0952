/** The composition root: makes the models, links them, and hands components one read-only picture. */
import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import type {Log} from '../base/log.js';
import {OnDemand} from '../base/on-demand.js';
import {Store, type Readable} from '../base/store.js';
import type {HistoryStore} from '../calls/history-store.js';
import {linesOf} from '../calls/lines.js';
import {stateOptionsFor, type StateOption} from '../calls/state-options.js';
import type {Call, Controls, Line} from '../calls/types.js';
import type {Settings} from '../config.js';
import type {FinesseClient} from '../finesse/client.js';
import {Finesse} from '../finesse/finesse.js';
import type {Notifications} from '../finesse/notifications.js';
import type {TimeFrame} from '../finesse/parse.js';
import type {MobileAgent} from '../finesse/types.js';
import {OnDemandSoftphone} from '../softphone/on-demand.js';
import type {SoftphonePort} from '../softphone/types.js';
import {AgentLeg} from './agent-leg.js';
import type {CallDesk} from './call-desk.js';
import {nothingShown} from './calls-shown.js';
import type {Desk, Health} from './desk.js';
import {Notices} from './notices.js';

export interface DeskOptions {
  readonly userId: string;
  readonly settings: Settings;
  readonly client: (frame: () => TimeFrame) => FinesseClient;
  readonly notifications: Notifications;
  /** Makes the softphone engine for one SIP number; called only when the voice goes through this browser. */
  readonly loadSoftphone: (number: string) => Promise<SoftphonePort>;
  /** What the agent is signing in with, where the desktop says so: their phone is to be there before. */
  readonly signingIn?: MobileAgent | undefined;
  /** Where the calls that are over are kept; asked for once. */
  readonly history: () => Promise<HistoryStore>;
  readonly clock: Clock;
  readonly log: Log;
  /** Gets what has to do with calls; the file beside this one when absent. */
  readonly loadCalls?: () => Promise<{readonly CallDesk: typeof CallDesk}>;
  /** When lost news are watched for without a call to cause it; ms after the start, 5,000 when absent. */
  readonly watchAfter?: number;
}

/** What the first press needs is loaded by then also without a press; ms. */
const warmUpAfter = 15_000;

/** What has to do with calls is asked for again after a failure; ms. */
const tryAgain = 10_000;

const talkingStates: readonly Call['state'][] = ['alerting', 'dialing', 'talking', 'held', 'failed'];

const absent = {visible: false, enabled: false} as const;
/** Of a call whose buttons are on their way. */
const noControls: Controls = {
  answer: absent,
  hold: absent,
  resume: absent,
  mute: absent,
  digits: absent,
  end: absent,
};

/** Builds a desk and starts it. */
export function createDesk(options: DeskOptions): Desk {
  const {settings, clock, log, loadCalls = () => import('./call-desk.js')} = options;
  const ending = new AbortController();
  const notices = new Notices(clock, log);
  const notify = (code: string) => notices.tell(code);

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
    onCallRefused: (requestId, errors) => part.value?.onRefused(requestId, errors),
    onDialogAdded: (dialogId, requestId) => part.value?.dialling.onDialogAdded(dialogId, requestId),
  });
  const voice = new AgentLeg(settings, () => notify('desk/signed-out-in-call'));
  voice.signingIn = options.signingIn;

  const shown = nothingShown();
  const lines = new Store<readonly Line[]>([]);
  const stateOptions = new Store<readonly StateOption[]>([]);
  const health = new Store<Health>({finesse: 'connecting', phone: 'off', microphone: 'idle'});

  const part = new OnDemand(async () => {
    const {CallDesk} = await loadCalls();
    const onCalls = () => {
      showLinesAndOptions();
      // when the call is over that outlived the sign-out, its device goes too
      if (voice.kept) showAgent();
    };
    return new CallDesk(
      {...options, finesse, softphone, voice, onCalls, onNotice: notify, notices},
      shown,
      ending.signal,
    );
  });
  /** No call can do without: asked for until it is there. */
  const begin = async () => {
    if (await part.want()) showHealth();
    else after(tryAgain, () => void begin());
  };
  const withCalls = async (run: (desk: CallDesk) => void) => {
    const calls = part.value ?? (await part.want());
    if (calls) run(calls);
    else notify('desk/not-loaded');
  };

  const showLinesAndOptions = () => {
    const calls = shown.calls.state;
    const {leg, further} = voice;
    const {registration, furtherLines} = softphone;
    lines.set(
      linesOf(finesse.agent.state, leg.state, registration.state, calls, further, furtherLines.state),
    );
    const context = {
      deployment: finesse.deployment.state,
      finesseLive: finesse.connection.state === 'live',
      onCall: calls.some((call) => call.dialog && call.line < 2 && talkingStates.includes(call.state)),
    };
    stateOptions.set(stateOptionsFor(finesse.agent.state, finesse.reasons.state, context));
    part.value?.onState(context);
  };
  const showAgent = () => {
    if (voice.onAgent(finesse.agent.state, shown.calls.state)) {
      const leg = voice.leg.state;
      softphone.use(leg.kind === 'browser' ? leg.number : undefined);
    }
    part.value?.look();
    showLinesAndOptions();
  };
  const showHealth = () => {
    if (finesse.connection.state === 'live') part.value?.onFinesseLive();
    health.set({
      finesse: finesse.connection.state,
      phone: softphone.registration.state,
      microphone: softphone.microphone.state,
    });
    part.value?.look();
    showLinesAndOptions();
  };

  const follow = <S>(store: Readable<S>, run: (state: S) => void) => {
    ending.signal.addEventListener('abort', store.subscribe(run));
  };
  const after = (ms: number, run: () => void) =>
    ending.signal.addEventListener('abort', clock.after(ms, run));
  follow(finesse.agent, showAgent);
  follow(finesse.reasons, showLinesAndOptions);
  follow(finesse.connection, showHealth);
  follow(softphone.registration, showHealth);
  follow(softphone.furtherLines, showLinesAndOptions);
  follow(softphone.registration, (registration) => {
    if (registration === 'refused') notify('sip/refused');
  });
  follow(softphone.microphone, (microphone) => {
    showHealth();
    if (microphone === 'live' || microphone === 'idle') notices.retract('media/lost');
    else if (softphone.legs.state.some(({state}) => state === 'talking')) notify('media/lost');
  });
  follow(softphone.microphoneSwitches, (count) => {
    if (count > 0) notify('media/switched');
  });
  finesse.start(ending.signal);
  void begin();
  after(warmUpAfter, () => finesse.client.warmUp());

  return {
    ...shown,
    agent: finesse.agent,
    stateOptions,
    lines,
    audioLeg: voice.leg,
    health,
    notices: notices.shown,
    wrapUpReasons: finesse.wrapUpReasons,
    deployment: finesse.deployment,
    dialPolicy: settings.dial,
    talkingWhileMuted: softphone.talkingWhileMuted,
    soundBlocked: softphone.soundBlocked,
    ronaSeconds: settings.ronaSeconds,
    holdWarning: settings.holdWarning,
    now: () => clock.now(),
    controlsFor: (call) => part.value?.controlsFor(call) ?? noControls,
    signIn: async (order) => {
      voice.signingIn = order.mobileAgent;
      const {signInWithPhone} = await import('./sign-in.js');
      await signInWithPhone(order, {finesse, softphone, clock, leg: voice.leg});
    },
    requestState: (state, reasonId) => void finesse.requestState(state, reasonId),
    perform: (callId, command) => void withCalls((desk) => desk.perform(callId, command)),
    digits: (callId, order) => void withCalls((desk) => desk.dialling.digits(callId, order)),
    dial: (text, origin = 'keypad', line) => void withCalls((desk) => desk.dialling.dial(text, origin, line)),
    contacts: async () =>
      (await import('../calls/phone-book.js')).readPhoneBooks(finesse.client, options.userId),
    rings: async () => (await part.want())?.rings.want(),
    openHistory: () => void withCalls((desk) => desk.past.open()),
    historySeen: () => void withCalls((desk) => desk.past.onSeen()),
    clearHistory: (entry) => void withCalls((desk) => desk.past.clear(entry)),
    dismiss: (id) => notices.dismiss(id),
    unlockSound: () => softphone.unlockSound(),
    async stop() {
      ending.abort();
      await softphone.stop();
    },
  };
}
