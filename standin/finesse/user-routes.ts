import type {Hono} from 'hono';
import {reasonCodes} from '../world/site.js';
import type {Agent} from '../world/types.js';
import type {World} from '../world/world.js';
import {child, childText, type XmlNode} from '../xml.js';
import {userXml} from './documents.js';
import {requestIdOf, type Door} from './door.js';
import {Refusal} from './refusal.js';

/** `User/{id}`: reading it, signing in and out, states; a supervisor does it for the team. */
export function userRoutes(app: Hono, door: Door): void {
  const {world} = door;

  app.get('/User/:id', (context) =>
    door.document(userXml(door.readable(context), world.deployment, world.settings, 'User')),
  );

  app.put('/User/:id', async (context) => {
    const caller = door.caller(context);
    const agent = door.subject(context);
    if (agent !== caller && !caller.supervisor)
      throw new Refusal(401, 'Invalid Authorization User Specified', '', agent.id);
    const user = await door.body(context, 'User');
    const requestId = requestIdOf(context);
    const state = childText(user, 'state');
    if (state === undefined || state === '') throw new Refusal(400, 'Parameter Missing', 'state');
    const reasonId = childText(user, 'reasonCodeId') || undefined;
    if (state === 'LOGIN') {
      if (agent !== caller) throw new Refusal(401, 'Invalid Authorization User Specified', '', agent.id);
      signIn(world, agent, user, requestId);
    } else if (state === 'READY' || state === 'NOT_READY' || state === 'LOGOUT') {
      if (reasonId !== undefined && state === 'READY')
        throw new Refusal(400, 'Invalid Input', 'reasonCodeId', reasonId);
      // -1 is what Finesse itself writes for "none"
      const isKnown = reasonCodes.some(({id, category}) => id === reasonId && category === state);
      if (reasonId !== undefined && reasonId !== '-1' && agent === caller && !isKnown)
        throw new Refusal(400, 'Invalid Input', 'reasonCodeId', reasonId);
      if (agent === caller) world.requestState(agent, state, reasonId, requestId);
      else bySupervisor(world, caller, agent, state, reasonId, requestId);
    } else throw new Refusal(400, 'Invalid Input', 'state', state);
    return door.accepted(context);
  });
}

function bySupervisor(
  world: World,
  supervisor: Agent,
  agent: Agent,
  state: 'READY' | 'NOT_READY' | 'LOGOUT',
  reasonId: string | undefined,
  requestId: string,
): void {
  if (!world.supervises(supervisor, agent)) throw new Refusal(401, 'Invalid Supervisor', '', supervisor.id);
  // the server supplies the reason
  if (reasonId !== undefined) throw new Refusal(400, 'Invalid Input', 'reasonCodeId', reasonId);
  world.setStateBySupervisor(agent, state, requestId);
}

function signIn(world: World, agent: Agent, user: XmlNode, requestId: string): void {
  const extension = childText(user, 'extension') ?? '';
  if (extension === '') throw new Refusal(400, 'Parameter Missing', 'extension');
  // CCX takes numbers in E.164 form: a plus and up to 14 digits
  const form = world.deployment === 'CCX' ? /^(\d{1,15}|\+\d{1,14})$/ : /^\d{1,15}$/;
  if (!form.test(extension)) throw new Refusal(400, 'Bad Request', 'extension', extension);
  const deviceId = world.deployment === 'CCE' ? (childText(user, 'activeDeviceId') ?? '') : '';
  const mobile = child(user, 'mobileAgent');
  if (!mobile) {
    world.signIn(agent, extension, undefined, requestId, deviceId);
    return;
  }
  const mode = childText(mobile, 'mode');
  const dialNumber = childText(mobile, 'dialNumber') ?? '';
  if (world.deployment !== 'CCE') throw new Refusal(400, 'Invalid Input', 'mobileAgent');
  if (mode !== 'CALL_BY_CALL' && mode !== 'NAILED_CONNECTION')
    throw new Refusal(400, 'Invalid Input', 'mode', mode);
  if (dialNumber === '') throw new Refusal(400, 'Parameter Missing', 'dialNumber');
  world.signIn(agent, extension, {mode, dialNumber}, requestId);
}
