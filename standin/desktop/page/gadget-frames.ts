import type {GadgetEntry} from '../layout-model.js';
import {deskButton, el} from './dom.js';
import {gadgetAddress} from './gadget-address.js';
import type {GadgetArrival, GadgetHubLink, GadgetPort} from './gadget-port.js';
import type {HubDelivery, ManagedHub} from './hub.js';

/** Pixels; a gadget that asks for more has lost count. */
const tallest = 20_000;

interface Frame {
  readonly entry: GadgetEntry;
  readonly box: HTMLElement;
  readonly iframe: HTMLIFrameElement;
  readonly title: HTMLElement;
  readonly loading: HTMLElement;
  readonly tabId: string;
  url: string;
  view: string;
  loads: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** What all gadgets of a desktop share. */
export interface FramesOptions {
  readonly hub: ManagedHub;
  readonly preferences: Readonly<Record<string, string>>;
  readonly strict: boolean;
  readonly onViewChanged: (event: {
    gadgetId: string;
    tabId: string;
    maxAvailableHeight: number;
    view: string;
  }) => void;
}

/** The gadgets of the desktop: one same-origin frame each, and the calls that come from it. */
export class GadgetFrames implements GadgetPort {
  readonly #options: FramesOptions;
  readonly #frames = new Map<string, Frame>();
  readonly #overrides = new Map<string, Record<string, string>>();

  constructor(options: FramesOptions) {
    this.#options = options;
  }

  /** The box of a new gadget; its frame loads once the box is in the page. `tabId` is empty at page level. */
  create(entry: GadgetEntry, tabId: string, titled: boolean): HTMLElement {
    const moduleId = String(this.#frames.size + 1);
    const name = `finesse_gadget_${moduleId}`;
    const title = el('h2', {id: `${name}_title`, class: 'gadget-title'});
    const iframe = el('iframe', {id: name, name, class: 'gadget-frame', scrolling: 'no'});
    const loading = el('div', {class: 'gadget-loading', role: 'status'}, 'Loading…');
    const box = el(
      'section',
      {class: 'gadget', 'aria-labelledby': title.id, hidden: entry.hidden},
      el('div', {class: 'gadget-bar', hidden: !titled}, title),
      el('div', {class: 'gadget-body'}, iframe, loading),
    );
    const frame: Frame = {
      entry,
      box,
      iframe,
      title,
      loading,
      tabId,
      url: entry.url,
      view: 'default',
      loads: 0,
      timer: undefined,
    };
    this.#frames.set(moduleId, frame);
    this.#load(moduleId, frame);
    return box;
  }

  reload(moduleId: string): void {
    const frame = this.#frames.get(moduleId);
    if (frame) this.#load(moduleId, frame);
  }

  changeUrl(moduleId: string, url: string): void {
    const frame = this.#frames.get(moduleId);
    if (frame) frame.url = url;
  }

  arrive(moduleId: string, arrival: GadgetArrival): void {
    const frame = this.#frames.get(moduleId);
    if (frame === undefined) return;
    if (frame.title.textContent === '') this.setTitle(moduleId, arrival.title);
    frame.iframe.setAttribute('scrolling', arrival.scrolling ? 'auto' : 'no');
    if (!arrival.manualDismiss) return this.showLoading(moduleId, false);
    clearTimeout(frame.timer);
    frame.timer = setTimeout(() => this.#offerRetry(moduleId, frame), arrival.loadingTimeout * 1000);
  }

  connectHub(moduleId: string, deliver: HubDelivery): GadgetHubLink {
    // A reloaded frame comes back under its old name; what the old page subscribed to is gone with it.
    this.#options.hub.client(moduleId)?.close();
    return this.#options.hub.connect(moduleId, deliver);
  }

  resize(moduleId: string, height: number): void {
    const frame = this.#frames.get(moduleId);
    if (frame === undefined || !Number.isFinite(height)) return;
    frame.iframe.style.height = `${Math.min(Math.max(0, Math.ceil(height)), tallest)}px`;
  }

  setTitle(moduleId: string, title: string): void {
    const frame = this.#frames.get(moduleId);
    if (frame === undefined) return;
    frame.title.textContent = title;
    frame.iframe.title = title;
  }

  showLoading(moduleId: string, loading: boolean): void {
    const frame = this.#frames.get(moduleId);
    if (frame === undefined) return;
    clearTimeout(frame.timer);
    frame.loading.hidden = !loading;
    if (loading) frame.loading.replaceChildren('Loading…');
  }

  navigateTo(moduleId: string, view: string): void {
    const frame = this.#frames.get(moduleId);
    if (frame === undefined || (view !== 'canvas' && view !== 'default')) return;
    frame.view = view;
    frame.box.classList.toggle('canvas', view === 'canvas');
    this.#options.onViewChanged({
      gadgetId: moduleId,
      tabId: frame.tabId,
      maxAvailableHeight: Math.max(200, window.innerHeight - 120),
      view,
    });
  }

  setPreference(moduleId: string, name: string, value: string): void {
    this.#overrides.set(moduleId, {...this.#overrides.get(moduleId), [name]: value});
  }

  #load(moduleId: string, frame: Frame): void {
    const hub = this.#options.hub.client(moduleId);
    hub?.close();
    frame.title.textContent = '';
    this.showLoading(moduleId, true);
    frame.iframe.style.height = '';
    // A page that is no gadget (an error page) never arrives: its load ends the waiting.
    frame.iframe.onload = () => {
      if (this.#options.hub.client(moduleId) === undefined && frame.timer === undefined)
        this.showLoading(moduleId, false);
    };
    const address = gadgetAddress(
      {
        entry: frame.entry,
        url: frame.url,
        moduleId: Number(moduleId),
        view: frame.view,
        preferences: {...this.#options.preferences, ...this.#overrides.get(moduleId)},
        strict: this.#options.strict,
      },
      new URL(location.href),
    );
    // The same address set again would not reload; a query that differs does.
    frame.loads += 1;
    frame.iframe.src = frame.loads === 1 ? address : address.replace('nocache=0', `nocache=${frame.loads}`);
  }

  #offerRetry(moduleId: string, frame: Frame): void {
    if (frame.loading.hidden) return;
    const name = frame.title.textContent || 'The gadget';
    const retry = deskButton('Retry', 'plain', () => this.reload(moduleId), `Retry ${name}`);
    frame.loading.replaceChildren(`${name} has not finished loading. `, retry);
  }
}
