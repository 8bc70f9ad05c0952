import type {StandinProcess} from '../support/node/standin-process.js';
import type {AgentScreen, CardSeen, ScreenSeen} from './screen.js';
import type {OwnPart} from './sides.js';

/** What may be pressed on a card, as the table of who acts names it. */
export type Command =
  | 'answer'
  | 'hold'
  | 'resume'
  | 'end'
  | 'mute'
  | 'digits'
  | 'consult'
  | 'transfer-now'
  | 'transfer'
  | 'conference'
  | 'back'
  | 'drop';

/** What carries the call at this agent: a dialog with a leg in the browser, a dialog alone, a leg alone. */
export type Carrier = 'both' | 'dialog' | 'leg';

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
};

export interface Press {
  readonly command: Command;
  readonly carrier: Carrier;
  readonly card: CardSeen;
  readonly label: string;
}

/** Everything that can be pressed on an agent's screen. */
export function pressesOn(
  {cards}: ScreenSeen,
  carrierOf: (card: CardSeen) => Carrier | undefined,
): readonly Press[] {
  return cards.flatMap((card) => {
    const carrier = carrierOf(card);
    if (carrier === undefined) return [];
    return card.buttons.flatMap(({label, enabled}): Press[] => {
      const command = label.startsWith('Drop ') ? 'drop' : commands[label];
      if (command === undefined || !enabled) return [];
      const one = {command, carrier, card, label};
      return label === 'Transfer' ? [one, {...one, command: 'transfer-now'}] : [one];
    });
  });
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
  if (command === 'consult' || command === 'transfer-now') {
    const open = card.buttons.some((button) => button.label === 'Talk first');
    if (!open && !(await screen.press(key, label))) return false;
    if (!(await screen.fillTransfer(key, to))) return false;
    return screen.press(key, command === 'consult' ? 'Talk first' : 'Transfer now');
  }
  return screen.press(key, label);
}

/** What the press was for is there: by the agent's own parts before and after, and the card. */
export function isDone(
  {command, card, label}: Press,
  before: OwnPart,
  after: readonly OwnPart[],
  digits: {readonly before: number; readonly after: number},
  cardAfter: CardSeen | undefined,
): boolean {
  const own = after.find(({callId, own: number}) => callId === before.callId && number === before.own);
  switch (command) {
    case 'answer':
    case 'resume':
      return label === 'Swap'
        ? after.some(({callId, state}) => callId !== before.callId && state === 'ACTIVE')
        : own?.state === 'ACTIVE';
    case 'hold':
      return own?.state === 'HELD';
    case 'end':
    case 'back':
    case 'transfer-now':
    case 'transfer':
      return (
        own === undefined || own.state === 'WRAP_UP' || (command === 'transfer-now' && own.state === 'HELD')
      );
    case 'mute':
      return cardAfter?.muted !== card.muted;
    case 'digits':
      return digits.after > digits.before;
    case 'consult':
      return own?.state === 'HELD';
    case 'conference':
      return after.some(({others}) => others.length > 1);
    case 'drop':
      return own === undefined || own.others.length < before.others.length;
  }
}

/** Somebody outside does something: calls, answers at a phone, hangs up. */
export interface Event {
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
    ...free.map((to) => ({what: `somebody calls ${to}`, happen: () => call(to)})),
    ...ends
      .filter(({address, state}) => deskPhone.test(address) && state === 'ALERTING')
      .map(({address}) => ({
        what: `${address} is picked up`,
        happen: () => standin.post(`phones/${address}/pick-up`),
      })),
    ...ends
      .filter(({address, state}) => deskPhone.test(address) && state === 'ACTIVE')
      .map(({address}) => ({
        what: `${address} hangs up`,
        happen: () => standin.post(`phones/${address}/hang-up`),
      })),
    ...ends
      .filter(({agentId, state}) => agentId === undefined && state === 'ACTIVE')
      .map(({id, address}) => ({
        what: `the caller ${address} hangs up`,
        happen: () => standin.post(`calls/${id}/hangup`),
      })),
  ];
}
