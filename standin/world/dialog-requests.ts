import {refuse, type Core} from './core.js';
import type {Parts} from './parts.js';
import {actionsFor} from './rules.js';
import type {Agent, Call, Party} from './types.js';

/** What is asked of a call, by the agent whose participant is to act (Finesse developer guide, Dialog). */
export class DialogRequests {
  readonly #core: Core;
  readonly #parts: Parts;

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
  }

  /** ANSWER, HOLD, RETRIEVE or DROP of the agent's own participant. */
  act(agent: Agent, dialogId: string, action: string, requestId: string): void {
    this.#allowed(agent, dialogId, action, requestId, (call, party) => {
      const {devices, endings, holding} = this.#parts;
      if (action === 'ANSWER' && party.legId !== undefined) {
        if (devices.deviceOf(agent).end !== 'phone') {
          // a remote phone can only be taken off hook where it is
          refuse(this.#core, agent, `Dialog/${dialogId}`, requestId, {
            type: 'Call Operation Failure',
            message: 'CF_INVALID_OBJECT_STATE',
            data: '22',
          });
          return;
        }
        this.#core.carrier().answer(party.legId);
      }
      if (action === 'HOLD') holding.hold(call, party, true, requestId);
      if (action === 'RETRIEVE') holding.hold(call, party, false, requestId);
      if (action === 'DROP') endings.leave(call, party, requestId);
    });
  }

  sendDigits(agent: Agent, dialogId: string, digits: string, requestId: string): void {
    this.#allowed(agent, dialogId, 'SEND_DTMF', requestId, (call) => this.#parts.digits.add(call.id, digits));
  }

  updateCallData(
    agent: Agent,
    dialogId: string,
    data: {wrapUpReason: string | undefined; variables: readonly (readonly [string, string])[]},
    requestId: string,
  ): void {
    this.#allowed(agent, dialogId, 'UPDATE_CALL_DATA', requestId, (call) => {
      if (data.wrapUpReason !== undefined) call.wrapUpReason = data.wrapUpReason;
      for (const [name, value] of data.variables) call.variables.set(name, value);
      this.#parts.calls.changed(call, requestId);
    });
  }

  /** Runs when its turn has come, if the action is in the participant's list then; else it is refused. */
  #allowed(
    agent: Agent,
    dialogId: string,
    action: string,
    requestId: string,
    run: (call: Call, party: Party) => void,
  ): void {
    const {calls, requests} = this.#parts;
    requests.later(`Dialog/${dialogId}`, () => {
      const call = calls.get(dialogId);
      const party = call && calls.partyOf(call, agent);
      if (call && party && actionsFor(party, call, agent, this.#core.deployment).includes(action)) {
        run(call, party);
        return;
      }
      refuse(this.#core, agent, `Dialog/${dialogId}`, requestId, {
        type: 'Generic Error',
        message: `INVALID_ACTION ${action} on extension ${agent.extension}`,
        data: agent.extension,
      });
    });
  }
}
