import {expect} from 'chai';
import {CautiousDigest} from '../../src/softphone/cautious-digest.js';
import {md5} from '../../src/softphone/md5.js';
import {silentLog} from '../support/browser/fake-edge.js';

describe('the digest', () => {
  // RFC 1321 appendix A.5; the last two were worked out with another program.
  for (const [text, sum] of [
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
    ['x'.repeat(55), '04364420e25c512fd958a70738aa8f72'],
    ['x'.repeat(56), '668a72d5ba17f08e62dabcafad6db14b'],
    ['x'.repeat(64), 'c1bb4f81d892b2d57947682aeb252456'],
    ['Grüße 📞', '6bae666b485266f294133a018ba1e831'],
  ] as const) {
    it(`MD5 of ${text.length} characters is ${sum}`, () => expect(md5(text)).to.equal(sum));
  }

  it('answers with what RFC 2617 section 3.2.2 says', () => {
    const digest = new CautiousDigest({
      username: 'Mufasa',
      password: 'Circle Of Life',
      realm: undefined,
      log: silentLog,
    });
    const challenge = {
      realm: 'testrealm@host.com',
      nonce: 'dcd98b71',
      opaque: '5ccc069c',
      qop: ['auth', 'auth-int'],
    };
    const request = {method: 'REGISTER', ruri: 'sip:edge.invalid'};
    expect(digest.authenticate(request as never, challenge)).to.equal(true);
    const header = digest.toString();
    const part = (name: string) => new RegExp(`\\b${name}="?([^",]*)"?`).exec(header)?.[1] ?? '';
    const ha1 = md5('Mufasa:testrealm@host.com:Circle Of Life');
    const ha2 = md5('REGISTER:sip:edge.invalid');
    expect(header).to.match(/^Digest algorithm=MD5, username="Mufasa", realm="testrealm@host.com", /);
    expect(part('response')).to.equal(md5(`${ha1}:dcd98b71:00000001:${part('cnonce')}:auth:${ha2}`));
    expect([part('uri'), part('opaque'), part('qop'), part('nc')]).to.deep.equal([
      'sip:edge.invalid',
      '5ccc069c',
      'auth',
      '00000001',
    ]);
  });

  for (const [what, challenge] of [
    ['another algorithm', {realm: 'r', nonce: 'n', qop: ['auth'], algorithm: 'MD5-SESS'}],
    ['no nonce', {realm: 'r', qop: ['auth']}],
    ['no realm', {nonce: 'n', qop: ['auth']}],
    ['no qop', {realm: 'r', nonce: 'n'}],
    ['only auth-int', {realm: 'r', nonce: 'n', qop: ['auth-int']}],
  ] as const) {
    it(`a challenge with ${what} gets no answer`, () => {
      const digest = new CautiousDigest({username: 'a', password: 'b', realm: undefined, log: silentLog});
      const request = {method: 'REGISTER', ruri: 'sip:edge.invalid'};
      expect(digest.authenticate(request as never, challenge)).to.equal(false);
      expect(digest.toString()).to.equal('');
    });
  }
});
