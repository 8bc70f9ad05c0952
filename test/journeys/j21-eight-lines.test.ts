import assert from 'node:assert/strict';
import {after, afterEach, before, describe, test} from 'node:test';
import {browserAgentOn, deployments, type DesktopPage} from '../support/node/desktop-page.js';
import {assertMicrophoneClosed, goReady, Stage} from '../support/node/stage.js';
import {drawTone, hasTone, lacksTone} from '../support/node/tones.js';
import {until} from '../support/node/until.js';
import {playedIn} from '../support/node/watch.js';

/** The further lines of the settings, in their order (standin/gadget-settings.ts). */
const labels = ['Personal', 'Sales', 'Returns', 'Lab', 'Reception', 'Night', 'Spare'];

interface OnLine {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly tone: number;
}

for (const deployment of deployments) {
  describe(`lines (${deployment})`, () => {
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

    const heardBy = async ({id, number}: OnLine) => stage.heardBy(id, number);

    async function registered(desktop: DesktopPage): Promise<void> {
      for (const label of labels) await desktop.shown('image', `${label}, registered and idle`);
    }

    /** Exactly this pair hears each other: nobody else hears the agent, the agent hears nobody else. */
    async function onlyHeard(desktop: DesktopPage, talked: OnLine, others: readonly OnLine[]): Promise<void> {
      await stage.farEndHears(talked);
      await stage.agentHears(desktop, talked.tone);
      for (const other of others)
        await until(`${other.name} does not hear the agent`, async () =>
          lacksTone(await heardBy(other), stage.agentTone),
        );
      const played = await playedIn(await desktop.gadget());
      for (const other of others) assert.ok(!hasTone(played, other.tone), `the agent hears ${other.name}`);
    }

    /** Presses Resume on the card of that caller until it is talked in. */
    async function resume(desktop: DesktopPage, name: string): Promise<void> {
      const frame = await desktop.gadget();
      await until(`${name} is resumed`, () =>
        frame.evaluate((wanted) => {
          const inside = (root: Document | ShadowRoot, selector: string): HTMLElement[] => [
            ...root.querySelectorAll<HTMLElement>(selector),
            ...[...root.querySelectorAll('*')].flatMap(({shadowRoot}) =>
              shadowRoot ? inside(shadowRoot, selector) : [],
            ),
          ];
          const card = inside(document, 'article').find((each) =>
            each.querySelector('h3')?.textContent?.includes(wanted),
          );
          if (card?.dataset['state'] === 'talking') return true;
          const buttons = card ? inside(card.getRootNode() as ShadowRoot, 'button') : [];
          buttons.find((each) => each.textContent?.trim() === 'Resume')?.click();
          return false;
        }, name),
      );
    }

    async function callOn(line: number, tones: number[]): Promise<OnLine> {
      const tone = drawTone(stage.agentTone, ...tones);
      tones.push(tone);
      const number = `555010${line}`;
      const name = `Caller ${line}`;
      const to = line === 1 ? '41001' : `8${line}001`;
      return {id: await stage.standin.callIn({to, from: number, name, voice: {tone}}), number, name, tone};
    }

    test('J21: eight lines are registered; a call on each in turn, each alert names its line; eight held; any is resumed', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      await desktop.shown('image', 'Line 1, ACD, registered');
      await registered(desktop);
      assert.deepEqual(
        (await stage.standin.world()).lines.toSorted(),
        Array.from({length: 8}, (_, index) => `8${index + 1}001`),
        'one registration a line',
      );
      const calls: OnLine[] = [];
      const tones: number[] = [];
      for (let line = 1; line <= 8; line++) {
        const call = await callOn(line, tones);
        const answer = line === 1 ? 'Answer' : 'Hold and answer';
        await desktop.shown('button', answer);
        await desktop.reads(new RegExp(`Incoming call, line ${line}\\b`));
        if (line > 1) await desktop.shown('image', `${labels[line - 2]}, ringing`);
        await desktop.press('button', answer);
        await desktop.notShown('button', answer);
        await stage.farEndHears(call);
        calls.push(call);
      }
      await onlyHeard(desktop, calls[7] as OnLine, calls.slice(0, 7));
      await desktop.press('button', 'Hold');
      for (const label of labels) await desktop.shown('image', `${label}, on hold`);
      for (const call of calls)
        await until(`${call.name} does not hear the agent`, async () =>
          lacksTone(await heardBy(call), stage.agentTone),
        );
      // one of them, then another while that one is talked in: it is held first
      await desktop.press('button', 'Show all');
      for (const call of [calls[2], calls[0], calls[6]] as OnLine[]) {
        await resume(desktop, call.name);
        await onlyHeard(
          desktop,
          call,
          calls.filter((other) => other !== call),
        );
      }
    });

    test('J21: by keyboard alone: the alert names the line, the call is answered while another is held, and each is resumed', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      desktop.useKeyboard();
      await registered(desktop);
      const tones: number[] = [];
      const one = await callOn(3, tones);
      await desktop.reads(/Incoming call, line 3\b/);
      await desktop.press('button', 'Answer');
      await stage.farEndHears(one);
      const other = await callOn(5, tones);
      await desktop.reads(/Incoming call, line 5\b/);
      await desktop.press('button', 'Hold and answer');
      await onlyHeard(desktop, other, [one]);
      await desktop.press('button', 'Resume');
      await onlyHeard(desktop, one, [other]);
    });

    test('J25: by keyboard alone: a personal call is declined, its caller hears busy; a queue call can’t be, and that is said', async () => {
      const desktop = await stage.signIn(browserAgentOn(deployment));
      desktop.useKeyboard();
      await registered(desktop);
      const call = await callOn(2, []);
      await desktop.press('button', 'Decline');
      await desktop.notShown('button', 'Answer');
      await until(
        'the call is over',
        async () => !(await stage.standin.world()).calls.some(({id}) => id === call.id),
      );
      await assertMicrophoneClosed(desktop);
      await goReady(desktop);
      await stage.customerCalls();
      await desktop.shown('button', 'Answer');
      await desktop.reads('Queue calls can’t be declined');
      assert.equal(await desktop.isShown('button', 'Decline'), false);
    });

    for (const way of ['with the mouse', 'by keyboard alone']) {
      test(`J22: ${way}: a personal call while Ready makes Not Ready where the site counts it, and that is explained`, async () => {
        const desktop = await stage.signIn(browserAgentOn(deployment));
        if (way !== 'with the mouse') desktop.useKeyboard();
        await registered(desktop);
        await goReady(desktop);
        const quiet = await callOn(2, []);
        await desktop.press('button', 'Answer');
        await stage.farEndHears(quiet);
        await desktop.shown('button', 'State: Ready');
        await desktop.press('button', 'End');
        await desktop.notShown('button', 'End');
        await stage.standin.post('settings', {furtherLinesCount: true});
        const call = await callOn(2, []);
        await desktop.shown('button', 'State: Not Ready');
        assert.equal((await stage.standin.agent()).reason?.code, deployment === 'CCX' ? 32742 : 50005);
        await desktop.reads('A call on another line made you Not Ready');
        await desktop.press('button', 'Answer');
        await stage.farEndHears(call);
        await desktop.press('button', 'End');
        await desktop.notShown('button', 'End');
        await desktop.reads('Go Ready again when that call is over');
        await goReady(desktop);
        assert.equal((await stage.standin.agent()).state, 'READY');
      });
    }
  });
}
