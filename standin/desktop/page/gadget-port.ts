import type {HubDelivery} from './hub.js';

/** What a gadget's page tells the desktop when it starts. */
export interface GadgetArrival {
  readonly title: string;
  readonly scrolling: boolean;
  readonly manualDismiss: boolean;
  readonly loadingTimeout: number;
}

/** Hub connection of one gadget; methods throw as {@link import('./hub.js').HubClient} does. */
export interface GadgetHubLink {
  readonly connected: boolean;
  subscribe(topic: string): string;
  unsubscribe(id: string): void;
  publish(topic: string, text: string | undefined): void;
  close(): void;
}

/**
 * How the runtime in a gadget's frame reaches the desktop page. The real desktop uses Shindig's rpc; both frames are
 * of one origin here, so plain calls do, with nothing but text and numbers in them.
 */
export interface GadgetPort {
  arrive(moduleId: string, arrival: GadgetArrival): void;
  connectHub(moduleId: string, deliver: HubDelivery): GadgetHubLink;
  resize(moduleId: string, height: number): void;
  setTitle(moduleId: string, title: string): void;
  showLoading(moduleId: string, loading: boolean): void;
  navigateTo(moduleId: string, view: string): void;
  setPreference(moduleId: string, name: string, value: string): void;
}

/** The page's window, as far as the two sides know of each other. */
export interface DesktopWindow {
  standinGadgetPort?: GadgetPort;
}
