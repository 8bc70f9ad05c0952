import {expect} from 'chai';
import fc from 'fast-check';
import type {SoftphoneOptions} from '../../src/softphone/phone.js';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aSoftphone} from '../support/browser/a-softphone.js';
import {FakeEdge, TestClock, silentLog, until} from '../support/browser/fake-edge.js';

describe('the registration on bad days', () => {
  let edge: FakeEdge;
  let clock: TestClock;
  let phone: SoftphonePort;
  let alarms: string[];

  beforeEach(() => {
    edge = new FakeEdge();
    clock = new TestClock();
    alarms = [];
  });

  afterEach(async () => {
    edge.challenge = () => undefined;
    edge.registerStatus = 200;
    await phone.stop();
  });

  function start(more: Partial<SoftphoneOptions> = {}): void {
    phone = aSoftphone(edge, {
      prepare: false,
      clock,
      log: {...silentLog, error: (message) => alarms.push(message)},
      random: () => 0.5,
      ...more,
    });
    phone.start();
  }

  const is = (state: string) => until(() => phone.registration.state === state);
  const registers = () => edge.received.filter((text) => text.startsWith('REGISTER'));
  const answered = () => registers().filter((text) => /^Authorization:/m.test(text));
  const digest = 'Digest realm="ccmsipline", nonce="n", algorithm=MD5, qop="auth"';

  it('F-44 (inject S: the binding is wiped, the socket stays; settles at the refresh, 25 s): a registration the edge forgot is back within 30 s', async () => {
    start();
    await is('registered');
    for (let time = 0; time < 3; time += 1) {
      edge.bound = false;
      clock.advance(25_000);
      await until(() => edge.bound);
      // the next refresh is arranged by the answer to this one
      await until(() => clock.waiting.includes(25_000));
    }
    expect([phone.registration.state, edge.sockets.length]).to.deep.equal(['registered', 1]);
  });

  it('F-44 (inject S: as above, and REGISTER is answered by silence; settles in 30 s): an edge that does not answer the refresh is known to be lost within 30 s, and tried anew', async () => {
    start();
    await is('registered');
    edge.socket.receive('\r\n');
    edge.registerStatus = 0;
    edge.bound = false;
    // The line itself lives: pings are answered.
    for (let second = 0; second < 30; second += 1) {
      clock.advance(1_000);
      edge.socket.receive('\r\n');
    }
    await is('reconnecting');
    edge.registerStatus = 200;
    await until(() => {
      clock.advance(1_000);
      return edge.bound;
    });
    await is('registered');
  });

  it('F-44 (inject S: granted for 10 s of 120; settles at 8 s): a registration is refreshed in the time that was granted (RFC 3261 section 10.2.4)', async () => {
    edge.grants = 10;
    start();
    await is('registered');
    clock.advance(7_999);
    expect(registers()).to.have.lengthOf(1);
    clock.advance(1);
    await until(() => registers().length === 2);
  });

  it('a registrar that grants nothing is asked no more than once a second', async () => {
    edge.grants = 0;
    start();
    await is('registered');
    clock.advance(999);
    expect(registers()).to.have.lengthOf(1);
  });

  it('F-44 (inject S: the refresh is challenged, the secret is old; settles at the refresh): credentials that ran out are asked for anew', async () => {
    let password = 'old';
    const asked: string[] = [];
    start({
      credentials: () => {
        asked.push(password);
        return Promise.resolve({username: '81001', password});
      },
    });
    await is('registered');
    password = 'new';
    edge.challenge = () => (asked.includes('new') ? undefined : digest);
    clock.advance(25_000);
    await until(() => asked.includes('new'));
    await is('registered');
  });

  it('answers a challenge, once for each request', async () => {
    edge.challenge = (text) => (/^Authorization:/m.test(text) ? undefined : digest);
    start({realm: 'ccmsipline'});
    await is('registered');
    expect([registers().length, answered().length]).to.deep.equal([2, 1]);
    expect(answered()[0]).to.match(/^Authorization: Digest .*realm="ccmsipline".*qop=auth, cnonce=/m);
  });

  // F-45: every REGISTER is challenged again; settled when the second was refused, nothing more in the next 10 minutes.
  for (const [what, challenge] of [
    ['stale for ever', () => `${digest}, stale=true`],
    [
      'stale once answered',
      (text: string) => (text.includes('Authorization:') ? `${digest}, stale=true` : digest),
    ],
    ['never stale', () => digest],
  ] as const) {
    it(`F-45 a challenge that repeats itself, ${what}, gets two attempts and raises the alarm`, async () => {
      edge.challenge = challenge;
      start();
      await is('refused');
      clock.advance(600_000);
      expect([registers().length, answered().length]).to.deep.equal([2, 1]);
      expect(alarms).to.include('registration refused');
    });
  }

  // T-11: injected as the answer to the first REGISTER; what matters is what is never written.
  for (const [what, challenge] of [
    ['another realm', 'Digest realm="evil", nonce="n", algorithm=MD5, qop="auth"'],
    ['no qop', 'Digest realm="ccmsipline", nonce="n", algorithm=MD5'],
    ['a qop we do not have', 'Digest realm="ccmsipline", nonce="n", algorithm=MD5, qop="auth-int"'],
    ['Basic', 'Basic realm="ccmsipline"'],
    ['another algorithm', 'Digest realm="ccmsipline", nonce="n", algorithm=SHA-256, qop="auth"'],
    ['no realm', 'Digest nonce="n", qop="auth"'],
  ] as const) {
    it(`T-11 no credentials leave for ${what}`, async () => {
      edge.challenge = () => challenge;
      start({realm: 'ccmsipline'});
      await is('refused');
      expect([registers().length, answered().length]).to.deep.equal([1, 0]);
      expect(edge.received.join()).not.to.match(/secret|Authorization/);
    });
  }

  it('T-11 no credentials leave for a challenge that cannot be read, however often it comes', async () => {
    edge.challenge = () => ',,,=';
    start();
    await until(() => {
      clock.advance(1_000);
      return registers().length > 5;
    });
    expect(answered()).to.deep.equal([]);
  });

  it('T-11 nothing is asked for, and nothing opened, where the edge is reached without TLS', async () => {
    let asked = 0;
    start({
      servers: ['wss://a.invalid/sip', 'ws://b.invalid/sip'],
      credentials: () => {
        asked += 1;
        return Promise.resolve({username: '81001', password: 'secret'});
      },
    });
    await is('refused');
    expect([asked, edge.sockets.length]).to.deep.equal([0, 0]);
  });

  it('T-05 (inject: line ends and quotes in the agent’s name; settles at once): the line registers all the same, under what is left of it', async () => {
    start({displayName: 'A\r\nRoute: <sip:evil>\0 "B"'});
    await is('registered');
    const [register = ''] = registers();
    expect(register).to.match(/^From: "ARoute: <sip:evil> B" <sip:81001@edge\.invalid>/m);
    expect(register).not.to.match(/^Route:/m);
  });

  it('T-05 (inject: line ends in a user name; settles at once): it is refused before anything is sent', async () => {
    start({credentials: () => Promise.resolve({username: 'a"\r\nRoute: <sip:evil>', password: 'x'})});
    await is('refused');
    expect(edge.received).to.deep.equal([]);
  });

  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\r\n',
          '\r',
          '\n',
          '\0',
          '"',
          '\\',
          '<',
          '>',
          ';',
          ':',
          ',',
          '%0d%0a',
          '\u2028',
          '\u0085',
          'Route: <sip:evil>',
        ),
        fc.string({unit: 'grapheme', maxLength: 6}),
      ),
      {maxLength: 12},
    )
    .map((parts) => parts.join(''));

  /** The names of a message's header lines, and nothing but them: a line that has no name shows as what it is. */
  const linesOf = (text: string) =>
    text
      .slice(0, text.indexOf('\r\n\r\n'))
      .split(/\r\n|\r|\n/)
      .slice(1)
      .map((line) => /^[A-Za-z-]+(?=: )/.exec(line)?.[0] ?? line);

  /** Everything that is written for one registration and one refused call, header names only. */
  async function written(texts: {name: string; user: string; realm: string; tag: string; option: string}) {
    edge = new FakeEdge();
    clock = new TestClock();
    edge.challenge = (text) =>
      /^Authorization:/m.test(text)
        ? undefined
        : `Digest realm="${texts.realm}", nonce="${texts.realm}", qop="auth"`;
    start({
      displayName: texts.name,
      credentials: () => Promise.resolve({username: texts.user, password: texts.name}),
    });
    // A challenge that can't be read brings neither; everything here answers within one turn.
    let turns = 0;
    await until(() => ['registered', 'refused'].includes(phone.registration.state) || (turns += 1) > 3);
    if (phone.registration.state === 'registered')
      edge.invite([`Require: ${texts.option}`, `P-Asserted-Identity: "${texts.tag}" <sip:1@h>`]);
    let stopped = false;
    void phone.stop().then(() => (stopped = true));
    await until(() => {
      clock.advance(1_000);
      return stopped;
    });
    return edge.received;
  }

  it('T-05 (inject: hostile names, realms, tags and options; settles at once): no text from outside adds a line to anything that is written', async function () {
    this.timeout(60_000);
    const plain: string[] = [];
    for (const option of ['e', ''])
      plain.push(...(await written({name: 'a', user: 'b', realm: 'c', tag: 'd', option})));
    const expected = new Set(plain.map((text) => `${text.split(' ')[0] ?? ''} ${linesOf(text).join(' ')}`));
    await fc.assert(
      fc.asyncProperty(
        fc.record({name: hostile, user: hostile, realm: hostile, tag: hostile, option: hostile}),
        async (texts) => {
          for (const text of await written(texts)) {
            expect(text).not.to.match(/\0|\r(?!\n)|(?<!\r)\n/);
            expect([...expected]).to.include(`${text.split(' ')[0] ?? ''} ${linesOf(text).join(' ')}`);
          }
        },
      ),
      {numRuns: 60},
    );
  });
});
