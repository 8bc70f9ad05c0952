import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn} from '../support/node/desktop-page.js';
import {callThroughTheBrowser} from '../support/node/first-call.js';
import {goReady, Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

describe('J34: Extend & Connect (CCX)', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(['--deployment', 'CCX'])));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  const agent = browserAgentOn('CCX');

  for (const byKeyboard of [false, true]) {
    test(`J34: the call arrives at the remote destination, both directions heard, wrap-up as J02; Health says that calls arrive${byKeyboard ? ', by keyboard alone' : ''}`, async () => {
      const desktop = await stage.signIn(agent);
      if (byKeyboard) desktop.useKeyboard();
      await desktop.shown('image', 'Line 1, ACD, registered');
      await goReady(desktop);
      await callThroughTheBrowser(stage, desktop);
      await desktop.press('button', 'Health: all is well');
      await desktop.reads('Calls to this browser Arrive');
    });

    test(`J34: while the remote destination is not active calls fail busy, and Health says why and what to do; activated, the next call arrives${byKeyboard ? ', by keyboard alone' : ''}`, async () => {
      const desktop = await stage.signInReady(agent);
      if (byKeyboard) desktop.useKeyboard();
      await stage.standin.post('settings', {remoteDestinationActive: false});
      const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
      const call = await stage.customerCalls();
      await desktop.reads('A call for you did not reach this browser');
      const taken = (await stage.standin.log(begin)).find(({event}) => event === 'rona');
      assert.equal(taken?.facts['cause'], 'busy');
      await desktop.press('button', 'Health: something needs a hand');
      await desktop.reads('Calls to this browser The last one did not arrive');
      await desktop.reads('Mostly the remote destination is not active, and calls fail as busy');
      await desktop.reads('ask your administrator to make 81001 the active remote destination of 41001');
      await desktop.page.keyboard.press('Escape');
      assert.equal(await desktop.ringTones(), 0);

      await stage.standin.post('settings', {remoteDestinationActive: true});
      await desktop.press('button', 'Ready again');
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      await stage.agentHears(desktop, call.tone);
      await desktop.press('button', 'Health: all is well');
      await desktop.reads('Calls to this browser Arrive');
    });
  }

  test('J34: a direct call finds an inactive remote destination busy, and nothing rings', async () => {
    const desktop = await stage.signIn(agent);
    await desktop.shown('image', 'Line 1, ACD, registered');
    await stage.standin.post('settings', {remoteDestinationActive: false});
    const begin = (await stage.standin.log()).at(-1)?.seq ?? 0;
    await stage.standin.callIn({to: '41001', from: '5550188', voice: 'silence'});
    await until('the caller is gone', async () => (await stage.standin.world()).calls.length === 0);
    const rang = (await stage.standin.log(begin)).filter(({event}) => event === 'leg-ringing');
    assert.deepEqual([rang.length, await desktop.ringTones()], [0, 0]);
  });

  test('J34: one’s own call fails busy too, in words, and Health says why', async () => {
    const desktop = await stage.signIn(agent);
    await desktop.shown('image', 'Line 1, ACD, registered');
    await stage.standin.post('settings', {remoteDestinationActive: false});
    await desktop.press('button', 'Call a number');
    await desktop.fill('Number to call', '5550142');
    await desktop.press('button', 'Call');
    await desktop.reads('A call for you did not reach this browser');
    await desktop.press('button', 'End');
    await desktop.press('button', 'Health: something needs a hand');
    await desktop.reads('The last one did not arrive');
    await desktop.page.keyboard.press('Escape');
    await stage.standin.post('settings', {remoteDestinationActive: true});
    await goReady(desktop);
  });
});
