import type {Context, Hono} from 'hono';
import type {Agent, Call} from '../world/types.js';
import {child, childText, type XmlNode} from '../xml.js';
import {dialogsXml, dialogXml} from './documents.js';
import {requestIdOf, type Door} from './door.js';
import {Refusal} from './refusal.js';

const plain: ReadonlySet<string> = new Set(['ANSWER', 'HOLD', 'RETRIEVE', 'DROP']);

/** `User/{id}/Dialogs` and `Dialog/{id}`: calls, and what is asked of them. */
export function dialogRoutes(app: Hono, door: Door): void {
  const {world} = door;

  app.get('/User/:id/Dialogs', (context) => {
    const agent = door.readable(context);
    const dialogs = world.calls.of(agent).map((call) => world.calls.view(call, {receiver: agent}));
    return door.document(dialogsXml(dialogs, world.deployment, 'Dialogs'));
  });

  app.post('/User/:id/Dialogs', async (context) => {
    const agent = door.own(context);
    const dialog = await door.body(context, 'Dialog');
    const action = childText(dialog, 'requestedAction') ?? '';
    if (action === '') throw new Refusal(400, 'Parameter Missing', 'requestedAction');
    if (action !== 'MAKE_CALL') throw new Refusal(501, 'Not Implemented', 'requestedAction');
    const to = childText(dialog, 'toAddress') ?? '';
    const from = childText(dialog, 'fromAddress') ?? '';
    if (to === '' || from === '')
      throw new Refusal(400, 'Parameter Missing', to === '' ? 'toAddress' : 'fromAddress');
    if (to === from) throw new Refusal(400, 'Invalid Destination', '', to);
    if (from !== agent.extension) throw new Refusal(400, 'Invalid Input', 'fromAddress', from);
    if (child(dialog, 'mediaProperties') && world.deployment === 'CCX')
      throw new Refusal(400, 'Invalid Input', 'mediaProperties');
    world.makeCall(agent, to, requestIdOf(context));
    return door.accepted(context);
  });

  const callOf = (context: Context, agent: Agent): Call => {
    const call = world.calls.get(context.req.param('id') ?? '');
    if (!call || !world.calls.partyOf(call, agent))
      throw new Refusal(404, 'Dialog Not Found', '', context.req.param('id'));
    return call;
  };

  app.get('/Dialog/:id', (context) => {
    const caller = door.caller(context);
    const call = world.calls.get(context.req.param('id'));
    const receiver =
      call && world.calls.agentsIn(call).find((agent) => agent === caller || world.supervises(caller, agent));
    if (!call || !receiver) throw new Refusal(404, 'Dialog Not Found', '', context.req.param('id'));
    return door.document(dialogXml(world.calls.view(call, {receiver}), world.deployment, 'Dialog'));
  });

  app.put('/Dialog/:id', async (context) => {
    const agent = door.caller(context);
    const dialog = await door.body(context, 'Dialog');
    act(context, agent, dialog, callOf(context, agent));
    return door.accepted(context);
  });

  const act = (context: Context, agent: Agent, dialog: XmlNode, call: Call): void => {
    const requestId = requestIdOf(context);
    const action = childText(dialog, 'requestedAction') ?? '';
    if (action === 'UPDATE_CALL_DATA') {
      world.updateCallData(agent, call.id, callData(dialog), requestId);
      return;
    }
    const target = childText(dialog, 'targetMediaAddress') ?? '';
    if (action === '' || target === '')
      throw new Refusal(400, 'Parameter Missing', action === '' ? 'requestedAction' : 'targetMediaAddress');
    if (action === 'PARTICIPANT_DROP') {
      if (world.deployment === 'CCX') throw new Refusal(501, 'Not Implemented', 'requestedAction', action);
      if (!call.parties.some((party) => party.address === target))
        throw new Refusal(400, 'Invalid Destination', 'targetMediaAddress', target);
      world.dropParticipant(agent, call.id, target, requestId);
      return;
    }
    if (target !== agent.extension) throw new Refusal(400, 'Invalid Input', 'targetMediaAddress', target);
    if (plain.has(action)) world.act(agent, call.id, action, requestId);
    else if (action === 'SEND_DTMF' || action === 'START_RECORDING')
      whileNotHeld(agent, dialog, call, action, requestId);
    else if (action === 'CONSULT_CALL')
      world.consult(agent, call.id, destinationOf(dialog, agent), requestId);
    else if (action === 'TRANSFER_SST')
      world.transfer(agent, call.id, destinationOf(dialog, agent), requestId);
    else if (action === 'TRANSFER' || action === 'CONFERENCE')
      world.complete(agent, call.id, action, requestId);
    else throw new Refusal(501, 'Not Implemented', 'requestedAction', action);
  };

  /** Digits and recording: refused at once while the party is held (401, odd but documented). */
  const whileNotHeld = (
    agent: Agent,
    dialog: XmlNode,
    call: Call,
    action: string,
    requestId: string,
  ): void => {
    const digits = action === 'SEND_DTMF' ? digitsOf(dialog) : '';
    if (action === 'START_RECORDING' && world.deployment === 'CCE')
      throw new Refusal(501, 'Not Implemented', 'requestedAction', action);
    if (world.calls.partyOf(call, agent)?.state === 'HELD') throw new Refusal(401, 'Invalid State', action);
    if (action === 'SEND_DTMF') world.sendDigits(agent, call.id, digits, requestId);
    else world.act(agent, call.id, action, requestId);
  };
}

function destinationOf(dialog: XmlNode, agent: Agent): string {
  const to = childText(dialog, 'toAddress') ?? '';
  if (to === '') throw new Refusal(400, 'Parameter Missing', 'toAddress');
  if (to === agent.extension) throw new Refusal(400, 'Invalid Destination', '', to);
  return to;
}

function callData(dialog: XmlNode): {
  wrapUpReason: string | undefined;
  variables: (readonly [string, string])[];
} {
  const properties = child(dialog, 'mediaProperties');
  if (!properties) throw new Refusal(400, 'Parameter Missing', 'mediaProperties');
  const variables = (child(properties, 'callvariables')?.children ?? []).map((variable) => {
    const name = childText(variable, 'name') ?? '';
    if (!/^callVariable([1-9]|10)$|^user\.[\w.]+(\[\d+\])?$/.test(name))
      throw new Refusal(400, 'Invalid Input', 'name', name);
    return [name, childText(variable, 'value') ?? ''] as const;
  });
  return {wrapUpReason: childText(properties, 'wrapUpReason'), variables};
}

function digitsOf(dialog: XmlNode): string {
  const parameter = (child(dialog, 'actionParams')?.children ?? []).find(
    (node) => childText(node, 'name') === 'dtmfString',
  );
  const digits = childText(parameter, 'value') ?? '';
  if (!/^[0-9*#A-D]{1,32}$/.test(digits)) throw new Refusal(400, 'Invalid Input', 'dtmfString');
  return digits;
}
