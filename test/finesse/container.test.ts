import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {LogBook} from '../../src/base/log.js';
import {HubNotifications, openContainer, type ContainerGlobals} from '../../src/finesse/container.js';
import {ManualClock} from '../../standin/world/clock.js';
import {nine} from '../support/browser/builders.js';
import {FakeHub, turns, userNews} from '../support/browser/finesse-builders.js';

const basic = btoa('1001001:secret');

function globals(config: Readonly<Record<string, unknown>>, more: ContainerGlobals = {}): ContainerGlobals {
  return {
    gadgets: {},
    finesse: {gadget: {Config: config}},
    desklineHub: Promise.resolve(new FakeHub()),
    ...more,
  };
}

describe('the container', () => {
  it('says who is signed in, the language, and how to sign requests', async () => {
    const container = await openContainer(globals({id: '1001001', locale: 'de_DE', authorization: basic}));
    expect(container.userId).to.equal('1001001');
    expect(container.locale).to.equal('de_DE');
    expect(container.authorization()).to.equal(`Basic ${basic}`);
  });

  it('J32 says which phone a permanent call of this sign-in rings', async () => {
    const config = {id: '1', mobileAgentMode: 'NAILED_CONNECTION', mobileAgentDialNumber: '81001'};
    expect((await openContainer(globals(config))).mobileAgent).to.deep.equal({
      mode: 'NAILED_CONNECTION',
      dialNumber: '81001',
    });
    const perCall = {...config, mobileAgentMode: 'CALL_BY_CALL'};
    expect((await openContainer(globals(perCall))).mobileAgent).to.equal(undefined);
  });

  it('names the user in the authorization, when it names none itself', async () => {
    expect((await openContainer(globals({authorization: basic}))).userId).to.equal('1001001');
  });

  it('has the desktop’s own library write the authorization, anew each time', async () => {
    let token = 1;
    const utilities = {Utilities: {getAuthHeaderString: () => `Bearer t${token++}`}};
    const config = {id: '1', authToken: 'old'};
    const container = await openContainer(globals(config, {finesse: {gadget: {Config: config}, utilities}}));
    expect([container.authorization(), container.authorization()]).to.deep.equal(['Bearer t1', 'Bearer t2']);
  });

  it('signs with the token of single sign-on, the one of the moment', async () => {
    const config: Record<string, unknown> = {id: '1', authToken: 'first', authorization: basic};
    const container = await openContainer(globals(config));
    config['authToken'] = 'second';
    expect(container.authorization()).to.equal('Bearer second');
  });

  it('is asked for height and title, and to take its loading picture away, where it can', async () => {
    const asked: unknown[] = [];
    const gadgets = {
      window: {
        adjustHeight: (px?: number) => asked.push(px),
        setTitle: (title: string) => asked.push(title),
      },
      loadingindicator: {dismiss: () => asked.push('dismiss')},
    };
    const rich = await openContainer(globals({id: '1'}, {gadgets}));
    rich.setHeight(300);
    rich.setTitle('Deskline');
    rich.loaded();
    expect(asked).to.deep.equal([300, 'Deskline', 'dismiss']);
    const bare = await openContainer(globals({id: '1'}));
    bare.setHeight(1);
    bare.setTitle('');
    bare.loaded();
  });

  const absent: Readonly<Record<string, ContainerGlobals>> = {
    'nothing of a container is there': {},
    'there are no gadgets': {
      finesse: {gadget: {Config: {id: '1'}}},
      desklineHub: Promise.resolve(new FakeHub()),
    },
    'there is no hub': {gadgets: {}, finesse: {gadget: {Config: {id: '1'}}}},
    'there is no configuration': {gadgets: {}, finesse: {}, desklineHub: Promise.resolve(new FakeHub())},
    'it names no user': globals({}),
    'its authorization can not be read': globals({authorization: '%%%'}),
    'its id is no text': globals({id: 1001001}),
  };
  for (const [what, page] of Object.entries(absent)) {
    it(`is not taken for one when ${what}`, async () => {
      const error = await openContainer(page).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(DeskError);
      expect((error as DeskError).code).to.equal('desk/no-container');
    });
  }
});

describe('a token that the desktop renews', () => {
  it('F-02 (inject S: the token is renewed over the hub; settles at once): is used from then on, and whoever waits for it goes on', async () => {
    const hub = new FakeHub();
    const clock = new ManualClock(nine);
    const page = globals({id: '1', authToken: 'first'}, {desklineHub: Promise.resolve(hub)});
    const container = await openContainer(page, clock);
    let [done, late] = [false, false];
    void container.renewal().then(() => (done = true));
    await turns();
    expect(done).to.equal(false);
    for (const nonsense of [undefined, {}, {authToken: 7}, {authToken: ''}])
      hub.deliver('finesse.info.accessTokenRefresh', nonsense);
    expect(container.authorization()).to.equal('Bearer first');
    hub.deliver('finesse.info.accessTokenRefresh', {authToken: 'second'});
    await turns();
    expect([done, container.authorization()]).to.deep.equal([true, 'Bearer second']);
    void container.renewal().then(() => (late = true));
    clock.advance(5_000);
    await turns();
    expect(late, 'nobody waits for ever').to.equal(true);
  });

  it('is not waited for where a password signs', async () => {
    const container = await openContainer(globals({id: '1', authorization: basic}));
    await container.renewal();
  });
});

describe('notifications over the hub', () => {
  const own = 'finesse.api.User.1001001';

  function following() {
    const hub = new FakeHub();
    const book = new LogBook();
    const ending = new AbortController();
    const notifications = new HubNotifications(hub, book.part('hub'), () => nine);
    const got: string[] = [];
    notifications.start('1001001', (text) => got.push(text), ending.signal);
    const status = (word: unknown) => hub.deliver('finesse.info.connection', {status: word});
    const states: string[] = [];
    notifications.connection.subscribe((state) => states.push(state));
    return {hub, book, ending, notifications, got, status, states};
  }

  it('follow the user, the dialogs, the system and the connection, and only then ask for its state', () => {
    const {hub} = following();
    expect(hub.topics).to.deep.equal([
      own,
      `${own}.Dialogs`,
      'finesse.api.SystemInfo',
      'finesse.info.connection',
    ]);
    expect(hub.published).to.deep.equal([
      ['finesse.info.requests', {type: 'ConnectionInfoReq', data: {}, invokeID: nine}],
    ]);
  });

  it('hand on the XML behind the node', () => {
    const {hub, got, status} = following();
    status('connected');
    hub.deliver(own, {content: `/finesse/api/User/1001001${userNews()}`, object: {}});
    hub.deliver(`${own}.Dialogs`, {content: '<Update/>'});
    expect(got).to.deep.equal([userNews(), '<Update/>']);
  });

  it('hand on what is no notification as an empty one, to be refused, and note it without its content', () => {
    const {hub, got, status, book} = following();
    status('connected');
    for (const data of [undefined, null, 1, 'text', {}, {content: 1}, {content: 'Maria Lopez'}])
      hub.deliver(own, data);
    expect(got).to.deep.equal(Array(7).fill(''));
    expect(book.lines.filter(({level}) => level === 'warn')).to.have.lengthOf(7);
    expect(JSON.stringify(book.lines)).to.not.contain('Maria');
  });

  it('drop what comes while the desktop fails over, except news of the system', () => {
    const {hub, got, status} = following();
    status('reconnecting');
    hub.deliver(own, {content: userNews()});
    hub.deliver('finesse.api.SystemInfo', {content: '<Update>system</Update>'});
    expect(got).to.deep.equal(['<Update>system</Update>']);
  });

  const words: readonly (readonly [string, string])[] = [
    ['connecting', 'connecting'],
    ['connected', 'live'],
    ['recovered', 'live'],
    ['failing', 'failing'],
    ['reconnecting', 'failing'],
    ['disconnecting', 'failing'],
    ['disconnected', 'down'],
    ['unauthorized', 'down'],
    ['conflict', 'down'],
  ];
  for (const [word, state] of words) {
    it(`are ${state} when the desktop says ${word}`, () => {
      const {notifications, status} = following();
      status(word);
      expect(notifications.connection.state).to.equal(state);
    });
  }

  it('keep their state for words they do not know', () => {
    const {notifications, status, hub} = following();
    status('connected');
    for (const word of ['unloading', '__proto__', 'toString', '', undefined, 7]) status(word);
    hub.deliver('finesse.info.connection', null);
    hub.deliver('finesse.info.connection', 'connected');
    expect(notifications.connection.state).to.equal('live');
  });

  it('come back to life once more on recovered, so that what was missed is read', () => {
    const {status, states} = following();
    status('connected');
    status('connected');
    status('recovered');
    expect(states).to.deep.equal(['live', 'failing', 'live']);
  });

  it('end with the signal', () => {
    const {hub, ending} = following();
    ending.abort();
    expect(hub.topics).to.deep.equal([]);
  });
});
