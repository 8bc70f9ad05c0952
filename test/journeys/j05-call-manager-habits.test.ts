import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgent} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';

describe('J05: the same call by the other habits of a call manager', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open()));
  afterEach(() => stage.curtain());
  after(() => stage.close());

  for (const [offer, provisional] of [
    ['delayed', 'none'],
    ['early', 'reliable'],
    ['delayed', 'reliable'],
  ] as const) {
    test(`J05 B: ${offer} offer, provisional answers ${provisional === 'none' ? 'as usual' : 'reliable'}: hold, music and resume twice, both heard afterwards`, async () => {
      const desktop = await stage.signInReady(browserAgent);
      await stage.standin.post('faults', {habits: {offer, hold: 'inactive-music', provisional}});
      const call = await stage.customerCalls();
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      await stage.farEndHears(call);
      for (let round = 0; round < 2; round++) {
        await desktop.press('button', 'Hold');
        await desktop.shown('button', 'Resume');
        await stage.farEndHearsNothingOf(call);
        await desktop.press('button', 'Resume');
        await desktop.shown('button', 'Hold');
        await stage.farEndHears(call);
        await stage.agentHears(desktop, call.tone);
      }
    });
  }
});
