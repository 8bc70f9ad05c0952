import {expect} from 'chai';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aSoftphone} from '../support/browser/a-softphone.js';
import {FakeEdge, TestClock, until} from '../support/browser/fake-edge.js';

describe('the way to the edge', () => {
  let edge: FakeEdge;
  let clock: TestClock;
  let phone: SoftphonePort;
  let asked: number;

  beforeEach(async () => {
    edge = new FakeEdge();
    clock = new TestClock();
    asked = 0;
    phone = aSoftphone(edge, {
      servers: ['wss://a.invalid/sip', 'wss://b.invalid/sip'],
      displayName: 'Agent\r\nRoute: <sip:evil>',
      credentials: () => {
        asked += 1;
        return Promise.resolve({username: '81001', password: 'secret'});
      },
      clock,
      random: () => 0.999,
    });
  });

  afterEach(async () => {
    edge.accepts = true;
    edge.registerStatus = 200;
    await phone.stop();
  });

  const is = (state: string) => until(() => phone.registration.state === state);
  /** Lets the attempt that is under way fail. */
  const failed = (count: number) => until(() => edge.sockets.length === count && clock.waiting.length === 1);

  it('opens nothing before it is started', () => {
    expect([phone.registration.state, edge.sockets.length, asked]).to.deep.equal(['off', 0, 0]);
  });

  it('registers with a stable instance and a short life, and writes no foreign header line', async () => {
    phone.start();
    await is('registered');
    const [register = ''] = edge.received;
    expect(register).to.match(/\+sip\.instance="<urn:uuid:[0-9a-f-]{36}>";expires=120/);
    expect(register).not.to.match(/^Route:/m);
  });

  it('refreshes before edges cut idle sockets', async () => {
    phone.start();
    await is('registered');
    clock.advance(25_000);
    await until(() => edge.received.length === 2);
    expect(edge.received[1]).to.match(/^REGISTER/);
  });

  it('F-20 (inject S: the socket is closed; settles at once): comes back at once, then with growing pauses up to 30 s while idle', async () => {
    phone.start();
    await is('registered');
    edge.accepts = false;
    edge.cut();
    expect(phone.registration.state).to.equal('reconnecting');
    const pauses = [];
    for (let count = 2; count < 10; count += 1) {
      const [pause = 0] = clock.waiting;
      pauses.push(pause);
      clock.advance(pause);
      await failed(count);
    }
    expect(pauses).to.deep.equal([0, 999, 1_998, 3_996, 7_992, 15_984, 29_970, 29_970]);
  });

  it('F-20 (inject S: closed with 1013, "try again later"; settles in 5 s): is left alone for 2.5 to 5 s', async () => {
    phone.start();
    await is('registered');
    edge.cut(1013);
    expect(phone.registration.state).to.equal('reconnecting');
    clock.advance(2_499);
    expect(edge.sockets).to.have.lengthOf(1);
    clock.advance(2_501);
    await is('registered');
    expect(edge.sockets).to.have.lengthOf(2);
  });

  it('F-20 (inject S: no socket opens in a call; settles in 5 s): pauses no longer than 5 s', async () => {
    phone.start();
    await is('registered');
    edge.invite();
    await until(() => phone.legs.state.length === 1);
    edge.accepts = false;
    for (let count = 2; count < 9; count += 1) {
      if (count === 2) edge.cut();
      clock.advance(clock.waiting[0] ?? 0);
      await failed(count);
    }
    // The ringing call went with its socket, so the line is idle again.
    expect(phone.legs.state).to.deep.equal([]);
  });

  it('asks for fresh credentials for each connection, and registers again on it', async () => {
    phone.start();
    await is('registered');
    edge.cut();
    clock.advance(0);
    await is('registered');
    expect([asked, edge.sockets.length, edge.received.length]).to.deep.equal([2, 2, 2]);
  });

  it('F-19 (inject P: the line falls silent; settles with the third ping): leaves a line that answered pings and then fell silent', async () => {
    phone.start();
    await is('registered');
    edge.socket.receive('\r\n');
    clock.advance(15_000);
    await is('reconnecting');
  });

  it('keeps a line that never answers pings', async () => {
    phone.start();
    await is('registered');
    clock.advance(15_000);
    expect(phone.registration.state).to.equal('registered');
  });

  it('F-45 stops where the edge refuses the line', async () => {
    edge.registerStatus = 403;
    phone.start();
    await is('refused');
    clock.advance(60_000);
    expect(edge.received.length).to.equal(1);
  });

  it('F-46 (inject S: 503; settles with the next try): is tried again', async () => {
    edge.registerStatus = 503;
    phone.start();
    await until(() => edge.received.length === 1);
    await until(() => clock.waiting.length > 0);
    edge.registerStatus = 200;
    clock.advance(1_000);
    await is('registered');
  });

  it('takes its registration away when it stops', async () => {
    phone.start();
    await is('registered');
    await phone.stop();
    expect(edge.received.at(-1)).to.match(/expires=0/);
    expect(phone.registration.state).to.equal('off');
  });

  it('T-10 rings twice at most, further calls are busy', async () => {
    phone.start();
    await is('registered');
    const calls = [edge.invite(), edge.invite(), edge.invite()];
    await until(() => edge.answers(calls[2] ?? '').includes('486 Busy Here'));
    expect(phone.legs.state.map(({state}) => state)).to.deep.equal(['ringing', 'ringing']);
  });

  it('refuses by name what a call requires and we do not have', async () => {
    phone.start();
    await is('registered');
    const call = edge.invite(['Require: precondition, timer']);
    await until(() => edge.answers(call).includes('420 Bad Extension'));
    expect(edge.received.at(-1)).to.include('Unsupported: precondition\r\n');
    expect(phone.legs.state).to.deep.equal([]);
  });

  for (const type of ['text/plain', 'application/sdp;charset=utf-8', 'multipart/mixed;boundary=x']) {
    it(`I-10 a body of type ${type} is refused by 415, and the line can still be stopped`, async () => {
      phone.start();
      await is('registered');
      const call = edge.invite([`Content-Type: ${type}`], 'v=0', false);
      await until(() => edge.answers(call).includes('415 Unsupported Media Type'));
      expect(edge.received.at(-1)).to.include('Accept: application/sdp\r\n');
      expect(phone.legs.state).to.deep.equal([]);
      await phone.stop();
      expect(phone.registration.state).to.equal('off');
    });
  }

  it('I-10 a response to nothing we asked changes nothing and is answered by nothing', async () => {
    phone.start();
    await is('registered');
    const [register = ''] = edge.received;
    const stray = register
      .replace(/^REGISTER.*/, 'SIP/2.0 200 OK')
      .replace(/branch=[^;\r]*/, 'branch=z9hG4bKnobody')
      .replace(/^CSeq:.*/m, 'CSeq: 77 INVITE');
    for (const text of [stray, stray.replace('200 OK', '401 No'), stray.replace('77 INVITE', '1 REGISTER')])
      edge.socket.receive(text);
    clock.advance(1_000);
    expect([phone.registration.state, phone.legs.state.length, edge.received.length]).to.deep.equal([
      'registered',
      0,
      1,
    ]);
  });

  it('I-10 drops what the guard refuses and lives on', async () => {
    phone.start();
    await is('registered');
    edge.socket.receive('INVITE nobodyKnows:a SIP/2.0\r\n\r\n');
    edge.socket.receive('SIP/2.0 200 OK\r\nCSeq: x\r\n\r\n');
    edge.invite();
    await until(() => phone.legs.state.length === 1);
  });
});
