/**
 * The product's Finesse models against the stand-in's contact centre, with its REST door opened through msw: what both
 * sides understand differently shows here. They share no code but this test.
 */
import {expect} from 'chai';
import {http} from 'msw';
import {setupWorker} from 'msw/browser';
import {LogBook} from '../../src/base/log.js';
import {FinesseClient} from '../../src/finesse/client.js';
import {Finesse} from '../../src/finesse/finesse.js';
import {FaultBoard} from '../../standin/faults.js';
import {notificationOf} from '../../standin/finesse/notifications.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import {ManualClock} from '../../standin/world/clock.js';
import type {LegCarrier} from '../../standin/world/legs.js';
import {World} from '../../standin/world/world.js';
import {Hono} from 'hono';
import {nine} from '../support/browser/builders.js';
import {FakeNotifications, turns, until} from '../support/browser/finesse-builders.js';

/** Phones that are picked up by CTI and callers that are there at once. */
function carrier(world: World): LegCarrier {
  return {
    offer: ({legId, originating}) => {
      if (originating) queueMicrotask(() => world.legs.answered(legId));
    },
    answer: (legId) => queueMicrotask(() => world.legs.answered(legId)),
    accept: (legId) => queueMicrotask(() => world.legs.answered(legId)),
    progress: () => {},
    release: () => {},
    hold: () => {},
    connect: () => {},
  };
}

const worker = setupWorker();
const basic = `Basic ${btoa('agent1:agent1')}`;

function aSite(deployment: 'CCE' | 'CCX' = 'CCE') {
  const clock = new ManualClock(nine);
  const world = new World({deployment, clock});
  world.attach(carrier(world));
  const faults = new FaultBoard();
  const node = {host: 'a.test', httpsPort: 8445};
  const system = () => ({
    now: clock.now(),
    deployment,
    status: 'IN_SERVICE' as const,
    primary: node,
    secondary: undefined,
    xmppDomain: 'a.test',
  });
  const app = new Hono().route('/finesse/api', finesseApi({world, faults, system}));
  worker.use(http.all('*/finesse/api/*', ({request}) => app.fetch(request)));

  const notifications = new FakeNotifications();
  world.on((event) => {
    const notification = notificationOf(world, event);
    if (notification?.ownerId === '1001001') notifications.send(notification.payload);
  });
  const notices: string[] = [];
  let next = 1;
  const client = (frame: () => {now: number; offset: number}) =>
    new FinesseClient({
      authorization: () => basic,
      fetch: fetch.bind(window),
      origin: '',
      frame,
      newRequestId: () => `r-${next++}`,
    });
  const finesse = new Finesse({
    userId: '1001001',
    client,
    notifications,
    clock,
    log: new LogBook().part('finesse'),
    onNotice: (code) => notices.push(code),
    onCallRefused: () => notices.push('call refused'),
  });
  const agent = () => {
    const found = world.agents.get('1001001');
    if (!found) throw new Error('no such agent');
    return found;
  };
  return {clock, world, faults, finesse, notifications, notices, agent};
}

type Site = ReturnType<typeof aSite>;

/** Signed in on a desk phone, read, and live. */
async function signedIn(deployment: 'CCE' | 'CCX' = 'CCE'): Promise<Site> {
  const site = aSite(deployment);
  site.world.signIn(site.agent(), '42001', undefined, '');
  site.clock.advance(100);
  site.finesse.start(new AbortController().signal);
  site.notifications.connection.set('live');
  await until('the reasons', () => site.finesse.wrapUpReasons.state.length > 0);
  return site;
}

/** Lets the world work until something holds. */
async function pass(site: Site, what: string, condition: () => boolean): Promise<void> {
  for (let step = 0; step < 100 && !condition(); step++) {
    site.clock.advance(50);
    await turns();
  }
  await until(what, condition);
}

const state = ({finesse}: Site) => finesse.agent.state?.state;
const own = ({finesse}: Site) =>
  finesse.dialogs.state[0]?.participants.find(({address}) => address === '42001');

async function talking(
  deployment: 'CCE' | 'CCX' = 'CCE',
): Promise<Site & {callId: string; dialogId: string}> {
  const site = await signedIn(deployment);
  await site.finesse.requestState('READY');
  await pass(site, 'ready', () => state(site) === 'READY');
  const callId = site.world.callIn({
    to: '7001',
    from: '+15550104477',
    name: 'Maria & Söhne <b>',
    variables: {callVariable1: 'Gold & <b>silver</b>', callVariable2: '&amp;'},
    voice: {kind: 'silence'},
  });
  await pass(site, 'alerting', () => own(site)?.state === 'ALERTING');
  const dialogId = site.finesse.dialogs.state[0]?.id ?? '';
  await site.finesse.client.act(dialogId, '42001', 'ANSWER', 'r-answer');
  await pass(site, 'talking', () => own(site)?.state === 'ACTIVE');
  return {...site, callId, dialogId};
}

before(() => worker.start({quiet: true, onUnhandledRequest: 'bypass'}));
after(() => worker.stop());
afterEach(() => worker.resetHandlers());

describe('the product and the stand-in agree', () => {
  for (const deployment of ['CCE', 'CCX'] as const) {
    it(`on who is signed in, and on the reasons there are (${deployment})`, async () => {
      const site = await signedIn(deployment);
      expect(site.finesse.deployment.state).to.equal(deployment);
      expect(site.finesse.agent.state).to.deep.include({
        id: '1001001',
        firstName: 'Maya',
        state: 'NOT_READY',
        extension: '42001',
        teamName: 'Billing',
        since: nine + 30,
      });
      expect(site.finesse.reasons.state.map(({label}) => label)).to.include.members([
        'Lunch',
        'End of shift',
      ]);
      expect(site.finesse.reasons.state.filter(({category}) => category === 'LOGOUT')).to.have.lengthOf(2);
      expect(site.finesse.wrapUpReasons.state[0]).to.deep.equal({id: '71', label: 'Question answered'});
    });
  }

  it('on a change of state with a reason, asked for once', async () => {
    const site = await signedIn();
    await site.finesse.requestState('NOT_READY', '30');
    expect(site.finesse.agent.state?.request?.phase).to.equal('sent');
    await pass(site, 'settled', () => site.finesse.agent.state?.request === undefined);
    expect(site.finesse.agent.state?.reason).to.deep.include({
      id: '30',
      code: '202',
      label: 'Lunch',
      system: false,
    });
    expect(site.notices).to.deep.equal([]);
  });

  it('on a refused change of state', async () => {
    const site = await signedIn('CCX');
    await site.finesse.requestState('READY');
    await pass(site, 'ready', () => state(site) === 'READY');
    const {agents} = site.world;
    agents.to(site.agent(), 'RESERVED');
    await site.finesse.requestState('NOT_READY');
    await pass(site, 'refused', () => site.notices.length > 0);
    expect(site.notices).to.deep.equal(['finesse/state-refused']);
    expect(state(site)).to.equal('RESERVED');
  });

  for (const deployment of ['CCE', 'CCX'] as const) {
    it(`on a routed call from ring to wrap-up, with its data (${deployment})`, async () => {
      const site = await talking(deployment);
      const [dialog] = site.finesse.dialogs.state;
      expect(dialog).to.deep.include({
        fromAddress: '+15550104477',
        toAddress: '7001',
        queueName: 'Billing',
        callType: deployment === 'CCE' ? 'PREROUTE_ACD_IN' : 'ACD_IN',
      });
      expect(dialog?.variables.slice(0, 2)).to.deep.equal([
        {name: 'callVariable1', value: 'Gold & <b>silver</b>'},
        {name: 'callVariable2', value: '&amp;'},
      ]);
      expect(own(site)?.actions).to.include.members(['HOLD', 'DROP', 'SEND_DTMF']);
      expect(state(site)).to.equal('TALKING');

      await site.finesse.client.act(site.dialogId, '42001', 'HOLD', 'r-hold');
      await pass(site, 'held', () => own(site)?.state === 'HELD');
      expect(own(site)?.actions).to.include('RETRIEVE');
      expect(state(site)).to.equal(deployment === 'CCE' ? 'HOLD' : 'TALKING');
      await site.finesse.client.act(site.dialogId, '42001', 'RETRIEVE', 'r-retrieve');
      await pass(site, 'back', () => own(site)?.state === 'ACTIVE');

      await site.finesse.client.act(site.dialogId, '42001', 'DROP', 'r-drop');
      await pass(site, 'wrap-up', () => own(site)?.state === 'WRAP_UP');
      expect(state(site)).to.equal(deployment === 'CCE' ? 'WORK_READY' : 'WORK');
      await site.finesse.client.putWrapUpReason(site.dialogId, 'Order & <placed>', 'r-wrap');
      await pass(site, 'reason', () => site.finesse.dialogs.state[0]?.wrapUpReason === 'Order & <placed>');
      await site.finesse.requestState('READY');
      await pass(site, 'ready', () => state(site) === 'READY');
      expect(site.finesse.dialogs.state).to.deep.equal([]);
      expect(site.notices).to.deep.equal([]);
      expect(site.finesse.counters).to.deep.equal({refused: 0, foreign: 0});
    });
  }

  it('on digits', async () => {
    const site = await talking();
    await site.finesse.client.sendDigits(site.dialogId, '42001', '12#', 'r-digits');
    await pass(site, 'digits', () => site.world.collectedIn(site.callId) === '12#');
  });

  it('on an action that is not possible now', async () => {
    const site = await talking();
    await site.finesse.client.act(site.dialogId, '42001', 'RETRIEVE', 'r-x');
    await pass(site, 'refused', () => site.notices.length > 0);
    expect(site.notices).to.deep.equal(['call refused']);
    expect(own(site)?.state).to.equal('ACTIVE');
  });

  it('on a call that is not answered: Not Ready, by the system, with its reason', async () => {
    const site = await signedIn();
    await site.finesse.requestState('READY');
    await pass(site, 'ready', () => state(site) === 'READY');
    site.world.callIn({to: '7001', from: '5550100', name: '', variables: {}, voice: {kind: 'silence'}});
    await pass(site, 'alerting', () => own(site)?.state === 'ALERTING');
    site.clock.advance(20_000);
    expect(site.finesse.agent.state).to.deep.include({state: 'NOT_READY'});
    expect(site.finesse.agent.state?.reason).to.deep.include({system: true, code: '32767'});
    expect(site.finesse.dialogs.state).to.deep.equal([]);
  });

  it('on everything, when it is read in the middle of a call', async () => {
    const site = await talking();
    const heard = site.finesse.dialogs.state;
    await site.finesse.resync();
    expect(site.finesse.dialogs.state).to.deep.equal(heard);
    expect(site.finesse.dialogs.state, 'the same objects: nothing is drawn again').to.equal(heard);
  });
});

describe('faults of the stand-in (threats and faults, section 5)', () => {
  it('F-04 (inject P: the answer is cut off; settles with the read): a request whose answer is lost was done, and is found done', async () => {
    const site = await signedIn();
    site.faults.add({rest: {method: 'PUT', path: '/User/', cut: 'after', times: 1}});
    await site.finesse.requestState('READY');
    await pass(site, 'ready', () => state(site) === 'READY');
    expect(site.notices).to.deep.equal([]);
  });

  it('F-01 (inject P: cut before it arrives; settles with the read): a request that never arrived is not sent again, and the agent is told', async () => {
    const site = await signedIn();
    site.faults.add({rest: {method: 'PUT', path: '/User/', cut: 'before', times: 1}});
    await site.finesse.requestState('READY');
    await pass(site, 'a notice', () => site.notices.length > 0);
    expect(site.notices).to.deep.equal(['finesse/no-confirmation']);
    expect(state(site)).to.equal('NOT_READY');
  });

  it('a read met by 503 keeps what is shown, and is asked for again', async () => {
    const site = await signedIn();
    site.faults.add({rest: {path: '/User/1001001', status: 503, type: 'Service Unavailable', times: 2}});
    await site.finesse.resync().catch(() => {});
    expect(site.finesse.connection.state).to.equal('failing');
    expect(state(site)).to.equal('NOT_READY');
    await pass(site, 'live', () => site.finesse.connection.state === 'live');
  });
});
