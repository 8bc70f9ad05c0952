import {expect} from 'chai';
import {fitForHeader, isFitToSend, refusalOf} from '../../src/softphone/guard.js';
import type {Refusal} from '../../src/softphone/guard.js';

const headers = [
  'Via: SIP/2.0/WS edge.invalid;branch=z9hG4bK1',
  'From: "A, <B>" <sip:5551234@edge.invalid>;tag=1',
  'To: <sip:81001@edge.invalid>',
  'Call-ID: x',
  'CSeq: 1 INVITE',
];
const start = 'INVITE sip:81001@edge.invalid SIP/2.0';
const message = (lines: readonly string[] = headers, first = start, body = '') =>
  [first, ...lines, '', body].join('\r\n');
const instead = (name: string, line: string) =>
  headers.map((known) => (known.startsWith(`${name}:`) ? line : known));

describe('the guard before the SIP library', () => {
  for (const [what, text] of [
    ['a request', message()],
    ['a response', message(headers, 'SIP/2.0 200 OK')],
    ['a response without a phrase', message(headers, 'SIP/2.0 200 ')],
    ['folded lines', message([...headers, 'Subject: a', '\tb'])],
    [
      'compact names',
      message(['v: SIP/2.0/WS a;branch=1', 'f: <sip:a@b>', 't: sip:c@d', 'i: x', 'CSeq: 1 INVITE']),
    ],
    ['two Call-Info headers', message([...headers, 'Call-Info: <a:b>', 'Call-Info: <c:d>'])],
    [
      'a body of the right length in bytes',
      message([...headers, 'Content-Length: 3', 'Content-Type: text/plain'], start, 'aü'),
    ],
    [
      'a body of two-, three- and four-byte characters, and half of one',
      message([...headers, 'Content-Length: 12', 'Content-Type: text/plain'], start, 'ü€📞\ud83d'),
    ],
    ['a body and its type', message([...headers, 'c: application/sdp'], start, 'v=0')],
    ['a Contact of *', message([...headers, 'Contact: *'])],
  ] as const) {
    it(`lets ${what} pass`, () => expect(refusalOf(text)).to.equal(undefined));
  }

  for (const [what, text, refusal] of [
    ['more than 64 KiB', message(headers, start, 'a'.repeat(66_000)), 'too-long'],
    [
      'more than 64 KiB of UTF-8 in fewer characters',
      message(headers, start, 'ü'.repeat(33_000)),
      'too-long',
    ],
    ['a half message', start, 'incomplete'],
    ['NUL in a header', message([...headers, 'Subject: \0']), 'control-character'],
    ['a lone line feed', message([...headers, 'Subject: a\nRoute: b']), 'control-character'],
    ['another protocol', message(headers, 'INVITE sip:a@b SIP/7.0'), 'version'],
    ['a response of another protocol', message(headers, 'SIP/7.0 200 OK'), 'start-line'],
    ['an unknown scheme to call', message(headers, 'INVITE nobodyKnows:a SIP/2.0'), 'scheme'],
    ['an unknown scheme in From', message(instead('From', 'From: <soap.beep://a>;tag=1')), 'scheme'],
    ['129 header lines', message([...headers, ...Array<string>(124).fill('X: 1')]), 'too-many-headers'],
    ['a line of 9 KiB', message([...headers, `X: ${'a'.repeat(9_000)}`]), 'header-line'],
    ['a line without a name', message([...headers, 'nonsense']), 'header-line'],
    ['a folded start line', message([' a', ...headers]), 'header-line'],
    ['no Call-ID', message(instead('Call-ID', 'X: 1')), 'missing-header'],
    ['two CSeqs', message([...headers, 'CSeq: 2 INVITE']), 'repeated-header'],
    ['two From headers, one compact', message([...headers, 'f: <sip:c@d>;tag=2']), 'repeated-header'],
    ['two Content-Lengths', message([...headers, 'Content-Length: 0', 'l: 0']), 'repeated-header'],
    [
      '33 Vias in one line',
      message(instead('Via', `Via: ${Array(33).fill('SIP/2.0/WS a').join(',')}`)),
      'list-too-long',
    ],
    [
      '101 values in one header',
      message([...headers, `Supported: ${Array(101).fill('a').join(',')}`]),
      'list-too-long',
    ],
    ['CSeq of another method', message(instead('CSeq', 'CSeq: 1 BYE')), 'cseq'],
    ['CSeq of 2^31', message(instead('CSeq', 'CSeq: 2147483648 INVITE')), 'cseq'],
    ['an unreadable CSeq in a response', message(instead('CSeq', 'CSeq: x'), 'SIP/2.0 200 OK'), 'cseq'],
    [
      'a length that is not the body',
      message([...headers, 'Content-Length: 9'], start, 'abc'),
      'content-length',
    ],
    ['a body without a type', message(headers, start, 'v=0'), 'content-type'],
    [
      'a flood of candidates',
      message([...headers, 'Content-Type: application/sdp'], start, 'a=candidate:1\r\n'.repeat(51)),
      'too-many-candidates',
    ],
  ] as const satisfies readonly (readonly [string, string, Refusal])[]) {
    it(`drops ${what}`, () => expect(refusalOf(text)).to.equal(refusal));
  }

  it('T-05 (inject: line ends and NUL in a message of ours; settles at once): lets no message of ours out with a line that somebody else wrote, half a line end, or NUL', () => {
    expect(isFitToSend(message())).to.equal(true);
    expect(isFitToSend(message(headers, start, 'v=0\r\n'))).to.equal(true);
    for (const name of ['A\r\n\tB', 'A\r\nno header', 'A\nRoute: <sip:evil>', 'A\rB', 'A\0B', 'A\u0001']) {
      const fits = isFitToSend(message(instead('From', `From: "${name}" <sip:a@b>;tag=1`)));
      expect(fits, JSON.stringify(name)).to.equal(name === 'A\r\n\tB');
    }
    expect(isFitToSend(message(headers, start, 'v=0\0'))).to.equal(false);
    expect(isFitToSend(start)).to.equal(false);
  });

  it('T-05 (inject: line ends, NUL and quotes in a name; settles at once): takes everything from our own texts that could end a line or a quoted name', () => {
    expect(fitForHeader('A\r\nRoute: <sip:evil>\0 "B\\')).to.equal('ARoute: <sip:evil> B');
  });
});
