import {actionsFor} from './rules.js';
import type {Agent, Call, Deployment, DialogView} from './types.js';

/** The picture of a call that Finesse sends: the same for every receiver, actions included. */
export function dialogView(
  call: Call,
  agentById: (id: string) => Agent | undefined,
  deployment: Deployment,
  state: string = call.state,
): DialogView {
  const agentParty = call.parties.find((party) => party.agentId !== undefined);
  return {
    id: call.id,
    state,
    fromAddress: call.fromAddress,
    toAddress: call.toAddress,
    callType: call.callType,
    dialedNumber: call.dialedNumber,
    dnis: call.routed && agentParty ? agentParty.address : '',
    queueNumber: call.queueNumber,
    queueName: call.queueName,
    wrapUpReason: call.wrapUpReason,
    variables: [...call.variables],
    participants: call.parties.map((party) => ({
      actions: actionsFor(
        party,
        call,
        party.agentId === undefined ? undefined : agentById(party.agentId),
        deployment,
      ),
      mediaAddress: party.address,
      mediaAddressType: party.agentId === undefined ? '' : 'AGENT_DEVICE',
      startTime: party.startTime,
      state: party.state,
      stateCause: party.cause,
      stateChangeTime: party.stateChangeTime,
    })),
  };
}
