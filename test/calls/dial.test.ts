import {expect} from 'chai';
import fc from 'fast-check';
import {
  normaliseDialString,
  type DialOrigin,
  type DialPolicy,
  type DialResult,
} from '../../src/calls/dial.js';

const policy: DialPolicy = {domains: ['pbx.example.com', 'Voice.Example.com']};

type Row = readonly [input: string, expected: string | Omit<Extract<DialResult, {ok: true}>, 'ok'>];

/** `!reason` for a refusal, a bare text for a number alone. */
function check(rows: readonly Row[], origin: DialOrigin = 'keypad', rules: DialPolicy = policy): void {
  for (const [input, expected] of rows) {
    it(`${JSON.stringify(input)} → ${typeof expected === 'string' ? expected : JSON.stringify(expected)}`, () => {
      const wanted =
        typeof expected !== 'string'
          ? {ok: true, ...expected}
          : expected.startsWith('!')
            ? {ok: false, reason: expected.slice(1)}
            : {ok: true, number: expected};
      expect(normaliseDialString(input, origin, rules)).to.deep.equal(wanted);
    });
  }
}

describe('dial strings, rule 1: length, ends, invisible and control characters, T-05 (inject: such characters; settles at once)', () => {
  check([
    ['5551234', '5551234'],
    ['', '!empty'],
    [' \t\r\n ', '!empty'],
    [' \t5551234\r\n', '5551234'],
    ['\u00a05551234\u202f', '5551234'],
    ['\u202a+15551234\u202c', '+15551234'],
    ['\u2066\u200e5551234\u200f\u2069\ufeff', '5551234'],
    ['555\u200b1234', '!character'],
    ['555\u00ad1234', '!character'],
    ['555\u202e1234', '!character'],
    ['\u202e5551234', '!character'],
    ['1\ufe0f\u20e3', '!character'],
    ['555\r\n1234', '!control'],
    ['555\t1234', '!control'],
    ['555\u00001234', '!control'],
    ['555\u20281234', '!control'],
    ['555\u00851234', '!control'],
    [`${' '.repeat(505)}5551234`, '5551234'],
    [`${' '.repeat(506)}5551234`, '!length'],
    ['1'.repeat(513), '!length'],
  ]);
});

describe('dial strings, rule 2: names, angle brackets and schemes', () => {
  check([
    ['"Maria 999" <sip:41002@pbx.example.com>', '41002'],
    ['"a \\" <b" <tel:5551234>', '5551234'],
    ['Maria <sip:41002>', '41002'],
    ['<sip:41002>', '41002'],
    ['<41002>', '!character'],
    ['TEL:5551234', '5551234'],
    ['tel://5551234', '5551234'],
    ['callto:5551234', '5551234'],
    ['clicktocall://5551234', '5551234'],
    ['SIPS:41002@pbx.example.com', '41002'],
    ['sip://41002', '!character'],
    ['javascript:alert(1)', '!scheme'],
    ['https://example.com/5551234', '!scheme'],
    ['<mailto:5551234>', '!scheme'],
    ['x:1', '!scheme'],
    ['tel:5551234?subject=a', '!headers'],
    ['sip:41002@pbx.example.com?Replaces=a', '!headers'],
    ['5551234?', '!character'],
    ['te\u200bl:5551234', '!character'],
    ['tel:', '!empty'],
  ]);
});

describe('dial strings, rule 3: percent escapes', () => {
  check([
    ['tel:%2B15551234', '+15551234'],
    ['tel:%20555%201234', '5551234'],
    ['tel:%D9%A1%D9%A2%D9%A3', '123'],
    ['tel:555%0d%0a1234', '!control'],
    ['tel:555%001234', '!control'],
    ['tel:555%E2%80%A81234', '!control'],
    ['tel:555%E2%80%8B1234', '!character'],
    ['tel:555%2', '!escape'],
    ['tel:555%zz', '!escape'],
    ['tel:555%C0%80', '!escape'],
    ['tel:555%ED%A0%80', '!escape'],
    ['tel:%2541', '!character'],
    ['555%31', '!character'],
    ['sip:41002%40evil.example@pbx.example.com', '!letters'],
  ]);
});

describe('dial strings, rule 4: SIP addresses', () => {
  check([
    ['sip:41002', '41002'],
    ['sip:41002@PBX.example.com:5061', '41002'],
    ['sip:+15551234@voice.example.com;user=phone;transport=tls', '+15551234'],
    ['sip:41002@evil.example', '!domain'],
    ['sip:41002@pbx.example.com@evil.example', '!domain'],
    ['sip:41002@evil.example@pbx.example.com', '!letters'],
    ['sip:41002@', '!domain'],
    ['sip:41002@pbx.example.com.', '!domain'],
    ['sip:41002@[::1]', '!domain'],
    ['sip:41002:secret@pbx.example.com', '!userinfo'],
    ['sip:41002@pbx.example.com;maddr=evil.example', '!parameter'],
    ['sip:41002@pbx.example.com;method=REFER', '!parameter'],
    ['sip:41002;phone-context=x@pbx.example.com', '!parameter'],
    ['sip:maria@pbx.example.com', '!letters'],
    ['sip:5551234,,12@pbx.example.com', {number: '5551234', postDial: ',,12'}],
  ]);
  check([['sip:41002@pbx.example.com', '!domain']], 'keypad', {});
});

describe('dial strings, rule 5: parameters of tel', () => {
  check([
    ['tel:5551234;ext=99', {number: '5551234', extension: '99'}],
    ['tel:5551234;EXT=99;phone-context=+49', {number: '5551234', extension: '99'}],
    ['tel:5551234;phone-context=example.com', '5551234'],
    ['tel:5551234;postd=pp12w3', {number: '5551234', postDial: ',,12w3'}],
    ['tel:5551234;ext=', '!extension'],
    ['tel:5551234;ext=1;ext=2', '!extension'],
    ['tel:5551234;ext=12345678901234567', '!extension'],
    ['tel:5551234;ext=12a', '!extension'],
    ['tel:5551234;', '!parameter'],
    ['tel:5551234;=1', '!parameter'],
    ['tel:5551234;a b=1', '!parameter'],
    ['tel:5551234,1;postd=2', '!parameter'],
  ]);
});

describe('dial strings, rule 6: digits of the world', () => {
  check([
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲', '012'],
    ['०१२३', '0123'],
    ['０１２３', '0123'],
    ['𝟎𝟏𝟐', '012'],
    ['𝟵𝟴', '98'],
    ['＋４９３０', '+4930'],
    ['1٢', '!mixed-script'],
    ['٠۱', '!mixed-script'],
    ['𝟎𝟶', '!mixed-script'],
    ['5551234 x٩', '!mixed-script'],
    ['555²', '!character'],
    ['①②③', '!character'],
    ['Ⅷ', '!character'],
    ['五五五', '!character'],
    ['½', '!character'],
    ['⁺1555', '!character'],
  ]);
});

describe('dial strings, rule 7: extensions without a scheme', () => {
  check([
    ['5551234x99', {number: '5551234', extension: '99'}],
    ['5551234 X 99', {number: '5551234', extension: '99'}],
    ['5551234 ext 99', {number: '5551234', extension: '99'}],
    ['5551234 ext. 99', {number: '5551234', extension: '99'}],
    ['5551234 Extension 1234567890123456', {number: '5551234', extension: '1234567890123456'}],
    ['5551234;ext=99', {number: '5551234', extension: '99'}],
    ['٥٥٥ x ٩', {number: '555', extension: '9'}],
    ['5551234 x 12345678901234567', '!extension'],
    ['5551234;ext=', '!extension'],
    ['5551234;ext=9a', '!extension'],
    ['5551234 ext', '!letters'],
    ['1-800-TEXT 99', '!letters'],
    ['x99', '!empty'],
  ]);
});

describe('dial strings, rule 8: pauses and waits', () => {
  check([
    ['5551234,,12#', {number: '5551234', postDial: ',,12#'}],
    ['555 1234 p 1 2 W 3', {number: '5551234', postDial: ',12w3'}],
    ['5551234;12', {number: '5551234', postDial: 'w12'}],
    ['*67,5551234', {number: '*67', postDial: ',5551234'}],
    ['5551234,,', '5551234'],
    ['5551234;', '5551234'],
    ['5551234,1-2', '!character'],
    ['5551234,ab', '!letters'],
    ['5551234,abc', '!letters'],
    ['5551234ppp1', '!letters'],
    [',5551234', '!character'],
    ['p5551234', '!letters'],
    [`5551234,${'1'.repeat(63)}`, {number: '5551234', postDial: `,${'1'.repeat(63)}`}],
    [`5551234,${'1'.repeat(64)}`, '!length'],
    ['tel:5551234,,12', {number: '5551234', postDial: ',,12'}],
  ]);
});

describe('dial strings, rule 9: formatting', () => {
  check([
    ['+49 (0)30 901-820', '+4930901820'],
    ['+44(0)20.7946.0000', '+442079460000'],
    ['+49-(0) 30', '+4930'],
    ['0049 (0)30', '0049030'],
    ['030/901820', '030901820'],
    ['030 / 901820', '030901820'],
    ['/030', '!character'],
    ['555\u20101234', '5551234'],
    ['555\u20131234', '5551234'],
    ['555\u00a01234', '5551234'],
    ['(555) 123.4567', '5551234567'],
  ]);
});

describe('dial strings, rule 10: letters', () => {
  check([
    ['1-800-FLOWERS', '18003569377'],
    ['1800 go fedex', '18004633339'],
    ['1-800-FLOWERS x12', {number: '18003569377', extension: '12'}],
    ['1-800-ABC', '!letters'],
    ['1FLOWERS', '!letters'],
    ['1800FLOWERS2', '!letters'],
    ['12ЦВЕТЫ', '!letters'],
    ['12FLOWÉRS', '!letters'],
    ['hello', '!letters'],
  ]);
});

describe('dial strings, rule 11: what is left', () => {
  check([
    ['()', '!empty'],
    ['+', '!empty'],
    ['*', '!empty'],
    ['*72#', '*72#'],
    ['5551234!', '!character'],
    ['😀1', '!character'],
    ['555@1', '!character'],
    ['<b>1</b>', '!letters'],
    ['1+2', '!plus'],
    ['++49', '!plus'],
    ['+049', '!plus'],
    ['+*1', '!plus'],
    ['+123456789012345', '+123456789012345'],
    ['+1234567890123456', '!length'],
    ['1'.repeat(32), '1'.repeat(32)],
    ['1'.repeat(33), '!length'],
    ['0049301234', '0049301234'],
  ]);
});

describe('dial strings, rule 12: what a link may not, T-04 (inject: links; settles at once)', () => {
  check([
    ['112', '112'],
    ['*72', '*72'],
  ]);
  check(
    [
      ['tel:+15551234', {number: '+15551234', confirm: true}],
      ['tel:*72', '!feature-code'],
      ['tel:%2372', '!feature-code'],
      ['112', '!emergency'],
      ['9-1-1', '!emergency'],
      ['tel:9%2011', '!emergency'],
      ['９９９', '!emergency'],
      ['1125', {number: '1125', confirm: true}],
    ],
    'link',
  );
  check(
    [
      ['110', '!emergency'],
      ['112', {number: '112', confirm: true}],
    ],
    'link',
    {emergency: ['110']},
  );
  it('trusts an origin nobody knows no more than a link', () => {
    expect(normaliseDialString('112', 'nobody' as DialOrigin)).to.deep.equal({
      ok: false,
      reason: 'emergency',
    });
  });
});

describe('dial strings, rule 13: what the site denies, T-04 (inject: such numbers; settles at once)', () => {
  check(
    [
      ['0900 123456', '!policy'],
      ['1 0900', '10900'],
      ['+4930', '!policy'],
      ['0049 30', '!policy'],
      ['030', '030'],
    ],
    'keypad',
    {denyPrefixes: ['0900', ''], allowInternational: false, internationalPrefixes: ['00']},
  );
  check([['0049 30', '004930']], 'keypad', {internationalPrefixes: ['00']});
});

describe('dial strings, whatever comes in', () => {
  const pieces = fc.constantFrom(
    ...['tel:', 'sip:', '@pbx.example.com', ';ext=', ';postd=', '%2B', '%0d', '<', '>', '"', '+', '(0)', 'x'],
    ...[
      ',',
      ';',
      'p',
      'w',
      '*',
      '#',
      '1',
      '23',
      '٣',
      '４',
      'FLOWERS',
      ' ',
      '-',
      '/',
      '\r\n',
      '\u200b',
      '\u2028',
    ],
  );
  const text = fc.oneof(
    fc.string({unit: 'binary', maxLength: 40}),
    fc.array(pieces, {maxLength: 14}).map((parts) => parts.join('')),
  );
  const origin = fc.constantFrom<DialOrigin>('keypad', 'link');

  it('T-05 (inject: any text; settles at once): never throws, and answers with allowed characters only', () => {
    fc.assert(
      fc.property(text, origin, (input, from) => {
        const result = normaliseDialString(input, from, policy);
        if (!result.ok) return;
        expect(result.number)
          .to.match(/^\+?[0-9*#]{1,32}$/)
          .and.match(/\d/);
        expect(result.postDial ?? ',1').to.match(/^[0-9*#,w]{1,64}$/);
        expect(result.extension ?? '1').to.match(/^[0-9]{1,16}$/);
        expect(Object.values(result).join('')).not.to.match(/\p{Cc}/u);
        if (from === 'link') expect(result.confirm).to.equal(true);
      }),
      {numRuns: 3000},
    );
  });

  it('takes its own result for what it is', () => {
    fc.assert(
      fc.property(text, (input) => {
        const result = normaliseDialString(input, 'keypad', policy);
        if (!result.ok) return;
        const {number, postDial = ''} = result;
        // `;postd=` may begin without a pause; written behind the number that would be part of it
        fc.pre(!/^[\d*#]/.test(postDial));
        const {extension: _extension, ...again} = result;
        // three waits in a row would be letters: each is written the other way
        const text = number + postDial.replaceAll('w', ';');
        expect(normaliseDialString(text, 'keypad', policy)).to.deep.equal(again);
      }),
      {numRuns: 3000},
    );
  });

  it('is total: what is no text, and a policy of another shape, are answered too', () => {
    for (const value of [undefined, null, 5, {}, []]) {
      expect(normaliseDialString(value as unknown as string, 'keypad')).to.deep.equal({
        ok: false,
        reason: 'empty',
      });
    }
    const broken = {domains: 'a', emergency: 5, denyPrefixes: [1, null]} as unknown as DialPolicy;
    for (const each of [broken, null as unknown as DialPolicy]) {
      expect(normaliseDialString('5551234', 'keypad', each)).to.deep.equal({ok: true, number: '5551234'});
    }
  });
});
