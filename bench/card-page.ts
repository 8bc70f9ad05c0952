/**
 * Runs in Chromium: from a notification's text to the alerting card in the DOM, and on to the painted frame. The page had
 * an idle moment since the last call, so the list has its spare card ready; every third call finds none and is measured
 * apart. The floor of the script is the same card by hand: an element with a shadow root that adopts the same sheets, and
 * innerHTML of the same markup without lit's markers.
 */
import '../src/components/app.js';
import type {DeskCallCard} from '../src/components/call-card.js';
import {parseUpdate} from '../src/finesse/parse.js';
import {mergeCalls} from '../src/calls/merge.js';
import {FakeDesk} from '../test/support/browser/fake-desk.js';

export interface CardFigures {
  /** Script until the card is in the DOM; ms, p50. */
  readonly card: number;
  /** The same where no spare card is ready, as for a second call at the same moment. */
  readonly cardWithoutSpare: number;
  /** The same card by hand, by innerHTML; ms, p50. */
  readonly markup: number;
  /** Until the frame is painted; ms. */
  readonly cardPaint: {readonly p50: number; readonly p95: number};
  /** The floor: one textContent, painted; ms. */
  readonly textPaint: {readonly p50: number; readonly p95: number};
}

const identity = {extension: '41001', browserAudio: true, finesseLive: true};
const nothing = {calls: [], nextId: 1};

const at = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

const frame = () => new Promise((done) => requestAnimationFrame(done));

/** After the frame that shows what was changed before the call. */
async function painted(): Promise<number> {
  await frame();
  const channel = new MessageChannel();
  await new Promise((done) => {
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  return performance.now();
}

/** Some part of a frame, so that a change does not always meet the same phase. */
async function randomPhase(): Promise<void> {
  const end = performance.now() + 5 + Math.random() * 20;
  while (performance.now() < end) await new Promise((done) => setTimeout(done));
}

function notDrawn(): never {
  throw new Error('the list is not drawn');
}

export async function cardRounds(xml: string, rounds: number): Promise<CardFigures> {
  const desk = new FakeDesk();
  const app = document.createElement('desk-app');
  app.desk = desk;
  const floor = document.createElement('p');
  document.body.replaceChildren(app, floor);
  await app.updateComplete;
  const list = app.shadowRoot?.querySelector('desk-call-list');
  await list?.updateComplete;
  const section = list?.shadowRoot?.querySelector('section') ?? notDrawn();
  const cardOf = () => list?.shadowRoot?.querySelector<DeskCallCard>('desk-call-card:not([hidden])');

  const whenIdle: (() => void)[] = [];
  window.requestIdleCallback = (work) =>
    whenIdle.push(() => work({didTimeout: false, timeRemaining: () => 50}));
  async function idle(): Promise<void> {
    for (const work of whenIdle.splice(0)) work();
    await list?.updateComplete;
    await frame();
  }

  async function show(): Promise<number> {
    const began = performance.now();
    const update = parseUpdate(xml, {now: Date.now(), offset: 0});
    const dialog = update.payload.kind === 'dialog' ? [update.payload.dialog] : [];
    desk.calls.set(mergeCalls(dialog, [], identity, new Map(), nothing).calls);
    await list?.updateComplete;
    await cardOf()?.updateComplete;
    return performance.now() - began;
  }
  async function clear(): Promise<void> {
    desk.calls.set([]);
    await list?.updateComplete;
    await frame();
  }

  await show();
  const markup = (cardOf()?.shadowRoot?.innerHTML ?? '').replace(/<!--.*?-->/g, '');
  if (markup.includes('<desk-')) throw new Error('the markup would wake up elements of ours');
  const sheets = cardOf()?.shadowRoot?.adoptedStyleSheets ?? [];
  await clear();

  function byHand(): number {
    const began = performance.now();
    const card = document.createElement('x-card');
    const root = card.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = sheets;
    root.innerHTML = markup;
    section.append(card);
    const took = performance.now() - began;
    card.remove();
    return took;
  }
  const times = {
    card: [] as number[],
    cardWithoutSpare: [] as number[],
    markup: [] as number[],
    cardPaint: [] as number[],
    textPaint: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    const spare = round % 3 !== 0;
    if (spare) await idle();
    await randomPhase();
    let began = performance.now();
    times[spare ? 'card' : 'cardWithoutSpare'].push(await show());
    const paintedAfter = (await painted()) - began;
    if (spare) times.cardPaint.push(paintedAfter);
    await clear();
    await randomPhase();
    times.markup.push(byHand());
    await clear();
    await randomPhase();
    began = performance.now();
    floor.textContent = `call ${round}`;
    times.textPaint.push((await painted()) - began);
  }
  const paint = (values: number[]) => ({p50: at(values, 0.5), p95: at(values, 0.95)});
  return {
    card: at(times.card, 0.5),
    cardWithoutSpare: at(times.cardWithoutSpare, 0.5),
    markup: at(times.markup, 0.5),
    cardPaint: paint(times.cardPaint),
    textPaint: paint(times.textPaint),
  };
}

Object.assign(window, {cardRounds});
