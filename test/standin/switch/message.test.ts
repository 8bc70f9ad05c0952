import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readAddress, userOf, writeAddress} from '../../../standin/switch/sip/address.js';
import {SipHeaders, branchOf, readSip, writeSip} from '../../../standin/switch/sip/message.js';

const start = 'OPTIONS sip:81001@switch.invalid SIP/2.0';
const valid = [
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'From: <sip:a@b>;tag=1',
  'To: <sip:c@d>',
  'Call-ID: x@y',
  'CSeq: 1 OPTIONS',
];
const text = (lines: readonly string[], first = start, body = '') => [first, ...lines, '', body].join('\r\n');
const replaced = (name: string, line: string) =>
  valid.map((known) => (known.startsWith(`${name}:`) ? line : known));
const why = (message: string) => {
  const reading = readSip(message);
  return reading.ok ? 'accepted' : reading.why;
};

test('reads a request with compact and folded headers', () => {
  const reading = readSip(
    text([
      'v: SIP/2.0/WS a.invalid',
      '\t;branch=z9hG4bK1',
      'f: <sip:a@b>;tag=1',
      't: <sip:c@d>',
      'i: x',
      'CSeq: 1 OPTIONS',
    ]),
  );
  assert.ok(reading.ok);
  assert.equal(reading.message.headers.get('call-id'), 'x');
  assert.equal(branchOf(reading.message.headers), 'z9hG4bK1');
});

test('splits a header with several values outside quotes and brackets only', () => {
  const headers = new SipHeaders()
    .add('Contact', '"a, b" <sip:a,b@c>;x=1, <sip:d@e>')
    .add('Contact', '<sip:f@g>');
  assert.deepEqual(headers.list('contact'), ['"a, b" <sip:a,b@c>;x=1', '<sip:d@e>', '<sip:f@g>']);
});

test('writes a message that it reads back, with the length in bytes', () => {
  const headers = new SipHeaders();
  for (const line of valid) headers.add(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2));
  const written = writeSip({kind: 'response', status: 200, reason: 'OK', headers, body: 'größer'});
  assert.match(written, /Content-Length: 8\r\n\r\ngrößer$/);
  const reading = readSip(written);
  assert.ok(reading.ok && reading.message.kind === 'response' && reading.message.body === 'größer');
});

for (const value of ['a\r\nX: y', 'a\nb', 'a\0b']) {
  test(`never writes ${JSON.stringify(value)} into a header`, () => {
    assert.throws(() => new SipHeaders().add('Subject', value), TypeError);
  });
}

const refused: readonly [what: string, message: string, why: string][] = [
  ['a half message', start, 'no end of headers'],
  ['a lone line feed', text([...valid, 'X: 1\nY: 2']), 'bare CR or LF'],
  ['NUL', text([...valid, 'X: \0']), 'NUL'],
  ['another protocol version', text(valid, 'OPTIONS sip:a@b SIP/3.0'), 'version'],
  ['a request URI without a scheme', text(valid, 'OPTIONS a@b SIP/2.0'), 'request URI'],
  ['another method in CSeq', text(replaced('CSeq', 'CSeq: 1 INVITE')), 'CSeq method'],
  ['a CSeq of 2^31', text(replaced('CSeq', 'CSeq: 2147483648 OPTIONS')), 'CSeq'],
  ['a negative CSeq', text(replaced('CSeq', 'CSeq: -1 OPTIONS')), 'CSeq'],
  ['two Call-IDs', text([...valid, 'i: other']), 'call-id twice'],
  ['no From', text(valid.filter((line) => !line.startsWith('From'))), 'no from'],
  ['129 headers', text([...valid, ...Array.from({length: 124}, (_, n) => `X-${n}: 1`)]), 'too many headers'],
  ['a line of 9 KiB', text([...valid, `X: ${'a'.repeat(9_216)}`]), 'line too long'],
  ['more than 64 KiB', text(valid, start, 'a'.repeat(65_536)), 'too long'],
  ['a wrong Content-Length', text([...valid, 'Content-Length: 5'], start, 'abc'), 'Content-Length'],
  ['a line without a colon', text([...valid, 'nonsense']), 'header line'],
  ['a folded start line', text([' x', ...valid]), 'folded start line'],
  ['a status of 700', text(valid, 'SIP/2.0 700 No'), 'start line'],
];
for (const [what, message, expected] of refused) {
  test(`refuses ${what}`, () => assert.equal(why(message), expected));
}

test('reads addresses in all their forms', () => {
  assert.deepEqual(readAddress('"A \\"B\\"" <sip:1%2B@h;x=y>;tag=7;q="a b"'), {
    name: 'A "B"',
    uri: 'sip:1%2B@h;x=y',
    user: '1+',
    params: new Map([
      ['tag', '7'],
      ['q', 'a b'],
    ]),
  });
  assert.equal(readAddress('sip:a@b;tag=1')?.params.get('tag'), '1');
  assert.equal(readAddress('<mailto:a@b>'), undefined);
  assert.equal(userOf('sip:%zz@h'), '');
});

test('a display name cannot end its line or its quotes', () => {
  assert.equal(writeAddress('a"\r\nX: y', 'sip:a@b'), '"a\\"  X: y" <sip:a@b>');
});
