import {until} from './until.js';
import type {Browser, Frame, Page} from './chromium.js';
import {Roles, type Found} from './roles.js';
import {watch, type Watch} from './watch.js';
import type {StandinProcess} from './standin-process.js';

/** How an agent signs in. */
export interface SignIn {
  readonly id: string;
  readonly password: string;
  readonly extension: string;
  /** The Mobile Agent's number, the browser's here; without it the extension's own phone carries the voice. */
  readonly mobileNumber?: string;
  /** One call to that number stays up (nailed connection); each call rings it when absent. */
  readonly nailed?: boolean;
  /** The phone chosen in the desktop, where several share the extension. */
  readonly device?: string;
}

/** The voice through the browser, as Mobile Agent call by call (CCE). */
export const browserAgent: SignIn = {
  id: '1001001',
  password: 'agent1',
  extension: '41001',
  mobileNumber: '81001',
};

/** The voice through the browser, as Mobile Agent with one permanent call (CCE). */
export const nailedAgent: SignIn = {...browserAgent, nailed: true};

/** The voice through the browser, as the extension's remote destination (CCX, Extend & Connect). */
const extendAndConnectAgent: SignIn = {id: '1001001', password: 'agent1', extension: '41001'};

/** Both platforms; `npm test` walks each journey on the first, `npm run test:full` on both. */
export const deployments: readonly ('CCE' | 'CCX')[] = process.env['DESKLINE_FULL']
  ? ['CCE', 'CCX']
  : ['CCE'];

export const browserAgentOn = (deployment: 'CCE' | 'CCX'): SignIn =>
  deployment === 'CCE' ? browserAgent : extendAndConnectAgent;

/** Whether this agent's voice goes through the browser. */
export const throughBrowser = (signIn: SignIn): boolean => signIn.extension === browserAgent.extension;

/** The voice through a desk phone. */
export const deskPhoneAgent: SignIn = {id: '1001001', password: 'agent1', extension: '42001'};

/** An agent's desktop in a browser tab of its own, with our gadget in it. */
export class DesktopPage {
  readonly page: Page;
  readonly watched: Watch;
  readonly #roles: Roles;
  readonly #root: string;
  #keyboard = false;

  private constructor(page: Page, watched: Watch, roles: Roles, root: string) {
    this.#root = root;
    this.page = page;
    this.watched = watched;
    this.#roles = roles;
  }

  /** @param root the element that says the gadget is there */
  static async open(
    browser: Browser,
    standin: StandinProcess,
    signIn: SignIn,
    root = 'desk-app',
  ): Promise<DesktopPage> {
    const context = await browser.createBrowserContext();
    const origins = await standin.addresses();
    for (const origin of origins) await context.overridePermissions(origin, ['microphone']);
    const page = await context.newPage();
    await page.setViewport({width: 1280, height: 900});
    const watched = await watch(page, origins);
    await page.goto(`${standin.address}/desktop/`);
    await page.type('#user-id', signIn.id);
    await page.type('#password', signIn.password);
    await page.type('#extension', signIn.extension);
    if (signIn.mobileNumber !== undefined) {
      await page.click('#mobile-agent');
      await page.type('#dial-number', signIn.mobileNumber);
      if (signIn.nailed) await page.select('#mode', 'NAILED_CONNECTION');
    }
    if (signIn.device !== undefined) {
      await page.keyboard.press('Enter');
      await page.waitForSelector('#device option');
      await page.select('#device', signIn.device);
      await page.focus('#extension');
    }
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const desktop = new DesktopPage(page, watched, await Roles.of(page), root);
    await desktop.gadget();
    return desktop;
  }

  /** Our page on its own, outside the desktop; `config` is the settings' address. */
  static async openPlain(browser: Browser, standin: StandinProcess, config: string): Promise<DesktopPage> {
    const context = await browser.createBrowserContext();
    const origins = await standin.addresses();
    for (const origin of origins) await context.overridePermissions(origin, ['microphone']);
    const page = await context.newPage();
    await page.setViewport({width: 480, height: 900});
    const watched = await watch(page, origins);
    await page.goto(
      `${standin.address}/3rdpartygadget/files/deskline/plain.html?config=${encodeURIComponent(config)}`,
    );
    const plain = new DesktopPage(
      page,
      watched,
      await Roles.of(page),
      'desk-sign-in, desk-app, desk-start-fault',
    );
    await plain.gadget();
    return plain;
  }

  /** Fills the plain page's sign-in and sends it. */
  async signInHere(signIn: SignIn): Promise<void> {
    const fields = {
      user: signIn.id,
      password: signIn.password,
      extension: signIn.extension,
      mobileNumber: signIn.mobileNumber ?? '',
    };
    for (const [name, value] of Object.entries(fields)) {
      const field = await this.page.waitForSelector(`desk-sign-in >>> input[name=${name}]`);
      await field?.evaluate((input) => ((input as HTMLInputElement).value = ''));
      if (value !== '') await field?.type(value);
    }
    const mode = await this.page.waitForSelector('desk-sign-in >>> select[name=mobileMode]');
    await mode?.select(signIn.nailed ? 'NAILED_CONNECTION' : 'CALL_BY_CALL');
    const last = await this.page.waitForSelector('desk-sign-in >>> input[name=mobileNumber]');
    await last?.press('Enter');
  }

  /** Inside the Finesse desktop, whose one notification connection it shares. */
  get inContainer(): boolean {
    return this.#root === 'desk-app';
  }

  /** From now on everything is pressed by keyboard alone. */
  useKeyboard(): void {
    this.#keyboard = true;
  }

  /** The frame our gadget runs in, once its element is there. */
  gadget(): Promise<Frame> {
    return until('the gadget is on the desktop', async () => {
      const frame = this.page
        .frames()
        .find((candidate) => /deskline%2Fgadget\.xml|deskline\/plain\.html/.test(candidate.url()));
      return (await frame?.$(this.#root)) ? frame : undefined;
    });
  }

  /** What the desktop itself shows as the agent's state. */
  desktopState(): Promise<string | undefined> {
    return this.page.evaluate(
      () => document.querySelector<HTMLElement>('[data-standin="state"]')?.dataset['state'],
    );
  }

  /** Waits until something with that role and name is shown in the gadget. `name` is the start of it. */
  async shown(role: string, name: string, ms = 10_000): Promise<void> {
    const frame = await this.gadget();
    try {
      await until(
        `${role} "${name}" is shown`,
        async () => (await this.#roles.find(frame, role, name)) !== undefined,
        ms,
      );
    } catch (error) {
      throw new Error(`${String(error)}; it shows: ${(await this.#roles.texts(frame)).join(' | ')}`, {
        cause: error,
      });
    }
  }

  async find(role: string, name: string): Promise<Found | undefined> {
    return this.#roles.find(await this.gadget(), role, name);
  }

  /** How many elements of that role the gadget has; `name` is the start of theirs. */
  async count(role: string, name = ''): Promise<number> {
    return this.#roles.count(await this.gadget(), role, name);
  }

  /** An attribute of every element that matches, shadow trees included. */
  async attributes(selector: string, attribute: string): Promise<string[]> {
    return (await this.gadget()).evaluate(
      (wanted, name) => {
        const found: string[] = [];
        const look = (root: Document | ShadowRoot) => {
          for (const element of root.querySelectorAll(wanted)) found.push(element.getAttribute(name) ?? '');
          for (const element of root.querySelectorAll('*')) if (element.shadowRoot) look(element.shadowRoot);
        };
        look(document);
        return found;
      },
      selector,
      attribute,
    );
  }

  /** Ring tones sounding in the gadget now. */
  async ringTones(): Promise<number> {
    return (await this.gadget()).evaluate(() => window.deskProbes?.rings.size ?? 0);
  }

  /** Milliseconds between the desktop's own control and the gadget showing a state; call it before the change. */
  async lagOf(state: string, word: string): Promise<number> {
    const frame = await this.gadget();
    const theirs = this.page.evaluate(async (wanted) => {
      const shown = () =>
        document.querySelector<HTMLElement>('[data-standin="state"]')?.dataset['state'] === wanted;
      while (!shown()) await new Promise((tick) => requestAnimationFrame(tick));
      return performance.timeOrigin + performance.now();
    }, state);
    const ours = frame.evaluate(async (wanted) => {
      const pill = () =>
        document.querySelector('desk-app')?.shadowRoot?.querySelector('desk-agent-state')?.shadowRoot;
      const shown = () =>
        [...(pill()?.querySelectorAll('*') ?? [])].some((each) => each.textContent?.trim() === wanted);
      while (!shown()) await new Promise((tick) => requestAnimationFrame(tick));
      return performance.timeOrigin + performance.now();
    }, word);
    const [before, after] = await Promise.all([theirs, ours]);
    return after - before;
  }

  /** The accessible name in full; undefined when it is not there. */
  async nameOf(role: string, name: string): Promise<string | undefined> {
    return (await this.#roles.find(await this.gadget(), role, name))?.name;
  }

  async isShown(role: string, name: string): Promise<boolean> {
    return (await this.#roles.find(await this.gadget(), role, name)) !== undefined;
  }

  async notShown(role: string, name: string, ms = 10_000): Promise<void> {
    const frame = await this.gadget();
    await until(
      `${role} "${name}" is gone`,
      async () => (await this.#roles.find(frame, role, name)) === undefined,
      ms,
    );
  }

  /** Waits for words anywhere in the gadget, announcements included. */
  async reads(words: string | RegExp, ms = 10_000): Promise<void> {
    await until(
      `the gadget reads ${String(words)}`,
      async () => {
        const text = await this.text();
        return typeof words === 'string' ? text.includes(words) : words.test(text);
      },
      ms,
    );
  }

  /** All text of the gadget, its shadow trees included. */
  async text(): Promise<string> {
    const frame = await this.gadget();
    return frame.evaluate(() => {
      const collect = (node: Node): string => {
        if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return '';
        if (node instanceof HTMLElement && node.hidden) return '';
        if (node instanceof HTMLSlotElement) return [...node.assignedNodes()].map(collect).join(' ');
        if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
        const root = node instanceof Element ? (node.shadowRoot ?? node) : node;
        return [...root.childNodes].map(collect).join(' ');
      };
      return collect(document.body).replace(/\s+/g, ' ');
    });
  }

  /**
   * Presses what has that role and name, once it is enabled and takes presses: for 400 ms after a change a card takes
   * none, as for a person whose finger was already on its way.
   */
  async press(role: string, name: string): Promise<void> {
    const frame = await this.gadget();
    const {x, y} = await this.#atRest(frame, role, name);
    if (this.#keyboard) await this.#tabTo(frame, role, name);
    else await this.page.mouse.click(x, y);
  }

  /** Puts text into the field with that name, as a paste does; without the mouse it is reached by Tab. */
  async fill(name: string, text: string): Promise<void> {
    const frame = await this.gadget();
    const field = async () => {
      for (const role of ['textbox', 'combobox'] as const) {
        const found = await this.#roles.find(frame, role, name);
        if (found) return {role, found};
      }
      return undefined;
    };
    const {role, found} = await until(`field "${name}"`, field);
    if (this.#keyboard) await this.#tabTo(frame, role, name, false);
    else {
      const {x, y} = await this.#roles.middleOf(frame, found);
      await this.page.mouse.click(x, y, {clickCount: 3});
    }
    await until(`"${name}" has focus`, async () => (await field())?.found.focused);
    const session = await this.page.createCDPSession();
    await session.send('Input.insertText', {text});
    await session.detach();
  }

  /** Chooses an entry of the list with that name, by keyboard: nothing else opens the lists of every system alike. */
  async choose(name: string, entry: string): Promise<void> {
    await this.focus('combobox', name);
    await this.page.keyboard.type(entry);
  }

  /** Puts the focus there, by Tab. */
  async focus(role: string, name: string): Promise<void> {
    await this.shown(role, name);
    await this.#tabTo(await this.gadget(), role, name, false);
  }

  /** Presses a key where the focus is. */
  async pressKey(key: 'Enter' | 'ArrowDown' | 'ArrowLeft' | 'Escape'): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Presses one of the desktop's own controls. */
  async pressDesktop(name: string): Promise<void> {
    const handle = await until(`"${name}" on the desktop`, async () => {
      const found = await this.page.$(`::-p-aria([name="${name}"][role="button"])`);
      return found && (await found.evaluate((button) => !(button as HTMLButtonElement).disabled))
        ? found
        : undefined;
    });
    await handle.click();
  }

  /** What the browser says when the page asks for the microphone. */
  async setMicrophone(setting: 'granted' | 'denied'): Promise<void> {
    const {origin} = new URL(this.page.url());
    // what is not in the list is denied
    await this.page.browserContext().overridePermissions(origin, setting === 'granted' ? ['microphone'] : []);
  }

  /** Loads the desktop again, as F5 does; its connections begin anew. */
  async reload(): Promise<void> {
    this.watched.sockets.length = 0;
    await this.page.reload();
  }

  async close(): Promise<void> {
    await this.page.browserContext().close();
  }

  /** Where it is, once it is enabled and has been in the same place for half a second of the page's own time. */
  async #atRest(frame: Frame, role: string, name: string): Promise<{x: number; y: number}> {
    let before: {x: number; y: number} | undefined;
    return until(`${role} "${name}" can be pressed`, async () => {
      const found = await this.#roles.find(frame, role, name);
      const place = found?.enabled ? await this.#roles.middleOf(frame, found) : undefined;
      if (place && before && Math.hypot(place.x - before.x, place.y - before.y) < 1) return place;
      before = place;
      if (place) await this.#rest(frame);
      return undefined;
    });
  }

  /** Lets half a second of the page's own time go by. */
  async #rest(frame: Frame): Promise<void> {
    await frame.evaluate(async () => {
      const end = performance.now() + 450;
      while (performance.now() < end) await new Promise((tick) => requestAnimationFrame(tick));
    });
  }

  async #tabTo(frame: Frame, role: string, name: string, thenPress = true): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      if ((await this.#roles.find(frame, role, name))?.focused) {
        if (thenPress) await this.page.keyboard.press('Enter');
        return;
      }
      // inside menus and radio groups the arrows move
      const inGroup = role === 'menuitem' || (role === 'radio' && (await inRadios(frame)));
      await this.page.keyboard.press(inGroup ? 'ArrowDown' : 'Tab');
    }
    throw new Error(`${role} "${name}" can't be reached by keyboard`);
  }
}

const inRadios = (frame: Frame): Promise<boolean> =>
  frame.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return (
      active?.getAttribute('role') === 'radio' ||
      (active instanceof HTMLInputElement && active.type === 'radio')
    );
  });
