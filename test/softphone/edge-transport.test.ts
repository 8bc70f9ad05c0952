import {expect} from 'chai';
import {EdgeTransport} from '../../src/softphone/edge-transport.js';
import {FakeEdge, TestClock, silentLog} from '../support/browser/fake-edge.js';

const options = (branch: string) =>
  [
    'OPTIONS sip:edge.invalid SIP/2.0',
    `Via: SIP/2.0/WSS a.invalid;branch=${branch}`,
    'From: <sip:81001@edge.invalid>;tag=1',
    'To: <sip:edge.invalid>',
    'Call-ID: x',
    'CSeq: 1 OPTIONS',
    '',
    '',
  ].join('\r\n');

describe('the one way out to the edge', () => {
  it('T-05 (inject: line ends and NUL in a whole message; settles at once): lets nothing out that holds another line, and everything else', async () => {
    const edge = new FakeEdge();
    const clock = new TestClock();
    const {createSocket} = edge;
    const transport = new EdgeTransport(undefined, {
      server: () => 'wss://edge.invalid/sip',
      createSocket,
      clock,
      log: silentLog,
    });
    await transport.connect();
    await transport.send(options('z9hG4bK1'));
    for (const branch of ['a\nRoute: <sip:evil>', 'a\rb', 'a\0', 'a\r\nno header line']) {
      const outcome = await transport.send(options(branch)).then(
        () => 'sent',
        () => 'refused',
      );
      expect(outcome, JSON.stringify(branch)).to.equal('refused');
    }
    expect(edge.received).to.deep.equal([options('z9hG4bK1')]);
    await transport.dispose();
  });
});
