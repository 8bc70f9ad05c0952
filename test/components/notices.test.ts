import {expect} from 'chai';
import {pageTicker} from '../../src/components/ticker.js';
import {aCall, aReason, anAgent, anOption, nine} from '../support/browser/builders.js';
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
  words,
} from '../support/browser/page.js';

function spoken(role: 'status' | 'alert'): string[] {
  const region = everything(document.body).find((element) => element.getAttribute('role') === role);
  return [...(region?.children ?? [])].map((sentence) => sentence.textContent ?? '');
}

describe('notices', () => {
  afterEach(clear);

  it('say what happened, what still works and what to do', async () => {
    const desk = new FakeDesk();
    desk.notices.set([{id: 7, severity: 'error', code: 'media/denied', at: nine}]);
    await show(desk);
    expect(words()).to.contain(
      'The microphone is blocked Your state works; calls can’t be answered here. Allow the microphone',
    );
  });

  it('are dismissed by their number', async () => {
    const desk = new FakeDesk();
    desk.notices.set([{id: 7, severity: 'error', code: 'sip/busy', at: nine}]);
    await show(desk);
    await press(one('button', 'Dismiss'));
    expect(desk.asked).to.deep.equal([{what: 'dismiss', noticeId: 7}]);
  });

  it('never show a raw code', async () => {
    const desk = new FakeDesk();
    desk.notices.set([{id: 7, severity: 'warning', code: 'xyz/secret', at: nine}]);
    await show(desk);
    expect(words()).not.to.contain('xyz');
  });

  it('show a banner while Finesse fails, which goes by itself', async () => {
    const desk = new FakeDesk();
    await show(desk);
    desk.health.set({finesse: 'failing', phone: 'registered', microphone: 'idle'});
    await rendered();
    expect(words()).to.contain('Finesse is not answering');
    desk.health.set({finesse: 'live', phone: 'registered', microphone: 'idle'});
    await rendered();
    expect(words()).not.to.contain('Finesse is not answering');
  });

  it('F-13 (inject: Finesse keeps a call that is not heard here; settles with the press): offer to clear it', async () => {
    const desk = new FakeDesk();
    desk.notices.set([{id: 4, severity: 'error', code: 'desk/kept-call', at: nine}]);
    await show(desk);
    expect(words()).to.contain('Finesse still lists a call that is not heard here');
    await press(one('button', 'Clear'));
    expect(desk.asked).to.deep.equal([{what: 'dismiss', noticeId: 4}]);
  });

  it('ask for one press where the browser holds sound back', async () => {
    const desk = new FakeDesk();
    desk.soundBlocked.set(true);
    await show(desk);
    await press(one('button', 'Let it ring'));
    expect(desk.asked).to.deep.equal([{what: 'unlock'}]);
  });

  it('have no accessibility faults, in light and in dark', async () => {
    const desk = new FakeDesk();
    desk.soundBlocked.set(true);
    desk.health.set({finesse: 'down', phone: 'refused', microphone: 'idle'});
    desk.notices.set([
      {id: 1, severity: 'error', code: 'sip/busy', at: nine},
      {id: 2, severity: 'warning', code: 'sip/busy', at: nine},
      {id: 3, severity: 'info', code: 'sip/busy', at: nine},
    ]);
    const app = await show(desk);
    for (const theme of ['light', 'dark'] as const) {
      app.theme = theme;
      await rendered();
      await expectAccessible();
    }
  });
});

describe('Not Ready set by the system', () => {
  afterEach(clear);

  const missed = anAgent({state: 'NOT_READY', reason: aReason({code: '32767', system: true})});

  it('is explained, with the one press back to Ready', async () => {
    const desk = new FakeDesk();
    desk.agent.set(missed);
    await show(desk);
    one('article', /^You missed a call/);
    await press(one('button', 'Ready again'));
    expect(desk.asked).to.deep.equal([{what: 'state', state: 'READY', reasonId: undefined}]);
  });

  it('says whose call it was and how long it rang, from the history', async () => {
    const desk = new FakeDesk();
    desk.agent.set({...missed, since: nine});
    const entry = {key: '1', direction: 'in', outcome: 'missed', number: '5550100', line: 1} as const;
    const times = {at: nine - 20_000, endedAt: nine - 40, rangMs: 20_000};
    desk.history.set({
      entries: [{...entry, ...times, name: 'Maria Lopez', queue: 'Billing'}],
      unseen: 1,
      stored: true,
    });
    await show(desk);
    expect(words()).to.contain('Maria Lopez · rang 20 s');
    desk.agent.set({...missed, since: nine + 60_000});
    await rendered();
    expect(words(), 'another call').not.to.contain('rang 20 s');
  });

  it('has no button that can’t work', async () => {
    const desk = new FakeDesk();
    desk.agent.set(missed);
    desk.stateOptions.set([anOption({enabled: false, why: 'finesse-down'})]);
    await show(desk);
    expect(one('button', 'Ready again').getAttribute('aria-disabled')).to.equal('true');
  });

  it('goes when the agent is Ready again', async () => {
    const desk = new FakeDesk();
    desk.agent.set(missed);
    await show(desk);
    desk.agent.set(anAgent());
    await rendered();
    expect(all('article')).to.be.empty;
  });

  it('has no accessibility faults', async () => {
    const desk = new FakeDesk();
    desk.agent.set(missed);
    await show(desk);
    await expectAccessible();
  });
});

describe('the live regions', () => {
  afterEach(clear);

  it('are there, empty, before anything is said', async () => {
    await show(new FakeDesk());
    expect(spoken('status')).to.deep.equal([]);
    expect(spoken('alert')).to.deep.equal([]);
    expect(everything(document.body).filter((element) => element.hasAttribute('aria-live'))).to.have.lengthOf(
      2,
    );
  });

  it('interrupt for an incoming call', async () => {
    const desk = new FakeDesk();
    desk.ronaSeconds = 20;
    await show(desk);
    desk.calls.set([aCall({state: 'alerting', since: nine - 8000})]);
    await rendered();
    expect(spoken('alert')).to.deep.equal([
      'Incoming call, line 1 Billing, Maria Lopez. 12 seconds to answer.',
    ]);
  });

  it('say at most one sentence per call in two seconds, the latest last', async () => {
    const desk = new FakeDesk();
    desk.calls.set([aCall()]);
    await show(desk);
    for (const state of ['held', 'talking', 'held'] as const) {
      desk.calls.set([aCall({state})]);
      await rendered();
    }
    desk.calls.set([aCall({state: 'held', muted: true})]);
    await rendered();
    expect(spoken('status')).to.deep.equal(['Maria Lopez is on hold.']);
    desk.pass(2000);
    pageTicker.tick();
    await rendered();
    expect(spoken('status')).to.deep.equal(['Maria Lopez is on hold.', 'Muted.']);
  });

  it('forget what was said after ten seconds', async () => {
    const desk = new FakeDesk();
    desk.calls.set([aCall()]);
    await show(desk);
    desk.calls.set([]);
    await rendered();
    expect(spoken('status')).to.deep.equal(['Call with Maria Lopez ended.']);
    desk.pass(10_000);
    pageTicker.tick();
    await rendered();
    expect(spoken('status')).to.deep.equal([]);
  });

  it('do not speak the passing of time', async () => {
    const desk = new FakeDesk();
    desk.calls.set([aCall()]);
    await show(desk);
    desk.pass(1000);
    pageTicker.tick();
    await rendered();
    expect([...spoken('status'), ...spoken('alert')]).to.deep.equal([]);
  });
});
