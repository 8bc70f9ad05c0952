/** A dialog with everything Finesse says of one (developer guide, Dialog, "Dialog API Parameters"). */
import {childOf, childrenOf, textOf, type XmlElement} from '../../base/xml.js';
import {dialogWith, known, lastPart, participantOf, type TimeFrame} from '../parse.js';
import {dialogActions, participantStates, type Dialog, type Participant} from '../types.js';
import {textsOf} from './fields.js';

const dialogStates = [
  'INITIATING',
  'INITIATED',
  'ALERTING',
  'ACTIVE',
  'FAILED',
  'DROPPED',
  'ACCEPTED',
] as const;

/** `UNKNOWN` stands for any word we do not know; {@link FullDialog.rawState} keeps the word. */
export type DialogState = (typeof dialogStates)[number] | 'UNKNOWN';

const allParticipantStates = [...participantStates, 'ACCEPTED'] as const;

/** As {@link Participant.state}, and a preview that was accepted. */
export type FullParticipantState = (typeof allParticipantStates)[number] | 'UNKNOWN';

const callActions = [
  ...dialogActions,
  'MAKE_CALL',
  'SILENT_MONITOR',
  'BARGE_CALL',
  'ACCEPT',
  'REJECT',
  'CLOSE',
  'RECLASSIFY',
  'UPDATE_SCHEDULED_CALLBACK',
  'CANCEL_SCHEDULED_CALLBACK',
] as const;

/** Everything the guide lists for voice ("Actions Parameter Values"). */
export type CallAction = (typeof callActions)[number];

export interface FullParticipant extends Omit<Participant, 'state' | 'actions'> {
  readonly state: FullParticipantState;
  readonly rawState: string;
  /** What this party may ask for now: actions we know. */
  readonly actions: readonly CallAction[];
  /** All of them, as sent. */
  readonly rawActions: readonly string[];
  /** `AGENT_DEVICE`, or empty for a party Finesse does not watch. No proof of who it is. */
  readonly addressType: string;
  /** As sent; {@link Participant.startedAt} is the same on this computer's clock. */
  readonly startTime: string;
  /** As sent; {@link Participant.changedAt} is the same on this computer's clock. */
  readonly stateChangeTime: string;
}

/** A callback that was agreed for a campaign call. */
export interface ScheduledCallback {
  /** `YYYY-MM-DDThh:mm`, as sent. */
  readonly time: string;
  readonly number: string;
}

/** One call. Texts are empty when Finesse does not say; ids and numbers are text, as sent. */
export interface FullDialog extends Omit<Dialog, 'state' | 'participants'> {
  readonly uri: string;
  readonly state: DialogState;
  readonly rawState: string;
  readonly participants: readonly FullParticipant[];
  /** Path of the call a consult, monitor or barge leg belongs to. */
  readonly associatedDialogUri: string;
  /** The id at the end of that path. */
  readonly associatedDialogId: string;
  /** After a transfer or conference: id of the call that was dropped into this one. */
  readonly secondaryId: string;
  /** `Voice`, or the name of a media routing domain. */
  readonly mediaType: string;
  readonly mediaId: string;
  readonly dnis: string;
  readonly queueNumber: string;
  /** CCE: the router's key of the call. */
  readonly callKey: {readonly prefix: string; readonly callId: string; readonly sequence: string};
  readonly outboundClassification: string;
  /** CCX with several wrap-up reasons; one reason alone is in {@link Dialog.wrapUpReason}. */
  readonly wrapUpItems: readonly string[];
  /** CCE direct preview: the number without the dialer's prefix. */
  readonly callbackNumber: string;
  readonly scheduledCallback: ScheduledCallback | undefined;
  /** From 12.6: agent-assist services on this call. */
  readonly services: readonly string[];
  readonly ccaiConfigId: string;
}

/**
 * @throws DeskError `finesse/bad-answer` without a readable id, `xml/refused` when an id, a state or a party's address
 * occurs twice
 */
export function readDialog(dialog: XmlElement, frame: TimeFrame): FullDialog {
  const base = dialogWith(dialog, (participant) => readParticipant(participant, frame));
  const properties = childOf(dialog, 'mediaProperties');
  const callback = childOf(dialog, 'scheduledCallbackInfo');
  const associatedDialogUri = textOf(dialog, 'associatedDialogUri');
  // the guide does not say whether these stand beside the media properties or among them
  const either = (name: string) => textOf(dialog, name) || textOf(properties, name);
  const services = textsOf(dialog, 'services', 'service');
  // named one by one: a literal is laid out at once, a spread grows property by property, at twice the time
  return {
    id: base.id,
    fromAddress: base.fromAddress,
    toAddress: base.toAddress,
    callType: base.callType,
    dialedNumber: base.dialedNumber,
    queueName: base.queueName,
    wrapUpReason: base.wrapUpReason,
    variables: base.variables,
    participants: base.participants,
    uri: textOf(dialog, 'uri'),
    state: known(dialogStates, base.state),
    rawState: base.state,
    associatedDialogUri,
    associatedDialogId: lastPart(associatedDialogUri),
    secondaryId: textOf(dialog, 'secondaryId'),
    mediaType: textOf(dialog, 'mediaType'),
    mediaId: textOf(properties, 'mediaId'),
    dnis: textOf(properties, 'DNIS'),
    queueNumber: textOf(properties, 'queueNumber'),
    callKey: {
      prefix: textOf(properties, 'callKeyPrefix'),
      callId: textOf(properties, 'callKeyCallId'),
      sequence: textOf(properties, 'callKeySequenceNum'),
    },
    outboundClassification: textOf(properties, 'outboundClassification'),
    wrapUpItems: textsOf(properties, 'wrapUpItems', 'wrapUpItem'),
    callbackNumber: either('callbackNumber'),
    scheduledCallback:
      callback && callback.children.length > 0
        ? {time: textOf(callback, 'callbackTime'), number: textOf(callback, 'callbackNumber')}
        : undefined,
    services: services.length > 0 ? services : textsOf(properties, 'services', 'service'),
    ccaiConfigId: either('ccaiConfigId'),
  };
}

export const readDialogs = (dialogs: XmlElement, frame: TimeFrame): readonly FullDialog[] =>
  childrenOf(dialogs, 'Dialog').map((dialog) => readDialog(dialog, frame));

function readParticipant(participant: XmlElement, frame: TimeFrame): FullParticipant {
  const rawState = textOf(participant, 'state');
  const rawActions = textsOf(participant, 'actions', 'action');
  const {address, cause, startedAt, changedAt} = participantOf(participant, frame);
  return {
    address,
    cause,
    startedAt,
    changedAt,
    state: known(allParticipantStates, rawState),
    rawState,
    actions: rawActions.filter((word): word is CallAction =>
      (callActions as readonly string[]).includes(word),
    ),
    rawActions,
    addressType: textOf(participant, 'mediaAddressType'),
    startTime: textOf(participant, 'startTime'),
    stateChangeTime: textOf(participant, 'stateChangeTime'),
  };
}
