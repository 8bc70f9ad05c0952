import {expect} from 'chai';
import {refusalText, whyNoCallText} from '../../src/components/dial-words.js';
import {aCall, aLine} from '../support/browser/builders.js';
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
  words,
} from '../support/browser/page.js';

const field = (): HTMLInputElement => {
  const found = everything(document.body).find((element) => element.matches('desk-dial') === true);
  const input = found?.shadowRoot?.querySelector('input');
  if (!input) throw new Error('no field');
  return input;
};

const lineField = () => (field().getRootNode() as ShadowRoot).querySelector('select');

/** Shows the page with the dial field unfolded. */
async function open(desk: FakeDesk, width = 800): Promise<void> {
  await show(desk, width);
  await press(one('button', 'Call a number'));
  await rendered();
}

async function type(text: string): Promise<void> {
  field().value = text;
  field().dispatchEvent(new InputEvent('input', {bubbles: true}));
  await rendered();
}

describe('the dial field', () => {
  afterEach(clear);

  it('says what will be dialled, and dials it on Enter', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await type(' +49 (0)30 901 x12 ');
    expect(words()).to.contain('Will dial +4930901, then extension 12');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([{what: 'dial', text: ' +49 (0)30 901 x12 ', origin: 'keypad'}]);
  });

  it('calls from the line that is chosen, which is the first until another one is', async () => {
    const desk = new FakeDesk();
    desk.lines.set([
      aLine(),
      aLine({index: 2, label: 'Personal', acd: false}),
      aLine({index: 3, acd: false, state: 'unregistered'}),
    ]);
    // Finesse would refuse; a further line does not ask it
    desk.dialControl.set({enabled: false, why: 'finesse-down'});
    await open(desk);
    await type('5550142');
    expect(words()).to.contain('Finesse is not answering');
    const lines = lineField();
    expect([...(lines?.options ?? [])].map(({text}) => text)).to.deep.equal(['Line 1', 'Personal']);
    if (lines) lines.value = '2';
    lines?.dispatchEvent(new Event('change'));
    await rendered();
    expect(words()).to.contain('Will dial 5550142');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([{what: 'dial', text: '5550142', origin: 'keypad', line: 2}]);
    await expectAccessible();
  });

  it('says that it holds first where the agent talks', async () => {
    const desk = new FakeDesk();
    desk.lines.set([aLine(), aLine({index: 2, label: 'Personal', acd: false})]);
    desk.calls.set([aCall()]);
    await open(desk);
    const lines = lineField();
    if (lines) lines.value = '2';
    lines?.dispatchEvent(new Event('change'));
    await type('5550142');
    one('button', 'Hold and call');
  });

  it('has no choice of lines where one can call', async () => {
    const desk = new FakeDesk();
    desk.lines.set([aLine(), aLine({index: 2, acd: false, state: 'unregistered'})]);
    await open(desk);
    expect(lineField()).to.equal(null);
  });

  it('T-20 (inject B: a held Enter; settles with its release): dials once', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await type('5551234');
    await key('Enter', field(), {repeat: true});
    expect(desk.asked).to.deep.equal([]);
  });

  it('dials by its button', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await type('5551234');
    await press(one('button', 'Call'));
    expect(desk.asked).to.deep.equal([{what: 'dial', text: '5551234', origin: 'keypad'}]);
  });

  it('says why something can’t be dialled, and dials nothing', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await type('javascript:alert(1)');
    expect(words()).to.contain('Addresses of this kind can’t be dialled.');
    expect(field().getAttribute('aria-invalid')).to.equal('true');
    await key('Enter', field());
    await press(one('button', 'Call'));
    expect(desk.asked).to.deep.equal([]);
  });

  it('says why no call can be placed now (CCX, Ready)', async () => {
    const desk = new FakeDesk();
    desk.dialControl.set({enabled: false, why: 'not-ready-first'});
    await open(desk);
    await type('5551234');
    expect(words()).to.contain('You are Ready. Go Not Ready first, then call.');
    expect(one('button', 'Call').getAttribute('aria-description')).to.contain('Go Not Ready first');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([]);
  });

  it('shows a call that was asked for as asked for, not as a fact', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await type('5551234');
    desk.outgoing.set({number: '5551234', phase: 'sent'});
    await rendered();
    expect(words()).to.contain('Calling 5551234…');
    expect(one('button', 'Calling…').getAttribute('aria-disabled')).to.equal('true');
    await key('Enter', field());
    expect(desk.asked).to.deep.equal([]);
    desk.outgoing.set({number: '5551234', phase: 'checking'});
    await rendered();
    one('button', 'Checking…');
  });

  it('folds once the call is there, and keeps what was refused', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await type('5551234');
    desk.outgoing.set({number: '5551234', phase: 'sent'});
    await rendered();
    desk.outgoing.set(undefined);
    await rendered();
    expect(field().value).to.equal('5551234');
    desk.outgoing.set({number: '5551234', phase: 'sent'});
    await rendered();
    desk.calls.set([aCall({state: 'dialing', direction: 'out'})]);
    desk.outgoing.set(undefined);
    await rendered();
    expect(all('textbox')).to.be.empty;
    expect(one('button', 'Call a number').matches(':focus'), 'focus is not lost').to.equal(true);
  });

  it('takes keys of its keypad', async () => {
    const desk = new FakeDesk();
    await open(desk);
    await press(one('button', 'Number keypad'));
    await press(one('button', '4'));
    await press(one('button', 'Star'));
    expect(field().value).to.equal('4*');
  });

  it('is folded until it is wanted, and has the focus then', async () => {
    await show(new FakeDesk());
    expect(all('button', 'Number keypad')).to.be.empty;
    await press(one('button', 'Call a number'));
    await rendered();
    expect(field().matches(':focus')).to.equal(true);
    await press(one('button', 'Call a number'));
    expect(all('button', 'Number keypad')).to.be.empty;
  });

  for (const width of [320, 800]) {
    it(`keeps the accessibility rules at ${width} px`, async () => {
      await open(new FakeDesk(), width);
      await type('abc');
      await expectAccessible();
      await type('5551234');
      await press(one('button', 'Number keypad'));
      await expectAccessible();
    });
  }

  it('has a sentence for every reason', () => {
    for (const reason of [
      'empty',
      'control',
      'character',
      'letters',
      'plus',
      'length',
      'scheme',
      'escape',
    ] as const)
      expect(refusalText(reason)).to.match(/\.$/);
    for (const reason of ['headers', 'parameter', 'userinfo', 'domain', 'mixed-script', 'extension'] as const)
      expect(refusalText(reason)).to.match(/\.$/);
    for (const reason of ['feature-code', 'emergency', 'policy'] as const)
      expect(refusalText(reason)).to.match(/\.$/);
    for (const why of ['not-ready-first', 'on-call', 'wrap-up', 'not-signed-in', 'finesse-down'] as const)
      expect(whyNoCallText(why)).to.match(/\.$/);
  });
});
