import type {XmlParts} from '../../base/xml-writer.js';
import type {FullDialog} from '../objects/dialog.js';
import type {CallVariable} from '../types.js';
import {part, type Requests} from './requests.js';

/** Call data to change. What is not named stays as it is; an empty value clears. */
export interface CallData {
  readonly wrapUpReason?: string | undefined;
  /** CCX with several wrap-up reasons. */
  readonly wrapUpItems?: readonly string[] | undefined;
  /** 40 bytes each, expanded ones 2,000 bytes together (developer guide). */
  readonly variables?: readonly CallVariable[] | undefined;
}

/** An agreed callback of a campaign call; what is left out stays. */
export interface CallbackOrder {
  /** `YYYY-MM-DDThh:mm` */
  readonly time?: string | undefined;
  readonly number?: string | undefined;
}

/** What a campaign call turned out to be. */
export type Classification = 'VOICE' | 'FAX' | 'ANS_MACHINE' | 'INVALID' | 'BUSY' | 'DO_NOT_CALL';

/**
 * Calls (developer guide, Dialog). `line` is the acting agent's own extension, the participant that acts. All resolve
 * with their request id when Finesse has heard (202); the outcome is a notification of the dialog, or `errors` with
 * that id. Ask only for what is among your own participant's actions.
 */
export class DialogApi {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  async get(id: string): Promise<FullDialog> {
    return (await this.#requests.read(`Dialog/${part(id)}`, 'dialog')).dialog;
  }

  /** Places a call. `to` goes out as it is. CCX takes no variables; CCE before 12.5 and CCX need Not Ready. */
  async makeCall(
    userId: string,
    line: string,
    to: string,
    variables: readonly CallVariable[] = [],
    requestId?: string,
  ): Promise<string> {
    const mediaProperties = variables.length > 0 ? {callvariables: listOf(variables)} : undefined;
    return this.#start(
      userId,
      {requestedAction: 'MAKE_CALL', fromAddress: line, toAddress: to, mediaProperties},
      requestId,
    );
  }

  async answer(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'ANSWER', {}, requestId);
  }

  async hold(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'HOLD', {}, requestId);
  }

  async retrieve(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'RETRIEVE', {}, requestId);
  }

  /** Leaves the call; also cancels one that still rings, and ends a monitor or barge leg. */
  async drop(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'DROP', {}, requestId);
  }

  /** Holds the call and calls somebody about it. @param id the active call */
  async consult(id: string, line: string, to: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'CONSULT_CALL', {toAddress: to}, requestId);
  }

  /** Joins the parties of the held and the active call and leaves both. @param id either of the two */
  async transfer(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'TRANSFER', {}, requestId);
  }

  /** Joins the held and the active call. Only who built a conference may add to it. @param id either of the two */
  async conference(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'CONFERENCE', {}, requestId);
  }

  /** Hands the call over without a word (single-step transfer). */
  async transferDirectly(id: string, line: string, to: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'TRANSFER_SST', {toAddress: to}, requestId);
  }

  /** CCE: takes another party out of a conference. @param address the party's, as its participant has it */
  async dropParticipant(id: string, address: string, requestId?: string): Promise<string> {
    return this.#act(id, address, 'PARTICIPANT_DROP', {}, requestId);
  }

  /** Sends tones: best one digit at a time, for the control server fails on bursts. A to D on CCE only. */
  async sendDigits(id: string, line: string, digits: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'SEND_DTMF', params({dtmfString: digits}), requestId);
  }

  /** CCX with a recorder. There is no action that stops it, and no field that shows it. */
  async startRecording(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'START_RECORDING', {}, requestId);
  }

  async updateCallData(id: string, data: CallData, requestId?: string): Promise<string> {
    const {wrapUpReason, wrapUpItems, variables} = data;
    const mediaProperties = {
      wrapUpReason,
      wrapUpItems: wrapUpItems && {wrapUpItem: wrapUpItems},
      callvariables: variables && listOf(variables),
    };
    return this.#put(id, {requestedAction: 'UPDATE_CALL_DATA', mediaProperties}, requestId);
  }

  /** Takes a previewed campaign call. */
  async accept(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'ACCEPT', {}, requestId);
  }

  /** Gives a previewed campaign call back, to be tried again. */
  async reject(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'REJECT', {}, requestId);
  }

  /** Gives a previewed campaign call back for good. */
  async close(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'CLOSE', {}, requestId);
  }

  async reclassify(id: string, line: string, as: Classification, requestId?: string): Promise<string> {
    return this.#act(id, line, 'RECLASSIFY', params({outboundClassification: as}), requestId);
  }

  async scheduleCallback(
    id: string,
    line: string,
    {time, number}: CallbackOrder,
    requestId?: string,
  ): Promise<string> {
    const order = params({callbackTime: time, callbackNumber: number});
    return this.#act(id, line, 'UPDATE_SCHEDULED_CALLBACK', order, requestId);
  }

  async cancelCallback(id: string, line: string, requestId?: string): Promise<string> {
    return this.#act(id, line, 'CANCEL_SCHEDULED_CALLBACK', {}, requestId);
  }

  /** A supervisor, Not Ready, listens to an agent. Which of the agent's calls is heard is the server's choice. */
  async monitor(supervisorId: string, line: string, agentLine: string, requestId?: string): Promise<string> {
    const parts = {requestedAction: 'SILENT_MONITOR', fromAddress: line, toAddress: agentLine};
    return this.#start(supervisorId, parts, requestId);
  }

  /** A supervisor who listens joins the call. @param monitorId the dialog they listen by */
  async barge(
    supervisorId: string,
    line: string,
    agentLine: string,
    monitorId: string,
    requestId?: string,
  ): Promise<string> {
    const parts = {
      requestedAction: 'BARGE_CALL',
      fromAddress: line,
      toAddress: agentLine,
      associatedDialogUri: `/finesse/api/Dialog/${part(monitorId)}`,
    };
    return this.#start(supervisorId, parts, requestId);
  }

  async #act(
    id: string,
    address: string,
    action: string,
    more: XmlParts,
    requestId: string | undefined,
  ): Promise<string> {
    return this.#put(id, {targetMediaAddress: address, requestedAction: action, ...more}, requestId);
  }

  async #put(id: string, parts: XmlParts, requestId: string | undefined): Promise<string> {
    const path = `Dialog/${part(id)}`;
    return this.#requests.change({method: 'PUT', path, object: path, root: 'Dialog', parts, requestId});
  }

  async #start(userId: string, parts: XmlParts, requestId: string | undefined): Promise<string> {
    const object = `User/${part(userId)}`;
    const path = `${object}/Dialogs`;
    return this.#requests.change({method: 'POST', path, object, root: 'Dialog', parts, requestId});
  }
}

const listOf = (variables: readonly CallVariable[]): XmlParts => ({
  CallVariable: variables.map(({name, value}) => ({name, value})),
});

const params = (named: Readonly<Record<string, string | undefined>>): XmlParts => ({
  actionParams: {
    ActionParam: Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : {name, value})),
  },
});
