import {expect} from 'chai';
import type {Call} from '../../src/calls/types.js';
import {aCall, nine} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  everything,
  expectAccessible,
  one,
  press,
  rendered,
  show,
  steady,
  words,
} from '../support/browser/page.js';

const ringing = aCall({state: 'alerting', since: nine - 7000, talkingSince: undefined});

const cards = (which: string): HTMLElement[] =>
  everything(document.body).filter((element): element is HTMLElement =>
    element.matches(`desk-call-card${which}`),
  );

/** Waits until the page was idle and has the card for the next call. */
async function spare(): Promise<HTMLElement> {
  for (;;) {
    const [card] = cards('[hidden]');
    if (card !== undefined) return card;
    await new Promise(requestAnimationFrame);
    await rendered();
  }
}

/** What is in a card, without lit's markers. */
const markup = (card: Element | undefined): string =>
  card?.shadowRoot?.innerHTML.replace(/<!--.*?-->/g, '') ?? '';

describe('the spare card', () => {
  afterEach(clear);

  it('is there for nobody', async () => {
    await show(new FakeDesk());
    await spare();
    expect(all('article')).to.be.empty;
    expect(words()).not.to.contain('Hidden number');
    await expectAccessible();
  });

  it('becomes the card of the next call, and another is drawn for the one after', async () => {
    const desk = new FakeDesk();
    await show(desk);
    const ready = await spare();
    desk.calls.set([ringing]);
    await rendered();
    expect(cards(':not([hidden])')).to.deep.equal([ready]);
    expect(await spare()).not.to.equal(ready);
  });

  it('T-20 (inject B: a press in the first 400 ms as the card of a call; settles after them): takes none', async () => {
    const desk = new FakeDesk();
    await show(desk);
    await spare();
    steady(desk);
    desk.calls.set([ringing]);
    await rendered();
    await press(one('button', 'Answer'));
    expect(desk.asked).to.be.empty;
  });

  const kinds: Readonly<Record<string, Partial<Call>>> = {
    'a queue call with a name': {variables: [{name: 'Contract', value: 'gold'}]},
    'a hidden number': {peer: {name: '', number: ''}, queue: ''},
    'six variables': {variables: [1, 2, 3, 4, 5, 6].map((n) => ({name: `name${n}`, value: `value${n}`}))},
    'a call that is answered at once': {state: 'talking'},
    'a call that failed': {state: 'failed', direction: 'out'},
  };
  for (const [kind, part] of Object.entries(kinds)) {
    it(`shows the same as one drawn for the call: ${kind}`, async () => {
      const call = aCall({...ringing, ...part});
      const drawn = new FakeDesk();
      drawn.ronaSeconds = 20;
      drawn.calls.set([call]);
      await show(drawn);
      const expected = markup(cards(':not([hidden])')[0]);
      clear();
      const filled = new FakeDesk();
      filled.ronaSeconds = 20;
      await show(filled);
      await spare();
      filled.calls.set([call]);
      await rendered();
      expect(markup(cards(':not([hidden])')[0]))
        .to.equal(expected)
        .and.contain('class="card"');
    });
  }
});
