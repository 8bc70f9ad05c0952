import type {Context, Hono} from 'hono';
import type {Agent, Call, Deployment} from '../world/types.js';
import {child, childText, type XmlNode} from '../xml.js';
import {dialogsXml, dialogXml} from './documents.js';
import {requestIdOf, type Door} from './door.js';
import {Refusal} from './refusal.js';

const plain: ReadonlySet<string> = new Set([
  'ANSWER',
  'HOLD',
  'RETRIEVE',
  'DROP',
  // of the outbound option: no call here has them in its list, so they are refused as any action that is not there
  'ACCEPT',
  'REJECT',
  'CLOSE',
  'RECLASSIFY',
  'UPDATE_SCHEDULED_CALLBACK',
  'CANCEL_SCHEDULED_CALLBACK',
]);

/** Bytes that a call variable, and all ECC variables together, may have. */
const variableBytes = 40;
const eccBytes = 2_000;

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
    if (!['MAKE_CALL', 'SILENT_MONITOR', 'BARGE_CALL'].includes(action))
      throw new Refusal(400, 'Invalid Input', 'requestedAction', action);
    const to = childText(dialog, 'toAddress') ?? '';
    const from = childText(dialog, 'fromAddress') ?? '';
    if (to === '' || from === '')
      throw new Refusal(400, 'Parameter Missing', to === '' ? 'toAddress' : 'fromAddress');
    if (to === from) throw new Refusal(400, 'Invalid Destination', '', to);
    if (from !== agent.extension) throw new Refusal(400, 'Invalid Input', 'fromAddress', from);
    if (action !== 'MAKE_CALL') {
      overhear(agent, to, dialog, action, requestIdOf(context));
      return door.accepted(context);
    }
    const properties = child(dialog, 'mediaProperties');
    if (properties && world.deployment === 'CCX') throw new Refusal(400, 'Invalid Input', 'mediaProperties');
    world.makeCall(agent, to, requestIdOf(context), properties ? variablesIn(properties) : []);
    return door.accepted(context);
  });

  /** SILENT_MONITOR and BARGE_CALL: for the supervisor of the agent who has that extension. */
  const overhear = (
    supervisor: Agent,
    to: string,
    dialog: XmlNode,
    action: string,
    requestId: string,
  ): void => {
    const target = world.agents.at(to);
    if (!supervisor.supervisor)
      throw new Refusal(401, 'Authorization Failure', 'UNAUTHORIZED', supervisor.id);
    if (!target) throw new Refusal(400, 'Invalid Destination', 'toAddress', to);
    if (!world.supervises(supervisor, target))
      throw new Refusal(401, 'Invalid Supervisor', '', supervisor.id);
    if (action === 'SILENT_MONITOR') {
      world.monitor(supervisor, target, requestId);
      return;
    }
    const uri = childText(dialog, 'associatedDialogUri') ?? '';
    if (uri === '') throw new Refusal(400, 'Parameter Missing', 'associatedDialogUri');
    const monitored = world.calls.get(uri.replace(/^.*\/Dialog\//, ''));
    if (!monitored || !world.calls.partyOf(monitored, supervisor))
      throw new Refusal(400, 'Invalid State', 'associatedDialogUri', uri);
    world.barge(supervisor, target, monitored.id, requestId);
  };

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
      world.updateCallData(agent, call.id, callData(dialog, world.deployment), requestId);
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
    else throw new Refusal(400, 'Invalid Input', 'requestedAction', action);
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

interface CallData {
  readonly wrapUpReason: string | undefined;
  /** CCX: several reasons at once. */
  readonly wrapUpItems?: readonly string[];
  readonly variables: readonly (readonly [string, string])[];
}

function callData(dialog: XmlNode, deployment: Deployment): CallData {
  const properties = child(dialog, 'mediaProperties');
  if (!properties) throw new Refusal(400, 'Parameter Missing', 'mediaProperties');
  const items = child(properties, 'wrapUpItems');
  if (items && deployment === 'CCE') throw new Refusal(400, 'Invalid Input', 'wrapUpItems');
  return {
    wrapUpReason: childText(properties, 'wrapUpReason'),
    ...(items
      ? {wrapUpItems: items.children.map(({text}) => text.trim()).filter((text) => text !== '')}
      : {}),
    variables: variablesIn(properties),
  };
}

/** Call variables and ECC variables by name, each once and none too long. @throws Refusal 400 */
function variablesIn(properties: XmlNode): (readonly [string, string])[] {
  const names = new Set<string>();
  let ecc = 0;
  return (child(properties, 'callvariables')?.children ?? []).map((variable) => {
    const name = childText(variable, 'name') ?? '';
    const value = childText(variable, 'value') ?? '';
    if (!/^callVariable([1-9]|10)$|^user\.[\w.]+(\[\d+\])?$/.test(name) || names.has(name))
      throw new Refusal(400, 'Invalid Input', 'name', name);
    names.add(name);
    const bytes = new TextEncoder().encode(value).length;
    if (name.startsWith('user.')) ecc += name.length + bytes;
    else if (bytes > variableBytes) throw new Refusal(400, 'Invalid Input', name, value);
    if (ecc > eccBytes) throw new Refusal(400, 'Invalid Input', name, value);
    return [name, value] as const;
  });
}

function digitsOf(dialog: XmlNode): string {
  const parameter = (child(dialog, 'actionParams')?.children ?? []).find(
    (node) => childText(node, 'name') === 'dtmfString',
  );
  const digits = childText(parameter, 'value') ?? '';
  if (!/^[0-9*#A-D]{1,32}$/.test(digits)) throw new Refusal(400, 'Invalid Input', 'dtmfString');
  return digits;
}
