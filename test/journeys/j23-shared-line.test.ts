import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {Colleague, endAt, endInBrowser, exactlyTheseHearEachOther} from '../support/node/colleague.js';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, goReady, Stage} from '../support/node/stage.js';
import {drawTone} from '../support/node/tones.js';

/** The browser's second line, which a colleague's phone has too. */
const line = '82001';
const customer = '5550177';

for (const deployment of deployments) {
  describe(`J23: a line that a colleague has too (${deployment})`, () => {
    let stage: Stage;
    before(async () => {
      const layout = 'test/support/layouts/shared-line.xml';
      stage = await Stage.open(['--deployment', deployment, '--layout', layout]);
    });
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const says = (desktop: DesktopPage, state: string) => desktop.shown('image', `Personal, ${state}`);

    async function signedIn(): Promise<{desktop: DesktopPage; colleague: Colleague}> {
      await stage.standin.post('settings', {sharedLines: line});
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await says(desktop, 'registered and idle');
      return {desktop, colleague: Colleague.at(stage.standin, line)};
    }

    /** A customer calls the line, and the colleague answers. */
    async function answeredThere(desktop: DesktopPage, colleague: Colleague) {
      const tone = drawTone(stage.agentTone);
      const id = await stage.standin.callIn({to: line, from: customer, name: 'Ann Onimo', voice: {tone}});
      await says(desktop, 'ringing');
      const voice = drawTone(stage.agentTone, tone);
      await colleague.pickUp(voice);
      await says(desktop, 'remote in use');
      return {call: {id, number: customer, tone}, voice};
    }

    test('J23: rings here and there, they answer, hold, take back; what they hold is pulled here where the switch allows it, and they are out of it', async () => {
      const {desktop, colleague} = await signedIn();
      const {call, voice} = await answeredThere(desktop, colleague);
      await desktop.notShown('article', customer);
      await assertMicrophoneClosed(desktop);
      const ends = {
        agent: endInBrowser(stage, desktop),
        there: endAt(stage, line, voice),
        customer: endAt(stage, customer, call.tone),
      };
      await exactlyTheseHearEachOther([ends.there, ends.customer]);
      await colleague.hold();
      await says(desktop, 'remote held');
      await desktop.shown('button', 'Pull here: Ann Onimo');
      await colleague.hold(false);
      await says(desktop, 'remote in use');
      await desktop.notShown('button', 'Pull here');
      await colleague.hold();
      await stage.standin.post('faults', {habits: {pull: 'none'}});
      await desktop.press('button', 'Pull here: Ann Onimo');
      await desktop.reads('The phone system does not let you take this call');
      await says(desktop, 'remote held');
      await desktop.notShown('article', customer);
      await assertMicrophoneClosed(desktop);
      await stage.standin.post('faults', {habits: {pull: 'replaces'}});
      await desktop.press('button', 'Pull here: Ann Onimo');
      await desktop.shown('article', 'Ann Onimo');
      await says(desktop, 'talking');
      await desktop.shown('button', 'Hold');
      await exactlyTheseHearEachOther([ends.agent, ends.customer]);
      const phones = (await (await fetch(`${stage.standin.address}/standin/phones`)).json()) as unknown;
      assert.deepEqual(phones, [], 'the colleague’s phone is on the hook');
      await desktop.notShown('button', 'Pull here');
      await desktop.press('button', 'End');
      await says(desktop, 'registered and idle');
      await assertMicrophoneClosed(desktop);
    });

    test('J23, I-14: by keyboard alone, in a call: what is talked in is held first', async () => {
      const {desktop, colleague} = await signedIn();
      desktop.useKeyboard();
      await goReady(desktop);
      const first = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await stage.farEndHears(first);
      const {call} = await answeredThere(desktop, colleague);
      await colleague.hold();
      await desktop.press('button', 'Pull here: Ann Onimo');
      await says(desktop, 'talking');
      await stage.farEndHears(call);
      await stage.farEndHearsNothingOf(first);
      await desktop.shown('image', 'Line 1, ACD, on hold');
    });

    test('J23: do not disturb and forwarding are shown; news that stop are asked for again; where nobody tells of the line, it says nothing of others', async () => {
      await stage.standin.post('faults', {habits: {featureNews: 'as-feature-event'}});
      const {desktop, colleague} = await signedIn();
      await stage.standin.post(`lines/${line}/features`, {doNotDisturb: true});
      await says(desktop, 'do not disturb');
      await stage.standin.post(`lines/${line}/features`, {forwardTo: '2300'});
      await says(desktop, 'forwarded: calls go to 2300');
      await stage.standin.post(`lines/${line}/features`, {});
      await answeredThere(desktop, colleague);
      await stage.standin.post('faults', {cutSockets: true});
      await colleague.hold();
      await says(desktop, 'remote held');
      await stage.standin.post('faults', {habits: {lineNews: 'none'}});
      await says(desktop, 'registered and idle');
      await desktop.notShown('button', 'Pull here');
    });
  });
}
