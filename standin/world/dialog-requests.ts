import {gone} from './calls.js';
import {logTo, refuse, type Core} from './core.js';
import type {BlindTransfer} from './blind-transfer.js';
import type {Pairing} from './pairing.js';
import type {Parts} from './parts.js';
import type {Agent, Call, Party} from './types.js';

/** What UPDATE_CALL_DATA may change; what is undefined stays. */
export interface CallData {
  readonly wrapUpReason: string | undefined;
  /** CCX: several reasons at once. */
  readonly wrapUpItems?: readonly string[];
  readonly variables: readonly (readonly [string, string])[];
}

/** What is asked of a call, by the agent whose participant is to act (Finesse developer guide, Dialog). */
export class DialogRequests {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #pairing: Pairing;
  readonly #blind: BlindTransfer;

  constructor(core: Core, parts: Parts, pairing: Pairing, blind: BlindTransfer) {
    this.#core = core;
    this.#parts = parts;
    this.#pairing = pairing;
    this.#blind = blind;
  }

  /** ANSWER, HOLD, RETRIEVE, DROP or START_RECORDING of the agent's own participant. */
  act(agent: Agent, dialogId: string, action: string, requestId: string): void {
    this.#allowed(agent, dialogId, action, requestId, (call, party) => {
      const {endings, holding} = this.#parts;
      if (action === 'ANSWER') this.#answer(agent, call, party, requestId);
      if (action === 'START_RECORDING') {
        party.recorded = true;
        logTo(this.#core, 'recording', {callId: call.id, agentId: agent.id});
        this.#parts.calls.changed(call, requestId);
      }
      if (action === 'HOLD') holding.hold(call, party, true, requestId);
      if (action === 'RETRIEVE') {
        this.#blind.withdraw(call);
        holding.hold(call, party, false, requestId);
      }
      if (action !== 'DROP') return;
      if (call.handover?.agentId === agent.id) this.#blind.letGo(call, party, requestId);
      else endings.leave(call, party, requestId);
    });
  }

  consult(agent: Agent, dialogId: string, to: string, requestId: string): void {
    this.#allowed(agent, dialogId, 'CONSULT_CALL', requestId, (call, party) =>
      this.#pairing.consult(agent, call, party, to, requestId),
    );
  }

  /** TRANSFER or CONFERENCE of the agent's held call and the one they talk in; either may be named. */
  complete(agent: Agent, dialogId: string, action: 'TRANSFER' | 'CONFERENCE', requestId: string): void {
    this.#parts.requests.later(`Dialog/${dialogId}`, () => {
      const call = this.#parts.calls.get(dialogId);
      if (call) this.#pairing.complete(agent, call, action, requestId);
      else this.#invalid(agent, dialogId, action, requestId);
    });
  }

  transfer(agent: Agent, dialogId: string, to: string, requestId: string): void {
    this.#allowed(agent, dialogId, 'TRANSFER_SST', requestId, (call, party) =>
      this.#blind.begin(agent, call, party, to, requestId),
    );
  }

  /** PARTICIPANT_DROP: `address` leaves the conference. */
  dropParticipant(agent: Agent, dialogId: string, address: string, requestId: string): void {
    this.#allowed(agent, dialogId, 'PARTICIPANT_DROP', requestId, (call) => {
      const party = call.parties.find((candidate) => candidate.address === address && !gone(candidate));
      const isAllowed = party?.agentId !== undefined || this.#core.settings.dropParticipant === 'all';
      if (party && isAllowed) this.#parts.endings.leave(call, party, requestId);
      else this.#invalid(agent, dialogId, 'PARTICIPANT_DROP', requestId);
    });
  }

  sendDigits(agent: Agent, dialogId: string, digits: string, requestId: string): void {
    this.#allowed(agent, dialogId, 'SEND_DTMF', requestId, (call) => {
      if (this.#core.deployment === 'CCX' && /[A-D]/.test(digits)) {
        refuse(this.#core, agent, `Dialog/${dialogId}`, requestId, {
          type: 'Generic Error',
          message: 'CF_VALUE_OUT_OF_RANGE',
          data: '3',
        });
        return;
      }
      this.#parts.digits.add(call.id, digits);
    });
  }

  updateCallData(agent: Agent, dialogId: string, data: CallData, requestId: string): void {
    this.#allowed(agent, dialogId, 'UPDATE_CALL_DATA', requestId, (call) => {
      if (data.wrapUpReason !== undefined) call.wrapUpReason = data.wrapUpReason;
      if (data.wrapUpItems !== undefined) call.wrapUpItems = data.wrapUpItems;
      for (const [name, value] of data.variables) call.variables.set(name, value);
      this.#parts.calls.changed(call, requestId);
    });
  }

  /** A permanent leg is connected, a controlled phone goes off hook; any other is answered where it is. */
  #answer(agent: Agent, call: Call, party: Party, requestId: string): void {
    const {devices, nailed, ringing} = this.#parts;
    if (nailed.take(call, party)) {
      if (call.handover?.target === party) this.#blind.answered(call);
      else ringing.answered(call, party);
      return;
    }
    if (party.legId === undefined) return;
    if (devices.deviceOf(agent).end === 'phone') this.#core.carrier().answer(party.legId);
    else
      refuse(this.#core, agent, `Dialog/${call.id}`, requestId, {
        type: 'Call Operation Failure',
        message: 'CF_INVALID_OBJECT_STATE',
        data: '22',
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
      if (call && party && calls.actionsOf(call, party).includes(action)) {
        run(call, party);
        return;
      }
      this.#invalid(agent, dialogId, action, requestId);
    });
  }

  #invalid(agent: Agent, dialogId: string, action: string, requestId: string): void {
    refuse(this.#core, agent, `Dialog/${dialogId}`, requestId, {
      type: 'Generic Error',
      message: `INVALID_ACTION ${action} on extension ${agent.extension}`,
      data: agent.extension,
    });
  }
}
