import {expect} from 'chai';
import type {Call} from '../../src/calls/types.js';
import type {Leg} from '../../src/softphone/types.js';
import {aCall, aDialog, aLeg, aParticipant, nine} from '../support/browser/builders.js';
import {RecordingStage, type RecordingStageOptions} from '../support/browser/recording-stage.js';
import {PolledRecorder, PushingRecorder} from '../support/recorders.js';

const id = aDialog().id;
const polled: RecordingStageOptions = {recorder: (now) => new PolledRecorder(now)};
const pushing: RecordingStageOptions = {recorder: (now) => new PushingRecorder(now)};

let stage: RecordingStage;

/** A call in a recorder's hands. */
async function taped(options: RecordingStageOptions, state: 'on' | 'paused' | 'off' = 'on'): Promise<void> {
  stage = new RecordingStage(options);
  stage.recorder?.tape(id, state);
  await stage.call();
}

const saying = (state: 'on' | 'paused' | 'off'): Leg => aLeg({recording: state});

/** The agent's own participant with these actions, and whoever else is in the call. */
function withActions(
  actions: readonly ('HOLD' | 'RETRIEVE' | 'START_RECORDING')[],
  others = ['+15550104477'],
): Call {
  const state = actions.includes('HOLD') ? 'ACTIVE' : 'HELD';
  const own = aParticipant({state, actions: [...actions, 'DROP']});
  return aCall({
    state: state === 'HELD' ? 'held' : 'talking',
    leg: undefined,
    dialog: aDialog({participants: [own, ...others.map((address) => aParticipant({address, actions: []}))]}),
  });
}

afterEach(() => stage.end());

describe('recording, as the recorder says', () => {
  for (const [name, options] of [
    ['that is asked', polled],
    ['that tells', pushing],
  ] as const) {
    it(`is what a recorder ${name} says, and since when`, async () => {
      await taped(options);
      expect(stage.shown).to.include({state: 'on', source: 'recorder', since: nine});
      stage.recorder?.tape(id, 'off');
      await stage.pass(2_500);
      expect(stage.says).to.equal('off');
    });

    it(`F-56 (inject S: nobody ends a pause, a recorder ${name}; settles when its time is over): goes on by itself`, async () => {
      await taped({...options, settings: {pauseSeconds: 30}});
      await stage.order('pause');
      await stage.pass(2_500);
      expect(stage.says).to.equal('paused');
      expect(stage.shown?.resumesAt).to.be.within(nine + 30_000, nine + 32_500);
      await stage.pass(35_000);
      expect(stage.says).to.equal('on');
      expect(stage.shown?.resumesAt).to.equal(undefined);
      expect(stage.orders).to.have.length(2);
    });

    it(`is started, stopped, paused and resumed by the verbs of a recorder ${name}`, async () => {
      await taped(options, 'off');
      const seen: string[] = [];
      for (const order of ['start', 'pause', 'resume', 'stop'] as const) {
        await stage.order(order);
        await stage.pass(2_500);
        seen.push(stage.says);
      }
      expect(seen).to.deep.equal(['on', 'paused', 'on', 'off']);
    });
  }

  it('names a policy, or the agent, as its cause', async () => {
    await taped(polled);
    expect(stage.shown?.by).to.equal('policy');
    stage.recorder?.tape(id, 'on', 'agent');
    await stage.pass(2_500);
    expect(stage.shown?.by).to.equal('agent');
  });

  it('hears of a change at once where the recorder tells', async () => {
    await taped(pushing);
    stage.recorder?.tape(id, 'paused');
    expect(stage.says).to.equal('paused');
  });

  it('changes with the recorder’s word, not with the press (T-09)', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.idle = true;
    await stage.order('pause');
    expect(stage.shown).to.include({state: 'on', pending: 'pause'});
  });

  it('survives hold', async () => {
    await taped(polled);
    await stage.call({state: 'held'});
    expect(stage.says).to.equal('on');
    await stage.pass(10_000);
    await stage.call();
    expect(stage.says).to.equal('on');
  });

  it('survives a transfer: the recorder is asked again about the new parties', async () => {
    await taped(polled);
    const others = [aParticipant(), aParticipant({address: '42017', actions: []})];
    await stage.call({dialog: aDialog({participants: others})});
    expect(stage.says).to.equal('on');
    expect(stage.recorder?.asked).to.have.length(2);
  });

  it('forgets a call that is over: nothing is asked, heard or waited for any more (I-11)', async () => {
    await taped(pushing);
    await stage.calls();
    const asked = stage.recorder?.asked.length;
    await stage.pass(60_000);
    expect(stage.recorder?.asked.length).to.equal(asked);
    expect([stage.streams[0]?.closed, stage.recordings.recordings.state.size]).to.deep.equal([true, 0]);
  });

  it('keeps numbers and names out of the log (I-13)', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'error';
    await stage.pass(3_000);
    expect(JSON.stringify(stage.log.lines)).to.not.match(/5550104477|Maria/);
  });
});

describe('recording is not known, rather than off or on', () => {
  it('F-56 (inject: no recorder, and a leg that says nothing; settles at once): when nobody reports about the call', async () => {
    stage = new RecordingStage();
    await stage.call();
    expect(stage.says).to.equal('unknown no-source');
  });

  it('F-56 (inject: a call that has no name the recorder knows it by; settles when it gets one): the recorder is not asked, and its leg’s word counts', async () => {
    stage = new RecordingStage(polled);
    stage.recorder?.tape(id, 'on');
    await stage.call({dialog: undefined});
    await stage.pass(5_000);
    expect([stage.says, stage.shown?.orders, stage.recorder?.asked]).to.deep.equal([
      'unknown no-source',
      [],
      [],
    ]);
    await stage.call({dialog: undefined, leg: saying('on')});
    expect(stage.shown).to.include({state: 'on', source: 'sip'});
    await stage.call();
    expect(stage.shown).to.include({state: 'on', source: 'recorder'});
    await stage.call({dialog: undefined});
    expect(stage.says).to.equal('unknown no-source');
  });

  it('F-56 (inject S: the recorder takes its time; settles with its answer): while it is asked for the first time', async () => {
    stage = new RecordingStage(polled);
    if (stage.recorder) stage.recorder.fault = 'silent';
    await stage.call();
    expect(stage.says).to.equal('unknown asking');
  });

  it('F-56 (inject S: the recorder falls silent; settles within 7 s): when it does not answer, and known again when it does', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'silent';
    await stage.pass(7_000);
    expect(stage.says).to.equal('unknown silent');
    if (stage.recorder) stage.recorder.fault = undefined;
    await stage.pass(2_500);
    expect(stage.says).to.equal('on');
  });

  it('F-56 (inject S: the recorder answers with an error; settles within 2 s): when it can say nothing', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'error';
    await stage.pass(2_000);
    expect(stage.says).to.equal('unknown error');
  });

  it('F-56 (inject S: a word nobody knows; settles at once): when the recorder’s word is none of those in the settings', async () => {
    stage = new RecordingStage({
      recorder: (now) => {
        const recorder = new PolledRecorder(now);
        recorder.settings.words.on = ['TAPING'];
        return recorder;
      },
    });
    stage.recorder?.tape(id, 'on');
    await stage.call();
    expect(stage.says).to.equal('unknown error');
  });

  it('F-56 (inject S: an answer without end; settles within 3 s): when the recorder’s answer is too long to be a status', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'endless';
    await stage.pass(2_500);
    expect(stage.says).to.equal('unknown error');
  });

  it('F-56 (inject S: no new word for 10 s; settles within 1 s): when the recorder’s last word is too old', async () => {
    stage = new RecordingStage({
      recorder: (now) => {
        const recorder = new PolledRecorder(now);
        Object.assign(recorder.settings, {pollSeconds: 60, staleSeconds: 10});
        return recorder;
      },
    });
    stage.recorder?.tape(id, 'on');
    await stage.call();
    await stage.pass(9_500);
    expect(stage.says).to.equal('on');
    await stage.pass(1_000);
    expect(stage.says).to.equal('unknown stale');
  });

  it('F-56 (inject S: the stream of events breaks; settles at once): when the connection that tells is lost', async () => {
    await taped(pushing);
    if (stage.recorder) stage.recorder.fault = 'silent';
    stage.streams[0]?.tell('error');
    expect(stage.says).to.equal('unknown connection-lost');
  });

  it('F-56 (inject S: a transfer while the recorder is silent; settles at once): when the call has other people in it, until the recorder has said so again', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'silent';
    await stage.call({dialog: aDialog({participants: [aParticipant(), aParticipant({address: '42017'})]})});
    expect(stage.says).to.equal('unknown moved');
  });

  it('F-56 (inject S: recorder and leg differ; settles at once): when two sources say different things', async () => {
    await taped(polled);
    await stage.call({leg: saying('off')});
    expect(stage.says).to.equal('unknown conflict');
    await stage.call({leg: saying('on')});
    expect(stage.shown).to.include({state: 'on', source: 'recorder'});
  });

  it('F-56 (inject S: the recorder answers with an error while the leg says on; settles within 3 s): when the recorder fails, although others saw it begin', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'error';
    await stage.call({leg: saying('on')});
    await stage.pass(2_500);
    expect(stage.says).to.equal('unknown error');
  });

  it('F-56 (inject: settings that are wrong; settles at once): when the settings for the recorder can’t be used', async () => {
    stage = new RecordingStage({settings: {recorder: {url: 'ftp://x'}}});
    await stage.call();
    expect(stage.says).to.equal('unknown settings');
    expect(JSON.stringify(stage.log.lines)).to.contain('recording.recorder.url');
  });
});

describe('recording, as the leg says (RFC 7866)', () => {
  for (const state of ['on', 'paused', 'off'] as const) {
    it(`is ${state} where the description says so`, async () => {
      stage = new RecordingStage();
      await stage.call({leg: saying(state)});
      expect(stage.shown).to.include({state, source: 'sip', since: nine});
    });
  }

  it('says nothing by a word that the RFC does not have', async () => {
    stage = new RecordingStage();
    await stage.call({leg: aLeg({recording: '<script>'})});
    expect(stage.says).to.equal('unknown no-source');
  });

  it('F-56 (inject K: the way to the edge is lost; settles at once): is not known meanwhile: a change would not be heard', async () => {
    stage = new RecordingStage();
    await stage.call({leg: saying('on')});
    await stage.see({phoneUp: false});
    expect(stage.says).to.equal('unknown connection-lost');
    await stage.see({phoneUp: true});
    expect(stage.says).to.equal('on');
  });
});

describe('recording on demand by Finesse (CCX)', () => {
  const offered = withActions(['HOLD', 'START_RECORDING']);

  async function asked(): Promise<void> {
    stage = new RecordingStage();
    await stage.calls(offered);
    await stage.order('start');
  }

  it('can be asked for only where the agent’s own participant may', async () => {
    stage = new RecordingStage();
    await stage.calls(offered);
    expect(stage.shown?.orders).to.deep.equal(['start']);
    await stage.calls(withActions(['HOLD']));
    expect(stage.shown?.orders).to.deep.equal([]);
    await stage.order('start');
    expect(stage.finesse).to.deep.equal([]);
  });

  it('F-56 (inject S: the order is taken and nothing shown; settles at once): is not on because it was asked for, Finesse has to show it', async () => {
    await asked();
    expect(stage.finesse).to.deep.equal([`START_RECORDING ${id} r-1`]);
    expect(stage.says).to.equal('unknown unconfirmed');
    await stage.calls(withActions(['HOLD']));
    expect(stage.shown).to.include({state: 'on', source: 'finesse', by: 'agent', pending: undefined});
  });

  it('survives hold, whose list of actions says nothing', async () => {
    await asked();
    await stage.calls(withActions(['RETRIEVE']));
    expect(stage.says).to.equal('unknown unconfirmed');
    await stage.calls(withActions(['HOLD']));
    await stage.calls(withActions(['RETRIEVE']));
    expect(stage.says).to.equal('on');
  });

  it('F-56 (inject S: a transfer, Finesse alone as source; settles at once): is not known when other people are in the call', async () => {
    await asked();
    await stage.calls(withActions(['HOLD']));
    await stage.calls(withActions(['HOLD'], ['42017']));
    expect(stage.says).to.equal('unknown moved');
  });

  it('F-56 (inject S: Finesse offers to begin again; settles at once): is not known from then on', async () => {
    await asked();
    await stage.calls(withActions(['HOLD']));
    await stage.calls(offered);
    expect(stage.says).to.equal('unknown offered-again');
  });

  it('F-56 (inject K: Finesse out of reach; settles at once): is not known while no news would come', async () => {
    await asked();
    await stage.calls(withActions(['HOLD']));
    await stage.see({finesseLive: false});
    expect(stage.says).to.equal('unknown connection-lost');
  });

  it('F-56 (inject S: Finesse refuses to record; settles at once): says so, and can be asked again', async () => {
    await asked();
    expect(stage.recordings.onRefused('r-1')).to.equal(true);
    expect(stage.shown).to.include({state: 'unknown', failed: 'start', pending: undefined});
    expect(stage.shown?.orders).to.deep.equal(['start']);
  });
});

describe('an order to the recorder that fails', () => {
  it('F-56 (inject S: a pause is refused; settles at once): leaves the truth, and says that it did not work', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.fault = 'error';
    await stage.order('pause');
    expect(stage.shown).to.include({failed: 'pause', pending: undefined});
    expect(stage.says).to.equal('unknown error');
  });

  it('F-56 (inject S: a pause is taken and nothing happens; settles within 6 s): says that it did not work', async () => {
    await taped(polled);
    if (stage.recorder) stage.recorder.idle = true;
    await stage.order('pause');
    await stage.pass(6_500);
    expect(stage.shown).to.include({state: 'on', failed: 'pause', pending: undefined});
    expect(stage.orders).to.have.length(1);
  });

  it('F-56 (inject S: the end of a pause is taken and nothing happens; settles within 6 s): the pause is still shown, and it is said', async () => {
    await taped({...polled, settings: {pauseSeconds: 10}});
    await stage.order('pause');
    await stage.pass(2_500);
    if (stage.recorder) stage.recorder.idle = true;
    await stage.pass(20_000);
    expect(stage.shown).to.include({state: 'paused', failed: 'resume', resumesAt: undefined});
    expect(stage.shown?.orders).to.include('resume');
  });

  it('is sent once, however often it is pressed (I-02)', async () => {
    await taped(polled);
    stage.recordings.order('call-1', 'pause');
    await stage.order('pause');
    expect(stage.orders).to.have.length(1);
  });
});

describe('a site where every call is to be recorded', () => {
  const required = {...polled, settings: {required: true}};

  it('F-56 (inject S: the recorder falls silent; settles within 7 s): raises an alarm while it is not known', async () => {
    await taped(required);
    expect(stage.shown?.alarm).to.equal(false);
    if (stage.recorder) stage.recorder.fault = 'silent';
    await stage.pass(7_000);
    expect(stage.shown?.alarm).to.equal(true);
  });

  it('raises none for a pause, which is on purpose', async () => {
    await taped(required, 'paused');
    expect(stage.shown?.alarm).to.equal(false);
  });
});
