/**
 * Every state of the gadget over a fake desk, to look at and to take pictures of. `?width=480` sets the width of each,
 * `?scene=talking` shows one alone over the whole page, `?scene=talking,held` those side by side without captions, `?theme=dark`, `?dir=rtl` and `?text=200` (per cent) do what they say.
 */
import '../../src/components/app.js';
import {FakeDesk} from '../../test/support/browser/fake-desk.js';
import {common, scenes} from './scenes.js';
import type {Scene} from './scenes.js';

const asked = new URLSearchParams(location.search);
const width = asked.get('width') ?? '480';
const chosen = asked.get('scene')?.split(',');
document.documentElement.style.fontSize = `${asked.get('text') ?? '100'}%`;
document.documentElement.dir = asked.get('dir') ?? 'ltr';
document.body.classList.toggle('alone', chosen?.length === 1);
document.body.classList.toggle('few', chosen !== undefined && chosen.length > 1);

for (const scene of scenes) if (chosen === undefined || chosen.includes(scene.name)) show(scene);

function show(scene: Scene): void {
  const desk = new FakeDesk();
  common(desk);
  scene.set(desk);
  const app = document.createElement('desk-app');
  const theme = asked.get('theme');
  if (theme === 'light' || theme === 'dark') app.theme = theme;
  app.desk = desk;
  const figure = document.createElement('figure');
  figure.style.inlineSize = `${width}px`;
  const caption = document.createElement('figcaption');
  caption.textContent = scene.name;
  figure.append(caption, app);
  document.querySelector('#scenes')?.append(figure);
  const {press} = scene;
  // The fake clock is moved past the moment in which new cards take no presses.
  if (press !== undefined) setTimeout(() => (desk.pass(500), find(app, press)?.click()), 100);
  const {type} = scene;
  if (type !== undefined)
    setTimeout(() => {
      const input = find(app, ['desk-foot', 'desk-dial', 'input']);
      if (!(input instanceof HTMLInputElement)) return;
      input.value = type;
      input.dispatchEvent(new InputEvent('input', {bubbles: true}));
    }, 350);
}

function find(root: Element, path: readonly string[]): HTMLElement | undefined {
  return path.reduce<Element | undefined>(
    (element, selector) => element?.shadowRoot?.querySelector(selector) ?? undefined,
    root,
  ) as HTMLElement | undefined;
}
