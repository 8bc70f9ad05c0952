import {expect} from 'chai';
import type {DeskError} from '../../src/base/errors.js';
import type {SoftphonePort} from '../../src/softphone/types.js';
import {aRegisteredSoftphone} from '../support/browser/a-softphone.js';
import {FakeEdge, until} from '../support/browser/fake-edge.js';

const line = (number: string) => ({
  number,
  credentials: () => Promise.resolve({username: number, password: `secret of ${number}`}),
});

describe('further lines', () => {
  let edge: FakeEdge;
  let phone: SoftphonePort;
  beforeEach(() => (edge = new FakeEdge()));
  afterEach(() => phone.stop());

  const registersOf = (number: string) =>
    edge.received.filter((text) => text.startsWith('REGISTER') && text.includes(`To: <sip:${number}@`));
  const aBrowser = () => aRegisteredSoftphone(edge, {furtherLines: [line('82001'), line('83001')]});

  it('J21: are registered over the one socket, each by its own address and with a contact that names it', async () => {
    phone = await aBrowser();
    await until(() => phone.furtherLines.state.size === 2);
    expect(edge.sockets).to.have.lengthOf(1);
    for (const number of ['82001', '83001']) {
      expect(registersOf(number)).to.have.lengthOf(1);
      expect(registersOf(number)[0]).to.match(new RegExp(`Contact: <sip:[^>]+;line=${number}>`));
    }
    expect(registersOf('81001')[0]).to.not.contain('line=');
  });

  it('J21: answer a challenge each with its own credentials', async () => {
    edge.challenge = (register) =>
      register.includes('Authorization')
        ? undefined
        : 'Digest realm="edge", nonce="n", qop="auth", algorithm=MD5';
    phone = await aBrowser();
    await until(() => phone.furtherLines.state.size === 2);
    for (const number of ['81001', '82001', '83001'])
      expect(registersOf(number).at(-1)).to.contain(`username="${number}"`);
  });

  it('J21: leave the others as they are where the registrar refuses one, which stays unregistered', async () => {
    edge.challenge = (register) =>
      register.includes('sip:83001@') ? 'Digest realm="edge", nonce="n", algorithm=MD5' : undefined;
    phone = await aBrowser();
    await until(() => phone.furtherLines.state.size === 1);
    await until(() => registersOf('83001').length > 0);
    expect([...phone.furtherLines.state.keys()]).to.deep.equal(['82001']);
    expect(phone.registration.state).to.equal('registered');
  });

  const invites = () => edge.received.filter((text) => text.startsWith('INVITE'));

  for (const [status, code] of [
    [486, 'sip/busy'],
    [603, 'sip/declined'],
    [404, 'sip/not-found'],
    [488, 'sip/no-common-codec'],
    [503, 'sip/no-service'],
  ] as const) {
    it(`J04: a call from one goes out under its own address, and an answer of ${status} is ${code}`, async () => {
      phone = await aBrowser();
      await until(() => phone.furtherLines.state.size === 2);
      const outcome = (await phone.lineWork()).call('82001', '5550142').then(
        () => 'taken',
        (error: DeskError) => error.code,
      );
      await until(() => invites().length > 0);
      expect(invites()[0]).to.match(/^INVITE sip:5550142@[^\r]+\r\n[^]*From: [^\r]*<sip:82001@/);
      expect(
        phone.legs.state.map(({direction, state, lineNumber, remoteNumber}) => [
          direction,
          state,
          lineNumber,
          remoteNumber,
        ]),
      ).to.deep.equal([['out', 'dialing', '82001', '5550142']]);
      edge.answerInvite(status);
      expect(await outcome).to.equal(code);
      await until(() => phone.legs.state.length === 0);
      await until(() => phone.microphone.state === 'idle');
    });
  }

  it('J04: a call that is given up is cancelled, and nothing is told', async () => {
    phone = await aBrowser();
    await until(() => phone.furtherLines.state.size === 2);
    const outcome = (await phone.lineWork()).call('83001', '5550142');
    await until(() => invites().length > 0);
    edge.answerInvite(180);
    await phone.hangUp(phone.legs.state[0]?.id ?? '');
    await until(() => edge.received.some((text) => text.startsWith('CANCEL')));
    edge.answerInvite(487);
    expect(await outcome).to.equal(undefined);
    await until(() => phone.legs.state.length === 0);
  });

  it('J04: no call goes out from a line that is not registered', async () => {
    phone = await aBrowser();
    const code = await (
      await phone.lineWork()
    )
      .call('84001', '5550142')
      .catch((error: DeskError) => error.code);
    expect([code, invites().length]).to.deep.equal(['sip/not-registered', 0]);
  });
});
