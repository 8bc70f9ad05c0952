import {expect} from 'chai';
import {
  failedOrderText,
  orderText,
  recordingDetail,
  recordingText,
} from '../../src/components/recording-text.js';
import {pageTicker} from '../../src/components/ticker.js';
import type {CallRecording, RecordingDoubt} from '../../src/recording/types.js';
import {aCall, aRecording, nine} from '../support/browser/builders.js';
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

async function inCall(part: Partial<CallRecording> = {}): Promise<FakeDesk> {
  const desk = new FakeDesk();
  desk.calls.set([aCall()]);
  desk.recordings.set(new Map([['call-1', aRecording(part)]]));
  await show(desk);
  steady(desk);
  return desk;
}

const doubts: readonly RecordingDoubt[] = [
  'no-source',
  'asking',
  'silent',
  'error',
  'stale',
  'connection-lost',
  'moved',
  'conflict',
  'unconfirmed',
  'offered-again',
  'settings',
];

describe('whether a call is recorded', () => {
  afterEach(clear);

  it('is said with who says so, who caused it, and since when', async () => {
    const since = new Date(2026, 2, 2, 10, 31).getTime();
    await inCall({by: 'policy', since});
    expect(words()).to.match(/Recording · by policy, as the recorder says, since 10:31/);
  });

  it('is told apart by source', () => {
    const details = [
      aRecording({source: 'sip'}),
      aRecording({source: 'finesse', by: 'agent'}),
      aRecording({by: 'agent'}),
      aRecording(),
    ].map((recording) => recordingDetail({...recording, since: undefined}));
    expect(details).to.deep.equal([
      'as the phone system says',
      'started by you, as Finesse shows',
      'started by you, as the recorder says',
      'as the recorder says',
    ]);
  });

  it('is “not known” with its own reason for each way of becoming so, and never “not recording”', () => {
    const unknown = doubts.map((why) => aRecording({state: 'unknown', why, since: undefined}));
    expect(new Set(unknown.map(recordingText))).to.deep.equal(new Set(['Recording: not known']));
    expect(new Set(unknown.map(recordingDetail)).size).to.equal(doubts.length);
  });

  it('counts a pause down to when it ends by itself', async () => {
    const desk = await inCall({state: 'paused', resumesAt: nine + 74_000});
    expect(words()).to.contain('Recording paused');
    expect(words()).to.contain('resumes by itself in 1:14');
    desk.pass(60_000);
    pageTicker.tick();
    await rendered();
    expect(words()).to.contain('resumes by itself in 0:14');
  });

  it('asks the desk for what is pressed, and shows it as asked for', async () => {
    const desk = await inCall({orders: ['pause', 'stop']});
    await press(one('button', 'Pause recording'));
    expect(desk.asked).to.deep.equal([
      {what: 'perform', callId: 'call-1', command: {type: 'record', order: 'pause'}},
    ]);
    desk.recordings.set(new Map([['call-1', aRecording({pending: 'pause'})]]));
    await rendered();
    expect(words()).to.match(/Recording · .*Asking/);
    expect(all('button', 'Stop recording')).to.have.length(0);
  });

  it('speaks a change, and nothing of what was there at first', async () => {
    const desk = await inCall({state: 'off'});
    const spoken = () =>
      everything(document.body)
        .filter((element) => element.matches('[aria-live="polite"]'))
        .map((element) => element.textContent.trim());
    expect(spoken()).to.not.include('Not recording');
    desk.recordings.set(new Map([['call-1', aRecording()]]));
    await rendered();
    expect(spoken()).to.include('Recording');
  });

  it('F-56 (inject: an order that failed; settles at once): says so as an alarm, and what to do', async () => {
    await inCall({state: 'unknown', why: 'error', failed: 'pause'});
    expect(one('alert', /could not be paused/).textContent).to.contain('Take no card data now');
  });

  it('raises an alarm where a call must be recorded and nobody confirms it', async () => {
    await inCall({state: 'unknown', why: 'silent', alarm: true});
    expect(one('alert', /must be recorded/)).to.not.equal(undefined);
  });

  it('has words for every order, and for its failure', () => {
    const orders = ['start', 'stop', 'pause', 'resume'] as const;
    expect(new Set(orders.flatMap((order) => [orderText(order), failedOrderText(order)])).size).to.equal(8);
  });

  it('is not said of a call that only rings', async () => {
    const desk = await inCall();
    desk.calls.set([aCall({state: 'alerting'})]);
    await rendered();
    expect(words()).to.not.contain('Recording');
  });

  it('keeps the accessibility rules', async () => {
    await inCall({state: 'paused', resumesAt: nine + 74_000, orders: ['resume', 'stop'], failed: 'resume'});
    await expectAccessible();
  });
});
