import {after, afterEach, before, describe, test} from 'node:test';
import {endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import type {End} from '../support/node/colleague.js';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, Stage} from '../support/node/stage.js';
import {drawTone, hasTone, lacksTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';

/** Our gadget has three lines. */
const layout = 'test/support/layouts/three-lines.xml';

interface Caller {
  readonly id: string;
  readonly end: End;
}

for (const deployment of deployments) {
  describe(`J12: two own calls on two lines, joined in the page (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--layout', layout, '--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function calls(to: string, from: string, ...tones: number[]): Promise<Caller> {
      const tone = drawTone(stage.agentTone, ...tones);
      const id = await stage.standin.callIn({to, from, name: `Caller ${from}`, voice: {tone}});
      return {id, end: endAt(stage, from, tone)};
    }

    /** Talks with a second caller while the first waits, and joins the two. */
    async function joined(keyboard = false, lines: readonly [string, string] = ['7001', '82001']) {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      await desktop.shown('image', 'Sales, registered and idle');
      if (keyboard) desktop.useKeyboard();
      const first = await calls(lines[0], '5550123');
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      const second = await calls(lines[1], '5550177', first.end.tone);
      await desktop.press('button', 'Hold and answer');
      await desktop.shown('button', 'Join all');
      await desktop.reads('when you are gone, the calls end');
      const agent = endInBrowser(stage, desktop);
      await exactlyTheseHearEachOther([agent, second.end], [first.end]);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', 'Joined in this browser');
      await exactlyTheseHearEachOther([agent, first.end, second.end]);
      return {desktop, agent, first, second};
    }

    const leaves = ({id}: Caller) => stage.standin.post(`calls/${id}/hangup`);
    const apart = (desktop: DesktopPage) => desktop.notShown('group', 'Joined in this browser');

    test('J12 B: all hear each other, also while the agent is muted; one leaves, and the other goes on', async () => {
      const {desktop, agent, first, second} = await joined();
      await desktop.press('button', 'Mute');
      await until('the callers still hear each other, and the agent no more', async () => {
        const [a, b] = await Promise.all([first.end.heard(), second.end.heard()]);
        const isSilent = [a, b].every((heard) => lacksTone(heard, stage.agentTone));
        return isSilent && hasTone(a, second.end.tone) && hasTone(b, first.end.tone);
      });
      await desktop.press('button', 'Mute');
      await exactlyTheseHearEachOther([agent, first.end, second.end]);
      await leaves(second);
      await apart(desktop);
      await exactlyTheseHearEachOther([agent, first.end]);
    });

    test('J12 B by keyboard alone: two further lines; Hold takes one out, and it can be joined again', async () => {
      const {desktop, agent, first, second} = await joined(true, ['83001', '82001']);
      await desktop.press('button', 'Hold');
      await apart(desktop);
      await desktop.press('button', 'Join all');
      await desktop.shown('group', 'Joined in this browser');
      await exactlyTheseHearEachOther([agent, first.end, second.end]);
      await desktop.press('button', 'End');
      await desktop.press('button', 'End');
      await assertMicrophoneClosed(desktop);
    });
  });
}
