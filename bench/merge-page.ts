/** Runs in Chromium: a desk with fifty calls, each a dialog and a leg, that hears a thousand notifications a second. */
import {browserClock} from '../src/base/clock.js';
import {aLeg} from '../test/support/browser/builders.js';
import {begun, deskOver, mobileAgent} from '../test/support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  FakeRest,
  participantXml,
  until,
  userXml,
} from '../test/support/browser/finesse-builders.js';

export interface MergeFigures {
  /** Calls that were there, each of both halves. */
  readonly calls: number;
  /** How long each notification took until the calls were as it says, parsing in; ms. */
  readonly times: readonly number[];
  /** The same with the controls of all fifty calls, which components ask for once a frame; ms. */
  readonly withControls: readonly number[];
  /** How many of them waited for a read that was under way; each was taken in within 20 ms. */
  readonly late: number;
}

const callCount = 50;
const tickMs = 20;

const stampIn = (ms: number): string => new Date(Date.now() + ms).toISOString();
const idOf = (n: number): string => String(16_800_000 + n);
const numberOf = (n: number): string => `+1555010${1_000 + n}`;

/** The n-th call, talked in or held. */
function callOf(n: number, isHeld: boolean) {
  const [state, actions] = isHeld ? ['HELD', ['RETRIEVE']] : ['ACTIVE', ['HOLD', 'DROP']];
  const at = {startTime: stampIn(-60_000), stateChangeTime: stampIn(0)};
  return {
    id: idOf(n),
    fromAddress: numberOf(n),
    participants:
      participantXml({...at, state}, actions) +
      participantXml({...at, mediaAddress: numberOf(n), state: 'ACTIVE'}, []),
  };
}

const news = (event: 'POST' | 'PUT', n: number, isHeld: boolean): string =>
  dialogNews(event, callOf(n, isHeld));

/** @param seconds how long the notifications come */
async function merge(perSecond: number, seconds: number): Promise<MergeFigures> {
  const rest = new FakeRest();
  rest.user = userXml({mobileAgent});
  const stage = deskOver(rest, {clock: browserClock});
  const {desk, notifications, phone} = stage;
  await begun(stage, rest);
  const controls = () => desk.calls.state.map((call) => desk.controlsFor(call));
  const each = Array.from({length: callCount}, (_, n) => n);
  for (const n of each) notifications.send(news('POST', n, true));
  phone.legs.set(
    each.map((n) => aLeg({id: `leg-${n}`, remoteNumber: numberOf(n), beganAt: Date.now() - 60_000})),
  );
  await until(
    'each has its leg',
    () => desk.calls.state.filter(({dialog, leg}) => dialog && leg).length === callCount,
  );
  const times: number[] = [];
  const withControls: number[] = [];
  const held = each.map(() => true);
  let late = 0;
  // what is read says the same as what was told
  Object.defineProperty(rest, 'dialogs', {
    get: () => dialogsXml(...each.map((n) => dialogXml(callOf(n, held[n] === true)))),
  });
  const isAsSaid = (n: number): boolean => {
    const dialog = desk.calls.state.find((call) => call.dialog?.id === idOf(n))?.dialog;
    return dialog?.participants.some(({state}) => state === 'HELD') === held[n];
  };
  const aTick = (perSecond * tickMs) / 1_000;
  const run = async (ticks: number) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      for (let sent = 0; sent < aTick; sent += 1) {
        const n = (tick * aTick + sent) % callCount;
        held[n] = !held[n];
        const text = news('PUT', n, held[n] === true);
        const began = performance.now();
        notifications.send(text);
        // what waits for the end of the turn belongs to it
        await Promise.resolve();
        times.push(performance.now() - began);
        controls();
        withControls.push(performance.now() - began);
        if (!isAsSaid(n)) late += 1;
      }
      await new Promise((next) => setTimeout(next, tickMs));
      const missed = each.find((n) => !isAsSaid(n));
      if (missed !== undefined) throw new Error(`call ${missed} is not as its last notification said`);
    }
  };
  await run(50);
  times.length = withControls.length = 0;
  late = 0;
  await run((seconds * 1_000) / tickMs);
  return {calls: desk.calls.state.length, times, withControls, late};
}

Object.assign(window, {merge});
