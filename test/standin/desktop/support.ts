import {fileURLToPath} from 'node:url';
import {desktopRoutes} from '../../../standin/desktop/desktop.js';
import type {DesktopOptions} from '../../../standin/desktop/desktop.js';

/** Folder of the sample gadgets. */
export const sampleGadgets = fileURLToPath(new URL('../../support/gadgets/', import.meta.url));

const layout = '<finesseLayout><layout><role>Agent</role></layout></finesseLayout>';

/** The desktop's routes with small scripts in place of the built ones. */
export function aDesktop(options: Partial<DesktopOptions> = {}): ReturnType<typeof desktopRoutes> {
  return desktopRoutes({
    layoutXml: () => layout,
    gadgetsDir: sampleGadgets,
    scripts: new Map([
      ['runtime.js', '/* runtime */'],
      ['facade.js', '/* facade */'],
      ['container.js', '/* container */'],
    ]),
    systemInfo: () => ({
      xmppDomain: 'fin-a.example.test',
      pubSubDomain: 'pubsub.fin-a.example.test',
      deployment: 'CCE',
      peripheralId: '5000',
    }),
    ...options,
  });
}

/** Address of a rendered gadget, given as the desktop page gives it. */
export function ifrOf(path: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    mid: '3',
    lang: 'en',
    country: 'US',
    view: 'default',
    url: `http://localhost:8080${path}`,
    ...more,
  });
  return `http://localhost:8080/gadgets/ifr?${query.toString()}`;
}
