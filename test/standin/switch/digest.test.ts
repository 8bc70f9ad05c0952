import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DigestGate, NONCE_LIFE_MS, digestResponse, readDigest} from '../../../standin/switch/sip/digest.js';
import {ManualClock} from '../../../standin/world/clock.js';

test('computes the example of RFC 2617 section 3.5', () => {
  const response = digestResponse({
    username: 'Mufasa',
    realm: 'testrealm@host.com',
    password: 'Circle Of Life',
    method: 'GET',
    uri: '/dir/index.html',
    nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
    nc: '00000001',
    cnonce: '0a4f113b',
    qop: 'auth',
  });
  assert.equal(response, '6629fae49393a05397450978507c4ef1');
});

function gate(): {
  clock: ManualClock;
  challenge: () => string;
  answer: (
    challenge: string,
    change?: {nc?: string; password?: string; realm?: string; qop?: string},
  ) => string;
  check: (authorization: string | undefined) => string;
} {
  const clock = new ManualClock();
  const own = new DigestGate(clock, 'home', (user) => (user === '81001' ? ['secret', 'other'] : []));
  return {
    clock,
    challenge: () => own.challenge(false),
    answer: (challenge, change = {}) => {
      const nonce = readDigest(challenge)?.get('nonce') ?? '';
      const facts = {
        username: '81001',
        realm: 'home',
        uri: 'sip:home',
        nonce,
        nc: '00000001',
        cnonce: 'c',
        qop: 'auth',
      };
      const full = {...facts, method: 'REGISTER', password: 'secret', ...change};
      const params = [
        `username="${full.username}"`,
        `realm="${full.realm}"`,
        `nonce="${nonce}"`,
        `uri="sip:home"`,
      ];
      params.push(`response="${digestResponse(full)}"`, `cnonce="c"`, `nc=${full.nc}`);
      if (full.qop !== '') params.push(`qop=${full.qop}`);
      return `Digest ${params.join(', ')}`;
    },
    check: (authorization) => {
      const verdict = own.check('REGISTER', authorization);
      return verdict.ok ? verdict.user : verdict.why;
    },
  };
}

test('lets the right password in, and any of several', () => {
  const {challenge, answer, check} = gate();
  assert.equal(check(answer(challenge())), '81001');
  assert.equal(check(answer(challenge(), {password: 'other'})), '81001');
});

test('refuses a wrong password, another realm, and a challenge answered without qop', () => {
  const {challenge, answer, check} = gate();
  assert.equal(check(answer(challenge(), {password: 'guess'})), 'wrong');
  assert.equal(check(answer(challenge(), {realm: 'away'})), 'wrong');
  assert.equal(check(answer(challenge(), {qop: ''})), 'wrong');
});

test('asks where no digest is given', () => {
  assert.equal(gate().check(undefined), 'missing');
  assert.equal(gate().check('Basic abc'), 'missing');
});

test('calls a count used twice, and an old nonce, stale', () => {
  const {clock, challenge, answer, check} = gate();
  const nonce = challenge();
  assert.equal(check(answer(nonce)), '81001');
  assert.equal(check(answer(nonce)), 'stale');
  assert.equal(check(answer(nonce, {nc: '00000002'})), '81001');
  clock.advance(NONCE_LIFE_MS + 1);
  assert.equal(check(answer(nonce, {nc: '00000003'})), 'stale');
});
