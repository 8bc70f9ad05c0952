import {expect} from 'chai';
import type {LineState} from '../../src/calls/types.js';
import {lineWord} from '../../src/components/line-words.js';
import {aLine} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  expectAccessible,
  key,
  nameOf,
  one,
  press,
  rendered,
  show,
  words,
} from '../support/browser/page.js';

const ownStates: readonly LineState[] = ['idle', 'ringing', 'talking', 'held', 'unregistered', 'off'];
const states: readonly LineState[] = [
  ...ownStates,
  'remote-ringing',
  'remote-in-use',
  'remote-held',
  'remote-unknown',
  'dnd',
  'forwarded',
];
const held = {number: '5550142', name: 'Ann', callId: 'call@switch', localTag: 'l', remoteTag: 'r'};

describe('the line strip', () => {
  afterEach(clear);

  it('names each line by place, ACD and state', async () => {
    const desk = new FakeDesk();
    desk.lines.set([aLine(), aLine({index: 2, acd: false, state: 'unregistered'})]);
    await show(desk);
    expect(all('img').map(nameOf)).to.deep.equal([
      'Line 1, ACD, registered and idle',
      'Line 2, not registered, calls can’t reach it',
    ]);
  });

  it('keeps the lines in the order of their places', async () => {
    const desk = new FakeDesk();
    desk.lines.set([3, 1, 2].map((index) => aLine({index})));
    await show(desk);
    expect(all('img').map((line) => nameOf(line).slice(0, 6))).to.deep.equal(['Line 1', 'Line 2', 'Line 3']);
  });

  it('has another drawing for every state, so that colour is never alone', async () => {
    const desk = new FakeDesk();
    desk.lines.set(states.map((state, at) => aLine({index: at + 1, acd: false, state})));
    await show(desk);
    const drawings = all('img').map((line) =>
      line.querySelector('svg')?.innerHTML.replace(/<!--.*?-->/g, ''),
    );
    expect(new Set(drawings).size).to.equal(states.length);
  });

  it('shows the state in a word where there is room', async () => {
    for (const state of ownStates) {
      const desk = new FakeDesk();
      desk.lines.set([aLine({state})]);
      await show(desk);
      expect(words()).to.contain(`Line 1 ACD ${lineWord(state)}`);
      clear();
    }
  });

  it('J23: says in words what a colleague does on a line, and where calls go', async () => {
    for (const state of states) {
      const desk = new FakeDesk();
      desk.lines.set([aLine(), aLine({index: 2, acd: false, state})]);
      await show(desk);
      expect(words()).to.contain(`Line 2 ${lineWord(state)}`);
      clear();
    }
    const desk = new FakeDesk();
    const news = {state: 'forwarded', held: [], forwardTo: '2300'} as const;
    desk.lines.set([aLine(), aLine({index: 2, acd: false, state: 'forwarded', news})]);
    await show(desk);
    expect(all('img').map(nameOf)).to.include('Line 2, forwarded: calls go to 2300');
  });

  it('J23: names each call that a colleague holds, and asks for it once it is pressed, and for no other', async () => {
    const desk = new FakeDesk();
    const news = {
      state: 'remote-held',
      held: [held, {...held, name: '', callId: 'b'}],
      forwardTo: '',
    } as const;
    desk.lines.set([aLine(), aLine({index: 2, acd: false, state: 'remote-held', label: 'Sales', news})]);
    await show(desk);
    expect(words()).to.match(/Sales ?: a colleague holds Ann/);
    await press(one('button', 'Pull here: 5550142, Sales'));
    expect(desk.asked).to.deep.equal([{what: 'dial', text: 'b', origin: 'held', line: 2}]);
    desk.outgoing.set({number: '5550142', phase: 'sent'});
    await rendered();
    await press(one('button', 'Pull here: Ann, Sales'));
    expect(desk.asked).to.have.lengthOf(1);
    await expectAccessible();
  });

  it('J23: a button that goes leaves the focus on the list of lines', async () => {
    const desk = new FakeDesk();
    const line = aLine({index: 2, acd: false, state: 'remote-held', label: 'Sales'});
    const news = {state: 'remote-held', held: [held], forwardTo: ''} as const;
    desk.lines.set([aLine(), {...line, news}]);
    await show(desk);
    one('button', /^Pull here/).focus();
    desk.lines.set([aLine(), {...line, state: 'idle'}]);
    await rendered();
    expect(all('button', /^Pull here/)).to.deep.equal([]);
    expect(one('list', 'Lines').matches(':focus')).to.equal(true);
  });

  it('fits eight lines into 300 pixels', async () => {
    const desk = new FakeDesk();
    desk.lines.set([1, 2, 3, 4, 5, 6, 7, 8].map((index) => aLine({index, acd: index === 1})));
    const app = await show(desk, 300);
    expect(all('img')).to.have.lengthOf(8);
    expect(app.scrollWidth).to.be.at.most(300);
  });
});

describe('the audio-leg chip', () => {
  afterEach(clear);

  it('says which device carries the voice', async () => {
    const desk = new FakeDesk();
    await show(desk);
    one('button', 'Browser audio');
    desk.audioLeg.set({kind: 'desk-phone', number: '42001'});
    await rendered();
    one('button', 'Desk phone 42001');
    desk.audioLeg.set({kind: 'remote-phone', number: '5550100'});
    await rendered();
    one('button', 'Remote phone 5550100');
  });

  it('explains itself when pressed, and closes on Escape', async () => {
    const desk = new FakeDesk();
    desk.audioLeg.set({kind: 'desk-phone', number: '42001'});
    await show(desk);
    const chip = one('button', 'Desk phone 42001');
    await press(chip);
    expect(words()).to.contain('uses no microphone');
    await key('Escape', chip);
    expect(words()).not.to.contain('uses no microphone');
  });
});

describe('the health mark', () => {
  afterEach(clear);

  it('is well when everything is', async () => {
    await show(new FakeDesk());
    one('button', 'Health: all is well');
  });

  it('lists what is wrong and what can be done', async () => {
    const desk = new FakeDesk();
    desk.health.set({finesse: 'live', phone: 'registered', microphone: 'denied'});
    await show(desk);
    await press(one('button', 'Health: something needs a hand'));
    expect(words()).to.contain('Microphone Blocked Allow the microphone in the address bar');
  });

  it('says that calls do not reach this browser, what it mostly means and what to do (J34)', async () => {
    const desk = new FakeDesk();
    desk.reach.set('missed');
    desk.deployment.set('CCX');
    await show(desk);
    await press(one('button', 'Health: something needs a hand'));
    expect(words()).to.contain('Calls to this browser The last one did not arrive');
    expect(words()).to.contain('make 81001 the active remote destination of 41001');
    desk.deployment.set('CCE');
    await rendered();
    expect(words()).to.contain('check the way from 41001 to 81001').and.not.contain('remote destination');
    desk.reach.set('arrived');
    await rendered();
    expect(words()).to.contain('Calls to this browser Arrive');
  });

  it('does not speak of phone and microphone on a desk without browser audio', async () => {
    const desk = new FakeDesk();
    desk.health.set({finesse: 'live', phone: 'off', microphone: 'idle'});
    desk.audioLeg.set({kind: 'desk-phone', number: '42001'});
    desk.reach.set('missed');
    await show(desk);
    await press(one('button', /^Health/));
    expect(words()).not.to.match(/Microphone|Browser phone|Calls to this browser/);
  });

  it('has no accessibility faults with its list open, in light and in dark', async () => {
    const desk = new FakeDesk();
    desk.lines.set(states.map((state, at) => aLine({index: at + 1, state})));
    desk.health.set({finesse: 'down', phone: 'reconnecting', microphone: 'missing'});
    const app = await show(desk);
    await press(one('button', /^Health/));
    for (const theme of ['light', 'dark'] as const) {
      app.theme = theme;
      await rendered();
      await expectAccessible();
    }
  });
});
