import {expect} from 'chai';
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
    expect([...phone.furtherLines.state]).to.deep.equal(['82001']);
    expect(phone.registration.state).to.equal('registered');
  });
});
