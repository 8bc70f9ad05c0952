/** T-04: who may have what dialled. Every kind of number in every scheme, from the agent's own fingers and from elsewhere. */
import {expect} from 'chai';
import {normaliseDialString, type DialOrigin, type DialPolicy} from '../../src/calls/dial.js';

const policy: DialPolicy = {
  domains: ['pbx.example.com'],
  denyPrefixes: ['0900', '+881'],
  internationalPrefixes: ['00'],
};

/** Schemes a call can be asked for by, each as the text that such a number comes in. */
const schemes: Readonly<Record<string, (number: string) => string>> = {
  'no scheme': (number) => number,
  tel: (number) => `tel:${number}`,
  'TEL, in capitals': (number) => `TEL:${number}`,
  'tel, with slashes': (number) => `tel://${number}`,
  clicktocall: (number) => `clicktocall:${number}`,
  callto: (number) => `callto://${number}`,
  sip: (number) => `sip:${number}@pbx.example.com`,
  sips: (number) => `sips:${number}@PBX.example.com:5061;transport=ws`,
  'sip without a host': (number) => `sip:${number}`,
  'a name and an address': (number) => `"Support 999" <sip:${number}@pbx.example.com>`,
  escapes: (number) =>
    `tel:${[...number].map((char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}`,
};

/** Kinds of numbers: what the agent gets by typing it, and what anybody else gets. `ok`: dialled. */
const kinds: readonly (readonly [what: string, number: string, typed: string, linked: string])[] = [
  ['an extension', '41002', 'ok', 'ok'],
  ['a national number', '0305551234', 'ok', 'ok'],
  ['an international number', '+15551234', 'ok', 'ok'],
  ['a number that begins as an emergency number', '1125', 'ok', 'ok'],
  ['the first emergency number', '911', 'ok', 'emergency'],
  ['the second emergency number', '112', 'ok', 'emergency'],
  ['the third emergency number', '999', 'ok', 'emergency'],
  ['a feature code', '*72', 'ok', 'feature-code'],
  ['a feature code with a number', '*21*5551234', 'ok', 'feature-code'],
  ['a number the site denies', '09001234', 'policy', 'policy'],
  ['an international number the site denies', '+8811234', 'policy', 'policy'],
];

/** What no way of asking opens: schemes of other programs, other sites, and what hides behind a number. */
const never: readonly (readonly [text: string, reason: string])[] = [
  ['http://pbx.example.com/call?number=5551234', 'scheme'],
  ['https://pbx.example.com/5551234', 'scheme'],
  ['javascript:alert(5551234)', 'scheme'],
  ['data:text/plain,5551234', 'scheme'],
  ['vbscript:5551234', 'scheme'],
  ['file:///5551234', 'scheme'],
  ['mailto:5551234@pbx.example.com', 'scheme'],
  ['sms:5551234', 'scheme'],
  ['facetime:5551234', 'scheme'],
  ['skype:5551234', 'scheme'],
  ['ciscotel:5551234', 'scheme'],
  ['xmpp:5551234@pbx.example.com', 'scheme'],
  ['urn:service:sos', 'scheme'],
  ['sip:5551234@elsewhere.example', 'domain'],
  ['sips:5551234@pbx.example.com.elsewhere.example', 'domain'],
  ['sip:5551234:secret@pbx.example.com', 'userinfo'],
  ['sip:5551234@pbx.example.com?Replaces=1', 'headers'],
  ['tel:5551234?body=x', 'headers'],
  ['sip:5551234@pbx.example.com;method=REFER', 'parameter'],
  ['sip:5551234;phone-context=x@pbx.example.com', 'parameter'],
  ['tel:5551234%0d%0aX-Header:1', 'control'],
];

/** Origins: the agent's fingers, everything else, and a word that nobody knows. */
const origins: readonly (readonly [origin: string, place: 'typed' | 'linked'])[] = [
  ['keypad', 'typed'],
  ['link', 'linked'],
  ['gadget', 'linked'],
  ['', 'linked'],
];

for (const [origin, place] of origins) {
  describe(`T-04 (inject: calls asked for from "${origin}"; settles at once)`, () => {
    for (const [scheme, write] of Object.entries(schemes)) {
      for (const [what, number, typed, linked] of kinds) {
        const wanted = place === 'typed' ? typed : linked;
        const text = write(number);
        it(`${what} by ${scheme}, ${text}: ${wanted === 'ok' && place === 'linked' ? 'only after a press' : wanted}`, () => {
          const result = normaliseDialString(text, origin as DialOrigin, policy);
          if (wanted !== 'ok') return expect(result).to.deep.equal({ok: false, reason: wanted});
          const confirm = place === 'linked' ? {confirm: true} : {};
          return expect(result).to.deep.equal({ok: true, number, ...confirm});
        });
      }
    }

    for (const [text, reason] of never) {
      it(`${text}: ${reason}`, () => {
        const result = normaliseDialString(text, origin as DialOrigin, policy);
        expect(result).to.deep.equal({ok: false, reason});
      });
    }
  });
}
