/** G10, G11, G12: from the notification to the alerting card, against innerHTML, a bare text, and published figures. */
import type {CardFigures} from './card-page.js';
import {inChromium} from './in-chromium.js';
import type {BenchLine} from './line.js';
import {dialogNotification} from './notification.js';

/** Script of finesse.js' conversion with a lit card, as published for this kind of machine; ms. */
const finesseChain = 1.3;

export async function alertingCard(): Promise<BenchLine[]> {
  const figures = await inChromium('bench/card-page.ts', (page) =>
    page.evaluate(
      (xml) =>
        (window as unknown as {cardRounds(xml: string, rounds: number): Promise<CardFigures>}).cardRounds(
          xml,
          180,
        ),
      dialogNotification('ALERTING'),
    ),
  );
  const {card, cardWithoutSpare, markup, cardPaint, textPaint} = figures;
  const over = cardPaint.p50 - textPaint.p50;
  const paints = `p50 ${cardPaint.p50.toFixed(1)} / ${textPaint.p50.toFixed(1)} ms, p95 ${cardPaint.p95.toFixed(1)} / ${textPaint.p95.toFixed(1)} ms`;
  return [
    {
      id: 'G10',
      what: 'script, message to DOM of an alerting card, against innerHTML of the same card',
      value: card / markup,
      gate: 2,
      stretch: 1.4,
      details: `${card.toFixed(2)} / ${markup.toFixed(2)} ms; ${cardWithoutSpare.toFixed(2)} ms where no spare card is ready`,
    },
    {
      id: 'G11',
      what: 'message to paint, p95 against the textContent floor',
      value: cardPaint.p95 / textPaint.p95,
      gate: 1.15,
      stretch: 1.05,
      details: paints,
    },
    {
      id: 'G11',
      what: 'the same, p50: ms over the floor',
      value: over,
      gate: 1.5,
      stretch: 0.7,
      details: 'layout and paint of the whole card are most of it',
    },
    {
      id: 'G12',
      what: 'script of G10 against the finesse.js chain',
      value: card / finesseChain,
      gate: 0.5,
      stretch: 0.33,
      details: `${card.toFixed(2)} ms; the other ${finesseChain} ms is the published figure`,
    },
  ];
}
