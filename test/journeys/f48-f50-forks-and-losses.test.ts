import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgent, type DesktopPage} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';
import {liveMicrophones} from '../support/node/watch.js';

const number = '5550142';

describe('forked calls and lost messages', () => {
  let stage: Stage;
  let desktop: DesktopPage;
  before(async () => {
    stage = await Stage.open(['--layout', 'test/support/layouts/three-lines.xml']);
    desktop = await stage.signInReady(browserAgent);
    await desktop.shown('image', 'Personal, registered and idle');
  });
  afterEach(() => stage.standin.liftFaults());
  after(async () => {
    await stage.curtain();
    await stage.close();
  });

  const happened = async (event: string) =>
    (await stage.standin.log()).filter((entry) => entry.event === event).map(({facts}) => facts);

  /** Calls from the second line, until both ends hear each other. */
  async function calls(): Promise<string> {
    // it may be open from the call before
    if (!(await desktop.isShown('combobox', 'Call from'))) await desktop.press('button', 'Call a number');
    await desktop.choose('Call from', 'Personal');
    await desktop.fill('Number to call', number);
    await desktop.pressKey('Enter');
    await desktop.shown('image', 'Personal, talking');
    const {id} = await until('the call', async () =>
      (await stage.standin.world()).calls.find(({parties}) =>
        parties.some(({address}) => address === '82001'),
      ),
    );
    await stage.farEndHears({id, number});
    return id;
  }

  /** One card, and nothing of the call when it is over. */
  async function ends(): Promise<void> {
    assert.equal(await desktop.count('article', number), 1);
    await desktop.press('button', 'End');
    await desktop.notShown('article', number);
    await until('it is over there too', async () => (await stage.standin.world()).calls.length === 0);
  }

  test('F-48 (inject S: a call of ours is forked, two ends take it; settles at once): the first is talked to, the second is let go, and there is one card', async () => {
    await stage.standin.post('faults', {sip: {forks: 1}});
    await calls();
    const got = await until('the second end is let go', async () => {
      const words = (await happened('fork')).map((facts) => facts['got']);
      return words.includes('BYE') ? words : undefined;
    });
    assert.deepEqual(got, ['ACK', 'BYE']);
    await ends();
  });

  test('F-50 (inject S: our ACK is lost; settles with the 200 that comes again): both hear each other, and there is one card', async () => {
    await stage.standin.post('faults', {sip: {lose: [{message: 'ACK', from: 'browser'}]}});
    await calls();
    assert.deepEqual(await happened('sip-lost'), [{message: 'ACK', from: 'browser'}]);
    await ends();
  });

  test('F-50 (inject S: the BYE to the browser is lost; settles within 30 s): the card follows Finesse at once, and leg and microphone go by themselves', async () => {
    const call = await stage.customerCalls();
    await desktop.press('button', 'Answer');
    await stage.farEndHears(call);
    await stage.standin.post('faults', {sip: {lose: [{message: 'BYE', from: 'switch'}]}});
    await stage.standin.post(`calls/${call.id}/hangup`);
    await desktop.shown('button', 'Done');
    const frame = await desktop.gadget();
    await until('the microphone is given back', async () => (await liveMicrophones(frame)) === 0, 30_000);
    assert.equal((await happened('sip-lost')).at(-1)?.['message'], 'BYE');
    await desktop.press('button', 'Done');
    await desktop.shown('image', 'Line 1, ACD, registered and idle');
  });
});
