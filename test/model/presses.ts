/** What the agent pressed, and what became of it: for I-01 and I-02. */
import type {Call} from '../../src/calls/types.js';
import type {Desk, Notice} from '../../src/desk/desk.js';
import type {ChangesSeen, PressSeen} from '../support/invariants.js';
import type {LineRecord} from './phones.js';
import type {Pressable} from './stage.js';

interface Press {
  readonly what: string;
  readonly at: number;
  readonly pressed: Pressable;
  readonly lastNotice: number;
  /** Calls that were there, for a call that is placed. */
  readonly before: ReadonlySet<string>;
  confirmed: boolean;
  told: boolean;
}

const actions: Readonly<Record<string, string>> = {
  answer: 'ANSWER',
  hold: 'HOLD',
  resume: 'RETRIEVE',
  end: 'DROP',
  digits: 'SEND_DTMF',
  'wrap-up-reason': 'UPDATE_CALL_DATA',
};

const stateCodes = /^finesse\/(state-refused|sign-out-refused)$/;
const callCodes = /^finesse\/(call-refused|dial|not-found)|^sip\/|^media\//;

/** Whether a notice of this kind can be about that press. */
function fits(code: string, pressed: Pressable): boolean {
  if (stateCodes.test(code)) return pressed.kind === 'state';
  return pressed.kind !== 'state' || !callCodes.test(code);
}

/** Every press of a run. */
export class Presses {
  #lastNotice = 0;
  readonly #list: Press[] = [];
  readonly #pressed = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get count(): number {
    return this.#list.length;
  }

  begin(pressed: Pressable, desk: Desk): void {
    const keys = keysOf(pressed);
    for (const key of keys) this.#pressed.set(key, (this.#pressed.get(key) ?? 0) + 1);
    // what is ours and instant has its own rules (I-06)
    if (pressed.kind === 'command' && ['mute', 'digits'].includes(pressed.command.type)) return;
    this.#list.push({
      what: keys[0] ?? '',
      at: this.#now(),
      pressed,
      lastNotice: this.#lastNotice,
      before: new Set(desk.calls.state.flatMap(({dialog}) => dialog?.id ?? [])),
      confirmed: false,
      told: false,
    });
  }

  onNotices(notices: readonly Notice[]): void {
    for (const {id, code} of notices) {
      if (id <= this.#lastNotice) continue;
      for (const press of this.#list)
        if (!press.confirmed && id > press.lastNotice && fits(code, press.pressed)) press.told = true;
    }
    this.#lastNotice = Math.max(this.#lastNotice, ...notices.map(({id}) => id));
  }

  onSent(key: string): void {
    this.#sent.set(key, (this.#sent.get(key) ?? 0) + 1);
  }

  /** Takes in the screen after each instant. */
  look(desk: Desk): void {
    for (const press of this.#list) press.confirmed ||= isDone(press, desk);
  }

  seen(desk: Desk): PressSeen[] {
    return this.#list
      .slice(-20)
      .map((press) => ({...press, age: this.#now() - press.at, underWay: isUnderWay(press, desk)}));
  }

  /** Presses of which nothing has become yet. */
  open(desk: Desk): PressSeen[] {
    return this.seen(desk).filter(({confirmed, told}) => !confirmed && !told);
  }

  changes(lines: LineRecord): ChangesSeen[] {
    const pressed = (key: string) => this.#pressed.get(key) ?? 0;
    const list = [...this.#sent].map(([what, sent]) => ({what, sent, pressed: pressed(what)}));
    // "Hold and answer" holds what is talked in, once
    const waited = this.#list.filter(
      ({pressed: press}) => press.kind === 'command' && press.command.type === 'answer' && press.call.waiting,
    ).length;
    for (const each of list) if (each.what.endsWith(' HOLD')) each.pressed += waited;
    const dialled = this.#list.filter(({pressed: {kind}}) => kind === 'dial').length;
    for (const [leg, sent] of lines.answers) {
      const what = `answer ${leg}`;
      // our own phone, which rings first, is picked up once for each call that was dialled
      list.push({what, sent, pressed: pressed(what) || Math.min(1, dialled)});
    }
    for (const [leg, sent] of lines.hangUps)
      list.push({what: `end ${leg}`, sent, pressed: pressed(`end ${leg}`)});
    return list;
  }
}

function keysOf(pressed: Pressable): string[] {
  if (pressed.kind === 'state') return [`User ${pressed.state}`];
  if (pressed.kind === 'dial') return [`MAKE_CALL ${pressed.number}`];
  const {call, command} = pressed;
  const byFinesse = call.dialog ? [`Dialog/${call.dialog.id} ${actions[command.type] ?? command.type}`] : [];
  return [...byFinesse, ...(call.leg ? [`${command.type} ${call.leg.id}`] : [])];
}

function isDone({pressed, before}: Press, desk: Desk): boolean {
  const agent = desk.agent.state;
  if (pressed.kind === 'state')
    return agent?.pendingState === pressed.state || (agent?.state === pressed.state && !agent.request);
  if (pressed.kind === 'dial')
    return desk.calls.state.some(
      ({dialog}) => dialog && !before.has(dialog.id) && dialog.fromAddress === agent?.extension,
    );
  const call = desk.calls.state.find(({id}) => id === pressed.call.id);
  if (!call || call.state === 'ended') return true;
  return isAsWanted(pressed.command.type, call, pressed);
}

function isAsWanted(type: string, call: Call, pressed: Pressable): boolean {
  if (type === 'answer') return call.state !== 'alerting';
  if (type === 'hold') return call.state !== 'talking';
  if (type === 'resume') return call.state !== 'held';
  if (type === 'end') return call.state === 'wrap-up';
  return pressed.kind === 'command' && pressed.command.type === 'wrap-up-reason'
    ? call.wrapUpReason === pressed.command.label
    : true;
}

function isUnderWay({pressed}: Press, desk: Desk): boolean {
  if (pressed.kind === 'state') return desk.agent.state?.request !== undefined;
  if (pressed.kind === 'dial') return desk.outgoing.state !== undefined;
  return desk.calls.state.find(({id}) => id === pressed.call.id)?.pending !== undefined;
}
