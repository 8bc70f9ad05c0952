import axe from 'axe-core';
import {expect} from 'chai';
import type {LitElement} from 'lit';
import {atWork} from '../../../src/components/app.js';
import type {DeskApp} from '../../../src/components/app.js';
import {steadyAfterMs} from '../../../src/components/steady.js';
import * as parts from '../../../src/components/parts.js';
import {OnDemand} from '../../../src/base/on-demand.js';
import {digitParts} from '../../../src/components/digit-parts.js';
import type {FakeDesk} from './fake-desk.js';

/** Shows the whole gadget over a desk, `width` CSS pixels wide, when everything in it is rendered. */
export async function show(desk: FakeDesk, width = 480): Promise<DeskApp> {
  // what a page loads when it is wanted is there before: the order of things does not hang on the test's server
  const wanted = Object.values(parts).flatMap((part) => (part instanceof OnDemand ? [part] : []));
  await Promise.all([atWork, digitParts, ...wanted].map((part) => part.want()));
  const app = document.createElement('desk-app');
  app.style.inlineSize = `${width}px`;
  app.style.setProperty('--desk-speed', '0ms');
  app.desk = desk;
  document.body.append(app);
  await rendered();
  await framed();
  return app;
}

/** Waits until a frame has shown what is rendered: nobody presses what no frame has shown. */
export async function framed(): Promise<void> {
  for (let frames = 0; frames < 2; frames++) await new Promise((done) => requestAnimationFrame(done));
}

/** Takes everything off the page. */
export function clear(): void {
  document.body.replaceChildren();
}

/** Moves the desk's clock past the moment in which new cards take no presses. */
export function steady(desk: FakeDesk): void {
  desk.pass(steadyAfterMs);
}

/** Waits until no element on the page has an update of its own to do, or code to be loaded. */
export async function rendered(): Promise<void> {
  for (;;) {
    const elements = everything(document.body);
    const asleep = elements.filter((element) => element.matches(':not(:defined)'));
    const busy = elements.filter((element) => (element as LitElement).isUpdatePending === true);
    if (asleep.length === 0 && busy.length === 0) return;
    await Promise.all([
      ...asleep.map((element) => customElements.whenDefined(element.localName)),
      ...busy.map((element) => (element as LitElement).updateComplete),
    ]);
  }
}

/** Every element under `root`, open shadow roots included, in document order. */
export function everything(root: ParentNode): Element[] {
  return [...root.children].flatMap((element) => [
    element,
    ...(element.shadowRoot === null ? [] : everything(element.shadowRoot)),
    ...everything(element),
  ]);
}

const roles: Readonly<Record<string, string>> = {
  BUTTON: 'button',
  ARTICLE: 'article',
  H2: 'heading',
  H3: 'heading',
  UL: 'list',
  LI: 'listitem',
};

/** Visible elements of a role, whose name is, or matches, `name`. */
export function all(role: string, name?: string | RegExp): HTMLElement[] {
  return everything(document.body).filter((element): element is HTMLElement => {
    if (
      !(element instanceof HTMLElement) ||
      (element.getAttribute('role') ?? roles[element.tagName]) !== role
    ) {
      return false;
    }
    if (!element.checkVisibility()) return false;
    const own = nameOf(element);
    return name === undefined || (typeof name === 'string' ? own === name : name.test(own));
  });
}

/** The one visible element of a role and name; fails when there is none, or more than one. */
export function one(role: string, name?: string | RegExp): HTMLElement {
  const found = all(role, name);
  const names = all(role).map(nameOf).join(' | ');
  expect(found, `one ${role} "${String(name)}" among: ${names}`).to.have.lengthOf(1);
  const [element] = found;
  if (element === undefined) throw new Error('unreachable');
  return element;
}

/** Presses an element and waits for what that renders. */
export async function press(element: HTMLElement): Promise<void> {
  element.click();
  await rendered();
}

/** Presses a key on the element that has focus, or on `target`; answers whether the page took it. */
export async function key(
  name: string,
  target: Element = focused(),
  init: KeyboardEventInit = {},
): Promise<boolean> {
  const event = new KeyboardEvent('keydown', {
    key: name,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  const taken = !target.dispatchEvent(event);
  await rendered();
  return taken;
}

/** The element that has focus, through shadow roots. */
export function focused(): Element {
  let element: Element = document.activeElement ?? document.body;
  for (let inner = element.shadowRoot?.activeElement; inner; inner = element.shadowRoot?.activeElement)
    element = inner;
  return element;
}

/** All words on the page as they are seen, white space folded. */
export function words(root: Element = document.body): string {
  return textOf(root, false).replace(/\s+/g, ' ').trim();
}

/** Accessible name, as far as our elements need it: label, labelling element, else the words inside. */
export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const by = element.getAttribute('aria-labelledby');
  const root = element.getRootNode();
  const labelling = by !== null && root instanceof ShadowRoot ? root.getElementById(by) : null;
  return textOf(labelling ?? element, true)
    .replace(/\s+/g, ' ')
    .trim();
}

function textOf(node: Node, spoken: boolean): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return '';
  if (node.tagName === 'STYLE' || (spoken && node.getAttribute('aria-hidden') === 'true')) return '';
  if (node.tagName === 'SLOT') {
    return (node as HTMLSlotElement)
      .assignedNodes({flatten: true})
      .map((child) => textOf(child, spoken))
      .join(' ');
  }
  // Not checkVisibility(): that calls an element without a box of its own (display: contents) invisible.
  const {display, visibility} = getComputedStyle(node);
  if (display === 'none' || visibility === 'hidden') return '';
  return [...(node.shadowRoot ?? node).childNodes].map((child) => textOf(child, spoken)).join(' ');
}

/** Fails with the list of what the accessibility rules found on the page. */
export async function expectAccessible(): Promise<void> {
  const {violations} = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {
      region: {enabled: false},
      'page-has-heading-one': {enabled: false},
    },
  });
  const found = violations.map(
    ({id, nodes}) =>
      `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
  );
  expect(found).to.deep.equal([]);
}
