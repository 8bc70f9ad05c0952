/** The intake rules for everything the library reads, in a real browser; the same table runs in Node on the built file. */
import {expect} from 'chai';
import fc from 'fast-check';
import {DeskError, parseAnswer, parseNotification} from '../../src/finesse/library.js';
import {answers, escaped, item, notifications, stanza, update} from './corpus/good.js';
import {rules} from './corpus/rules.js';

describe('deskline/finesse reads', () => {
  for (const {name, check} of rules) it(name, () => check({DeskError, parseAnswer, parseNotification}));
});

describe('deskline/finesse, for any text', () => {
  const texts = [...answers, ...notifications].map(({text}) => text);

  it('gives a typed value or a DeskError, and nothing else', function () {
    this.timeout(60_000);
    const changed = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(40), fc.string({unit: 'binary', maxLength: 6}))
      .map(([text, at, length, part]) => {
        const from = at % text.length;
        return text.slice(0, from) + part + text.slice(from + length);
      });
    fc.assert(
      fc.property(changed, (text) => {
        for (const read of [parseAnswer, parseNotification]) {
          try {
            expect(read(text)).to.have.property('kind');
          } catch (error) {
            expect(error, text).to.be.instanceOf(DeskError);
          }
        }
      }),
      {numRuns: 2_000},
    );
  });

  it('takes no body that was cut, wherever it was', () => {
    for (const text of texts) {
      const whole = text.trimEnd();
      for (let end = 0; end < whole.length; end += 7) {
        for (const read of [parseAnswer, parseNotification]) {
          expect(() => read(whole.slice(0, end)), `${end} of ${whole}`).to.throw(DeskError);
        }
      }
    }
  });

  it('says the same of a body as it is, escaped, and in a stanza', () => {
    const frame = {now: Date.parse('2026-03-02T10:00:00Z'), offset: 0};
    for (const {text} of answers) {
      const plain = update('/finesse/api/Thing/1', text.trim().replace(/^<\?xml[^>]*\?>\s*/, ''));
      const value = parseNotification(plain, frame);
      expect(parseNotification(escaped(plain), frame)).to.deep.equal(value);
      expect(parseNotification(stanza(item(escaped(plain))), frame)).to.deep.equal(value);
    }
  });

  it('turns stamps into this computer’s time by the frame it is given, and keeps them as sent', () => {
    const frame = {now: Date.parse('2026-03-02T10:00:00Z'), offset: 60_000};
    const answer = parseAnswer(answers[0]?.text ?? '', frame);
    expect(answer.kind === 'user' && answer.user.since).to.equal(Date.parse('2026-03-02T09:14:31.005Z'));
    expect(answer.kind === 'user' && answer.user.stateChangeTime).to.equal('2026-03-02T09:15:31.005Z');
  });
});
