/** A real call on the real desktop, photographed at each step in every width and scheme; the README's picture too. */
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Page} from '../../test/support/node/chromium.js';
import {browserAgent, type DesktopPage} from '../../test/support/node/desktop-page.js';
import {goReady, Stage} from '../../test/support/node/stage.js';
import {until} from '../../test/support/node/until.js';

const out = process.argv[2] ?? 'test-results/pictures';
const widths = [320, 480, 1200];
const schemes = ['light', 'dark'] as const;
/** What the stand-in's desktop adds left and right of the gadget; pixels. */
const margin = 42;

async function photograph(desktop: DesktopPage, step: string): Promise<void> {
  for (const scheme of schemes) {
    await desktop.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    for (const width of widths) {
      await desktop.page.setViewport({width: width + margin, height: 900, deviceScaleFactor: 2});
      await settled(desktop.page);
      const frame = await (await desktop.gadget()).frameElement();
      await frame?.screenshot({path: join(out, `${step}-${scheme}-${width}.png`)});
    }
  }
}

/** Two frames without a change of layout. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 30; frames++) await new Promise((tick) => requestAnimationFrame(tick));
  });

mkdirSync(out, {recursive: true});
mkdirSync('docs/pictures', {recursive: true});
const stage = await Stage.open(['--layout', 'standin/layouts/demo.xml']);
try {
  const desktop = await stage.signIn(browserAgent);
  await desktop.shown('image', 'Line 1, ACD, registered');
  await photograph(desktop, '1-not-ready');
  await goReady(desktop);
  await photograph(desktop, '2-ready');
  await stage.standin.post('settings', {ringSeconds: 120});
  const call = await stage.customerCalls({
    variables: {callVariable1: 'Gold', callVariable2: 'Invoice 2026-118', callVariable3: 'Lisbon'},
  });
  await desktop.shown('button', 'Answer');
  await photograph(desktop, '3-alerting');
  await desktop.press('button', 'Answer');
  await desktop.shown('button', 'Hold');
  await until('a moment of talk', async () => /Talking 00:0[3-9]/.test(await desktop.text()));
  await photograph(desktop, '4-talking');
  await desktop.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: 'light'}]);
  await desktop.page.setViewport({width: 1100, height: 560, deviceScaleFactor: 2});
  await settled(desktop.page);
  await desktop.page.screenshot({path: 'docs/pictures/desktop.png'});
  await desktop.press('button', 'Hold');
  await desktop.shown('button', 'Resume');
  await photograph(desktop, '5-held');
  await stage.standin.post(`calls/${call.id}/hangup`);
  await desktop.shown('button', 'Done');
  await photograph(desktop, '6-wrap-up');
} finally {
  await stage.close();
}
