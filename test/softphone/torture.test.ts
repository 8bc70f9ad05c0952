import {expect} from 'chai';
import {Parser} from 'sip.js/lib/core/messages/parser.js';
import {LoggerFactory} from 'sip.js/lib/core/log/logger-factory.js';
import {refusalOf, type Refusal} from '../../src/softphone/guard.js';
import {torture} from './corpus/torture.js';

/**
 * What the guard keeps from the library. The rest passes: where RFC 4475 calls a message broken and it passes all the
 * same, the oddity is in a header that nobody here acts on, or is read as the RFC allows who is liberal.
 */
const refused: Readonly<Record<string, Refusal>> = {
  // our rule: no control characters, escaped or not
  intmeth: 'control-character',
  // over WebSocket a message is a frame (RFC 7118 section 5): octets behind its end are a wrong length
  dblreq: 'content-length',
  clerr: 'content-length',
  ncl: 'content-length',
  scalar02: 'cseq',
  scalarlg: 'cseq',
  ltgtruri: 'start-line',
  lwsruri: 'start-line',
  lwsstart: 'start-line',
  trws: 'start-line',
  badvers: 'version',
  mismatch01: 'cseq',
  mismatch02: 'cseq',
  bigcode: 'start-line',
  insuf: 'missing-header',
  // our rule: sip and sips alone
  unkscm: 'scheme',
  novelsc: 'scheme',
  unksm2: 'scheme',
  multi01: 'repeated-header',
  mcl01: 'repeated-header',
};

const quiet = () => {
  const factory = new LoggerFactory();
  factory.builtinEnabled = false;
  return factory.getLogger('torture');
};

describe('SIP torture messages (RFC 4475, RFC 5118) before the library', () => {
  it('every message has a name of its own, and every refusal a message', () => {
    const names = torture.map(({name}) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members(Object.keys(refused));
  });

  for (const {name, section, text} of torture) {
    const expected = refused[name];
    it(`${section}, ${name}: ${expected === undefined ? 'passes, and the library bears it' : `refused (${expected})`}`, () => {
      expect(refusalOf(text)).to.equal(expected);
      // what the library makes of it may be nothing; it must not be an error
      if (expected === undefined) expect(() => Parser.parseMessage(text, quiet())).not.to.throw();
    });
  }

  it('nothing that is cut anywhere is an error', () => {
    for (const {name, text} of torture) {
      for (let at = 0; at < text.length; at += 7)
        expect(() => refusalOf(text.slice(0, at)), `${name} ${at}`).not.to.throw();
    }
  });
});
