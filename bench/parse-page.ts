/** Runs in Chromium: parses the same notification by each way, round by round, and reports medians in microseconds. */
import {parseUpdate} from '../src/finesse/parse.js';

export interface ParseFigures {
  readonly ours: number;
  readonly json: number;
  readonly dom: number;
}

const rounds = 5;
const perRound = 2000;

function timed(run: () => void): number {
  const start = performance.now();
  for (let n = 0; n < perRound; n++) run();
  return ((performance.now() - start) * 1000) / perRound;
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export function parseRounds(xml: string): ParseFigures {
  const frame = {now: Date.now(), offset: 0};
  const json = JSON.stringify(parseUpdate(xml, frame));
  const ways = {
    ours: () => void parseUpdate(xml, frame),
    json: () => void JSON.parse(json),
    dom: () => void new DOMParser().parseFromString(xml, 'application/xml'),
  };
  const figures = {ours: [] as number[], json: [] as number[], dom: [] as number[]};
  for (const run of Object.values(ways)) timed(run);
  for (let round = 0; round < rounds; round++) {
    for (const name of ['ours', 'json', 'dom'] as const) figures[name].push(timed(ways[name]));
  }
  return {ours: middle(figures.ours), json: middle(figures.json), dom: middle(figures.dom)};
}

Object.assign(window, {parseRounds});
