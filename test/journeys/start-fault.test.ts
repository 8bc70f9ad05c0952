import assert from 'node:assert/strict';
import {writeFileSync, mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {launchChromium, type Browser} from '../support/node/chromium.js';
import {DesktopPage, deskPhoneAgent} from '../support/node/desktop-page.js';
import {StandinProcess} from '../support/node/standin-process.js';

/** The journeys' layout with another settings address. */
function layoutWith(config: string): string {
  const layout = readFileSync('test/support/layouts/journeys.xml', 'utf8').replace(
    /config=[^<]*/,
    `config=${config}`,
  );
  const file = join(mkdtempSync(join(tmpdir(), 'deskline-')), 'layout.xml');
  writeFileSync(file, layout);
  return file;
}

describe('wrong settings', () => {
  let browser: Browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());

  test('the gadget shows a page that names the fault, in sight, and never half-starts', async () => {
    const standin = await StandinProcess.start(['--layout', layoutWith('/standin/nothing.json')]);
    try {
      const desktop = await DesktopPage.open(browser, standin, deskPhoneAgent, 'desk-start-fault');
      desktop.watched.refusalsExpected.add(404);
      await desktop.reads('/standin/nothing.json: the server answered 404');
      await desktop.shown('alert', '');
      const box = await (await (await desktop.gadget()).frameElement())?.boundingBox();
      assert.ok(box && box.height > 60, 'the page has the height it needs');
      assert.equal(await desktop.isShown('button', 'State:'), false);
      await desktop.close();
    } finally {
      await standin.stop();
    }
  });
});
