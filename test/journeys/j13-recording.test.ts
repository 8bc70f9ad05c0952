import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deskPhoneAgent} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';

describe('J13: a call recorded on demand (CCX)', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(['--deployment', 'CCX'])));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  for (const [name, signIn] of [
    ['B', browserAgentOn('CCX')],
    ['D', deskPhoneAgent],
  ] as const) {
    test(`J13 ${name}: is asked for, said to be on when Finesse shows it, and still on after hold`, async () => {
      const desktop = await stage.signIn(signIn);
      if (name === 'B') await desktop.shown('image', 'Line 1, ACD, registered');
      await desktop.press('button', 'Call a number');
      await desktop.fill('Number to call', '9002');
      await desktop.press('button', 'Call');
      await desktop.shown('button', 'Hold');
      await desktop.reads('Recording: not known · nobody reports it');
      await desktop.press('button', 'Record');
      await desktop.reads(/Recording · started by you, as Finesse shows, since/);
      await desktop.press('button', 'Hold');
      await desktop.press('button', 'Resume');
      await desktop.shown('button', 'Hold');
      await desktop.reads(/Recording · started by you, as Finesse shows, since/);
    });
  }
});
