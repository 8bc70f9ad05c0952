/**
 * Model test: whatever agents and callers do, in any order, and whatever is lost or repeated on the way, what the product
 * shows is in the end what the stand-in's world is (I-01, I-02, I-08). A failure prints the seed that replays it.
 */
import {expect} from 'chai';
import fc from 'fast-check';
import {Hono} from 'hono';
import {LogBook} from '../../src/base/log.js';
import {FinesseClient} from '../../src/finesse/client.js';
import {Finesse} from '../../src/finesse/finesse.js';
import type {DialogAction} from '../../src/finesse/types.js';
import {FaultBoard} from '../../standin/faults.js';
import {notificationOf} from '../../standin/finesse/notifications.js';
import {finesseApi} from '../../standin/finesse/rest.js';
import {ManualClock} from '../../standin/world/clock.js';
import type {LegCarrier} from '../../standin/world/legs.js';
import {World} from '../../standin/world/world.js';
import {nine} from '../support/browser/builders.js';
import {FakeNotifications, turns} from '../support/browser/finesse-builders.js';

/** How a notification comes: at once, or behind so many later ones (F-08 asks for five). */
type Way = 'as it is' | 'twice' | 'lost' | 1 | 2 | 3 | 4 | 5;

type Step =
  | {readonly do: 'ask'; readonly state: 'READY' | 'NOT_READY'}
  | {readonly do: 'act'; readonly action: DialogAction}
  | {readonly do: 'call in' | 'hang up' | 'reconnect' | 'read'}
  | {readonly do: 'pass'; readonly ms: number}
  | {readonly do: 'break'; readonly cut: 'before' | 'after' | 503};

/** Phones that obey CTI, and callers that are there at once; a millisecond later, as news always come. */
const carrier = (world: World): LegCarrier => {
  const alive = new Set<string>();
  const soon = (legId: string) =>
    world.clock.after(1, () => void (alive.has(legId) && world.legs.answered(legId)));
  return {
    offer: ({legId, originating}) => {
      alive.add(legId);
      if (originating) soon(legId);
    },
    answer: soon,
    accept: soon,
    release: (legId) => void alive.delete(legId),
    progress: () => {},
    hold: () => {},
    connect: () => {},
  };
};

class Site {
  readonly clock = new ManualClock(nine);
  readonly world: World;
  readonly faults = new FaultBoard();
  readonly notifications = new FakeNotifications();
  readonly notices: string[] = [];
  readonly finesse: Finesse;
  readonly ending = new AbortController();
  puts = 0;
  asked = 0;
  #ways: Way[] = [];
  #late: {payload: string; left: number}[] = [];
  #next = 1;

  constructor(deployment: 'CCE' | 'CCX') {
    this.world = new World({deployment, clock: this.clock});
    this.world.attach(carrier(this.world));
    const node = {host: 'a.test', httpsPort: 8445};
    const system = () => ({
      now: this.clock.now(),
      deployment,
      status: 'IN_SERVICE' as const,
      primary: node,
      secondary: undefined,
      xmppDomain: 'a.test',
    });
    const app = new Hono().route(
      '/finesse/api',
      finesseApi({world: this.world, faults: this.faults, system}),
    );
    this.world.on((event) => {
      const notification = notificationOf(this.world, event);
      if (notification?.ownerId === '1001001') this.#deliver(notification.payload, event.type === 'dialog');
    });
    this.finesse = new Finesse({
      userId: '1001001',
      client: (frame) =>
        new FinesseClient({
          authorization: () => `Basic ${btoa('agent1:agent1')}`,
          fetch: async (input, init) => {
            if (init?.method === 'PUT') this.puts++;
            const response = await app.request(new URL(String(input), location.href), init);
            if (response.type === 'error') throw new TypeError('network');
            return response;
          },
          origin: '',
          frame,
          newRequestId: () => `r-${this.#next++}`,
        }),
      notifications: this.notifications,
      clock: this.clock,
      log: new LogBook().part('finesse'),
      onNotice: (code) => this.notices.push(code),
      onCallRefused: (requestId) => this.notices.push(`refused ${requestId}`),
    });
  }

  get agent() {
    const agent = this.world.agents.get('1001001');
    if (!agent) throw new Error('no agent');
    return agent;
  }

  #deliver(payload: string, mayBeLate: boolean): void {
    const way = this.#ways.shift() ?? 'as it is';
    // news of the agent come on a node of their own, in order
    if (typeof way === 'number' && mayBeLate) this.#late.push({payload, left: way + 1});
    else if (way !== 'lost') this.notifications.send(payload, ...(way === 'twice' ? [payload] : []));
    for (const late of this.#late) late.left--;
    const due = this.#late.filter(({left}) => left <= 0);
    this.#late = this.#late.filter(({left}) => left > 0);
    this.notifications.send(...due.map((late) => late.payload));
  }

  disturb(ways: readonly Way[]): void {
    this.#ways = [...ways];
  }

  /** From now on nothing is lost any more. */
  lift(): void {
    this.#ways = [];
    this.faults.clear();
    this.notifications.send(...this.#late.splice(0).map(({payload}) => payload));
  }

  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 250) {
      this.clock.advance(Math.min(250, left));
      await turns();
    }
  }

  async run(step: Step): Promise<void> {
    const {world} = this;
    const [dialog] = this.finesse.dialogs.state;
    switch (step.do) {
      case 'ask':
        if (this.finesse.agent.state?.request === undefined) this.asked++;
        void this.finesse.requestState(step.state);
        break;
      case 'act':
        if (!dialog) break;
        this.asked++;
        void this.finesse.client.act(dialog.id, '42001', step.action, `act-${this.#next++}`).catch(() => {});
        break;
      case 'call in':
        world.callIn({to: '7001', from: '5550100', name: '', variables: {}, voice: {kind: 'silence'}});
        break;
      case 'hang up':
        for (const call of world.calls.all().slice(0, 1)) world.hangUpOutside(call.id);
        break;
      case 'reconnect':
        this.notifications.connection.set('failing');
        this.notifications.connection.set('live');
        break;
      case 'read':
        void this.finesse.resync().catch(() => {});
        break;
      case 'break':
        this.faults.add({rest: {times: 1, ...(step.cut === 503 ? {status: 503} : {cut: step.cut})}});
        break;
      case 'pass':
        await this.pass(step.ms);
    }
    await this.pass(100);
  }

  /** What there is, and what is shown, in the same words: the agent, and the agent's own part in each call. */
  get truth(): unknown {
    const calls = this.world.calls.of(this.agent).map((call) => {
      const own = this.world.calls.view(call).participants.find(({mediaAddress}) => mediaAddress === '42001');
      return [call.id, own?.state, own?.actions.includes('HOLD')];
    });
    return {state: this.agent.state, pending: this.agent.pending?.state, calls};
  }

  get shown(): unknown {
    const agent = this.finesse.agent.state;
    const calls = this.finesse.dialogs.state.map((dialog) => {
      const own = dialog.participants.find(({address}) => address === '42001');
      return [dialog.id, own?.state, own?.actions.includes('HOLD')];
    });
    return {state: agent?.state, pending: agent?.pendingState, calls};
  }
}

/** Signed in and live; from then on notifications come in these ways, and as they are when there are no more. */
async function aSite(deployment: 'CCE' | 'CCX', ways: readonly Way[]): Promise<Site> {
  const site = new Site(deployment);
  site.world.signIn(site.agent, '42001', undefined, '');
  site.clock.advance(100);
  site.finesse.start(site.ending.signal);
  site.notifications.connection.set('live');
  await turns();
  site.disturb(ways);
  return site;
}

const deployment = fc.constantFrom('CCE' as const, 'CCX' as const);
const step = (more: readonly fc.Arbitrary<Step>[]): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      arbitrary: fc.constantFrom<Step>({do: 'ask', state: 'READY'}, {do: 'ask', state: 'NOT_READY'}),
      weight: 4,
    },
    {
      arbitrary: fc
        .constantFrom<DialogAction>('ANSWER', 'ANSWER', 'HOLD', 'RETRIEVE', 'DROP')
        .map((action): Step => ({do: 'act', action})),
      weight: 6,
    },
    {arbitrary: fc.constantFrom<Step>({do: 'call in'}, {do: 'hang up'}), weight: 4},
    {arbitrary: fc.constantFrom(300, 2_000, 21_000, 31_000).map((ms): Step => ({do: 'pass', ms})), weight: 3},
    ...more.map((arbitrary) => ({arbitrary, weight: 1})),
  );
/** Most begin with a call that rings, or was talked on and held: by chance alone few would come that far. */
const ringing: readonly Step[] = [{do: 'ask', state: 'READY'}, {do: 'call in'}, {do: 'pass', ms: 300}];
const talked: readonly Step[] = [
  ...ringing,
  {do: 'act', action: 'ANSWER'},
  {do: 'act', action: 'HOLD'},
  {do: 'act', action: 'RETRIEVE'},
];
const steps = (...more: readonly fc.Arbitrary<Step>[]) =>
  fc
    .tuple(fc.constantFrom(ringing, talked, talked, []), fc.array(step(more), {maxLength: 12}))
    .map(([first, rest]) => [...first, ...rest]);
const noise = fc.constantFrom<Step>({do: 'reconnect'}, {do: 'read'});
const breakage = fc.constantFrom<Step>(
  {do: 'break', cut: 'before'},
  {do: 'break', cut: 'after'},
  {do: 'break', cut: 503},
);

describe('the product and the world agree in the end', () => {
  it('when everything arrives: after each step, within a tenth of a second', async function () {
    this.timeout(20_000);
    await fc.assert(
      fc.asyncProperty(deployment, steps(noise), async (kind, list) => {
        const site = await aSite(kind, []);
        for (const each of list) {
          await site.run(each);
          expect(site.shown, JSON.stringify(each)).to.deep.equal(site.truth);
        }
        site.ending.abort();
      }),
      {numRuns: 60},
    );
  });

  it('F-07, F-08 (inject P: twice, late, out of order, by chance; settles in 5 s): the same end state as in order', async function () {
    this.timeout(20_000);
    const ways = fc.array(fc.constantFrom<Way>('as it is', 'twice', 1, 2, 3, 4, 5), {
      minLength: 20,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(deployment, steps(noise), ways, async (kind, list, some) => {
        const site = await aSite(kind, some);
        for (const each of list) await site.run(each);
        site.lift();
        await site.pass(5_500);
        expect(site.shown).to.deep.equal(site.truth);
        site.ending.abort();
      }),
      {numRuns: 60},
    );
  });

  it('F-01, F-04 (inject P: notifications lost, requests cut before and after, by chance; settles once the way is back): the same, and nothing is sent twice', async function () {
    this.timeout(20_000);
    const ways = fc.array(fc.constantFrom<Way>('as it is', 'twice', 'lost', 1, 3, 5), {
      minLength: 20,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(deployment, steps(noise, breakage), ways, async (kind, list, some) => {
        const site = await aSite(kind, some);
        for (const each of list) await site.run(each);
        site.lift();
        site.notifications.connection.set('failing');
        site.notifications.connection.set('live');
        await site.pass(5_000);
        expect(site.shown).to.deep.equal(site.truth);
        expect(site.finesse.connection.state).to.equal('live');
        expect(site.finesse.agent.state?.request, 'no request is under way for ever').to.equal(undefined);
        expect(site.puts, 'nothing is sent twice').to.be.at.most(site.asked);
        site.ending.abort();
      }),
      {numRuns: 60},
    );
  });

  it('F-67 (inject P: hostile or broken input, 1 in 50 of an hour of calls; settles with the hour): the same end as the clean hour, and each is counted', async function () {
    this.timeout(30_000);
    const hostile = [
      '<!DOCTYPE x [<!ENTITY a "b">]><Update/>',
      '<Update><data><dialog><id>1</id>',
      '',
      'nonsense',
      '<Update><event>PUT</event><source>/finesse/api/User/1001002</source><data><user><loginId>1001002</loginId><state>LOGOUT</state></user></data></Update>',
      '<Update><event>POST</event><source>/finesse/api/User/1001002/Dialogs</source><data><dialogs/></data></Update>',
      '<Update><event>PUT</event><source>/finesse/api/Dialog/7</source><data><dialog><id>8</id><state>ACTIVE</state></dialog></data></Update>',
      '<Update><event>PUT</event><source>/evil</source><data><systemInfo><status>OUT_OF_SERVICE</status></systemInfo></data></Update>',
    ];
    const hour = async (every: number) => {
      const site = await aSite('CCE', []);
      let [count, injected] = [0, 0];
      const send = site.notifications.send.bind(site.notifications);
      site.notifications.send = (...texts) => {
        send(...texts);
        if (++count % every === 0) send(hostile[injected++ % hostile.length] ?? '');
      };
      for (let call = 0; call < 60; call++) {
        await site.run({do: 'ask', state: 'READY'});
        await site.run({do: 'call in'});
        await site.run({do: 'pass', ms: 500});
        for (const action of ['ANSWER', 'HOLD', 'RETRIEVE'] as const) await site.run({do: 'act', action});
        expect(site.shown).to.deep.equal(site.truth);
        await site.run({do: 'hang up'});
        site.clock.advance(58_000);
        await site.pass(1_000);
      }
      await site.pass(6_000);
      const {refused, foreign} = site.finesse.counters;
      const end = [site.shown, site.truth, site.notices];
      site.ending.abort();
      return {end, counted: refused + foreign, injected};
    };
    const clean = await hour(Infinity);
    const mixed = await hour(50);
    expect(mixed.end[0]).to.deep.equal(mixed.end[1]);
    expect(mixed.end).to.deep.equal(clean.end);
    expect([clean.counted, mixed.counted]).to.deep.equal([0, mixed.injected]);
    expect(mixed.injected).to.be.at.least(8);
  });
});
