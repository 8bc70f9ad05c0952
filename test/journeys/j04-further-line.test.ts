import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, goReady, Stage} from '../support/node/stage.js';
import {drawTone, hasTone, lacksTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {playedIn} from '../support/node/watch.js';

/** Somebody outside. */
const number = '5550142';

for (const deployment of deployments) {
  describe(`J04: call out from a further line (${deployment})`, () => {
    let stage: Stage;
    before(
      async () =>
        (stage = await Stage.open([
          '--deployment',
          deployment,
          '--layout',
          'test/support/layouts/eight-lines.xml',
        ])),
    );
    afterEach(() => stage.curtain());
    after(() => stage.close());

    async function signedIn(): Promise<DesktopPage> {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Personal, registered and idle');
      return desktop;
    }

    async function dial(desktop: DesktopPage, text: string): Promise<void> {
      await desktop.press('button', 'Call a number');
      await desktop.choose('Call from', 'Personal');
      await desktop.fill('Number to call', text);
      await desktop.pressKey('Enter');
    }

    const calledFrom = (line: string) =>
      until(`the call from ${line}`, async () =>
        (await stage.standin.world()).calls.find(
          ({parties}) => parties.length > 1 && parties.some(({address}) => address === line),
        ),
      );

    test('J04: by keyboard alone, from Ready: the line rings out by SIP alone, is heard both ways, sends digits, is ended', async () => {
      const desktop = await signedIn();
      desktop.useKeyboard();
      await goReady(desktop);
      const tone = drawTone(stage.agentTone);
      await dial(desktop, '555-0142');
      await desktop.shown('article', number);
      await desktop.shown('image', 'Personal, talking');
      const call = {...(await calledFrom('82001')), number};
      await stage.standin.post(`calls/${call.id}/voice`, {voice: {tone}});
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      await stage.agentHears(desktop, tone);
      await desktop.shown('button', 'State: Ready');
      const log = await stage.standin.log();
      const makes = log.filter(({event, facts}) => event === 'rest' && facts['method'] === 'POST');
      assert.deepEqual(makes, [], 'Finesse was not asked');
      await desktop.press('button', 'End');
      await desktop.notShown('article', number);
      await desktop.press('button', 'History');
      await desktop.reads(new RegExp(`${number} Called · .+ · 0\\d:\\d\\d`));
      await assertMicrophoneClosed(desktop);
    });

    test('J04: what is talked in is held first, and nobody hears two', async () => {
      const desktop = await signedIn();
      await goReady(desktop);
      const customer = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await stage.farEndHears(customer);
      await dial(desktop, number);
      await desktop.shown('article', number);
      const call = {...(await calledFrom('82001')), number};
      await stage.farEndHears(call);
      await stage.farEndHearsNothingOf(customer);
      assert.ok(!hasTone(await playedIn(await desktop.gadget()), customer.tone), 'the customer is held');
      await until('the caller who waits hears no agent', async () =>
        lacksTone(await stage.heardBy(customer.id, customer.number), stage.agentTone),
      );
    });

    test('J04: a number nobody has is refused in words; a call can be given up; digits behind a number follow the answer', async () => {
      const desktop = await signedIn();
      await dial(desktop, '123');
      await desktop.reads('The number is not known');
      await desktop.notShown('article', '123');
      await assertMicrophoneClosed(desktop);
      await desktop.fill('Number to call', number);
      await desktop.pressKey('Enter');
      await desktop.press('button', 'End');
      await desktop.notShown('article', number);
      const calls = async () => (await stage.standin.world()).calls;
      await until('it is over there too', async () => (await calls()).length === 0);
      await assertMicrophoneClosed(desktop);
      await desktop.fill('Number to call', '9002,12');
      await desktop.pressKey('Enter');
      await until('the machine has them', async () => (await calls())[0]?.digits === '12');
    });
  });
}
