import type {GadgetEntry, RoleLayout, TabEntry} from '../layout-model.js';
import {el} from './dom.js';

/** Texts of Finesse's own label keys; any other label is shown as written. */
const labels: Readonly<Record<string, string>> = {
  'finesse.container.tabs.agent.homeLabel': 'Home',
  'finesse.container.tabs.agent.myHistoryLabel': 'My History',
  'finesse.container.tabs.agent.myStatisticsLabel': 'My Statistics',
  'finesse.container.tabs.agent.manageDigitalChannelLabel': 'Manage Digital Channels',
  'finesse.container.tabs.supervisor.homeLabel': 'Home',
  'finesse.container.tabs.supervisor.teamDataLabel': 'Team Data',
  'finesse.container.tabs.supervisor.queueDataLabel': 'Queue Data',
};

/** Where Finesse keeps its own parts; they are scripts, no gadget files. */
const builtInPath = '/desktop/scripts/js/';

/** Who makes what stands in the layout. */
export interface LayoutParts {
  /** A gadget's box. */
  gadget(entry: GadgetEntry, tabId: string, titled: boolean): HTMLElement;
  /** A built-in part by file name, or undefined when the stand-in has none. */
  builtIn(name: string): HTMLElement | undefined;
  onTab(id: string): void;
}

/** The page area and the tabs of one role. */
export class LayoutView {
  readonly element: HTMLElement;
  readonly #parts: LayoutParts;
  readonly #tabs: readonly TabEntry[];
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #panels = new Map<string, HTMLElement>();
  #active = '';

  constructor(layout: RoleLayout, parts: LayoutParts) {
    this.#parts = parts;
    this.#tabs = layout.tabs;
    const page = el(
      'div',
      {class: 'page-level'},
      ...layout.page.map((entry) => this.#place(entry, '', false)),
    );
    const bar = el('div', {class: 'tab-bar', role: 'tablist', 'aria-label': 'Tabs'});
    const panels = el('div', {class: 'tab-panels'});
    for (const tab of layout.tabs) {
      bar.append(this.#button(tab));
      panels.append(this.#panel(tab));
    }
    this.element = el('main', {class: 'layout'}, page, layout.tabs.length > 0 ? bar : undefined, panels);
    const [first] = layout.tabs;
    if (first) this.#show(first.id);
  }

  get activeTab(): string {
    return this.#active;
  }

  /** False when there is no such tab. */
  activate(id: string): boolean {
    if (!this.#panels.has(id)) return false;
    if (id !== this.#active) {
      this.#show(id);
      this.#parts.onTab(id);
    }
    return true;
  }

  #show(id: string): void {
    this.#active = id;
    for (const [tab, panel] of this.#panels) panel.hidden = tab !== id;
    for (const [tab, button] of this.#buttons) {
      button.setAttribute('aria-selected', String(tab === id));
      button.tabIndex = tab === id ? 0 : -1;
    }
  }

  #button(tab: TabEntry): HTMLButtonElement {
    const button = el(
      'button',
      {type: 'button', role: 'tab', class: 'tab', id: `tab_${tab.id}`, 'aria-controls': `panel_${tab.id}`},
      labels[tab.label] ?? tab.label,
    );
    button.addEventListener('click', () => this.activate(tab.id));
    button.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step === 0) return;
      const next = this.#tabs.at((this.#tabs.indexOf(tab) + step) % this.#tabs.length);
      if (next === undefined) return;
      this.activate(next.id);
      this.#buttons.get(next.id)?.focus();
    });
    this.#buttons.set(tab.id, button);
    return button;
  }

  #panel(tab: TabEntry): HTMLElement {
    const columns = tab.columns.map((column) =>
      el('div', {class: 'column'}, ...column.map((entry) => this.#place(entry, tab.id, true))),
    );
    const panel = el(
      'div',
      {class: 'tab-panel', id: `panel_${tab.id}`, role: 'tabpanel', 'aria-labelledby': `tab_${tab.id}`},
      ...columns,
    );
    panel.style.setProperty('--columns', String(Math.max(1, columns.length)));
    this.#panels.set(tab.id, panel);
    return panel;
  }

  #place(entry: GadgetEntry, tabId: string, titled: boolean): HTMLElement {
    if (!entry.url.startsWith(builtInPath)) return this.#parts.gadget(entry, tabId, titled);
    const name = (entry.url.slice(builtInPath.length).split('?')[0] ?? '').trim();
    const part = this.#parts.builtIn(name);
    return (
      part ?? el('p', {class: 'skipped'}, `The built-in part ${name} is not part of the stand-in desktop.`)
    );
  }
}
