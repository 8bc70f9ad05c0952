import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {Hono} from 'hono';
import type {Context} from 'hono';
import {readBelow} from './files.js';
import {gadgetProxyRoutes} from './gadget-proxy.js';
import type {OwnFetch} from './gadget-proxy.js';
import {GadgetRefusal} from './gadget-spec.js';
import {gadgetFilesPath, renderIfr} from './ifr.js';
import {LayoutRefusal, parseLayout} from './layout.js';
import type {DesktopSettings} from './layout-model.js';
import {containerPage, errorPage, pageFilesPath, signInPage} from './pages.js';
import {XmlRefusal} from './xml-tree.js';

/** What the desktop tells its page about the system it stands on. */
export interface DesktopSystemInfo {
  readonly xmppDomain: string;
  readonly pubSubDomain: string;
  readonly deployment: 'CCE' | 'CCX';
  readonly peripheralId: string;
}

/** What the desktop is built from. */
export interface DesktopOptions {
  /** The layout XML, read again at each load of the desktop. */
  readonly layoutXml: () => string;
  /** Folder served under `/3rdpartygadget/files/`. */
  readonly gadgetsDir: string;
  /** The page's own scripts by file name, from `bundleDesktopPages()`. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly systemInfo: () => DesktopSystemInfo;
  /** Answers requests to this server for `/gadgets/makeRequest`; by default the desktop's own paths only. */
  readonly ownFetch?: OwnFetch;
  /** File to serve instead of our facade: a copy of the vendor's library that the user has a licence for. */
  readonly finesseJs?: string;
  readonly jqueryJs?: string;
  /** Imitate the gadget server's joining of scripts. */
  readonly strict?: boolean;
  /** `Permissions-Policy` of the desktop page, to try a hardened site. */
  readonly permissionsPolicy?: string;
  /** `Cache-Control` of gadget files; default `no-cache`. */
  readonly cacheControl?: string;
}

/** The desktop of the stand-in: sign-in, container page, gadget rendering and files. Mount it at the root. */
export function desktopRoutes(options: DesktopOptions): Hono {
  const app = new Hono();
  const jquery = options.jqueryJs ?? createRequire(import.meta.url).resolve('jquery/dist/jquery.min.js');
  const ownFetch: OwnFetch = options.ownFetch ?? ((request) => app.fetch(request));
  const html = (c: Context, text: string): Response => {
    if (options.permissionsPolicy !== undefined) c.header('Permissions-Policy', options.permissionsPolicy);
    c.header('Cache-Control', 'no-store');
    return c.html(text);
  };

  for (const path of ['/', '/desktop']) app.get(path, (c) => c.redirect('/desktop/'));
  app.get('/desktop/', (c) => html(c, signInPage));
  app.get('/desktop/container', (c) => c.redirect('/desktop/container/'));
  app.get('/desktop/container/', (c) => html(c, containerPage));

  app.get(`${pageFilesPath}settings`, (c) => {
    c.header('Cache-Control', 'no-store');
    try {
      const settings: DesktopSettings = {
        ...options.systemInfo(),
        layout: parseLayout(options.layoutXml()),
        strict: options.strict === true,
      };
      return c.json(settings);
    } catch (error) {
      if (error instanceof LayoutRefusal) return c.json({error: `Desktop layout: ${error.message}`}, 500);
      throw error;
    }
  });

  // Read by the desktop page of the other node, which is another origin; it says nothing but the service state.
  app.get(`${pageFilesPath}status`, async (c) => {
    const answer = await ownFetch(new Request(new URL('/finesse/api/SystemInfo', c.req.url)));
    const status = /<status>\s*([A-Z_]+)\s*<\/status>/.exec(await answer.text())?.[1];
    return c.json({status: answer.ok && status !== undefined ? status : 'OUT_OF_SERVICE'}, 200, {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
    });
  });

  app.get(`${pageFilesPath}:name`, (c) => {
    const name = c.req.param('name');
    const script = options.scripts.get(name);
    return script === undefined
      ? c.notFound()
      : scriptOf(c, script, name.endsWith('.css') ? 'css' : 'javascript');
  });

  for (const name of ['finesse.js', 'finesse.min.js']) {
    app.get(`/desktop/assets/js/${name}`, async (c) => {
      const own = options.scripts.get('facade.js') ?? '';
      return scriptOf(c, options.finesseJs === undefined ? own : await readFile(options.finesseJs, 'utf8'));
    });
  }
  app.get('/desktop/assets/js/jquery.min.js', async (c) => scriptOf(c, await readFile(jquery, 'utf8')));

  // the desktop's common style sheet, which gadgets link: nothing in it here, but it is there
  app.get('/desktop/scripts/css/finextcommonstyles.css', (c) => scriptOf(c, '', 'css'));

  app.get('/gadgets/ifr', async (c) => {
    const address = new URL(c.req.url);
    try {
      const text = await renderIfr(address.searchParams, [address.hostname], {
        gadgetsDir: options.gadgetsDir,
        runtime: `${pageFilesPath}runtime.js`,
        strict: options.strict === true,
      });
      c.header('Cache-Control', 'no-store');
      return c.html(text);
    } catch (error) {
      if (error instanceof GadgetRefusal || error instanceof XmlRefusal)
        return c.html(errorPage(error.message), 400);
      throw error;
    }
  });

  app.get(`${gadgetFilesPath}*`, async (c) => {
    // The path as sent: decoding it twice, or a normalised copy, would be two different questions.
    const file = await readBelow(
      options.gadgetsDir,
      new URL(c.req.url).pathname.slice(gadgetFilesPath.length),
    );
    if (file === undefined) return c.notFound();
    return c.body(file.bytes, 200, {
      'Content-Type': file.type,
      'Cache-Control': options.cacheControl ?? 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  app.route('/', gadgetProxyRoutes(ownFetch));
  return app;
}

function scriptOf(c: Context, text: string, type: 'javascript' | 'css' = 'javascript'): Response {
  return c.body(text, 200, {'Content-Type': `text/${type}; charset=utf-8`, 'Cache-Control': 'no-cache'});
}
