import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague, talkingOnDeskPhone} from '../support/node/colleague.js';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {aSiteWith, RecorderServer} from '../support/node/recorder-server.js';
import {Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {PolledRecorder} from '../support/recorders.js';

/** Long ago, so that the time shown is not that of any change here. */
const since = new Date(2026, 2, 2, 8, 5).getTime();
const byPolicy = /Recording · by policy, as the recorder says, since \D{0,2}0?8:05/;
const unknown = 'Recording: not known · the recorder reports an error';

for (const deployment of deployments) {
  describe(`J13: a call recorded by policy (${deployment})`, () => {
    let stage: Stage;
    let server: RecorderServer<PolledRecorder>;
    let site: Awaited<ReturnType<typeof aSiteWith>>;
    before(async () => {
      server = await RecorderServer.open((now) => new PolledRecorder(now));
      site = await aSiteWith(server, deployment);
      stage = await Stage.open(site.flags);
      stage.configured.push(server.address);
    });
    afterEach(async () => {
      server.recorder.fault = undefined;
      await stage.curtain();
    });
    after(async () => {
      await stage.close();
      server.close();
      await site.remove();
    });

    /** The recorder fails: the card says so, with an alarm, and says "on" no more; then it is back. */
    async function failsAndIsBack(desktop: DesktopPage): Promise<void> {
      desktop.watched.refusalsExpected.add(500);
      server.recorder.fault = 'error';
      await desktop.reads(unknown);
      assert.doesNotMatch(await desktop.text(), /Recording · /);
      await desktop.reads('This call must be recorded, and nobody confirms that it is.');
      server.recorder.fault = undefined;
      await desktop.reads(byPolicy);
    }

    /** The recorder begins with the call, by a rule of the site; nobody presses anything. */
    async function recorded(callId: string): Promise<void> {
      server.recorder.tape(callId, 'on', 'policy', since);
    }

    test('J13 B: says source and time, through hold, consult and conference; a recorder that fails makes it "not known", never "on"', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const colleague = await Colleague.signIn(stage.standin, 2);
      const call = await stage.customerCalls();
      await recorded(call.id);
      await desktop.press('button', 'Answer');
      await desktop.reads(byPolicy);
      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      await desktop.reads(byPolicy);
      await desktop.press('button', 'Resume');
      await desktop.press('button', 'Transfer');
      await desktop.fill('Transfer to', colleague.extension);
      await desktop.press('button', 'Talk first');
      await colleague.pickUp(drawTone(stage.agentTone, call.tone));
      // the call between the two agents is none of the policy's
      await desktop.reads('Not recording');
      await desktop.reads(byPolicy);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', 'In this conference: you and 2 others');
      await desktop.reads(byPolicy);
      await failsAndIsBack(desktop);
    });

    test('J13 B by keyboard alone: is paused for card data and goes on, and the recorder alone says so', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      desktop.useKeyboard();
      const call = await stage.customerCalls();
      await recorded(call.id);
      await desktop.press('button', 'Answer');
      await desktop.reads(byPolicy);
      await desktop.press('button', 'Pause recording');
      await desktop.reads(/Recording paused · started by you, as the recorder says/);
      await desktop.reads(/resumes by itself in [12]:/);
      await desktop.press('button', 'Resume recording');
      await desktop.reads(/Recording · started by you, as the recorder says/);
      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      await desktop.reads(/Recording · started by you, as the recorder says/);
    });

    test('J13 P: the same at a desk phone', async () => {
      const {desktop, call} = await talkingOnDeskPhone(stage);
      await desktop.reads('Not recording');
      await desktop.reads('This call must be recorded, and nobody confirms that it is.');
      await recorded(call.id);
      await desktop.reads(byPolicy);
      await desktop.press('button', 'Hold');
      await desktop.shown('button', 'Resume');
      await desktop.reads(byPolicy);
      await failsAndIsBack(desktop);
    });
  });
}
