import type {StandinProcess} from '../support/node/standin-process.js';
import type {Carrier, Command} from './coverage.js';
import {joinLines, type AgentScreen, type CardSeen, type ScreenSeen} from './screen.js';
import type {OwnPart} from './sides.js';

/** Which commands are behind the words of a card's buttons. */
const commands: Readonly<Record<string, Command>> = {
  Answer: 'answer',
  'Hold and answer': 'answer',
  Decline: 'end',
  Hold: 'hold',
  Resume: 'resume',
  Swap: 'resume',
  End: 'end',
  Leave: 'end',
  Mute: 'mute',
  Keypad: 'digits',
  Transfer: 'consult',
  Add: 'consult',
  'Complete transfer': 'transfer',
  'Join all': 'conference',
  'Back to caller': 'back',
  [joinLines]: 'join',
};

export interface Press {
  readonly command: Command;
  readonly carrier: Carrier;
  readonly card: CardSeen;
  readonly label: string;
}

const handedOn = ['consult', 'transfer-now', 'transfer-safe'] as const;

/** The words of the ways to hand a call on. */
const ways: Readonly<Partial<Record<Command, string>>> = {
  consult: 'Talk first',
  'transfer-now': 'Transfer now',
  'transfer-safe': 'When answered',
};

/** Everything that can be pressed on an agent's screen. */
export function pressesOn(
  {cards}: ScreenSeen,
  carrierOf: (card: CardSeen) => Carrier | undefined,
): readonly Press[] {
  return cards.flatMap((card) => {
    const carrier = carrierOf(card);
    if (carrier === undefined) return [];
    return card.buttons.flatMap(({label, enabled, radio}): Press[] => {
      const command = commandOf(label, radio, card, carrier);
      if (command === undefined || !enabled) return [];
      const one = {command, carrier, card, label};
      if (label !== 'Transfer') return [one];
      // on a further line the caller comes back by itself after a transfer at once
      const waysOf = carrier === 'leg' ? (['consult', 'transfer-now'] as const) : handedOn;
      return waysOf.map((way) => ({...one, command: way}));
    });
  });
}

function commandOf(
  label: string,
  radio: 'chosen' | 'free' | undefined,
  {state}: CardSeen,
  carrier: Carrier,
): Command | undefined {
  if (radio !== undefined) return state === 'wrap-up' && radio === 'free' ? 'wrap-up-reason' : undefined;
  // two calls of a further line become one in the page, as those of several lines
  if (label === 'Join all' && carrier === 'leg') return 'join';
  return label.startsWith('Drop ') ? 'drop' : commands[label];
}

/** Carries a press out on the screen; `to` is whom a transfer or a consult goes to. False: it could not be pressed. */
export async function press(
  screen: AgentScreen,
  {command, card, label}: Press,
  to: string,
): Promise<boolean> {
  const {key} = card;
  if (command === 'digits') {
    const open = card.buttons.some((button) => button.label === '5');
    return (open || (await screen.press(key, label))) && (await screen.pressWhenThere(key, '5'));
  }
  const way = ways[command];
  if (way !== undefined) {
    const open = card.buttons.some((button) => button.label === 'Talk first');
    if (!open && !(await screen.press(key, label))) return false;
    if (!(await screen.fillTransfer(key, to))) return false;
    return screen.press(key, way);
  }
  return screen.press(key, label);
}

/** What the switch knows of a call besides who is in it. */
export interface CallFacts {
  readonly digits: string;
  readonly wrapUpReason: string;
}

/** What the press was for is there: by the agent's own parts before and after, and the card. */
export function isDone(
  {command, carrier, card, label}: Press,
  before: OwnPart,
  parts: {readonly before: readonly OwnPart[]; readonly after: readonly OwnPart[]},
  facts: {readonly before: CallFacts | undefined; readonly after: CallFacts | undefined},
  cardAfter: CardSeen | undefined,
): boolean {
  const ofLine = (all: readonly OwnPart[]) =>
    all.filter(({own: number, state}) => number === before.own && state !== 'WRAP_UP');
  const onLine = ofLine(parts.after);
  const earlier = ofLine(parts.before);
  const talked = earlier.find(({state}) => state === 'ACTIVE');
  const own = parts.after.find(({callId, own: number}) => callId === before.callId && number === before.own);
  switch (command) {
    case 'answer':
      // a call that is handed over has another id until it is answered
      return cardAfter?.state === 'talking' && onLine.some(({state}) => state === 'ACTIVE');
    case 'resume':
      // the card of the consult has it, whichever of the two is talked in, if any
      return label === 'Swap'
        ? onLine.some(({callId, state}) => state === 'ACTIVE' && callId !== talked?.callId)
        : own?.state === 'ACTIVE';
    case 'hold':
      return own?.state === 'HELD';
    case 'end':
    case 'back':
    case 'transfer':
      return own === undefined || own.state === 'WRAP_UP';
    case 'transfer-now':
    case 'transfer-safe':
      // by SIP it goes on until somebody has taken over
      return own === undefined || own.state === 'WRAP_UP' || (own.state === 'HELD' && carrier !== 'leg');
    case 'mute':
      return cardAfter?.muted !== card.muted;
    case 'digits':
      return (facts.after?.digits.length ?? 0) > (facts.before?.digits.length ?? 0);
    case 'wrap-up-reason':
      return facts.after?.wrapUpReason === label;
    case 'consult':
      return own?.state === 'HELD';
    case 'conference':
      return onLine.length < earlier.length && onLine.some(({others}) => others.length > 1);
    case 'join':
      return own?.state === 'ACTIVE' && cardAfter?.joined === true;
    case 'drop':
      return own === undefined || own.others.length < before.others.length;
  }
}

/** Somebody outside does something: calls, answers at a phone, hangs up. */
export interface Event {
  readonly kind: 'calls' | 'answers' | 'leaves';
  readonly what: string;
  readonly happen: () => Promise<unknown>;
}

/** What those outside may do now. */
export function eventsIn(
  standin: StandinProcess,
  calls: readonly {
    readonly id: string;
    readonly parties: readonly {address: string; agentId?: string; state: string}[];
  }[],
  call: (to: string) => Promise<unknown>,
  free: readonly string[],
): readonly Event[] {
  const deskPhone = /^4200\d$/;
  const ends = calls.flatMap(({id, parties}) => parties.map((party) => ({id, ...party})));
  return [
    ...free.map((to) => ({kind: 'calls' as const, what: `somebody calls ${to}`, happen: () => call(to)})),
    ...ends
      .filter(({address, state}) => deskPhone.test(address) && state === 'ALERTING')
      .map(({address}) => ({
        kind: 'answers' as const,
        what: `${address} is picked up`,
        happen: () => standin.post(`phones/${address}/pick-up`),
      })),
    ...ends
      .filter(({address, state}) => deskPhone.test(address) && state === 'ACTIVE')
      .map(({address}) => ({
        kind: 'leaves' as const,
        what: `${address} hangs up`,
        happen: () => standin.post(`phones/${address}/hang-up`),
      })),
    ...ends
      .filter(({agentId, state}) => agentId === undefined && state === 'ACTIVE')
      .map(({id, address}) => ({
        kind: 'leaves' as const,
        what: `the caller ${address} hangs up`,
        happen: () => standin.post(`calls/${id}/hangup`),
      })),
  ];
}
