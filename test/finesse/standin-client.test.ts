/**
 * The client library against the stand-in: two agents and a supervisor, each with a client of their own and what their
 * notification nodes carry.
 */
import {expect} from 'chai';
import {Hono} from 'hono';
import {errorText} from '../../src/components/error-text.js';
import {reasonText} from '../../src/components/reason-text.js';
import {
  FinesseClient,
  FinesseError,
  layoutFor,
  parseNotification,
  shownData,
  type FullDialog,
  type OneNotification,
} from '../../src/finesse/library.js';
import {FaultBoard} from '../../standin/faults.js';
import {notificationOf} from '../../standin/finesse/notifications.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import {ManualClock} from '../../standin/world/clock.js';
import type {LegCarrier} from '../../standin/world/legs.js';
import {World} from '../../standin/world/world.js';
import {nine} from '../support/browser/builders.js';

type Person = 'agent1' | 'agent2' | 'super1';
const ids = {agent1: '1001001', agent2: '1001002', super1: '1002001'} as const;

function aSite(deployment: 'CCE' | 'CCX' = 'CCE') {
  const clock = new ManualClock(nine);
  const world = new World({deployment, clock});
  const soon = (legId: string) => void clock.after(1, () => world.legs.answered(legId));
  const carrier: LegCarrier = {
    offer: ({legId, originating}) => originating && soon(legId),
    answer: soon,
    accept: soon,
    progress: () => {},
    release: () => {},
    hold: () => {},
    connect: () => {},
  };
  world.attach(carrier);
  const system = () => ({
    now: clock.now(),
    deployment,
    status: 'IN_SERVICE' as const,
    primary: {host: 'a.test', httpsPort: 8445},
    secondary: undefined,
    xmppDomain: 'a.test',
  });
  const app = new Hono().route('/finesse/api', finesseApi({world, faults: new FaultBoard(), system}));
  const heard = new Map<string, OneNotification[]>();
  world.on((event) => {
    const told = notificationOf(world, event);
    if (!told) return;
    const notification = parseNotification(told.payload);
    if (notification.kind === 'several') return;
    heard.set(told.ownerId, [...(heard.get(told.ownerId) ?? []), notification]);
  });
  const client = (person: Person) =>
    new FinesseClient({
      authorization: () => `Basic ${btoa(`${person}:${person}`)}`,
      origin: 'http://a.test',
      fetch: async (input, init) => app.fetch(new Request(input as string, init)),
    });
  const clients = {agent1: client('agent1'), agent2: client('agent2'), super1: client('super1')};
  const of = (person: Person) => heard.get(ids[person]) ?? [];
  /** What a request came to, a moment later. */
  const after = async (asked: Promise<unknown>, ms = 100) => {
    const result = await asked;
    clock.advance(ms);
    return result;
  };
  const callOf = async (person: Person): Promise<FullDialog> => {
    const [dialog] = await clients[person].users.dialogs(ids[person]);
    if (!dialog) throw new Error(`${person} has no call`);
    return dialog;
  };
  const signIn = async (person: Person, extension: string) =>
    after(clients[person].users.signIn(ids[person], {extension}));
  return {clock, world, clients, of, after, callOf, signIn};
}

/** Agent 1 talks to a caller with data; agent 2 is signed in. */
async function talking(variables: Record<string, string> = {}) {
  const site = aSite();
  const {clients, clock, world, after, signIn, callOf} = site;
  await signIn('agent1', '42001');
  await signIn('agent2', '42002');
  await after(clients.agent1.users.setState(ids.agent1, 'READY'));
  world.callIn({
    to: '7001',
    from: '5550123',
    name: '',
    variables: {callVariable1: 'Gold', callVariable3: 'call back', 'user.cust.id': '42', ...variables},
    voice: {kind: 'silence'},
  });
  clock.advance(400);
  const {id} = await callOf('agent1');
  await after(clients.agent1.dialogs.answer(id, '42001'));
  return {...site, id};
}

const note = (dialog: FullDialog) => dialog.variables.find(({name}) => name === 'callVariable3')?.value;

describe('J14 at the client: call variables', () => {
  it('are shown by the default layout: labels, values, and which may be changed', async () => {
    const {clients, callOf} = await talking();
    const dialog = await callOf('agent1');
    const layouts = await clients.agent1.users.layouts(ids.agent1);
    const layout = layoutFor(dialog, layouts);
    const {header, columns} = shownData(dialog, layout ?? expect.fail('no layout'));
    expect(header).to.deep.include({label: 'Customer', value: 'Gold', editable: false});
    expect(columns.map((column) => column.map(({label, value}) => `${label}: ${value}`))).to.deep.equal([
      ['About: ', 'Note: call back', 'Queue: Billing'],
      ['Order: ', 'Customer number: 42'],
    ]);
    expect(columns.flat().flatMap(({label, editable}) => (editable ? [label] : []))).to.deep.equal(['Note']);
  });

  it('are shown by the layout that the call names, and by the default one when there is no such layout', async () => {
    for (const [named, shown] of [
      ['Orders', 'Orders'],
      ['Nonsense', 'Default layout'],
      ['__proto__', 'Default layout'],
    ] as const) {
      const {clients, callOf} = await talking({'user.layout': named});
      const layouts = await clients.agent1.users.layouts(ids.agent1);
      expect(layoutFor(await callOf('agent1'), layouts)?.name).to.equal(shown);
    }
  });

  it('a built-in property is never changed, whatever the layout says', async () => {
    const {callOf} = await talking();
    const entry = {displayName: 'Queue', mediaProperty: 'queueName', showInPopOver: false, uiEditable: true};
    const layout = {
      id: '9',
      uri: '',
      name: 'X',
      description: '',
      type: 'CUSTOM',
      header: entry,
      columns: [],
    } as const;
    expect(shownData(await callOf('agent1'), layout).header).to.deep.include({
      value: 'Billing',
      editable: false,
    });
  });

  it('an edit is told to everybody in the call and seen by who receives it', async () => {
    const {clients, after, callOf, id, of, world} = await talking();
    const requestId = await clients.agent1.dialogs.updateCallData(id, {
      variables: [{name: 'callVariable3', value: 'Ruft zurück & dankt'}],
    });
    await after(Promise.resolve());
    const told = of('agent1').at(-1);
    expect(told).to.deep.include({kind: 'dialog', event: 'PUT', requestId});
    expect(note(await callOf('agent1'))).to.equal('Ruft zurück & dankt');
    await after(clients.agent1.dialogs.transferDirectly(id, '42001', '42002'));
    await after(clients.agent2.dialogs.answer((await callOf('agent2')).id, '42002'), 500);
    expect(note(await callOf('agent2'))).to.equal('Ruft zurück & dankt');
    expect(world.calls.get((await callOf('agent2')).id)?.variables.get('callVariable3')).to.equal(
      'Ruft zurück & dankt',
    );
  });

  it('an edit refused at once leaves the old value, and there are words for it', async () => {
    const {clients, callOf, id} = await talking();
    const error = await clients.agent1.dialogs
      .updateCallData(id, {variables: [{name: 'callVariable3', value: 'x'.repeat(41)}]})
      .then(() => undefined, (failure: unknown) => failure); // prettier-ignore
    if (!(error instanceof FinesseError)) return expect.fail('not refused');
    expect(error.errors[0]?.type).to.equal('Invalid Input');
    expect(errorText(error.code).title).not.to.equal(errorText('no such code').title);
    expect(note(await callOf('agent1'))).to.equal('call back');
    return undefined;
  });

  it('an edit refused later is matched to its request, and leaves the old value', async () => {
    const {clients, after, callOf, id, of, world} = await talking();
    await after(clients.agent1.dialogs.hold(id, '42001'));
    world.hangUpOutside(id);
    await after(clients.agent1.users.setState(ids.agent1, 'READY'));
    // the next call rings: its data may not be changed yet
    world.callIn({
      to: '7001',
      from: '5550124',
      name: '',
      variables: {callVariable3: 'first'},
      voice: {kind: 'silence'},
    });
    await after(Promise.resolve(), 400);
    const ringing = await callOf('agent1');
    const requestId = await clients.agent1.dialogs.updateCallData(ringing.id, {
      variables: [{name: 'callVariable3', value: 'second'}],
    });
    await after(Promise.resolve());
    const told = of('agent1').at(-1);
    expect(told).to.deep.include({kind: 'errors', requestId});
    expect(note(await callOf('agent1'))).to.equal('first');
  });
});

describe('J52 at the client: what a supervisor does to an agent', () => {
  for (const deployment of ['CCE', 'CCX'] as const) {
    it(`${deployment}: Not Ready, Ready and signed out; the agent is told each in words`, async () => {
      const {clients, after, of, signIn} = aSite(deployment);
      await signIn('agent1', '42001');
      await signIn('super1', '42009');
      await after(clients.agent1.users.setState(ids.agent1, 'READY'));
      const words = () => {
        const last = of('agent1').at(-1);
        return last?.kind === 'user'
          ? `${last.user.state}: ${reasonText({...last.user, request: undefined}, deployment)?.title ?? ''}`
          : '';
      };
      await after(clients.super1.users.setState(ids.agent1, 'NOT_READY'));
      expect(words()).to.equal('NOT_READY: Your supervisor changed your state');
      await after(clients.super1.users.setState(ids.agent1, 'READY'));
      expect(words()).to.equal('READY: ');
      await after(clients.super1.users.signOut(ids.agent1));
      expect(words()).to.equal('LOGOUT: Your supervisor signed you out');
    });
  }

  it('signed out while talking: at the end of the call, and told before that it will be', async () => {
    const {clients, after, of, signIn, id, world} = await talking();
    await signIn('super1', '42009');
    await after(clients.super1.users.signOut(ids.agent1));
    const before = of('agent1').at(-1);
    expect(before?.kind === 'user' ? [before.user.state, before.user.pendingState] : []).to.deep.equal([
      'TALKING',
      'LOGOUT',
    ]);
    world.hangUpOutside(id);
    const last = of('agent1')
      .filter(({kind}) => kind === 'user')
      .at(-1);
    expect(
      last?.kind === 'user' ? reasonText({...last.user, request: undefined}, 'CCE')?.title : '',
    ).to.equal('Your supervisor signed you out');
  });

  it('an agent of another team is not theirs: refused at once', async () => {
    const {clients} = aSite();
    const refused = await clients.super1.users
      .setState('1001007', 'NOT_READY')
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(FinesseError);
    expect((refused as FinesseError).errors[0]?.type).to.equal('Invalid Supervisor');
  });
});
