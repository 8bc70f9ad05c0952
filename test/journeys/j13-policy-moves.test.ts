import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague, endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {aSiteWith, RecorderServer} from '../support/node/recorder-server.js';
import {Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {PushingRecorder} from '../support/recorders.js';

/** Long ago, so that the time shown is not that of any change here. */
const since = new Date(2026, 2, 2, 8, 5).getTime();
const byRecorder = /Recording · as the recorder says, since \D{0,2}0?8:05/;
const byPhoneSystem = /Recording · as the phone system says, since/;

for (const deployment of deployments) {
  describe(`J13: a recorded call that moves (${deployment})`, () => {
    let stage: Stage;
    let server: RecorderServer<PushingRecorder>;
    let site: Awaited<ReturnType<typeof aSiteWith>>;
    before(async () => {
      server = await RecorderServer.open((now) => new PushingRecorder(now));
      site = await aSiteWith(server, deployment);
      stage = await Stage.open(site.flags);
      stage.configured.push(server.address);
    });
    afterEach(() => stage.curtain());
    after(async () => {
      await stage.close();
      server.close();
      await site.remove();
    });

    /** How often the page says so. */
    const count = async (desktop: DesktopPage, words: RegExp) =>
      (await desktop.text()).match(new RegExp(words.source, 'g'))?.length ?? 0;

    /** A colleague's request to Finesse. */
    async function asColleague(method: string, path: string, body: string): Promise<void> {
      const response = await fetch(`${stage.standin.address}/finesse/api/${path}`, {
        method,
        headers: {authorization: `Basic ${btoa('1001002:agent2')}`, 'content-type': 'application/xml'},
        body,
      });
      assert.equal(response.status, 202);
    }

    const act = (dialog: string, action: string, to = '') =>
      asColleague(
        'PUT',
        `Dialog/${dialog}`,
        `<Dialog><targetMediaAddress>42002</targetMediaAddress><requestedAction>${action}</requestedAction><toAddress>${to}</toAddress></Dialog>`,
      );

    test('J13 B: a call that is handed to the agent is recorded as before, with its own time', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Line 1, ACD, registered');
      const colleague = await Colleague.signIn(stage.standin, 2);
      await asColleague('PUT', 'User/1001002', '<User><state>READY</state></User>');
      await until(
        'the colleague is Ready',
        async () => (await stage.standin.agent('1001002')).state === 'READY',
      );
      const call = await stage.customerCalls();
      server.recorder.tape(call.id, 'on', 'policy', since);
      await colleague.pickUp(drawTone(stage.agentTone, call.tone));
      await act(call.id, 'CONSULT_CALL', '41001');
      await desktop.press('button', 'Answer');
      await desktop.reads('Not recording');
      await act(call.id, 'TRANSFER');
      await desktop.reads(byRecorder);
      await stage.farEndHears(call);
      assert.doesNotMatch(await desktop.text(), /Not recording/);
    });

    test('J13 B: of two calls joined in the page each says its own: one as the recorder says, one as the phone system says', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await desktop.shown('image', 'Sales, registered and idle');
      const first = await stage.customerCalls();
      server.recorder.tape(first.id, 'on', 'policy', since);
      await desktop.press('button', 'Answer');
      await desktop.reads(byRecorder);
      const tone = drawTone(stage.agentTone, first.tone);
      const second = await stage.standin.callIn({to: '82001', from: '5550177', name: 'Carl', voice: {tone}});
      await desktop.press('button', 'Hold and answer');
      // the recorder knows calls by their dialogs, and this one has none
      await desktop.reads('Recording: not known · nobody reports it');
      await stage.farEndHears({id: second, number: '5550177'});
      await stage.standin.post(`calls/${second}/recording`, {state: 'on'});
      await desktop.reads(byPhoneSystem);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', 'Joined in this browser');
      const agent = endInBrowser(stage, desktop);
      const [one, other] = [endAt(stage, first.number, first.tone), endAt(stage, '5550177', tone)];
      await exactlyTheseHearEachOther([agent, one, other]);
      assert.deepEqual([await count(desktop, byRecorder), await count(desktop, byPhoneSystem)], [1, 1]);
      await stage.standin.post(`calls/${second}/recording`, {state: 'paused'});
      await desktop.reads('Recording paused · as the phone system says');
      await desktop.reads(byRecorder);
    });
  });
}
