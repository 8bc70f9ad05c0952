import {expect} from 'chai';
import {reasonText, systemWords} from '../../src/components/reason-text.js';
import {systemCodes} from '../../standin/world/system-codes.js';
import {aReason, anAgent} from '../support/browser/builders.js';

/** Codes of the public lists: Unified CCE, Database Schema Handbook; Unified CCX, Agent State Change. */
const lists = {
  CCE: [
    255, 999, 20001, 20002, 20003, 32762, 32767, 50001, 50002, 50003, 50004, 50005, 50006, 50010, 50020, 50030, 50040,
    50041, 50042, 50045, 51004, 65533, 65534, 65535,
  ],
  CCX: [
    22, 33, 255, 32740, 32741, 32742, 32745, 32746, 32747, 32748, 32749, 32751, 32752, 32753, 32754, 32755, 32756,
    32757, 32758, 32759, 32760, 32761, 32762, 32763, 32764, 32765, 32767,
  ],
} as const; // prettier-ignore

const general = 'The system changed your state';

describe('A5: system reason codes in words', () => {
  for (const deployment of ['CCE', 'CCX'] as const) {
    it(`${deployment}: every code of the public list has words of its own and says what to do`, () => {
      for (const code of lists[deployment]) {
        const {title, advice} = systemWords(String(code), deployment);
        expect(title, String(code)).not.to.equal(general);
        expect(title.length, String(code)).to.be.greaterThan(5);
        expect(advice.length, String(code)).to.be.greaterThan(10);
        expect(`${title} ${advice}`, String(code)).not.to.match(/\d|reason code/i);
      }
    });

    it(`${deployment}: the stand-in knows the same codes`, () => {
      expect(Object.keys(systemCodes[deployment]).map(Number)).to.deep.equal([...lists[deployment]]);
    });
  }

  it('a code in no list has words too, and no number', () => {
    for (const code of ['4711', '', '-1', 'constructor', '__proto__']) {
      expect(systemWords(code, 'CCE').title, code).to.equal(general);
      const agent = anAgent({state: 'NOT_READY', reason: aReason({code, system: true})});
      expect(reasonText(agent, 'CCX')?.advice, code).not.to.match(/\d/);
    }
  });

  it('a code of the other deployment is explained by what it means there', () => {
    expect(systemWords('50041', 'CCX').title).to.equal('Your phone was not picked up');
    expect(systemWords('22', 'CCE').title).to.equal('Your supervisor signed you out');
  });

  it('a sign-in explains itself: no card for it', () => {
    const agent = anAgent({state: 'NOT_READY', reason: aReason({code: '32760', system: true})});
    expect(reasonText(agent, 'CCX')).to.equal(undefined);
  });
});
