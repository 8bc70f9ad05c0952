import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {launchChromium, type Browser, type Frame, type Page} from '../support/node/chromium.js';
import {StandinProcess} from '../support/node/standin-process.js';
import {until} from '../support/node/until.js';
import {watch, type Watch} from '../support/node/watch.js';

const gadgets = ['--gadgets', 'test/support/gadgets', '--layout', 'test/support/layouts/third-party.xml'];

interface Opened {
  readonly page: Page;
  readonly watched: Watch;
  readonly frame: () => Promise<Frame>;
  readonly text: (id: string) => Promise<string>;
}

async function signIn(browser: Browser, standin: StandinProcess): Promise<Opened> {
  const page = await (await browser.createBrowserContext()).newPage();
  const watched = await watch(page, [standin.address]);
  await page.goto(`${standin.address}/desktop/`);
  await page.type('#user-id', '1001001');
  await page.type('#password', 'agent1');
  await page.type('#extension', '42001');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const frame = () =>
    until('the gadget is on the desktop', async () => {
      const found = page.frames().find((candidate) => candidate.url().includes('third-party%2Fgadget.xml'));
      return (await found?.$('#third-party')) ? found : undefined;
    });
  const text = async (id: string) =>
    (await frame()).$eval(`#${id}`, (element) => element.textContent?.trim() ?? '');
  return {page, watched, frame, text};
}

describe('a gadget of somebody else’s, unmodified, with our facade', () => {
  let standin: StandinProcess;
  let browser: Browser;
  let desktop: Opened;
  before(async () => {
    [standin, browser] = await Promise.all([StandinProcess.start(gadgets), launchChromium()]);
    desktop = await signIn(browser, standin);
  });
  after(async () => {
    await browser.close();
    await standin.stop();
  });

  const says = (id: string, wanted: string) =>
    until(`#${id} says ${wanted}`, async () => (await desktop.text(id)) === wanted);
  const press = async (action: string) => {
    const frame = await desktop.frame();
    await (await frame.waitForSelector(`#calls [data-action=${action}]`))?.click();
  };
  const callIs = (state: string) =>
    until(`the call is ${state}`, async () =>
      (await desktop.frame()).evaluate(
        (wanted) => document.querySelector<HTMLElement>('#calls li')?.dataset['state'] === wanted,
        state,
      ),
    );

  test('reads the user, the lists and the system by every way there is', async () => {
    await says('agent', 'Maya Okafor 42001');
    await says('state', 'NOT_READY');
    await says('reasons', '5');
    await says('system', 'IN_SERVICE');
    await says('connection', 'connected');
    assert.equal(await desktop.text('heading'), 'Calls of mine', 'its message bundle');
  });

  test('has the title it set, the height it asked for and no loading picture', async () => {
    const shown = await until('the gadget is shown', () =>
      desktop.page.evaluate(() => {
        const frame = document.querySelector<HTMLElement>('#finesse_gadget_1');
        const loading = document.querySelector<HTMLElement>('.gadget-loading');
        if (loading?.hidden !== true || !frame) return undefined;
        return {
          title: document.querySelector('#finesse_gadget_1_title')?.textContent,
          height: frame.getBoundingClientRect().height,
          panel: frame.closest('div.tab-panel')?.id,
        };
      }),
    );
    assert.equal(shown.title, 'Calls');
    assert.ok(shown.height > 50, `${shown.height} px`);
    assert.equal(shown.panel, 'panel_calls');
  });

  test('follows a call from its ringing to its end, and its presses reach Finesse', async () => {
    const frame = await desktop.frame();
    await frame.evaluate(() => {
      const own = window as unknown as {
        finesse: {modules: {CallsOfMine: {user(): {setState(s: string): void}}}};
      };
      own.finesse.modules.CallsOfMine.user().setState('READY');
    });
    await says('state', 'READY');
    await standin.callIn({to: '7001', from: '5550123', variables: {callVariable1: 'VIP'}});
    await callIs('ALERTING');
    await press('ANSWER');
    await callIs('ACTIVE');
    await says('state', 'TALKING');
    const row = await frame.$eval('#calls li span', (element) => element.textContent);
    assert.equal(row, '5550123 VIP');
    await press('HOLD');
    await callIs('HELD');
    await says('state', 'HOLD');
    await press('DROP');
    await callIs('WRAP_UP');
  });

  test('hears of a refusal that comes after the 202, in the library’s form', async () => {
    const frame = await desktop.frame();
    await frame.evaluate(() => {
      interface Answer {
        object: {ApiErrors: {ApiError: {ErrorType: string; ErrorMessage: string}}};
      }
      interface Dialog {
        requestAction(at: string, action: string, handlers: {error(answer: Answer): void}): void;
      }
      const own = window as unknown as {
        finesse: {modules: {CallsOfMine: {dialogs(): {getCollection(): Record<string, Dialog>}}}};
      };
      const [dialog] = Object.values(own.finesse.modules.CallsOfMine.dialogs().getCollection());
      dialog?.requestAction('42001', 'RETRIEVE', {
        error: ({object}) => {
          const error = object.ApiErrors.ApiError;
          const place = document.querySelector('#refused');
          if (place) place.textContent = `${error.ErrorType}: ${error.ErrorMessage}`;
        },
      });
    });
    await says('refused', 'Generic Error: INVALID_ACTION RETRIEVE on extension 42001');
  });

  test('reads everything again when the connection has come back', async () => {
    const before = (await standin.log()).at(-1)?.seq ?? 0;
    // the desktop itself reads both once; the gadget's own reading makes it two
    const readings = async (path: string) =>
      (await standin.log(before)).filter(
        ({event, facts}) => event === 'rest' && facts['method'] === 'GET' && facts['path'] === path,
      ).length;
    await standin.post('faults', {dropStreams: true});
    await says('connection', 'lost');
    await says('connection', 'connected');
    for (const path of ['/User/1001001', '/User/1001001/Dialogs'])
      await until(`${path} is read by the gadget too`, async () => (await readings(path)) >= 2);
  });

  test('nothing went wrong on its page meanwhile', () => {
    assert.deepEqual(
      desktop.watched.errors.filter((error) => !/websocket/i.test(error)),
      [],
    );
    assert.deepEqual(desktop.watched.foreign, []);
  });
});

describe('--finesse-js and --jquery: the library that the user supplies', () => {
  let folder: string;
  let standin: StandinProcess;
  let browser: Browser;
  // a script that stands for the vendor's file: it fails where a page does not give it what that file looks for
  const library = `
    (function (page) {
      var prefs = new gadgets.Prefs(), config = {id: prefs.getString('id'), host: prefs.getString('host')};
      if (page.jQuery.fn.jquery !== 'given') throw new Error('not the given jQuery');
      if (!page.parent.finesse.container.Container.showDialog) throw new Error('no container');
      if (!page.sessionStorage.getItem('userFinesseAuth')) throw new Error('no credentials');
      if (page.OpenAjax.hub.implVersion.charAt(0) !== '2') throw new Error('no hub library');
      page.finesse = {modules: {}, gadget: {Config: config}, standsFor: 'the vendor’s file'};
      page.jQuery.ready(function () {
        document.getElementById('jquery').textContent = page.jQuery.fn.jquery;
        document.getElementById('agent').textContent = config.id;
      });
    }(window));`;
  const jquery = `window.jQuery = window.$ = function () { return {}; };
    jQuery.fn = {jquery: 'given'};
    jQuery.ready = function (run) { document.addEventListener('DOMContentLoaded', run); };`;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskline-library-'));
    const [own, jq] = [join(folder, 'finesse.js'), join(folder, 'jquery.js')];
    await Promise.all([writeFile(own, library), writeFile(jq, jquery)]);
    [standin, browser] = await Promise.all([
      StandinProcess.start([...gadgets, '--finesse-js', own, '--jquery', jq]),
      launchChromium(),
    ]);
  });
  after(async () => {
    await browser.close();
    await standin.stop();
    await rm(folder, {recursive: true});
  });

  for (const name of ['finesse.js', 'finesse.min.js']) {
    test(`/desktop/assets/js/${name} is that very file`, async () => {
      const answer = await fetch(`${standin.address}/desktop/assets/js/${name}`);
      assert.equal(await answer.text(), library);
      assert.match(answer.headers.get('content-type') ?? '', /javascript/);
    });
  }

  test('a gadget runs it, with the jQuery that was given, and ours is not there', async () => {
    const desktop = await signIn(browser, standin);
    await until('the library ran', async () => (await desktop.text('agent')) === '1001001');
    assert.equal(await desktop.text('jquery'), 'given');
    const ours = await (
      await desktop.frame()
    ).evaluate(() => {
      const {finesse} = window as unknown as {finesse: object};
      return Object.keys(finesse).sort();
    });
    assert.deepEqual(ours, ['gadget', 'modules', 'standsFor']);
  });
});
