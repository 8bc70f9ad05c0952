import type {GadgetsGlobal} from './facade-client-services.js';

/** Topics of the container, by the constants that gadgets use. */
export const containerTopics = {
  ACTIVE_TAB: 'finesse.containerservices.activeTab',
  RELOAD_GADGET_EVENT: 'finesse.containerservices.reloadGadget',
  WORKFLOW_ACTION_EVENT: 'finesse.containerservices.workflowActionEvent',
  TIMER_TICK_EVENT: 'finesse.containerservices.timerTickEvent',
  GADGET_VIEW_CHANGED_EVENT: 'finesse.containerservices.gadgetViewChangedEvent',
  MAX_AVAILABLE_HEIGHT_CHANGED_EVENT: 'finesse.containerservices.maxAvailableHeightChangedEvent',
} as const;

/** Where gadgets send requests to the container. */
export const containerRequests = 'finesse.containerservices.requests';

type Handler = (data: unknown) => void;

interface ContainerOfParent {
  showDialog(options: unknown): void;
  hideDialog(): void;
  modifyGadgetUrl(id: string, url: string): void;
}

interface FinesseParent {
  readonly finesse?: {readonly container?: {readonly Container?: ContainerOfParent}};
}

interface FacadeWindow extends GadgetsGlobal {
  readonly util: {getUrlParameters(): Record<string, string>};
  readonly window: {setTitle(title: string): void};
}

/** `finesse.containerservices.ContainerServices`: tabs, title, timer, dialogs of the desktop. */
export class ContainerServicesFacade {
  readonly #gadgets: () => FacadeWindow;
  #container: ContainerOfParent | undefined;
  #handlers: {
    readonly topic: string;
    readonly handler: Handler;
    readonly subscription: string | undefined;
  }[] = [];
  #activeTab = '';

  constructor(gadgets: () => FacadeWindow) {
    this.#gadgets = gadgets;
  }

  readonly Topics = containerTopics;

  /** @throws {TypeError} outside a desktop. */
  init(): this {
    const {finesse} = window.parent as unknown as FinesseParent;
    if (finesse === undefined) throw new TypeError('The parent page has no finesse object.');
    this.#container = finesse.container?.Container;
    this.makeActiveTabReq();
    return this;
  }

  addHandler(topic: string, handler: Handler): void {
    const name = topic === 'tabVisible' ? containerTopics.ACTIVE_TAB : topic;
    const onData = (data: unknown): void => {
      if (name !== containerTopics.ACTIVE_TAB) return handler(data);
      // Runs on the change from another tab to the gadget's own only.
      const before = this.#activeTab;
      this.#activeTab = String(data);
      const own = this.getMyTabId();
      if (own !== null && this.#activeTab === own && before !== own) handler(data);
    };
    const subscription = this.#gadgets().Hub?.subscribe(name, (_topic, data) => onData(data));
    this.#handlers.push({topic: name, handler, subscription});
  }

  removeHandler(topic: string, handler: Handler): void {
    const found = this.#handlers.find((one) => one.topic === topic && one.handler === handler);
    if (found === undefined) return;
    if (found.subscription !== undefined) this.#gadgets().Hub?.unsubscribe(found.subscription);
    this.#handlers = this.#handlers.filter((one) => one !== found);
  }

  makeActiveTabReq(): void {
    this.#request('ActiveTabReq', {});
  }

  activateTab(id: string): void {
    this.#request('SetActiveTabReq', {id});
  }

  activateMyTab(): void {
    const id = this.getMyTabId();
    if (id !== null) this.activateTab(id);
  }

  tabVisible(): boolean {
    const id = this.getMyTabId();
    return id !== null && id === this.#activeTab;
  }

  /** Null at page level. */
  getMyTabId(): string | null {
    const panel = window.frameElement?.closest('div.tab-panel');
    return panel ? panel.id.replace(/^panel_/, '') : null;
  }

  getMyGadgetId(): string {
    return this.#gadgets().util.getUrlParameters()['mid'] ?? '';
  }

  /** `default`, or `canvas` while it is maximised. */
  getMyGadgetView(): string {
    return this.#box()?.classList.contains('canvas') === true ? 'canvas' : 'default';
  }

  showMyGadget(): void {
    this.#hide(this.#box(), false);
  }

  hideMyGadget(): void {
    this.#hide(this.#box(), true);
  }

  /** Leaves the title bar alone of the gadget. */
  collapseMyGadget(): void {
    this.#hide(this.#box()?.querySelector<HTMLElement>('.gadget-body'), true);
  }

  expandMyGadget(): void {
    this.#hide(this.#box()?.querySelector<HTMLElement>('.gadget-body'), false);
  }

  /** Gadgets at page level have none unless they ask. */
  enableTitleBar(): void {
    this.#hide(this.#box()?.querySelector<HTMLElement>('.gadget-bar'), false);
  }

  setMyGadgetTitle(title: string): void {
    this.#gadgets().window.setTitle(title);
  }

  isTabbedGadget(): boolean {
    return this.getMyTabId() !== null;
  }

  showDialog(options: unknown): void {
    this.#container?.showDialog(options);
  }

  hideDialog(): void {
    this.#container?.hideDialog();
  }

  reloadMyGadget(): void {
    this.#request('ReloadGadgetReq', {gadgetId: this.getMyGadgetId()});
  }

  reloadMyGadgetFromUrl(url: string): void {
    this.#container?.modifyGadgetUrl(this.getMyGadgetId(), url);
    this.reloadMyGadget();
  }

  publish(topic: string, data: unknown): void {
    this.#gadgets().Hub?.publish(topic, data);
  }

  #box(): HTMLElement | null {
    return window.frameElement?.closest<HTMLElement>('section.gadget') ?? null;
  }

  #hide(element: HTMLElement | null | undefined, hidden: boolean): void {
    if (element) element.hidden = hidden;
  }

  #request(type: string, data: object): void {
    this.#gadgets().Hub?.publish(containerRequests, {type, data, invokeID: Date.now()});
  }
}
