import {expect} from 'chai';
import {LogBook} from '../../src/base/log.js';
import {Finesse} from '../../src/finesse/finesse.js';
import {ManualClock} from '../../standin/world/clock.js';
import {nine} from '../support/browser/builders.js';
import {clientOver} from '../support/browser/desk-builder.js';
import {
  dialogNews,
  dialogsXml,
  dialogXml,
  element,
  FakeNotifications,
  FakeRest,
  Held,
  participantXml,
  reasonXml,
  refusalNews,
  refused,
  stamp,
  systemInfoXml,
  turns,
  until,
  updateXml,
  userNews,
  userXml,
  type Sent,
} from '../support/browser/finesse-builders.js';

interface Stage {
  readonly rest: FakeRest;
  readonly notifications: FakeNotifications;
  readonly clock: ManualClock;
  readonly finesse: Finesse;
  readonly notices: string[];
  readonly callRefusals: string[];
  readonly ending: AbortController;
}

let last: Stage | undefined;

function aStage(): Stage {
  const rest = new FakeRest();
  const notifications = new FakeNotifications();
  const clock = new ManualClock(nine);
  const notices: string[] = [];
  const callRefusals: string[] = [];
  const finesse = new Finesse({
    userId: '1001001',
    client: clientOver(rest),
    notifications,
    clock,
    log: new LogBook().part('finesse'),
    onNotice: (code) => notices.push(code),
    onCallRefused: (requestId) => callRefusals.push(requestId),
  });
  last = {rest, notifications, clock, finesse, notices, callRefusals, ending: new AbortController()};
  return last;
}

/** A stage that is live and has read once; `prepare` sets what is read. */
async function liveStage(prepare: (rest: FakeRest) => void = () => {}): Promise<Stage> {
  const stage = aStage();
  prepare(stage.rest);
  stage.finesse.start(stage.ending.signal);
  stage.notifications.connection.set('live');
  await until('the first read', () => stage.rest.lines.some((line) => line.endsWith('/WrapUpReasons')));
  await turns();
  stage.rest.sent.length = 0;
  return stage;
}

const stateOf = ({finesse}: Stage) => finesse.agent.state?.state;
const idsOf = ({finesse}: Stage) => finesse.dialogs.state.map(({id}) => id);
/** How often everything was read. */
const readsOf = ({rest}: Stage) => rest.lines.filter((line) => line === 'GET User/1001001').length;
const onReads =
  (path: string, answer: () => Response | Promise<Response> | undefined) =>
  (sent: Sent): Response | Promise<Response> | undefined =>
    sent.method === 'GET' && sent.path === path ? answer() : undefined;
const xml = (text: string) => new Response(text, {headers: {'content-type': 'application/xml'}});

/** A dialog whose agent changed at a moment; `at` in ms after nine. */
const seenAt = (at: number, state = 'ACTIVE', more: readonly string[] = []) => ({
  participants: [participantXml({state, stateChangeTime: stamp(at)}), ...more].join(''),
});
const ownStates = ({finesse}: Stage) => finesse.dialogs.state.map((dialog) => dialog.participants[0]?.state);

/** Every order of these. */
const permutationsOf = (items: readonly number[]): number[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((first) =>
        permutationsOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
      );

afterEach(() => last?.ending.abort());

describe('taking in what Finesse says', () => {
  it('follows first, reads then, and reads nothing before the way is live', async () => {
    const stage = aStage();
    stage.finesse.start(stage.ending.signal);
    expect(stage.notifications.userId).to.equal('1001001');
    expect(stage.rest.sent).to.deep.equal([]);
    stage.notifications.connection.set('live');
    await until('agent', () => stage.finesse.agent.state !== undefined);
    expect(stage.rest.lines.slice(0, 3)).to.deep.equal([
      'GET SystemInfo',
      'GET User/1001001',
      'GET User/1001001/Dialogs',
    ]);
  });

  it('shows the agent, the dialogs, the reasons and the deployment that it read', async () => {
    const stage = await liveStage((rest) => {
      rest.dialogs = dialogsXml(dialogXml());
      rest.system = systemInfoXml({deploymentType: 'UCCX'});
      rest.answer = onReads('User/1001001/ReasonCodes?category=LOGOUT', () =>
        xml(element('ReasonCodes', reasonXml({id: '55', category: 'LOGOUT'}, 'ReasonCode'))),
      );
    });
    expect(stateOf(stage)).to.equal('READY');
    expect(idsOf(stage)).to.deep.equal(['16804377']);
    expect(stage.finesse.reasons.state.map(({id}) => id)).to.deep.equal(['30', '55']);
    expect(stage.finesse.wrapUpReasons.state).to.deep.equal([{id: '71', label: 'Sold'}]);
    expect(stage.finesse.deployment.state).to.equal('CCX');
    expect(stage.finesse.connection.state).to.equal('live');
  });

  it('F-06 (inject S: news before the answer to the read; settles with the answer): applies what came after it, in order', async () => {
    const stage = aStage();
    const held = new Held<Response>();
    stage.rest.answer = onReads('User/1001001', () => held.promise);
    stage.finesse.start(stage.ending.signal);
    stage.notifications.connection.set('live');
    await until('the read', () => stage.rest.lines.includes('GET User/1001001'));
    stage.notifications.send(
      userNews({state: 'RESERVED'}),
      dialogNews('POST', seenAt(0, 'ALERTING')),
      dialogNews('PUT', seenAt(1)),
      userNews({state: 'TALKING', stateChangeTime: stamp(1)}),
    );
    expect(stage.finesse.agent.state, 'nothing is shown before the read').to.equal(undefined);
    stage.clock.advance(1_000);
    held.give(xml(userXml()));
    await until('the end state', () => stateOf(stage) === 'TALKING');
    expect(idsOf(stage)).to.deep.equal(['16804377']);
  });

  it('does not let an older notification undo what the read found', async () => {
    const stage = aStage();
    const held = new Held<Response>();
    stage.rest.answer = onReads('User/1001001', () => held.promise);
    stage.finesse.start(stage.ending.signal);
    stage.notifications.connection.set('live');
    await until('the read', () => stage.rest.lines.includes('GET User/1001001'));
    stage.notifications.send(userNews({state: 'NOT_READY', stateChangeTime: stamp(-5_000)}));
    held.give(xml(userXml({stateChangeTime: stamp(-1_000)})));
    await until('the agent', () => stage.finesse.agent.state !== undefined);
    await turns();
    expect(stateOf(stage)).to.equal('READY');
  });

  it('lets news in while the lists of reasons are still being read', async () => {
    const stage = aStage();
    const never = new Held<Response>();
    stage.rest.answer = onReads('User/1001001/WrapUpReasons', () => never.promise);
    stage.finesse.start(stage.ending.signal);
    stage.notifications.connection.set('live');
    await until('the lists', () => stage.rest.lines.includes('GET User/1001001/WrapUpReasons'));
    stage.notifications.send(userNews({state: 'RESERVED'}));
    expect(stateOf(stage)).to.equal('RESERVED');
  });

  it('asks for the lists of reasons again with the next read, if one of them could not be had', async () => {
    const stage = await liveStage((rest) => {
      rest.answer = onReads('User/1001001/ReasonCodes?category=NOT_READY', () => refused(500));
    });
    expect(stage.finesse.reasons.state).to.deep.equal([]);
    stage.rest.answer = () => undefined;
    await stage.finesse.resync();
    await until('the reasons', () => stage.finesse.reasons.state.length === 2);
    stage.rest.sent.length = 0;
    await stage.finesse.resync();
    await turns();
    expect(stage.rest.lines.some((line) => line.includes('ReasonCodes'))).to.equal(false);
  });

  it('F-12 (inject: the way is lost and comes back; settles with the read): reads again, and drops what is no more', async () => {
    const stage = await liveStage((rest) => {
      rest.dialogs = dialogsXml(dialogXml());
    });
    stage.rest.dialogs = dialogsXml();
    stage.notifications.connection.set('failing');
    expect(stage.finesse.connection.state).to.equal('failing');
    stage.notifications.connection.set('live');
    await until('the dialog is gone', () => idsOf(stage).length === 0);
    expect(readsOf(stage)).to.equal(1);
  });

  it('reads one at a time, and once more for all who asked meanwhile', async () => {
    const stage = await liveStage();
    const held = new Held<Response>();
    stage.rest.answer = onReads('SystemInfo', () => held.promise);
    const asked = [1, 2, 3, 4].map(() => stage.finesse.resync());
    await turns();
    stage.rest.answer = () => undefined;
    held.give(xml(stage.rest.system));
    await Promise.all(asked);
    expect(readsOf(stage)).to.equal(2);
  });

  it('lets who asked during a read wait for the one that began after they asked', async () => {
    const stage = await liveStage();
    const held = new Held<Response>();
    stage.rest.answer = onReads('User/1001001', () => held.promise);
    void stage.finesse.resync();
    await until('the first', () => stage.rest.lines.includes('GET User/1001001'));
    const later = stage.finesse.resync();
    stage.rest.answer = () => undefined;
    stage.rest.user = userXml({state: 'TALKING', stateChangeTime: stamp()});
    held.give(xml(userXml()));
    await later;
    expect(stateOf(stage)).to.equal('TALKING');
  });

  it('ends with the signal: nothing is read, asked again or taken in', async () => {
    const stage = await liveStage();
    stage.rest.answer = () => refused(503);
    await stage.finesse.resync().catch(() => {});
    stage.ending.abort();
    stage.rest.sent.length = 0;
    stage.notifications.connection.set('failing');
    stage.notifications.connection.set('live');
    stage.notifications.send(userNews({state: 'TALKING'}));
    stage.clock.advance(120_000);
    await turns();
    expect(stage.rest.sent).to.deep.equal([]);
    expect(stateOf(stage)).to.equal('READY');
  });
});

describe('a dialog', () => {
  it('comes with POST, changes with PUT and goes with DELETE', async () => {
    const stage = await liveStage();
    stage.notifications.send(dialogNews('POST', seenAt(-3_000, 'ALERTING')));
    expect(ownStates(stage)).to.deep.equal(['ALERTING']);
    stage.notifications.send(dialogNews('PUT', seenAt(-2_000, 'ACTIVE')));
    expect(ownStates(stage)).to.deep.equal(['ACTIVE']);
    stage.notifications.send(dialogNews('DELETE', seenAt(-1_000, 'DROPPED')));
    expect(ownStates(stage)).to.deep.equal([]);
    expect(stage.rest.sent).to.deep.equal([]);
  });

  it('is gone after DELETE, whatever PUT comes later', async () => {
    const stage = await liveStage();
    const late = dialogNews('PUT', seenAt(-1_000));
    stage.notifications.send(dialogNews('POST', seenAt(-2_000)), dialogNews('DELETE', seenAt(-500)), late);
    await stage.finesse.resync();
    stage.rest.sent.length = 0;
    stage.notifications.send(late);
    await turns();
    expect(idsOf(stage)).to.deep.equal([]);
    expect(stage.rest.sent).to.deep.equal([]);
  });

  it('that changes after its DELETE is read: its POST may have been lost', async () => {
    const stage = await liveStage();
    stage.notifications.send(dialogNews('POST', seenAt(-2_000)), dialogNews('DELETE', seenAt(-1_000)));
    stage.rest.dialogs = dialogsXml(dialogXml());
    stage.notifications.send(dialogNews('PUT', seenAt(-500)));
    expect(idsOf(stage)).to.deep.equal([]);
    await until('the dialog', () => idsOf(stage).length === 1);
  });

  it('F-07 (inject P: each notification three times; settles at once): is the same as after one', async () => {
    const stage = await liveStage();
    const seen: number[] = [];
    stage.finesse.dialogs.subscribe((dialogs) => seen.push(dialogs.length));
    const news = [
      dialogNews('POST', seenAt(-3_000, 'ALERTING')),
      dialogNews('PUT', seenAt(-2_000)),
      dialogNews('DELETE', seenAt(-1_000, 'DROPPED')),
    ];
    stage.notifications.send(...news.flatMap((text) => [text, text, text]));
    expect(idsOf(stage)).to.deep.equal([]);
    expect(seen, 'never two of it, and nobody is woken for nothing').to.deep.equal([1, 1, 0]);
  });

  it('F-08 (inject P: a POST after its DELETE; settles at once): does not come back', async () => {
    const stage = await liveStage();
    const post = dialogNews('POST', seenAt(-3_000, 'ALERTING'));
    stage.notifications.send(post, dialogNews('DELETE', seenAt(-1_000, 'DROPPED')), post);
    expect(idsOf(stage)).to.deep.equal([]);
  });

  it('comes back with a new POST after its DELETE', async () => {
    const stage = await liveStage();
    stage.notifications.send(
      dialogNews('POST', seenAt(-3_000, 'ALERTING')),
      dialogNews('DELETE', seenAt(-2_000, 'DROPPED')),
      dialogNews('POST', seenAt(-1_000, 'ALERTING')),
    );
    expect(ownStates(stage)).to.deep.equal(['ALERTING']);
  });

  it('F-08 (inject P: the DELETE of an earlier ring after the POST of the next; settles with a read): the call that rings again stays', async () => {
    const stage = await liveStage();
    const again = seenAt(-1_000, 'ALERTING');
    stage.rest.dialogs = dialogsXml(dialogXml(again));
    stage.notifications.send(
      dialogNews('POST', seenAt(-9_000, 'ALERTING')),
      dialogNews('POST', again),
      dialogNews('DELETE', seenAt(-2_000, 'DROPPED')),
    );
    expect(ownStates(stage)).to.deep.equal(['ALERTING']);
    await until('the read', () => readsOf(stage) === 1);
    expect(ownStates(stage)).to.deep.equal(['ALERTING']);
  });

  it('F-08 (inject P: an older picture after a newer one; settles at once): is never undone by it', async () => {
    const stage = await liveStage();
    stage.notifications.send(
      dialogNews('POST', seenAt(-5_000, 'ALERTING')),
      dialogNews('PUT', seenAt(-1_000, 'HELD')),
      dialogNews('PUT', seenAt(-3_000, 'ACTIVE')),
    );
    expect(ownStates(stage)).to.deep.equal(['HELD']);
  });

  it('goes on after a party left and took the newest stamp along', async () => {
    const stage = await liveStage();
    const caller = participantXml(
      {mediaAddress: '5550100', state: 'DROPPED', stateChangeTime: stamp(-1_000)},
      [],
    );
    stage.notifications.send(
      dialogNews('POST', seenAt(-9_000)),
      dialogNews('PUT', seenAt(-2_000, 'WRAP_UP', [caller])),
      dialogNews('PUT', {...seenAt(-2_000, 'WRAP_UP'), mediaProperties: element('wrapUpReason', 'Sold')}),
    );
    const [dialog] = stage.finesse.dialogs.state;
    expect(dialog?.participants).to.have.lengthOf(1);
    expect(dialog?.wrapUpReason).to.equal('Sold');
  });

  it('is news when one party’s stamp is newer, though another’s went back', async () => {
    const stage = await liveStage();
    const caller = (at: number) => participantXml({mediaAddress: '5550100', stateChangeTime: stamp(at)}, []);
    stage.notifications.send(
      dialogNews('POST', seenAt(-5_000, 'ALERTING', [caller(-4_000)])),
      dialogNews('PUT', seenAt(-2_000, 'ACTIVE', [caller(-4_500)])),
    );
    expect(ownStates(stage)).to.deep.equal(['ACTIVE']);
  });

  it('is taken as it comes when its stamps can not be read', async () => {
    const stage = await liveStage();
    stage.notifications.send(
      dialogNews('POST', seenAt(-5_000, 'ALERTING')),
      dialogNews('PUT', {
        participants: participantXml({state: 'ACTIVE', stateChangeTime: '', startTime: ''}),
      }),
    );
    expect(ownStates(stage)).to.deep.equal(['ACTIVE']);
  });

  it('is removed even after two hundred others were', async () => {
    const stage = await liveStage();
    for (let id = 1; id <= 250; id++) {
      stage.notifications.send(dialogNews('POST', {id: String(id)}), dialogNews('DELETE', {id: String(id)}));
    }
    expect(idsOf(stage)).to.deep.equal([]);
  });

  it('F-11 (inject S: news of an unknown dialog; settles with a read): is read before it is shown', async () => {
    const stage = await liveStage();
    stage.notifications.send(dialogNews('PUT', seenAt(0, 'HELD')));
    expect(idsOf(stage)).to.deep.equal([]);
    stage.rest.dialogs = dialogsXml(dialogXml());
    await until('the dialog', () => idsOf(stage).length === 1);
    expect(ownStates(stage)).to.deep.equal(['ACTIVE']);
  });

  it('F-11 (inject S: news of an unknown dialog that is not the agent’s; settles with a read): is ignored', async () => {
    const stage = await liveStage();
    stage.notifications.send(dialogNews('PUT', seenAt(0, 'HELD')));
    await until('the read', () => readsOf(stage) === 1);
    await turns();
    expect(idsOf(stage)).to.deep.equal([]);
  });

  it('F-08 (inject P: every order within a window of five; settles at once): ends as in order', async () => {
    const order = ['ALERTING', 'ACTIVE', 'HELD', 'ACTIVE', 'HELD'];
    const news = order.map((state, at) => dialogNews('PUT', seenAt(at - 10, state)));
    for (const permutation of permutationsOf([0, 1, 2, 3, 4])) {
      const stage = await liveStage((rest) => {
        rest.dialogs = dialogsXml(dialogXml(seenAt(-20, 'ALERTING')));
      });
      stage.notifications.send(...permutation.map((at) => news[at] ?? ''));
      expect(ownStates(stage), permutation.join()).to.deep.equal(['HELD']);
      stage.ending.abort();
    }
  });
});

describe('what is not for this agent, or not to be believed', () => {
  const foreign: Readonly<Record<string, string>> = {
    'a user of another source': updateXml(
      'PUT',
      '/finesse/api/User/1001002',
      userXml({state: 'TALKING'}, 'user'),
    ),
    'a user of another id': userNews({state: 'TALKING', loginId: '1001002'}),
    'dialogs of another user': updateXml(
      'POST',
      '/finesse/api/User/1001002/Dialogs',
      element('dialogs', dialogXml()),
    ),
    'a dialog whose source names another': updateXml('PUT', '/finesse/api/Dialog/1', dialogXml({}, 'dialog')),
    'a system of another source': updateXml(
      'PUT',
      '/evil',
      systemInfoXml({status: 'OUT_OF_SERVICE'}, 'systemInfo'),
    ),
  };
  for (const [what, text] of Object.entries(foreign)) {
    it(`T-06 (inject: ${what}; settles at once): is ignored and counted`, async () => {
      const stage = await liveStage();
      stage.notifications.send(text);
      await turns();
      expect(stage.finesse.counters).to.deep.equal({refused: 0, foreign: 1});
      expect([stateOf(stage), idsOf(stage).length, stage.finesse.connection.state]).to.deep.equal([
        'READY',
        0,
        'live',
      ]);
      expect(stage.rest.sent).to.deep.equal([]);
    });
  }

  it('ignores events it does not know', async () => {
    const stage = await liveStage();
    stage.notifications.send(
      updateXml('PATCH', '/finesse/api/User/1001001', userXml({state: 'TALKING'}, 'user')),
      updateXml('', '/finesse/api/User/1001001/Dialogs', element('dialogs', dialogXml())),
    );
    expect([stateOf(stage), idsOf(stage).length]).to.deep.equal(['READY', 0]);
  });

  it('keeps the state and counts what can not be read, and reads the truth (I-10)', async () => {
    const stage = await liveStage();
    stage.rest.user = userXml({state: 'TALKING', stateChangeTime: stamp()});
    stage.notifications.send('<Update><data>');
    expect(stateOf(stage)).to.equal('READY');
    expect(stage.finesse.counters.refused).to.equal(1);
    await until('the truth', () => stateOf(stage) === 'TALKING');
  });

  it('T-02 (inject: bombs and half bodies as notifications; settles with one read): keeps the state and counts them', async () => {
    const stage = await liveStage();
    const news = userNews({state: 'TALKING'});
    const bombs = [
      `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(1_000)}">]>${news.replace('TALKING', '&a;'.repeat(1_000))}`,
      `<!DOCTYPE u SYSTEM "https://example.test/u.dtd">${news}`,
      news.slice(0, -1),
      `${news}${' '.repeat(1_048_577)}`,
      '',
    ];
    stage.notifications.send(...bombs);
    // what comes during the read that the first one asks for is looked at after it
    await until('all are counted', () => stage.finesse.counters.refused === bombs.length);
    expect([stateOf(stage), readsOf(stage)]).to.deep.equal(['READY', 1]);
  });

  it('reads at most once in five seconds for bad input, and once at the end of them', async () => {
    const stage = await liveStage();
    for (let time = 0; time < 4; time++) {
      stage.notifications.send('x', 'y');
      await turns();
      stage.clock.advance(1_000);
    }
    expect(readsOf(stage)).to.equal(1);
    stage.clock.advance(1_000);
    await until('the read at the end', () => readsOf(stage) === 2);
    stage.clock.advance(60_000);
    await turns();
    expect(readsOf(stage)).to.equal(2);
  });

  it('takes no older state of the agent, and reads the truth', async () => {
    const stage = await liveStage();
    stage.notifications.send(userNews({state: 'TALKING', stateChangeTime: stamp(-1_000)}));
    stage.rest.user = userXml({state: 'TALKING', stateChangeTime: stamp(-1_000)});
    stage.notifications.send(userNews({state: 'RESERVED', stateChangeTime: stamp(-3_000)}));
    expect(stateOf(stage)).to.equal('TALKING');
    await until('a read', () => readsOf(stage) === 1);
  });
});

describe('service', () => {
  const outOfService = () =>
    updateXml('PUT', '/finesse/api/SystemInfo', systemInfoXml({status: 'OUT_OF_SERVICE'}, 'systemInfo'));
  const inService = () => updateXml('PUT', '/finesse/api/SystemInfo', systemInfoXml({}, 'systemInfo'));

  it('F-01 (inject S: out of service; settles with the read when back): is shown at once; back again, everything is read before it counts as live', async () => {
    const stage = await liveStage();
    stage.notifications.send(outOfService());
    expect(stage.finesse.connection.state).to.equal('failing');
    const held = new Held<Response>();
    stage.rest.answer = onReads('User/1001001', () => held.promise);
    stage.notifications.send(inService());
    await until('the read', () => readsOf(stage) === 1);
    expect(stage.finesse.connection.state).to.equal('failing');
    held.give(xml(userXml({state: 'NOT_READY', stateChangeTime: stamp()})));
    await until('live', () => stage.finesse.connection.state === 'live');
    expect(stateOf(stage)).to.equal('NOT_READY');
  });

  it('not there at the start is asked for until it is', async () => {
    const stage = aStage();
    stage.rest.answer = () => refused(503, 'Service Unavailable');
    stage.finesse.start(stage.ending.signal);
    stage.notifications.connection.set('live');
    await until('the failing read', () => stage.finesse.connection.state === 'failing');
    stage.rest.answer = () => undefined;
    stage.clock.advance(2_000);
    await until('the agent', () => stateOf(stage) === 'READY');
    expect(stage.finesse.connection.state).to.equal('live');
  });

  it('F-20 (inject S: 503 with Retry-After; settles when it is over): is not asked again before', async () => {
    const stage = await liveStage();
    const answer = refused(503, 'Service Unavailable');
    answer.headers.set('retry-after', '40');
    stage.rest.answer = () => answer.clone();
    await stage.finesse.resync().catch(() => {});
    stage.rest.sent.length = 0;
    stage.clock.advance(39_000);
    await turns();
    expect(stage.rest.sent).to.deep.equal([]);
    stage.rest.answer = () => undefined;
    stage.clock.advance(1_000);
    await until('live', () => stage.finesse.connection.state === 'live');
  });

  for (const [what, header] of [
    ['for an hour', '3600'],
    ['with a date', 'Mon, 23 Nov 2026 12:00:00 GMT'],
    ['with nonsense', 'soon'],
  ] as const)
    it(`F-20 (inject S: 503 with Retry-After ${what}; settles in 2 min): two minutes are the most it waits`, async () => {
      const stage = await liveStage();
      const answer = refused(503, 'Service Unavailable');
      answer.headers.set('retry-after', header);
      stage.rest.answer = () => answer.clone();
      await stage.finesse.resync().catch(() => {});
      stage.rest.answer = () => undefined;
      stage.clock.advance(120_000);
      await until('live', () => stage.finesse.connection.state === 'live');
    });

  it('is asked for further and further apart, and not after it is back', async () => {
    const stage = await liveStage();
    stage.rest.answer = () => refused(503);
    await stage.finesse.resync().catch(() => {});
    for (let step = 0; step < 60; step++) {
      stage.clock.advance(5_000);
      await turns();
    }
    const tries = stage.rest.lines.filter((line) => line === 'GET SystemInfo').length;
    expect(tries, 'in five minutes').to.be.within(10, 60);
    stage.rest.answer = () => undefined;
    stage.clock.advance(21_000);
    await until('live', () => stage.finesse.connection.state === 'live');
    stage.rest.sent.length = 0;
    stage.clock.advance(120_000);
    await turns();
    expect(stage.rest.sent).to.deep.equal([]);
  });

  it('F-02 (inject S: 401 for good; settles at once): is told, and not asked for again: the account would be blocked', async () => {
    const stage = await liveStage();
    stage.rest.answer = () => refused(401, 'Authorization Failure');
    await stage.finesse.resync().catch(() => {});
    expect(stage.notices).to.deep.equal(['finesse/unauthorized']);
    stage.rest.sent.length = 0;
    stage.clock.advance(120_000);
    await turns();
    expect(stage.rest.sent).to.deep.equal([]);
  });

  it('T-02 (inject: a read cut in half; settles at the next read): keeps what is shown', async () => {
    const stage = await liveStage((rest) => {
      rest.dialogs = dialogsXml(dialogXml());
    });
    stage.rest.dialogs = dialogsXml(dialogXml()).slice(0, -10);
    const error = await stage.finesse.resync().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'xml/refused');
    expect(idsOf(stage)).to.deep.equal(['16804377']);
  });
});

describe('clocks that differ (I-09)', () => {
  it('F-23 (inject V: Finesse is ten minutes ahead; settles with the first read): are measured, so that a state began when it began', async () => {
    const ahead = 600_000;
    const stage = await liveStage((rest) => {
      rest.system = systemInfoXml({currentTimestamp: stamp(ahead)});
      rest.user = userXml({stateChangeTime: stamp(ahead - 5_000)});
    });
    expect(stage.finesse.agent.state?.since).to.equal(nine - 5_000);
    stage.notifications.send(userNews({state: 'TALKING', stateChangeTime: stamp(ahead - 1_000)}));
    expect(stage.finesse.agent.state?.since).to.equal(nine - 1_000);
  });

  it('are measured before what came during the first read is understood', async () => {
    const ahead = 600_000;
    const stage = aStage();
    stage.rest.system = systemInfoXml({currentTimestamp: stamp(ahead)});
    stage.finesse.start(stage.ending.signal);
    stage.notifications.connection.set('live');
    stage.notifications.send(userNews({state: 'TALKING', stateChangeTime: stamp(ahead - 1_000)}));
    await until('the agent', () => stateOf(stage) === 'TALKING');
    expect(stage.finesse.agent.state?.since).to.equal(nine - 1_000);
  });

  it('count as equal when they differ by less than a second', async () => {
    const stage = await liveStage((rest) => {
      rest.system = systemInfoXml({currentTimestamp: stamp(900)});
      rest.user = userXml({stateChangeTime: stamp(-5_000)});
    });
    expect(stage.finesse.agent.state?.since).to.equal(nine - 5_000);
  });
});

describe('a request for another state (I-01, I-02)', () => {
  it('is shown beside the state and sent once, and only news makes it a fact', async () => {
    const stage = await liveStage();
    await stage.finesse.requestState('NOT_READY', '30');
    expect(stateOf(stage)).to.equal('READY');
    expect(stage.finesse.agent.state?.request).to.deep.equal({
      state: 'NOT_READY',
      reasonId: '30',
      phase: 'sent',
    });
    stage.notifications.send(
      userNews({state: 'NOT_READY', reasonCode: reasonXml().replace(/<\/?reasonCode>/g, '')}),
    );
    expect(stateOf(stage)).to.equal('NOT_READY');
    expect(stage.finesse.agent.state?.request).to.equal(undefined);
    stage.clock.advance(60_000);
    await turns();
    expect(stage.rest.changes).to.have.lengthOf(1);
    expect(stage.notices).to.deep.equal([]);
  });

  it('is settled by a pending state too: it will come after the call', async () => {
    const stage = await liveStage((rest) => {
      rest.user = userXml({state: 'TALKING'});
    });
    await stage.finesse.requestState('NOT_READY');
    stage.notifications.send(userNews({state: 'TALKING', pendingState: 'NOT_READY'}));
    expect(stage.finesse.agent.state).to.deep.include({pendingState: 'NOT_READY', request: undefined});
  });

  it('is not settled by other news: neither another state, nor another reason', async () => {
    const stage = await liveStage();
    await stage.finesse.requestState('NOT_READY', '29');
    stage.notifications.send(userNews({state: 'RESERVED'}));
    stage.notifications.send(
      userNews({state: 'NOT_READY', reasonCode: element('id', '100032767') + element('code', '32767')}),
    );
    expect(stage.finesse.agent.state?.request?.state).to.equal('NOT_READY');
  });

  it('is taken once while one is under way', async () => {
    const stage = await liveStage();
    await Promise.all([stage.finesse.requestState('NOT_READY'), stage.finesse.requestState('LOGOUT')]);
    expect(stage.rest.changes).to.have.lengthOf(1);
  });

  const refusals: readonly (readonly ['READY' | 'LOGOUT', string])[] = [
    ['READY', 'finesse/state-refused'],
    ['LOGOUT', 'finesse/sign-out-refused'],
  ];
  for (const [state, code] of refusals) {
    it(`${state} is refused by a later notification with its request id, and the agent is told`, async () => {
      const stage = await liveStage();
      await stage.finesse.requestState(state);
      stage.notifications.send(refusalNews('r-77'));
      expect(stage.finesse.agent.state?.request, 'somebody else’s').to.not.equal(undefined);
      stage.notifications.send(refusalNews('r-1', 'Invalid State'));
      expect(stage.finesse.agent.state?.request).to.equal(undefined);
      expect(stage.notices).to.deep.equal([code]);
      expect(stage.callRefusals).to.deep.equal(['r-77']);
    });
  }

  it('is refused at once by a status, and the agent is told why', async () => {
    const stage = await liveStage();
    stage.rest.answer = ({method}) => (method === 'PUT' ? refused(400, 'Invalid State') : undefined);
    await stage.finesse.requestState('READY');
    expect(stage.notices).to.deep.equal(['finesse/state-refused']);
    expect(stage.finesse.agent.state?.request).to.equal(undefined);
  });

  it('that no news settles is checked, and told when the read does not know of it either', async () => {
    const stage = await liveStage();
    await stage.finesse.requestState('NOT_READY');
    const held = new Held<Response>();
    stage.rest.answer = onReads('User/1001001', () => held.promise);
    stage.clock.advance(3_000);
    await until('checking', () => stage.finesse.agent.state?.request?.phase === 'checking');
    held.give(xml(stage.rest.user));
    await until('a notice', () => stage.notices.length > 0);
    expect(stage.notices).to.deep.equal(['finesse/no-confirmation']);
    expect(stage.finesse.agent.state?.request).to.equal(undefined);
    expect(stage.rest.changes, 'never sent twice').to.have.lengthOf(1);
  });

  it('F-04 (inject P: the answer is cut off, it was done; settles with the read): is found done', async () => {
    const stage = await liveStage();
    stage.rest.answer = ({method}) => {
      if (method !== 'PUT') return undefined;
      stage.rest.user = userXml({state: 'NOT_READY', stateChangeTime: stamp()});
      return Promise.reject(new TypeError('network'));
    };
    await stage.finesse.requestState('NOT_READY');
    expect(stage.finesse.agent.state?.request?.phase, 'no answer says nothing').to.equal('sent');
    stage.clock.advance(3_000);
    await until('done', () => stateOf(stage) === 'NOT_READY');
    await turns();
    expect(stage.finesse.agent.state?.request).to.equal(undefined);
    expect(stage.notices).to.deep.equal([]);
    expect(stage.rest.changes).to.have.lengthOf(1);
  });

  it('F-01 (inject S: 503 to a request; settles when Finesse is back): is being checked, told when Finesse is back, and not repeated', async () => {
    const stage = await liveStage();
    stage.rest.answer = () => refused(503);
    await stage.finesse.requestState('NOT_READY');
    stage.clock.advance(3_000);
    await until('not read', () => stage.finesse.connection.state === 'failing');
    await until('checking', () => stage.finesse.agent.state?.request?.phase === 'checking');
    expect(stage.notices).to.deep.equal([]);
    stage.rest.answer = () => undefined;
    stage.clock.advance(30_000);
    await until('live', () => stage.finesse.connection.state === 'live');
    expect(stage.notices).to.deep.equal(['finesse/no-confirmation']);
    expect(stage.finesse.agent.state?.request).to.equal(undefined);
    expect(stage.rest.changes).to.have.lengthOf(1);
    expect(stateOf(stage)).to.equal('READY');
  });

  it('keeps showing while the agent’s state is read for another reason', async () => {
    const stage = await liveStage();
    await stage.finesse.requestState('NOT_READY');
    await stage.finesse.resync();
    expect(stage.finesse.agent.state?.request?.state).to.equal('NOT_READY');
  });
});
