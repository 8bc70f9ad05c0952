import {expect} from 'chai';
import type {DigitRun} from '../../src/calls/digits-queue.js';
import {pageTicker} from '../../src/components/ticker.js';
import {aCall, nine} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  everything,
  expectAccessible,
  key,
  one,
  press,
  rendered,
  show,
  steady,
  words,
} from '../support/browser/page.js';

async function talking(run?: DigitRun): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.calls.set([aCall()]);
  if (run) desk.digitRuns.set(new Map([['call-1', run]]));
  await show(desk);
  steady(desk);
  return desk;
}

function field(): HTMLInputElement {
  const found = everything(document.body).find((element) => element.matches('desk-digit-field'));
  const input = found?.shadowRoot?.querySelector('input');
  if (!input) throw new Error('no field');
  return input;
}

async function type(text: string): Promise<void> {
  field().value = text;
  field().dispatchEvent(new InputEvent('input', {bubbles: true}));
  await rendered();
}

describe('a string of digits in a call', () => {
  afterEach(clear);

  it('is pasted under the keypad, sent on Enter, and gone from the field', async () => {
    const desk = await talking();
    await press(one('button', 'Keypad'));
    await rendered();
    await type('12,,34#');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([
      {what: 'digits', callId: 'call-1', order: {type: 'send', text: '12,,34#'}},
    ]);
    expect(field().value).to.equal('');
  });

  it('says what does not belong in it, and sends nothing', async () => {
    const desk = await talking();
    await press(one('button', 'Keypad'));
    await rendered();
    await type('12x');
    expect(words()).to.contain('Only digits, star and hash');
    await press(one('button', 'Send'));
    expect(desk.asked).to.deep.equal([]);
  });

  it('counts a pause down, and says what comes then', async () => {
    const desk = await talking({state: 'pausing', rest: '34#', until: nine + 2_400});
    pageTicker.tick();
    await rendered();
    expect(words()).to.contain('Pause, 2 s, then 34#');
    desk.pass(1_000);
    pageTicker.tick();
    await rendered();
    expect(words()).to.contain('Pause, 1 s, then 34#');
  });

  it('waits for a press where that is wanted, and can be stopped', async () => {
    const desk = await talking({state: 'waiting', rest: '99', until: undefined});
    expect(words()).to.contain('Waiting for you, then 99');
    await press(one('button', 'Send now'));
    await press(one('button', 'Stop sending digits'));
    expect(desk.asked).to.deep.equal([
      {what: 'digits', callId: 'call-1', order: {type: 'continue'}},
      {what: 'digits', callId: 'call-1', order: {type: 'stop'}},
    ]);
  });

  it('is not there when there is none, and belongs to its own call', async () => {
    const desk = await talking();
    desk.digitRuns.set(new Map([['call-9', {state: 'sending', rest: '', until: undefined}]]));
    await rendered();
    expect(all('group', 'Digits to send')).to.be.empty;
  });

  it('keeps the accessibility rules', async () => {
    await talking({state: 'waiting', rest: '99', until: undefined});
    await press(one('button', 'Keypad'));
    await rendered();
    await expectAccessible();
  });
});
