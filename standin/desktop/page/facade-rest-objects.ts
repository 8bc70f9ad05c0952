/** Smaller objects of `finesse.restservices`, as the public documentation of the JavaScript library describes them. */
import {RestBase, RestCollection, type RestOptions, type RestSurroundings} from './facade-rest-base.js';
import {inside, listOf, textAt, type RestHandlers} from './facade-rest-wire.js';
import type {XmlFields} from './rest.js';
import type {XmlObject, XmlValue} from './xml-object.js';

/** Actions of a participant, as `finesse.restservices.Dialog.Actions` names them. */
const dialogActions = [
  'MAKE_CALL', 'ANSWER', 'HOLD', 'RETRIEVE', 'DROP', 'UPDATE_CALL_DATA', 'SEND_DTMF', 'CONSULT_CALL', 'CONFERENCE',
  'TRANSFER', 'TRANSFER_SST', 'SILENT_MONITOR', 'BARGE_CALL', 'PARTICIPANT_DROP', 'START_RECORDING', 'ACCEPT',
  'REJECT', 'CLOSE', 'RECLASSIFY', 'UPDATE_SCHEDULED_CALLBACK', 'CANCEL_SCHEDULED_CALLBACK',
] as const; // prettier-ignore

const dialogStates = [
  'ALERTING',
  'ACTIVE',
  'FAILED',
  'DROPPED',
  'INITIATING',
  'INITIATED',
  'ACCEPTED',
] as const;
const participantStates = [
  'ALERTING', 'ACTIVE', 'HELD', 'DROPPED', 'INITIATING', 'INITIATED', 'FAILED', 'WRAP_UP', 'ACCEPTED',
] as const; // prettier-ignore

/** An object whose members equal their names. */
export const names = <Name extends string>(list: readonly Name[]): Readonly<Record<Name, Name>> =>
  Object.fromEntries(list.map((name) => [name, name])) as Record<Name, Name>;

/** `finesse.restservices.Dialog`: one call. */
export class Dialog extends RestBase {
  static readonly Actions = names(dialogActions);
  static readonly States = names(dialogStates);
  static readonly ParticipantStates = names(participantStates);

  override getRestType(): string {
    return 'Dialog';
  }

  /** A dialog belongs to no user in its own address, wherever it was found. */
  override getRestUrl(): string {
    return `/finesse/api/Dialog/${this.getId()}`;
  }

  getFromAddress(): string {
    return textAt(this.getData(), 'fromAddress');
  }

  getToAddress(): string {
    return textAt(this.getData(), 'toAddress');
  }

  getMediaType(): string {
    return textAt(this.getData(), 'mediaType');
  }

  getState(): string {
    return textAt(this.getData(), 'state');
  }

  getAssociatedDialogUri(): string {
    return textAt(this.getData(), 'associatedDialogUri');
  }

  getSecondaryId(): string {
    return textAt(this.getData(), 'secondaryId');
  }

  /** Properties of the call; call variables by their name. */
  getMediaProperties(): XmlObject {
    const properties = inside(this.getData(), 'mediaProperties');
    const variables = listOf(inside(inside(properties, 'callvariables'), 'CallVariable')).map(
      (variable) => [textAt(variable, 'name'), inside(variable, 'value') ?? null] as const,
    );
    const {callvariables: _list, ...rest} = (properties ?? {}) as XmlObject;
    return {...rest, ...Object.fromEntries(variables)};
  }

  getWrapUpReason(): string {
    return textAt(this.getData(), 'mediaProperties', 'wrapUpReason');
  }

  getParticipants(): readonly XmlValue[] {
    return listOf(inside(inside(this.getData(), 'participants'), 'Participant'));
  }

  /** The participant at an address; null when there is none. */
  getParticipant(address: string): XmlValue {
    return this.getParticipants().find((party) => textAt(party, 'mediaAddress') === address) ?? null;
  }

  /** When a participant's stretch began, as it came. */
  getParticipantTimerCounters(address: string): {startTime: string; stateChangeTime: string; state: string} {
    const party = this.getParticipant(address);
    return {
      startTime: textAt(party, 'startTime'),
      stateChangeTime: textAt(party, 'stateChangeTime'),
      state: textAt(party, 'state'),
    };
  }

  /** What a participant may ask for, by `actions.action`. */
  getParticipantActions(address: string): string[] {
    const actions = inside(inside(this.getParticipant(address), 'actions'), 'action');
    return listOf(actions).filter((action): action is string => typeof action === 'string');
  }

  requestAction(address: string, action: string, handlers?: RestHandlers): this {
    return this.#ask(action, {targetMediaAddress: address}, handlers);
  }

  initiateDirectTransfer(address: string, toAddress: string, handlers?: RestHandlers): this {
    return this.#ask('TRANSFER_SST', {targetMediaAddress: address, toAddress}, handlers);
  }

  makeConsultCall(address: string, toAddress: string, handlers?: RestHandlers): this {
    return this.#ask('CONSULT_CALL', {targetMediaAddress: address, toAddress}, handlers);
  }

  sendDTMFRequest(address: string, handlers: RestHandlers | undefined, digit: string): this {
    const parameter = {name: 'dtmfString', value: digit};
    return this.#ask(
      'SEND_DTMF',
      {targetMediaAddress: address, actionParams: {ActionParam: parameter}},
      handlers,
    );
  }

  dropParticipant(address: string, handlers?: RestHandlers): this {
    return this.#ask('PARTICIPANT_DROP', {targetMediaAddress: address}, handlers);
  }

  updateWrapUpReason(wrapUpReason: string, handlers?: RestHandlers): this {
    return this.#ask('UPDATE_CALL_DATA', {mediaProperties: {wrapUpReason}}, handlers);
  }

  /** @param variables value by name */
  updateCallVariables(variables: Readonly<Record<string, string>>, handlers?: RestHandlers): this {
    const list = Object.entries(variables).map(([name, value]) => ({name, value}));
    return this.#ask('UPDATE_CALL_DATA', {mediaProperties: {callvariables: {CallVariable: list}}}, handlers);
  }

  #ask(requestedAction: string, fields: XmlFields, handlers: RestHandlers = {}): this {
    return this.put('Dialog', {requestedAction, ...fields}, handlers);
  }
}

/** `finesse.restservices.Dialogs`: the calls of a user. */
export class Dialogs extends RestCollection<Dialog> {
  override getRestType(): string {
    return 'Dialogs';
  }

  protected override itemType(): string {
    return 'Dialog';
  }

  protected override itemOf(data: XmlObject): Dialog {
    return new Dialog(this.around, {id: textAt(data, 'id'), data});
  }

  /** @param excludeSilentMonitor leaves out what a supervisor only listens to */
  getDialogCount(excludeSilentMonitor = false): number {
    return Object.values(this.getCollection()).filter(
      (dialog) =>
        !excludeSilentMonitor ||
        textAt(dialog.getData(), 'mediaProperties', 'callType') !== 'SUPERVISOR_MONITOR',
    ).length;
  }
}

/** A collection whose items are named by a class and by the element they come in. */
export function collectionOf<Item extends RestBase>(
  listType: string,
  type: string,
  make: (around: RestSurroundings, options: RestOptions) => Item,
) {
  return class extends RestCollection<Item> {
    override getRestType(): string {
      return listType;
    }

    protected override itemType(): string {
      return type;
    }

    protected override itemOf(data: XmlObject): Item {
      return make(this.around, {id: this.idOf(data), data});
    }

    protected override idOf(data: XmlObject): string {
      return super.idOf(data) || textAt(data, 'loginId') || textAt(data, 'name');
    }
  };
}

/** An object that is only looked at: `getProperty` and the getters named here. */
export function plainOf(type: string, getters: Readonly<Record<string, string>>) {
  const Plain = class extends RestBase {
    override getRestType(): string {
      return type;
    }
  };
  for (const [getter, property] of Object.entries(getters)) {
    Object.defineProperty(Plain.prototype, getter, {
      value(this: RestBase) {
        return this.getProperty(property) ?? '';
      },
    });
  }
  return Plain;
}
