import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {hostOf, readAddress, userOf} from '../../../standin/switch/sip/address.js';
import {branchOf, cseqOf, readSip} from '../../../standin/switch/sip/message.js';
import {torture} from '../../softphone/corpus/torture.js';

/** What the reader refuses, and the rule it names. All else is read; what it asks for is another matter. */
const refused: Readonly<Record<string, string>> = {
  intmeth: 'NUL',
  // over WebSocket a message is a frame (RFC 7118 section 5): octets behind its end are a wrong length
  dblreq: 'Content-Length',
  clerr: 'Content-Length',
  ncl: 'Content-Length',
  scalar02: 'CSeq',
  scalarlg: 'CSeq',
  ltgtruri: 'request URI',
  lwsruri: 'start line',
  lwsstart: 'start line',
  trws: 'start line',
  badvers: 'version',
  mismatch01: 'CSeq method',
  mismatch02: 'CSeq method',
  bigcode: 'start line',
  insuf: 'no from',
  multi01: 'call-id twice',
  mcl01: 'content-length twice',
};

describe('SIP torture messages (RFC 4475, RFC 5118) at the stand-in’s door', () => {
  for (const {name, section, text} of torture) {
    const expected = refused[name];
    test(`${section}, ${name}: ${expected === undefined ? 'read' : `refused (${expected})`}`, () => {
      const reading = readSip(text);
      assert.equal(reading.ok ? undefined : reading.why, expected);
      if (!reading.ok) return;
      const {headers} = reading.message;
      assert.ok((cseqOf(headers)?.number ?? -1) >= 0);
      branchOf(headers);
      for (const header of ['from', 'to', 'contact', 'route', 'via', 'record-route']) {
        for (const value of headers.list(header)) {
          const address = readAddress(value);
          if (address) assert.doesNotMatch(userOf(address.uri) + hostOf(address.uri), /[\0\r\n]/);
        }
      }
    });
  }

  test('the tortuous INVITE is read to its last parameter', () => {
    const reading = readSip(torture.find(({name}) => name === 'wsinv')?.text ?? '');
    assert.ok(reading.ok);
    const {headers} = reading.message;
    assert.deepEqual(cseqOf(headers), {number: 9, method: 'INVITE'});
    const from = readAddress(headers.get('from') ?? '');
    assert.equal(from?.name, 'J Rosenberg \\"');
    assert.equal(from?.params.get('tag'), '98asjd8');
    assert.equal(headers.list('via').length, 3);
    assert.equal(headers.get('subject'), '');
  });

  test('escapes and semicolons in a user part are part of it', () => {
    assert.equal(userOf('sip:sips%3Auser%40example.com@example.net'), 'sips:user@example.com');
    assert.equal(userOf('sip:user;par=u%40example.net@example.com'), 'user;par=u@example.net');
    assert.equal(userOf('sip:%00@host5.example.com'), '', 'no control characters');
  });
});
