import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, deskPhoneAgent} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

for (const deployment of deployments) {
  describe(`J16: the desktop’s own call control used beside ours (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const settle = 1_000;

    test('J16 P: answer, hold, retrieve and end pressed there; ours follows', async () => {
      const desktop = await stage.signInReady(deskPhoneAgent);
      await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      assert.equal(await desktop.count('article'), 1, 'one alert, not two');
      await desktop.pressDesktop('Desktop: Answer');
      await desktop.shown('button', 'Hold', settle);
      await desktop.pressDesktop('Desktop: Hold');
      await desktop.shown('button', 'Resume', settle);
      await desktop.pressDesktop('Desktop: Retrieve');
      await desktop.shown('button', 'Hold', settle);
      await desktop.pressDesktop('Desktop: End');
      await desktop.shown('button', 'Done', settle);
    });

    test('J16 B: answered here; hold, retrieve and end pressed there; audio follows', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await stage.customerCalls();
      await until('it rings', async () => (await desktop.ringTones()) > 0);
      assert.equal(await desktop.ringTones(), 1, 'no double ring');
      assert.equal(await desktop.count('article'), 1, 'one alert, not two');
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      assert.equal(await desktop.ringTones(), 0);
      await desktop.pressDesktop('Desktop: Hold');
      await desktop.shown('button', 'Resume', settle);
      await stage.farEndHearsNothingOf(call);
      await desktop.pressDesktop('Desktop: Retrieve');
      await desktop.shown('button', 'Hold', settle);
      await stage.farEndHears(call);
      await desktop.pressDesktop('Desktop: End');
      await desktop.shown('button', 'Done', settle);
    });

    test('J16 B: hold, resume and end pressed here; theirs follows, by keyboard alone', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      desktop.useKeyboard();
      await stage.customerCalls();
      await desktop.press('button', 'Answer');
      const theirs = (state: string) =>
        until(`the desktop shows the call ${state}`, () =>
          desktop.page.evaluate(
            (wanted) => document.querySelector(`[data-standin="calls"] [data-state="${wanted}"]`) !== null,
            state,
          ),
        );
      await theirs('ACTIVE');
      await desktop.press('button', 'Hold');
      await theirs('HELD');
      await desktop.press('button', 'Resume');
      await theirs('ACTIVE');
      await desktop.press('button', 'End');
      await until('the desktop shows no call', () =>
        desktop.page.evaluate(
          () => document.querySelector('[data-standin="calls"] [data-state="ACTIVE"]') === null,
        ),
      );
    });
  });
}
