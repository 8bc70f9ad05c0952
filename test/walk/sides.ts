import {parseAnswer} from '../../src/finesse/library.js';
import type {SignIn} from '../support/node/desktop-page.js';
import {basicOf} from '../support/node/finesse-agent.js';
import {hasTone} from '../support/node/tones.js';
import type {StandinProcess, WorldCall} from '../support/node/standin-process.js';
import type {CardSeen, ScreenSeen} from './screen.js';

/** Somebody who walks along: an agent with their numbers, the first being under Finesse's control. */
export interface Walker {
  readonly signIn: SignIn;
  readonly numbers: readonly string[];
}

/** Own part of an agent in one call. */
export interface OwnPart {
  readonly callId: string;
  readonly own: string;
  readonly state: string;
  readonly others: readonly string[];
}

const isThere = ({state}: {readonly state: string}) => state !== 'DROPPED' && state !== 'WRAP_UP';

/** The switch's view: calls an agent is in, at whichever number. */
export const partsOf = (calls: readonly WorldCall[], {numbers}: Walker): readonly OwnPart[] =>
  calls.flatMap(({id, parties}) =>
    parties
      .filter(({address, state}) => numbers.includes(address) && state !== 'DROPPED')
      .map(({address, state}) => ({
        callId: id,
        own: address,
        state,
        others: parties
          .filter((party) => party.address !== address && isThere(party))
          .map((party) => party.address),
      })),
  );

/** Finesse's view: the agent's dialogs, read by REST. */
export async function dialogsOf(
  {address}: StandinProcess,
  {signIn, numbers: [extension = '']}: Walker,
): Promise<readonly OwnPart[]> {
  const response = await fetch(`${address}/finesse/api/User/${signIn.id}/Dialogs`, {
    headers: {authorization: basicOf(signIn)},
  });
  const answer = parseAnswer(await response.text());
  if (answer.kind !== 'dialogs') throw new Error(`not dialogs: ${answer.kind}`);
  return answer.dialogs.flatMap(({id, participants}) => {
    const own = participants.find(({address}) => address === extension);
    if (!own || own.state === 'DROPPED') return [];
    const others = participants.filter((party) => party !== own && isThere(party));
    return [{callId: id, own: extension, state: own.state, others: others.map(({address}) => address)}];
  });
}

/** First and last name, as callers are told. */
export async function nameOf({address}: StandinProcess, signIn: SignIn): Promise<string> {
  const response = await fetch(`${address}/finesse/api/User/${signIn.id}`, {
    headers: {authorization: basicOf(signIn)},
  });
  const answer = parseAnswer(await response.text());
  if (answer.kind !== 'user') throw new Error(`not a user: ${answer.kind}`);
  return `${answer.user.firstName} ${answer.user.lastName}`;
}

/** What a card shows for a participant's state. */
const shownAs: Readonly<Record<string, readonly string[]>> = {
  ALERTING: ['alerting'],
  INITIATING: ['dialing'],
  INITIATED: ['dialing'],
  ACTIVE: ['talking'],
  HELD: ['held'],
  FAILED: ['failed'],
  WRAP_UP: ['wrap-up'],
};

/** A card of two names the other one; of more, all are in its roster. Whose call is over, or who is left alone, is named by who was there. */
function namedRight(
  {state, others}: OwnPart,
  title: string,
  roster: readonly string[],
  titles: readonly string[],
  bySip: boolean,
): boolean {
  if (state === 'WRAP_UP' || others.length === 0) return true;
  // by SIP alone nobody is told who else is in a conference of the far side
  if (others.length > 1 && !bySip) return roster.length === others.length;
  return titles.some((each) => title.includes(each));
}

/** Whether a card may show a participant's state so. */
export const isShownAs = (state: string, shown: string): boolean => shownAs[state]?.includes(shown) === true;

/** Names by number, as callers give them. */
export type Names = ReadonlyMap<string, string>;

/** What the three say differently of one agent's calls; empty when they agree. */
export function differences(
  screen: ScreenSeen,
  dialogs: readonly OwnPart[],
  parts: readonly OwnPart[],
  names: Names,
  lineOf: (number: string) => number,
): readonly string[] {
  const found: string[] = [];
  const inWords = ({callId, state}: OwnPart) => `${callId} ${state}`;
  const byFinesse = dialogs.map(inWords).toSorted().join(', ');
  const bySwitch = parts
    .filter(({own}) => lineOf(own) === 1)
    .map(inWords)
    .toSorted()
    .join(', ');
  if (byFinesse !== bySwitch) found.push(`Finesse: ${byFinesse}; the switch: ${bySwitch}`);
  // Finesse does not show everybody to everybody while a call is handed on
  const seen = [...dialogs, ...parts.filter(({own}) => lineOf(own) !== 1)];
  const left = screen.cards.filter(({state}) => state !== 'ended');
  for (const part of seen) {
    const titles = part.others.flatMap((number) => [number, names.get(number) ?? number]);
    const at = left.findIndex(
      ({title, line, state, roster}) =>
        line === lineOf(part.own) &&
        isShownAs(part.state, state) &&
        namedRight(part, title, roster, titles, line > 1),
    );
    if (at < 0) found.push(`not on the screen: ${inWords(part)} with ${part.others.join(', ')}`);
    else left.splice(at, 1);
  }
  for (const {title, state, line} of left)
    if (state !== 'failed') found.push(`on the screen alone: ${title}, ${state}, line ${line}`);
  const talking = screen.cards.filter(({state}) => state === 'talking');
  if (talking.length > 1 && !talking.every(({joined}) => joined)) {
    const which = talking.map(({title, joined}) => `${title}${joined ? ', joined' : ''}`);
    found.push(`talks in more than one call (I-14): ${which.join('; ')}`);
  }
  if (screen.busy) found.push('something is still under way on the screen');
  return found;
}

/** Of more who talk in one call it can't be said who hears whom: the measure keeps the strongest only. */
export const mostHeard = 4;

/**
 * Who does not hear whom they should, measured at every end but those in a browser: in a call all who talk hear each
 * other, and whoever is held hears no voice.
 *
 * @param inBrowser calls that are talked in at any of these numbers are joined there
 */
export async function unheard(
  standin: StandinProcess,
  calls: readonly WorldCall[],
  tones: ReadonlyMap<string, number>,
  silent: readonly string[],
  inBrowser: readonly string[],
): Promise<readonly string[]> {
  const measured = calls.map(async (call) => {
    const talking = talkersWith(call, calls, inBrowser);
    if (call.parties.filter(isThere).length < 2 || talking.length > mostHeard) return [];
    const ends = await standin.sounds(call.id);
    const up = call.parties.filter(({state}) => state === 'ACTIVE' || state === 'HELD');
    const others = new Set([...call.parties.map(({address}) => address), ...talking]);
    return up.flatMap(({address, state}) => {
      const heard = ends.find((end) => end.address === address)?.heard;
      return [...others].flatMap((other) => {
        const tone = tones.get(other);
        if (other === address || tone === undefined) return [];
        // the agent does not hear the own voice at another number
        if (inBrowser.includes(address)) return [];
        const should = state === 'ACTIVE' && talking.includes(other) && !silent.includes(other);
        if (should === hasTone(heard, tone)) return [];
        return [`call ${call.id}: ${address} ${should ? 'does not hear' : 'hears'} ${other}`];
      });
    });
  });
  return (await Promise.all(measured)).flat();
}

/** Everybody who talks in a call, and in those that are joined with it. */
function talkersWith(
  call: WorldCall,
  calls: readonly WorldCall[],
  inBrowser: readonly string[],
): readonly string[] {
  const active = ({parties}: WorldCall) =>
    parties.filter(({state}) => state === 'ACTIVE').map(({address}) => address);
  const isTalkedIn = (each: WorldCall) => active(each).some((address) => inBrowser.includes(address));
  return isTalkedIn(call) ? calls.filter(isTalkedIn).flatMap(active) : active(call);
}

/** The part of the agent that a card is about. */
export function ownPartOf(
  {line, state: shown, title}: CardSeen,
  parts: readonly OwnPart[],
  names: ReadonlyMap<string, string>,
  lineOf: (number: string) => number,
): OwnPart | undefined {
  const named = ({others}: OwnPart) =>
    others.some((number) => title.includes(names.get(number) ?? number) || title.includes(number));
  const onLine = parts.filter(({own, state}) => lineOf(own) === line && isShownAs(state, shown));
  // two calls of the same colleague can't be told apart by what is drawn
  const fitting = onLine.some(named) ? onLine.filter(named) : onLine;
  return fitting.length === 1 ? fitting[0] : undefined;
}
