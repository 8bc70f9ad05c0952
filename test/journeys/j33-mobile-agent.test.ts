import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgent} from '../support/node/desktop-page.js';
import {callThroughTheBrowser} from '../support/node/first-call.js';
import {goReady, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

describe('J33: Mobile Agent, call by call (CCE)', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(['--deployment', 'CCE'])));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  const answered = async () =>
    (await stage.standin.log()).filter(({event}) => event === 'leg-answered').length;

  for (const byKeyboard of [false, true]) {
    test(`J33: Answer is the leg’s own answer, ANSWER is never sent to Finesse, both directions heard, wrap-up as J02${byKeyboard ? ', by keyboard alone' : ''}`, async () => {
      const desktop = await stage.signIn(browserAgent);
      if (byKeyboard) desktop.useKeyboard();
      await desktop.shown('image', 'Line 1, ACD, registered');
      await goReady(desktop);
      await desktop.shown('button', 'Browser audio');
      const before = await answered();
      await callThroughTheBrowser(stage, desktop);
      // the caller's leg, and ours: the one that was answered here
      assert.equal((await answered()) - before, 2);
    });
  }

  test('J33: two calls in a row, each with a leg of its own that ends with it', async () => {
    const desktop = await stage.signInReady(browserAgent);
    await callThroughTheBrowser(stage, desktop);
    await until('no leg is left', async () => (await stage.standin.world()).calls.length === 0);
    await callThroughTheBrowser(stage, desktop);
  });

  test('J33: the Answer waits for the leg: while Finesse alone rings nothing can be pressed, and it says why', async () => {
    const desktop = await stage.signInReady(browserAgent);
    // the dialog is told, the INVITE never arrives
    await stage.standin.post('faults', {sip: {stall: true}});
    const call = await stage.customerCalls();
    await desktop.shown('article', '5550123');
    await desktop.reads('Waiting for the audio');
    assert.notEqual((await desktop.find('button', 'Answer'))?.enabled, true);
    await stage.standin.post(`calls/${call.id}/hangup`);
    await desktop.notShown('article', '5550123');
  });
});
