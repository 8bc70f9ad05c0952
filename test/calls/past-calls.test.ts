import {expect} from 'chai';
import {LogBook} from '../../src/base/log.js';
import * as book from '../../src/calls/history-book.js';
import {PastCalls} from '../../src/calls/past-calls.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aCall, nine} from '../support/browser/builders.js';
import {turns} from '../support/browser/finesse-builders.js';

function aStage() {
  const clock = new ManualClock(nine);
  const loads: {come(): void; fail(): void}[] = [];
  const log = new LogBook();
  const past = new PastCalls(
    {
      clock,
      log: log.part('history'),
      load: () =>
        new Promise((resolve, reject) => {
          loads.push({come: () => resolve(book), fail: () => reject(new Error('gone'))});
        }),
      store: () => Promise.resolve({read: () => Promise.resolve(undefined), write: () => Promise.resolve()}),
    },
    new AbortController().signal,
  );
  return {clock, loads, past, log};
}

const ringing = aCall({state: 'alerting', since: nine});

describe('the calls that are over', () => {
  it('load their book with the first call, and lose nothing that happened meanwhile', async () => {
    const {clock, loads, past} = aStage();
    past.onCalls([]);
    expect(loads).to.be.empty;
    past.onCalls([ringing]);
    clock.advance(12_000);
    past.onCalls([]);
    clock.advance(5_000);
    expect(loads).to.have.lengthOf(1);
    loads[0]?.come();
    await turns();
    const [entry] = past.history.state.entries;
    expect([entry?.outcome, entry?.rangMs]).to.deep.equal(['missed', 12_000]);
    expect(past.history.state.unseen).to.equal(1);
  });

  it('load their book for whoever wants to look, and after a while for the missed calls of before', () => {
    const wanted = aStage();
    wanted.past.open();
    expect(wanted.loads).to.have.lengthOf(1);
    const waited = aStage();
    waited.clock.advance(15_000);
    expect(waited.loads).to.have.lengthOf(1);
  });

  it('ask for their book again when it could not be loaded (F-61)', async () => {
    const {loads, past, log} = aStage();
    past.onCalls([ringing]);
    loads[0]?.fail();
    await turns();
    expect(log.lines.at(-1)?.message).to.equal('call history is not loaded');
    past.onCalls([ringing]);
    loads[1]?.come();
    await turns();
    past.onCalls([]);
    await turns();
    expect(past.history.state.entries).to.have.lengthOf(1);
  });
});
