import {after, afterEach, before, describe, test} from 'node:test';
import {endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import type {End} from '../support/node/colleague.js';
import {browserAgentOn, deployments, deskPhoneAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {wrapUp} from '../support/node/first-call.js';
import {assertMicrophoneClosed, assertNoBrowserAudio, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';

const second = '5550177';

for (const deployment of deployments) {
  describe(`J12: two own calls on one line become one (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** The agent talks with the second caller while the first waits; then all are one call. */
    async function merged(desktop: DesktopPage, extension: string, agent: (call: number) => Promise<End>) {
      const first = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const voice = drawTone(stage.agentTone, first.tone);
      await stage.standin.callIn({to: extension, from: second, name: 'Ben Carter', voice: {tone: voice}});
      await desktop.press('button', 'Hold and answer');
      const ends: readonly [End, End, End] = [
        await agent(first.tone),
        endAt(stage, first.number, first.tone),
        endAt(stage, second, voice),
      ];
      await desktop.shown('button', 'Join all');
      await desktop.reads(/You\s*(Ben Carter|5550177).*(Maria Lopez|5550123)\s*hears nobody/);
      await exactlyTheseHearEachOther([ends[0], ends[2]], [ends[1]]);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', 'In this conference: you and 2 others');
      await exactlyTheseHearEachOther(ends);
      return {ends, first};
    }

    const inBrowser = async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      return {desktop, agent: () => Promise.resolve(endInBrowser(stage, desktop))};
    };

    test('J12 B: all hear each other; one leaves, and the other goes on', async () => {
      const {desktop, agent} = await inBrowser();
      const {ends, first} = await merged(desktop, '41001', agent);
      await stage.standin.post(`calls/${first.id}/hangup`);
      await desktop.notShown('group', 'In this conference');
      await exactlyTheseHearEachOther([ends[0], ends[2]]);
    });

    test('J12 B by keyboard alone: the agent leaves, and the two go on', async () => {
      const {desktop, agent} = await inBrowser();
      desktop.useKeyboard();
      const {ends, first} = await merged(desktop, '41001', agent);
      await desktop.press('button', 'Leave');
      await exactlyTheseHearEachOther([ends[1], ends[2]]);
      await wrapUp(stage, desktop, first.id);
      await assertMicrophoneClosed(desktop);
    });

    test('J12 P: all hear each other, with no part of the browser in the audio', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      const extension = deskPhoneAgent.extension;
      await merged(desktop, extension, async (tone) => {
        const voice = drawTone(stage.agentTone, tone);
        await stage.standin.post(`phones/${extension}/voice`, {voice: {tone: voice}});
        return endAt(stage, extension, voice);
      });
      await assertNoBrowserAudio(desktop);
    });
  });
}
