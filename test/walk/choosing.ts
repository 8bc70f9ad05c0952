import {seededRandom} from '../../standin/random.js';

/** Something that could be done now. */
export interface Possibility<T> {
  /** The same words in every walk: what is chosen hangs on them. */
  readonly what: string;
  /** How many times as likely as something of weight 1. */
  readonly weight: number;
  readonly it: T;
}

/** Chance for one attempt at one step. */
export interface Choosing {
  readonly random: () => number;
  /** One of them by weight; undefined: there are none. */
  readonly one: <T>(list: readonly Possibility<T>[]) => T | undefined;
  /** One of a list that is known beforehand. */
  readonly of: <T>(list: readonly T[]) => T | undefined;
}

/**
 * Chance that hangs on the seed and the step alone, not on what was drawn before; and a choice by what each possibility
 * is called, not by its place in the list. So a walk that differs from the last one of its seed by one possibility
 * more or less mostly goes on as that did (weighted rendezvous: Efraimidis and Spirakis, "Weighted random sampling with
 * a reservoir", 2006: the greatest of u^(1/weight)).
 */
export function choosing(seed: number, step: number, attempt: number): Choosing {
  const own = hashOf(`${seed} ${step} ${attempt}`);
  const random = seededRandom(own);
  return {
    random,
    one: (list) => {
      const named = new Map<string, number>();
      let best: {readonly key: number; readonly it: (typeof list)[number]['it']} | undefined;
      for (const {what, weight, it} of list) {
        const same = named.get(what) ?? 0;
        named.set(what, same + 1);
        const key = Math.log(seededRandom(hashOf(`${own} ${what} ${same}`))() + Number.MIN_VALUE) / weight;
        if (best === undefined || key > best.key) best = {key, it};
      }
      return best?.it;
    },
    of: (list) => list[Math.floor(random() * list.length)],
  };
}

/** FNV-1a of a text, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
