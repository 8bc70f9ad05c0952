import {expect} from 'chai';
import {pageTicker} from '../../src/components/ticker.js';
import {aCall, anOption, nine} from '../support/browser/builders.js';
import {FakeDesk} from '../support/browser/fake-desk.js';
import {until} from '../support/browser/finesse-builders.js';
import {
  all,
  clear,
  everything,
  expectAccessible,
  focused,
  key,
  nameOf,
  one,
  press,
  rendered,
  show,
  steady,
  words,
} from '../support/browser/page.js';

const ringing = aCall({state: 'alerting', since: nine - 7000, talkingSince: undefined});
const off = {visible: false, enabled: false} as const;

async function showCalls(desk: FakeDesk, width?: number) {
  const app = await show(desk, width);
  steady(desk);
  return app;
}

function aDesk(...calls: ReturnType<typeof aCall>[]): FakeDesk {
  const desk = new FakeDesk();
  desk.calls.set(calls);
  return desk;
}

describe('an alerting card', () => {
  afterEach(clear);

  it('says who, which queue, which line, and the first five variables', async () => {
    const variables = [1, 2, 3, 4, 5, 6].map((n) => ({name: `name${n}`, value: `value${n}`}));
    await showCalls(aDesk(aCall({...ringing, variables})));
    one('article', 'Maria Lopez');
    expect(words()).to.match(/\+1 555 010 4477 · Billing · Line 1/);
    expect(words()).to.contain('name5 value5').and.not.contain('name6');
  });

  it('says the number where there is no name, and that it is hidden where there is neither', async () => {
    const number = aCall({...ringing, id: 'a', peer: {name: '', number: '5551234'}});
    const hidden = aCall({...ringing, id: 'b', peer: {name: '', number: ''}});
    await showCalls(aDesk(number, hidden));
    expect(all('article').map(nameOf)).to.deep.equal(['5551234', 'Hidden number']);
  });

  it('counts down to Not Ready where the time is configured', async () => {
    const desk = aDesk(ringing);
    desk.ronaSeconds = 20;
    await showCalls(desk);
    pageTicker.tick();
    await rendered();
    expect(words()).to.contain('13 s left, then you become Not Ready');
  });

  it('J26 says that it answers by itself, and counts down to it', async () => {
    const desk = aDesk(aCall({...ringing, answersAt: nine + 2_000}));
    await showCalls(desk);
    await until('the sentence', () => words().includes('Answers by itself. In 2 s, with a beep'));
    await expectAccessible();
  });

  it('promises no time for a direct call, which makes nobody Not Ready', async () => {
    const desk = aDesk(aCall({...ringing, queue: ''}));
    desk.ronaSeconds = 20;
    await showCalls(desk);
    expect(words()).not.to.contain('Not Ready');
  });

  it('promises no time where none is configured', async () => {
    await showCalls(aDesk(ringing));
    expect(words()).not.to.contain('Not Ready');
  });

  it('answers', async () => {
    const desk = aDesk(ringing);
    await showCalls(desk);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.deep.equal([{what: 'perform', callId: 'call-1', command: {type: 'answer'}}]);
  });

  it('has an Answer of 44 pixels', async () => {
    await showCalls(aDesk(ringing));
    expect(one('button', 'Answer').offsetHeight).to.be.at.least(44);
  });

  it('says that queue calls can’t be declined, and has no Decline', async () => {
    await showCalls(aDesk(ringing));
    expect(words()).to.contain('Queue calls can’t be declined');
    expect(all('button', 'Decline')).to.be.empty;
  });

  it('declines where the line may', async () => {
    const desk = aDesk(ringing);
    desk.controls.set('call-1', {end: {visible: true, enabled: true}});
    await showCalls(desk);
    await press(one('button', 'Decline'));
    expect(desk.asked).to.deep.equal([{what: 'perform', callId: 'call-1', command: {type: 'end'}}]);
  });

  for (const visible of [true, false]) {
    it(`says Pick up the phone instead of a dead button, the control ${visible ? 'shown' : 'absent'}`, async () => {
      const desk = aDesk(ringing);
      desk.controls.set('call-1', {answer: {visible, enabled: false, reason: 'answer-on-phone'}});
      await showCalls(desk);
      expect(all('button', 'Answer')).to.be.empty;
      expect(words()).to.contain('Pick up the phone');
    });
  }

  it('answers our own phone, which rings first when the agent places a call', async () => {
    const desk = aDesk(aCall({state: 'dialing', direction: 'out'}));
    desk.controls.set('call-1', {answer: {visible: true, enabled: true}});
    await showCalls(desk);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.deep.equal([{what: 'perform', callId: 'call-1', command: {type: 'answer'}}]);
    expect(all('button', 'Decline')).to.be.empty;
    one('button', 'End');
  });

  it('shows Answer with why it waits for the audio', async () => {
    const desk = aDesk(ringing);
    desk.controls.set('call-1', {answer: {visible: true, enabled: false, reason: 'waiting-for-audio'}});
    await showCalls(desk);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.be.empty;
    expect(words()).to.contain('Waiting for the audio');
  });

  it('shows that the answer is on its way, and takes no second one', async () => {
    const desk = aDesk(aCall({...ringing, pending: {type: 'answer', phase: 'sent'}}));
    await showCalls(desk);
    await press(one('button', 'Answering…'));
    expect(desk.asked).to.be.empty;
  });
});

describe('presses that were meant for something else', () => {
  afterEach(clear);

  it('T-20 (inject B: a press 399 ms after the card appeared; settles 1 ms later): does not answer before 400 ms are over', async () => {
    const desk = aDesk(ringing);
    await show(desk);
    desk.pass(399);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.be.empty;
    desk.pass(1);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.have.lengthOf(1);
  });

  it('T-20 (inject B: a press on a card that another has just pushed down; settles after 400 ms): does not act', async () => {
    const desk = aDesk(aCall({id: 'a'}));
    await showCalls(desk);
    desk.calls.set([aCall({id: 'a'}), aCall({...ringing, id: 'b'})]);
    await rendered();
    await press(one('button', 'End'));
    expect(desk.asked).to.be.empty;
  });

  it('T-20 (inject B: the second half of a double click on Answer; settles after 400 ms): does not end the call', async () => {
    const desk = aDesk(ringing);
    await showCalls(desk);
    desk.calls.set([aCall()]);
    await rendered();
    await press(one('button', 'End'));
    expect(desk.asked).to.be.empty;
  });

  it('T-20 (inject B: the press that brings the page back into view; settles after 400 ms): does not answer', async () => {
    const desk = aDesk(ringing);
    await showCalls(desk);
    document.dispatchEvent(new Event('visibilitychange'));
    await press(one('button', 'Answer'));
    expect(desk.asked).to.be.empty;
    desk.pass(400);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.have.lengthOf(1);
  });

  it('T-20 (inject B: the clock is set back; settles at once): is not locked', async () => {
    const desk = aDesk(ringing);
    await show(desk);
    desk.pass(-3_600_000);
    await press(one('button', 'Answer'));
    expect(desk.asked).to.have.lengthOf(1);
  });

  it('T-20 (inject B: a held key; settles with its release): does not act', async () => {
    await showCalls(aDesk(ringing));
    const answer = one('button', 'Answer');
    expect(await key('Enter', answer, {repeat: true})).to.equal(true);
    expect(await key(' ', answer, {repeat: true})).to.equal(true);
    expect(await key('Enter', answer)).to.equal(false);
  });
});

describe('a card under way', () => {
  afterEach(clear);

  it('sends hold, and resume in the same place', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    const place = one('button', 'Hold').getBoundingClientRect();
    await press(one('button', 'Hold'));
    desk.calls.set([aCall({state: 'held'})]);
    await rendered();
    steady(desk);
    const resume = one('button', 'Resume');
    expect(resume.getBoundingClientRect()).to.deep.include({
      left: place.left,
      right: place.right,
      top: place.top,
    });
    await press(resume);
    expect(
      desk.asked.map((asked) => (asked.what === 'perform' ? asked.command.type : asked.what)),
    ).to.deep.equal(['hold', 'resume']);
  });

  it('keeps every button in its place while a command is on its way', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    const places = () =>
      all('button', /^(Mute|Keypad|End)$/).map((button) => button.getBoundingClientRect().left);
    const before = places();
    desk.calls.set([aCall({pending: {type: 'hold', phase: 'checking'}})]);
    await rendered();
    one('button', 'Checking…');
    expect(places()).to.deep.equal(before);
  });

  it('has mute as a toggle that tells its state', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    const mute = one('button', 'Mute');
    expect(mute.getAttribute('aria-pressed')).to.equal('false');
    await press(mute);
    desk.calls.set([aCall({muted: true})]);
    await rendered();
    expect(mute.getAttribute('aria-pressed')).to.equal('true');
    await press(mute);
    expect(desk.asked.map((asked) => asked.what === 'perform' && asked.command)).to.deep.equal([
      {type: 'mute', muted: true},
      {type: 'mute', muted: false},
    ]);
  });

  it('says Mute on the phone instead of a mute button', async () => {
    const desk = aDesk(aCall({leg: undefined}));
    desk.controls.set('call-1', {mute: {...off, reason: 'mute-on-phone'}});
    await showCalls(desk);
    expect(all('button', 'Mute')).to.be.empty;
    expect(words()).to.contain('Mute on the phone');
  });

  it('says that the agent is muted when they speak, with a way out', async () => {
    const desk = aDesk(aCall({muted: true}));
    await showCalls(desk);
    expect(words()).not.to.contain('You are muted');
    desk.talkingWhileMuted.set(true);
    await rendered();
    await press(one('button', 'Unmute'));
    expect(desk.asked).to.deep.equal([
      {what: 'perform', callId: 'call-1', command: {type: 'mute', muted: false}},
    ]);
  });

  it('says that recording is not known rather than off', async () => {
    await showCalls(aDesk(aCall()));
    expect(words()).to.contain('Recording: not known · nobody reports it');
  });

  it('turns the hold timer amber, then red', async () => {
    const level = () =>
      everything(document.body)
        .find((element) => element.matches('desk-call-card:not([hidden])'))
        ?.shadowRoot?.querySelector('[role="timer"]')
        ?.getAttribute('data-level');
    const desk = aDesk(aCall({state: 'held', since: nine}));
    await show(desk);
    const levels: unknown[] = [level()];
    for (const seconds of [60, 60]) {
      desk.pass(seconds * 1000);
      pageTicker.tick();
      await rendered();
      levels.push(level());
    }
    expect(levels).to.deep.equal(['calm', 'amber', 'red']);
  });

  it('sends each key of the keypad once, by press and by typing', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    await press(one('button', 'Keypad'));
    await rendered();
    await press(one('button', '5'));
    await key('#', one('button', '5'));
    await key('#', one('button', '5'), {repeat: true});
    expect(desk.asked.map((asked) => asked.what === 'perform' && asked.command)).to.deep.equal([
      {type: 'digits', digits: '5'},
      {type: 'digits', digits: '#'},
    ]);
  });

  it('shows what Finesse being away takes from a call', async () => {
    const desk = aDesk(aCall());
    desk.controls.set('call-1', {hold: {visible: true, enabled: false, reason: 'finesse-down'}});
    await showCalls(desk);
    expect(words()).to.contain('Control lost, use the phone');
  });

  it('asks for the controls again when the health of the desk changes', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    desk.controls.set('call-1', {hold: {visible: true, enabled: false, reason: 'finesse-down'}});
    desk.health.set({finesse: 'down', phone: 'registered', microphone: 'live'});
    await rendered();
    expect(one('button', 'Hold').getAttribute('aria-disabled')).to.equal('true');
  });

  it('shows the rest of the variables when asked', async () => {
    const variables = [1, 2, 3, 4, 5, 6, 7].map((n) => ({name: `name${n}`, value: `value${n}`}));
    const desk = aDesk(aCall({variables}));
    await showCalls(desk);
    await press(one('button', 'Show 2 more'));
    expect(words()).to.contain('value7');
  });
});

describe('focus', () => {
  afterEach(clear);

  it('is not taken by a new call', async () => {
    const desk = aDesk();
    await show(desk);
    const pill = one('button', /^State:/);
    pill.focus();
    desk.calls.set([ringing]);
    await rendered();
    expect(focused()).to.equal(pill);
  });

  it('stays on the card when Answer gives way to the buttons of the call', async () => {
    const desk = aDesk(ringing);
    await showCalls(desk);
    one('button', 'Answer').focus();
    desk.calls.set([aCall()]);
    await rendered();
    expect(focused()).to.equal(one('article'));
  });

  it('stays on a button while its command is on its way', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    one('button', 'Hold').focus();
    desk.calls.set([aCall({pending: {type: 'hold', phase: 'sent'}})]);
    await rendered();
    expect(focused()).to.equal(one('button', 'Holding…'));
  });

  it('goes to the list when the focused card goes', async () => {
    const desk = aDesk(aCall());
    await showCalls(desk);
    one('button', 'End').focus();
    desk.calls.set([]);
    await rendered();
    expect(nameOf(focused())).to.equal('Calls');
  });
});

describe('the list of calls', () => {
  afterEach(clear);

  it('shows five, and the rest when asked', async () => {
    const calls = [1, 2, 3, 4, 5, 6, 7].map((n) => aCall({id: `c${n}`, line: n, state: 'held'}));
    await showCalls(aDesk(...calls));
    expect(all('article')).to.have.lengthOf(5);
    await press(one('button', 'Show all'));
    expect(all('article')).to.have.lengthOf(7);
  });

  it('keeps the element of a call through its states', async () => {
    const desk = aDesk(ringing);
    await showCalls(desk);
    const card = one('article');
    desk.calls.set([aCall()]);
    await rendered();
    expect(one('article')).to.equal(card);
  });

  it('says why a call out failed', async () => {
    const dialog = {...aCall().dialog, participants: [{cause: 'BUSY'}]} as never;
    await showCalls(aDesk(aCall({state: 'failed', dialog})));
    expect(words()).to.contain('The line is busy.');
  });

  it('does not scroll sideways at 300 pixels, whatever the texts', async () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(4);
    const desk = aDesk(
      aCall({peer: {name: long, number: long}, queue: long, variables: [{name: long, value: long}]}),
      aCall({...ringing, id: 'b', peer: {name: long, number: long}}),
    );
    const app = await showCalls(desk, 300);
    expect(app.scrollWidth).to.be.at.most(300);
  });

  it('does not scroll sideways at 320 pixels with text twice as large', async () => {
    document.documentElement.style.fontSize = '200%';
    const desk = aDesk(
      aCall({state: 'held'}),
      aCall({...ringing, id: 'b'}),
      aCall({id: 'c', state: 'wrap-up'}),
    );
    desk.soundBlocked.set(true);
    const app = await showCalls(desk, 320);
    const {scrollWidth} = app;
    document.documentElement.style.fontSize = '';
    expect(scrollWidth).to.be.at.most(320);
  });

  it('T-01 (inject: hostile text in every field of the page; settles at once): puts text from outside on the page as text only', async () => {
    const payload = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{{7*7}}${7*7}';
    const desk = aDesk(
      aCall({
        peer: {name: payload, number: payload},
        queue: payload,
        dialedNumber: payload,
        variables: [{name: payload, value: payload}],
      }),
      aCall({id: 'b', state: 'wrap-up', wrapUpReason: payload}),
    );
    desk.wrapUpReasons.set([{id: '1', label: payload}]);
    desk.lines.update((lines) => lines.map((line) => ({...line, label: payload, number: payload})));
    desk.audioLeg.set({kind: 'desk-phone', number: payload});
    desk.agent.update((agent) => agent && {...agent, state: 'UNKNOWN', rawState: payload});
    desk.stateOptions.set([
      anOption({
        state: 'NOT_READY',
        reason: {id: '1', code: '1', label: payload, category: 'NOT_READY', system: false},
      }),
    ]);
    await showCalls(desk);
    // names, not elements: what a failed assertion holds is sent to the runner
    const strange = () =>
      everything(document.body).flatMap(({localName}) =>
        localName === 'img' || localName === 'script' ? [localName] : [],
      );
    expect(strange()).to.deep.equal([]);
    expect(window).not.to.have.property('hacked');
    expect(words()).to.contain(payload);
    const [menu] = all('button', /^State/);
    if (menu) await press(menu);
    await rendered();
    expect(strange(), 'with the menu open').to.deep.equal([]);
    expect(words()).to.contain(payload);
  });

  it('isolates each foreign value for its direction, wherever it is seen', async () => {
    const mark = 'שלום 12';
    const desk = aDesk(
      aCall({
        state: 'alerting',
        peer: {name: mark, number: mark},
        queue: mark,
        dialedNumber: mark,
        variables: [{name: mark, value: mark}],
      }),
      aCall({id: 'b', state: 'wrap-up', peer: {name: '', number: mark}, queue: '', dialedNumber: mark}),
    );
    desk.wrapUpReasons.set([{id: '1', label: mark}]);
    desk.lines.update((lines) => lines.map((line) => ({...line, label: mark})));
    desk.audioLeg.set({kind: 'desk-phone', number: mark});
    await showCalls(desk);
    const seen = everything(document.body)
      .filter((element) => !element.matches('style, .spoken *'))
      .flatMap((element) => [...element.childNodes].filter((node) => node instanceof Text))
      .filter((node) => node.data.includes(mark));
    expect(seen.length).to.be.at.least(8);
    expect(seen.filter((node) => !node.parentElement?.closest('bdi')).map((node) => node.data)).to.deep.equal(
      [],
    );
  });

  it('grows no taller by an endless text: a card with one is as tall as with a text that fills its lines', async () => {
    const heightWith = async (text: string) => {
      clear();
      await showCalls(
        aDesk(aCall({peer: {name: text, number: text}, queue: text, variables: [{name: text, value: text}]})),
        320,
      );
      return one('article').getBoundingClientRect().height;
    };
    const full = await heightWith('M'.repeat(256));
    expect(await heightWith('M'.repeat(100_000))).to.be.at.most(full + 1);
    expect(await heightWith('M\n'.repeat(50_000))).to.be.at.most(full + 1);
    expect(await heightWith(`e${'\u0301'.repeat(50_000)}`)).to.be.at.most(full + 1);
  });

  for (const state of ['alerting', 'dialing', 'talking', 'held', 'failed'] as const) {
    it(`has no accessibility faults with a call that is ${state}, in light and in dark`, async () => {
      const desk = aDesk(aCall({state, muted: true, variables: [{name: 'Account', value: '447'}]}));
      desk.ronaSeconds = 20;
      desk.talkingWhileMuted.set(true);
      const app = await showCalls(desk);
      for (const theme of ['light', 'dark'] as const) {
        app.theme = theme;
        await rendered();
        await expectAccessible();
      }
    });
  }
});
