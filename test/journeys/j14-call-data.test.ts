import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {Stage} from '../support/node/stage.js';
import {until} from '../support/node/until.js';

const colleague = {id: '1001002', password: 'agent2', extension: '42002'};

for (const deployment of deployments) {
  describe(`J14: call variables by the layout, one edited, seen after a transfer (${deployment})`, () => {
    let stage: Stage;
    before(async () => (stage = await Stage.open(['--deployment', deployment])));
    afterEach(() => stage.curtain());
    after(() => stage.close());

    const noteIn = async (callId: string) =>
      (
        await stage.standin.get<{calls: {id: string; variables: Record<string, string>}[]}>('world')
      ).calls.find(({id}) => id === callId)?.variables['callVariable3'];

    /** A call with a note is under way; the card has the rows of the layout. */
    async function talking(desktop: DesktopPage) {
      const call = await stage.customerCalls({
        variables: {callVariable1: 'Gold', callVariable3: 'first note', callVariable9: 'not in the layout'},
      });
      await desktop.reads(/Customer *Gold/);
      assert.ok(!(await desktop.text()).includes('not in the layout'), 'the layout says what is shown');
      assert.equal(await desktop.isShown('button', 'Change Note'), false, 'nothing is edited while it rings');
      await desktop.press('button', 'Answer');
      await desktop.shown('button', 'Hold');
      return call;
    }

    async function change(desktop: DesktopPage, text: string): Promise<void> {
      await desktop.press('button', 'Change Note');
      await desktop.fill('Note', text);
      await desktop.press('button', 'Save');
    }

    for (const keyboard of [false, true])
      test(`J14 B${keyboard ? ' by keyboard alone' : ''}: the edit is in Finesse and on the receiver’s screen`, async () => {
        const desktop = await stage.signInReady(browserAgentOn(deployment));
        const receiver = await stage.signIn(colleague);
        await receiver.shown('button', 'State: Not Ready');
        if (keyboard) desktop.useKeyboard();
        const call = await talking(desktop);
        await change(desktop, 'call back at five');
        await until('Finesse has it', async () => (await noteIn(call.id)) === 'call back at five');
        await desktop.reads(/Note *call back at five/);
        await desktop.press('button', 'Transfer');
        await desktop.fill('Transfer to', colleague.extension);
        await desktop.press('button', 'Transfer now');
        await receiver.press('button', 'Answer');
        await receiver.shown('button', 'Hold');
        await receiver.reads(/Note *call back at five/);
      });

    test('J14 B: a refused edit leaves the old value, in words', async () => {
      const desktop = await stage.signInReady(browserAgentOn(deployment));
      const call = await talking(desktop);
      desktop.watched.refusalsExpected.add(400);
      await stage.standin.post('faults', {
        rest: {method: 'PUT', path: '/Dialog/', status: 400, type: 'Invalid Input', times: 1},
      });
      await change(desktop, 'never taken');
      await desktop.reads('The change to the call’s data was not taken');
      await desktop.reads(/Note *first note/);
      assert.equal(await noteIn(call.id), 'first note');
    });
  });
}
