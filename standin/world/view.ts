import type {Agent, Call, DialogView, Party, ParticipantView} from './types.js';

export interface ViewOptions {
  /** Who is shown the call: its type, and during a single-step transfer its parties, depend on it. */
  readonly receiver?: Agent | undefined;
  /** The state to show instead of the call's own. */
  readonly state?: string;
  /** Shows this party alone, as the last event of a call does. */
  readonly only?: Party;
  /** Off hook, nothing dialled yet: the number is empty. */
  readonly undialled?: boolean;
  /** What the receiver sees as the call's type, whatever it is. */
  readonly callType?: string;
}

/** The picture of a call that Finesse sends to one receiver. Every participant's actions are in it. */
export function dialogView(
  call: Call,
  actionsOf: (party: Party) => readonly string[],
  {receiver, state, only, callType, undialled = false}: ViewOptions,
): DialogView {
  const own = receiver && call.parties.find((party) => party.agentId === receiver.id);
  const isTarget = own !== undefined && own === call.handover?.target;
  return {
    id: call.id,
    associatedId: call.associatedId,
    secondaryId: call.secondaryId,
    state: state ?? (isTarget ? 'ALERTING' : call.state),
    fromAddress: call.fromAddress,
    toAddress: undialled ? '' : call.toAddress,
    callType: callType ?? (own?.callType || call.callType),
    dialedNumber: undialled ? '' : call.dialedNumber,
    dnis: call.dnis,
    queueNumber: call.queueNumber,
    queueName: call.queueName,
    wrapUpReason: call.wrapUpReason,
    wrapUpItems: call.wrapUpItems,
    variables: [...call.variables],
    participants: only
      ? [participantOf(only, actionsOf(only))]
      : call.parties.flatMap((party) => shown(party, call, isTarget, actionsOf)),
  };
}

/** While a single-step transfer rings, its target no longer sees who transfers, and nobody else sees the target. */
function shown(
  party: Party,
  {handover}: Call,
  toTarget: boolean,
  actionsOf: (party: Party) => readonly string[],
): ParticipantView[] {
  if (!handover) return [participantOf(party, actionsOf(party))];
  if (party === handover.target) return toTarget ? [participantOf(party, actionsOf(party))] : [];
  if (!toTarget || party.agentId !== handover.agentId) return [participantOf(party, actionsOf(party))];
  if (handover.shown === 'gone') return [];
  return [{...participantOf(party, []), state: 'DROPPED', stateCause: 'OTHER'}];
}

const participantOf = (party: Party, actions: readonly string[]): ParticipantView => ({
  actions,
  mediaAddress: party.address,
  mediaAddressType: party.agentId === undefined ? '' : 'AGENT_DEVICE',
  startTime: party.startTime,
  state: party.state,
  stateCause: party.cause,
  stateChangeTime: party.stateChangeTime,
});
