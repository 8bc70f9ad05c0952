/** The same facts as each party knows them, in one form of words, so that they can be compared. */
import type {Desk} from '../../src/desk/desk.js';
import type {Agent, DialogView, WorldEvent} from '../../standin/world/types.js';
import type {World} from '../../standin/world/world.js';
import {Reference, type Seat} from './reference.js';

interface AgentFacts {
  readonly state: string;
  readonly pending: string;
  readonly reason: number | undefined;
}

interface CallFacts {
  readonly id: string;
  readonly part: string;
  readonly actions: readonly string[];
  readonly note: string;
}

const wordsOf = ({state, pending, reason}: AgentFacts, calls: readonly CallFacts[]): string =>
  [
    `${state}${reason === undefined ? '' : ` ${reason}`}${pending === '' ? '' : ` then ${pending}`}`,
    ...calls
      .map(
        ({id, part, actions, note}) =>
          `${id} ${part} [${[...actions].sort().join(' ')}]${note && ` "${note}"`}`,
      )
      .sort(),
  ].join('; ');

/** As the reference has it. */
export const ofReference = (reference: Reference): string =>
  wordsOf(
    {state: reference.state, pending: reference.pending?.state ?? '', reason: reference.reason},
    reference.dialogs.map((call) => ({
      id: call.id,
      part: call.part ? Reference.wordFor(call.part) : '',
      actions: reference.actionsOf(call),
      note: call.note,
    })),
  );

const ofView = (view: DialogView, extension: string): CallFacts => {
  const own = view.participants.find(({mediaAddress}) => mediaAddress === extension);
  return {id: view.id, part: own?.state ?? '', actions: own?.actions ?? [], note: view.wrapUpReason};
};

const ofAgent = (agent: Agent): AgentFacts => ({
  state: agent.state,
  pending: agent.pending?.state ?? '',
  reason: agent.reason?.code,
});

/** As the stand-in would answer a read now. */
export const ofWorld = (world: World, agent: Agent): string =>
  wordsOf(
    ofAgent(agent),
    world.calls.of(agent).map((call) => ofView(world.calls.view(call, {receiver: agent}), agent.extension)),
  );

/** Somebody who hears every notification in order, and never reads. */
export class Follower {
  readonly dialogs = new Map<string, CallFacts>();
  #agent: AgentFacts = {state: 'LOGOUT', pending: '', reason: undefined};

  onEvent(event: WorldEvent, agent: Agent): void {
    if (event.type === 'user') this.#agent = ofAgent(agent);
    if (event.type !== 'dialog') return;
    const {kind, dialog} = event;
    if (kind === 'DELETE') this.dialogs.delete(dialog.id);
    else if (kind === 'POST' || this.dialogs.has(dialog.id))
      this.dialogs.set(dialog.id, ofView(dialog, agent.extension));
  }

  get words(): string {
    return wordsOf(this.#agent, [...this.dialogs.values()]);
  }
}

/** As the screen shows it, with the phone's part in it: each call that needs a leg has one. */
export function ofDesk(desk: Desk, seat: Seat): string {
  const agent = desk.agent.state;
  const reason = agent?.reason ? Number(agent.reason.code) : undefined;
  const facts = {state: agent?.state ?? '', pending: agent?.pendingState ?? '', reason};
  // a call of one's own that failed plays its busy tone on a leg that is shown apart
  const failed = desk.calls.state.filter(({state}) => state === 'failed').length;
  const alone = desk.calls.state.filter(({dialog}) => !dialog);
  return wordsOf(
    facts,
    desk.calls.state
      .filter((call) => !alone.slice(0, failed).includes(call))
      .map(({dialog, leg, wrapUpReason}) => {
        const own = dialog?.participants.find(({address}) => address === agent?.extension);
        const needsLeg = seat === 'browser' && own && !['WRAP_UP', 'FAILED', 'DROPPED'].includes(own.state);
        const lacks = needsLeg && !leg ? ' without a leg' : !dialog ? 'leg alone' : '';
        return {
          id: dialog?.id ?? '',
          part: `${own?.state ?? ''}${lacks}`,
          actions: own?.actions ?? [],
          note: wrapUpReason,
        };
      }),
  );
}
