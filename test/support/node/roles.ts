import type {CDPSession} from 'puppeteer-core';
import type {Frame, Page} from './chromium.js';

/** What a screen reader would find: an element by role and by the start of its accessible name. */
export interface Found {
  readonly name: string;
  readonly enabled: boolean;
  readonly focused: boolean;
  readonly pressed: boolean;
  readonly backendNodeId: number;
}

interface AxValue {
  readonly value?: unknown;
}

/** Finds elements of one frame in Chromium's own accessibility tree, shadow trees included. */
export class Roles {
  readonly #session: CDPSession;
  readonly #worlds = new Map<string, number>();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Roles> {
    const session = await page.createCDPSession();
    await session.send('DOM.enable');
    await session.send('Accessibility.enable');
    return new Roles(session);
  }

  /** How many have that role, and a name that begins so. */
  async count(frame: Frame, role: string, name = ''): Promise<number> {
    const spoken = (value: AxValue | undefined) => String(value?.value ?? '').trim();
    return (await this.#all(frame, role)).filter(
      (node) => !node.ignored && spoken(node.name).startsWith(name),
    ).length;
  }

  /** All that is read aloud, for who has to find out why something is not there. */
  async texts(frame: Frame): Promise<string[]> {
    const roles = ['button', 'alert', 'status', 'heading', 'StaticText'];
    const all = await Promise.all(roles.map((role) => this.#all(frame, role)));
    const said = all.flat().map(({name}) => String((name as AxValue | undefined)?.value ?? '').trim());
    return [...new Set(said)].filter((text) => text !== '');
  }

  /** The first whose name begins so; one with exactly that name comes before all others. */
  async find(frame: Frame, role: string, name: string): Promise<Found | undefined> {
    const nodes = await this.#all(frame, role);
    const spoken = (node: (typeof nodes)[number]) =>
      String((node.name as AxValue | undefined)?.value ?? '').trim();
    for (const node of [...nodes.filter((each) => spoken(each) === name), ...nodes]) {
      const said = spoken(node);
      if (node.ignored || !said.startsWith(name) || node.backendDOMNodeId === undefined) continue;
      const has = (property: string) =>
        node.properties?.some(
          (each) => each.name === property && [true, 'true'].includes(each.value.value as string),
        ) ?? false;
      return {
        name: said,
        enabled: !has('disabled'),
        focused: has('focused'),
        pressed: has('pressed'),
        backendNodeId: node.backendDOMNodeId,
      };
    }
    return undefined;
  }

  /** Middle of the element, in the coordinates of the whole page. */
  async middleOf(frame: Frame, found: Found): Promise<{x: number; y: number}> {
    const contextId = await this.#world(frame);
    const {object} = await this.#session.send('DOM.resolveNode', {
      backendNodeId: found.backendNodeId,
      executionContextId: contextId,
    });
    const {result} = await this.#session.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: `function () {
        this.scrollIntoView({block: 'nearest', inline: 'nearest'});
        const box = this.getBoundingClientRect();
        return {x: box.x + box.width / 2, y: box.y + box.height / 2};
      }`,
      returnByValue: true,
    });
    const inner = result.value as {x: number; y: number};
    const outer = await (await frame.frameElement())?.boundingBox();
    return {x: inner.x + (outer?.x ?? 0), y: inner.y + (outer?.y ?? 0)};
  }

  async #all(frame: Frame, role: string) {
    const contextId = await this.#world(frame);
    const {result} = await this.#session.send('Runtime.evaluate', {expression: 'document', contextId});
    if (result.objectId === undefined) return [];
    return (await this.#session.send('Accessibility.queryAXTree', {objectId: result.objectId, role})).nodes;
  }

  /** A world of our own in the frame, for looking without touching the page's globals. */
  async #world(frame: Frame): Promise<number> {
    const frameId = (frame as unknown as {_id: string})._id;
    const known = this.#worlds.get(frameId);
    if (known !== undefined) {
      const alive = await this.#session
        .send('Runtime.evaluate', {expression: '1', contextId: known})
        .then(() => true)
        .catch(() => false);
      if (alive) return known;
    }
    const {executionContextId} = await this.#session.send('Page.createIsolatedWorld', {
      frameId,
      worldName: 'roles',
    });
    this.#worlds.set(frameId, executionContextId);
    return executionContextId;
  }
}
