import {expect} from 'chai';
import {identityOf, keyOf, readIdentity} from '../../src/softphone/identity.js';
import type {HeaderSource} from '../../src/softphone/identity.js';

function aMessage(headers: Readonly<Record<string, string>>): HeaderSource {
  return {
    getHeader: (name) => headers[name],
    getHeaders: (name) => (headers[name] === undefined ? [] : [headers[name]]),
  };
}
const asserted = {'P-Asserted-Identity': '"Ann" <sip:1@h>'};
const party = {'Remote-Party-ID': '"Bob" <sip:2@h>;party=calling;screen=yes;privacy=off'};
const from = {From: '"Eve" <sip:3@h>;tag=1'};

describe('who calls', () => {
  for (const [what, headers, number, name] of [
    ['P-Asserted-Identity first', {...from, ...party, ...asserted}, '1', 'Ann'],
    ['Remote-Party-ID next', {...from, ...party}, '2', 'Bob'],
    ['From last', from, '3', 'Eve'],
    ['nobody where privacy is asked for', {...from, 'Remote-Party-ID': '<sip:2@h>;privacy=full'}, '', ''],
    ['nobody for anonymous', {From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'}, '', ''],
    ['nobody where there is nothing', {}, '', ''],
  ] as const) {
    it(`is ${what}`, () => expect(identityOf(aMessage(headers))).to.deep.equal({number, name}));
  }

  for (const [value, number, name] of [
    ['"A \\"B\\"" <sip:%2B49@h;x=y>', '+49', 'A "B"'],
    ['Plain Name <sip:7@h>', '7', 'Plain Name'],
    ['<tel:+4912;phone-context=x>', '+4912', ''],
    ['sip:8@h;tag=2', '8', ''],
    ['"\u0001\u007fX" <sip:%zz@h>', '', 'X'],
    ['nonsense', '', ''],
  ] as const) {
    it(`reads ${value}`, () => expect(readIdentity(value)).to.deep.equal({number, name}));
  }

  it('takes a Cisco-Guid as key and nothing else', () => {
    const guid = '0246897664-0000065536-0000000011-0167837962';
    expect(keyOf(aMessage({'Cisco-Guid': ` ${guid} `}))).to.equal(guid);
    expect(keyOf(aMessage({'Cisco-Guid': '<script>'}))).to.equal('');
    expect(keyOf(aMessage({}))).to.equal('');
  });
});
