/**
 * `/desktop/assets/js/finesse.js` of the stand-in: a small facade with the names of the Finesse JavaScript library that
 * gadgets need most, written from its public documentation alone. It is not the vendor's library.
 */
import {ClientServicesFacade} from './facade-client-services.js';
import {readConfig} from './facade-config.js';
import type {FinesseConfig} from './facade-config.js';
import {ContainerServicesFacade} from './facade-container-services.js';
import {restServices} from './facade-rest-services.js';
import {RestWire} from './facade-rest-wire.js';
import {ClientLoggerFacade, finesseToaster, utilitiesOf} from './facade-utilities.js';
import type {GadgetHub} from './gadget-hub.js';
import type {GadgetPrefs} from './gadget-prefs.js';

interface FacadeGadgets {
  readonly Prefs: new () => GadgetPrefs;
  readonly Hub?: GadgetHub;
  readonly io: {
    makeRequest(url: string, callback: (answer: unknown) => void, params: Record<string, unknown>): void;
  };
  readonly util: {getUrlParameters(): Record<string, string>};
  readonly window: {setTitle(title: string): void};
}

interface FacadePage {
  readonly gadgets?: FacadeGadgets;
  finesse?: {container?: {Config?: FinesseConfig}; modules?: object} & Record<string, unknown>;
}

const page = window as unknown as FacadePage;

function gadgets(): FacadeGadgets {
  if (page.gadgets === undefined) throw new Error('This page is not a gadget: there is no "gadgets" object.');
  return page.gadgets;
}

const noPrefs = {getString: () => '', getInt: () => 0};
const config = readConfig(page.gadgets ? new page.gadgets.Prefs() : noPrefs, sessionStorage);

const services = new ClientServicesFacade(gadgets);

page.finesse = {
  ...page.finesse,
  gadget: {Config: config},
  // The same object stands for both unless the page has set its own before.
  container: {...page.finesse?.container, Config: page.finesse?.container?.Config ?? config},
  modules: page.finesse?.modules ?? {},
  utilities: {Utilities: utilitiesOf(config), Logger: console},
  cslogger: {ClientLogger: new ClientLoggerFacade()},
  clientservices: {ClientServices: services},
  containerservices: {
    ContainerServices: new ContainerServicesFacade(gadgets),
    FinesseToaster: finesseToaster,
  },
  restservices: restServices({wire: new RestWire(() => services.config), services}),
};
