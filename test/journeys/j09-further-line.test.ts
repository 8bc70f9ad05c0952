import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague, endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import {browserAgentOn, deployments} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';

/** Our gadget has three lines; the second is 82001. */
const layout = 'test/support/layouts/three-lines.xml';

for (const deployment of deployments) {
  describe(`a call of a further line is handed on, by SIP alone (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--layout', layout, '--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    /** Talks with a caller on the second line; a colleague sits at a desk phone that nobody signed in at. */
    async function talking(keyboard = false) {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Sales, registered and idle');
      if (keyboard) desktop.useKeyboard();
      const tones = {caller: drawTone(stage.agentTone), colleague: 0};
      tones.colleague = drawTone(stage.agentTone, tones.caller);
      const from = '5550123';
      await stage.standin.callIn({to: '82001', from, name: 'Ann Other', voice: {tone: tones.caller}});
      await desktop.press('button', 'Answer');
      await desktop.press('button', 'Transfer');
      const colleague = Colleague.at(stage.standin, '42005');
      const ends = {
        agent: endInBrowser(stage, desktop),
        caller: endAt(stage, from, tones.caller),
        colleague: endAt(stage, colleague.extension, tones.colleague),
      };
      return {desktop, colleague, tones, ends};
    }

    const nothingAskedOfFinesse = async () => {
      const log = await stage.standin.log();
      const dialogs = log.filter(
        ({event, facts}) =>
          event === 'rest' && /\/Dialog/.test(String(facts['path'])) && facts['method'] !== 'GET',
      );
      assert.deepEqual(dialogs, []);
    };

    test('J09: asked first while the caller waits, swapped, and handed over: exactly the shown pair hears each other', async () => {
      const {desktop, colleague, tones, ends} = await talking();
      const {agent, caller} = ends;
      await desktop.fill('Transfer to', colleague.extension);
      await desktop.press('button', 'Talk first');
      await colleague.pickUp(tones.colleague);
      await exactlyTheseHearEachOther([agent, ends.colleague], [caller]);
      await desktop.press('button', 'Swap');
      await exactlyTheseHearEachOther([agent, caller], [ends.colleague]);
      await desktop.press('button', 'Complete transfer');
      await desktop.notShown('article', 'Ann Other');
      await exactlyTheseHearEachOther([caller, ends.colleague]);
      assert.equal(await desktop.count('article'), 0);
      await assertMicrophoneClosed(desktop);
      await nothingAskedOfFinesse();
    });

    test('J09 by keyboard alone: the colleague is asked, joined with both, and let go; back with the caller', async () => {
      const {desktop, colleague, tones, ends} = await talking(true);
      const {agent, caller} = ends;
      await desktop.fill('Transfer to', colleague.extension);
      await desktop.press('button', 'Talk first');
      await colleague.pickUp(tones.colleague);
      await desktop.press('button', 'Join all');
      await exactlyTheseHearEachOther([agent, caller, ends.colleague]);
      await colleague.hangUp();
      await exactlyTheseHearEachOther([agent, caller]);
      await desktop.press('button', 'End');
      await assertMicrophoneClosed(desktop);
    });

    test('J08: transfer now: gone when the colleague answers; where nobody does, the caller is back, in words', async () => {
      const {desktop, colleague, tones, ends} = await talking();
      const {agent, caller} = ends;
      await stage.standin.post('settings', {ringSeconds: 2});
      await desktop.fill('Transfer to', colleague.extension);
      await desktop.press('button', 'Transfer now');
      await desktop.reads(`Calling ${colleague.extension} to take over`);
      await colleague.rings();
      await desktop.reads('nobody answered');
      await exactlyTheseHearEachOther([agent, caller]);
      await desktop.press('button', 'Transfer');
      await desktop.fill('Transfer to', colleague.extension);
      await desktop.press('button', 'Transfer now');
      await colleague.pickUp(tones.colleague);
      await desktop.notShown('article', 'Ann Other');
      await exactlyTheseHearEachOther([caller, ends.colleague]);
      assert.equal(await desktop.count('article'), 0);
      await assertMicrophoneClosed(desktop);
      await nothingAskedOfFinesse();
    });
  });
}
