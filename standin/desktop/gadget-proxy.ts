import {Hono} from 'hono';
import type {Context} from 'hono';

/** Answers a request to this very server; the proxy opens no connection of its own. */
export type OwnFetch = (request: Request) => Response | Promise<Response>;

/** Scripts joined by one request; a gadget page has far fewer. */
const mostParts = 50;

/** Put before the JSON by the gadget server, so that no page can load it as a script. */
export const makeRequestGuard = "throw 1; < don't be evil' >";

/**
 * `/gadgets/makeRequest`, `/gadgets/proxy` and `/gadgets/concat` (Shindig), restricted to this server: a gadget that
 * asks for another host gets status 403.
 */
export function gadgetProxyRoutes(ownFetch: OwnFetch): Hono {
  const app = new Hono();

  app.on(['GET', 'POST'], '/gadgets/makeRequest', async (c) => {
    const form =
      c.req.method === 'POST' ? new URLSearchParams(await c.req.text()) : new URL(c.req.url).searchParams;
    const address = form.get('url') ?? '';
    const target = ownTarget(address, c);
    if (target === undefined) return guarded(c, address, {rc: 403, body: `Not on this server: ${address}`});
    let request: Request;
    try {
      request = requestFrom(form, target);
    } catch (error) {
      return guarded(c, address, {rc: 400, body: error instanceof Error ? error.message : 'Bad request'});
    }
    const response = await ownFetch(request);
    const headers: Record<string, string[]> = {};
    if (form.get('getFullHeaders') === 'true') {
      for (const [name, value] of response.headers) headers[name.toLowerCase()] = [value];
    }
    return guarded(c, address, {rc: response.status, body: await response.text(), headers});
  });

  app.get('/gadgets/proxy', async (c) => {
    const address = c.req.query('url') ?? '';
    const target = ownTarget(address, c);
    if (target === undefined) return c.text(`Not on this server: ${address}`, 403);
    const response = await ownFetch(new Request(target));
    return c.body(await response.arrayBuffer(), statusOf(response), {
      'Content-Type': response.headers.get('Content-Type') ?? 'application/octet-stream',
    });
  });

  app.get('/gadgets/concat', async (c) => {
    const parts: string[] = [];
    for (let number = 1; number <= mostParts; number++) {
      const address = c.req.query(String(number));
      if (address === undefined) break;
      const target = ownTarget(address, c);
      const allowed = target !== undefined && /^\/(3rdpartygadget\/files|desktop)\//.test(target.pathname);
      if (!allowed) return c.text(`Not a script of this server: ${address}`, 403);
      const response = await ownFetch(new Request(target));
      if (!response.ok) return c.text(`${address} answered ${response.status}`, 502);
      parts.push(await response.text());
    }
    // A line break between parts only: a part that ends without a semicolon meets its neighbour, as on a server.
    return c.body(parts.join('\n'), 200, {'Content-Type': 'text/javascript; charset=utf-8'});
  });

  return app;
}

function ownTarget(address: string, c: Context): URL | undefined {
  const own = new URL(c.req.url);
  let target: URL;
  try {
    target = new URL(address, own);
  } catch {
    return undefined;
  }
  const sameServer = target.hostname === own.hostname || target.hostname === 'localhost';
  const samePort = portOf(target) === portOf(own);
  const loop = target.pathname.startsWith('/gadgets/');
  if (!/^https?:$/.test(target.protocol) || !sameServer || !samePort || loop) return undefined;
  return new URL(target.pathname + target.search, own.origin);
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

function requestFrom(form: URLSearchParams, target: URL): Request {
  const method = (form.get('httpMethod') ?? 'GET').toUpperCase();
  const headers = new Headers([...new URLSearchParams(form.get('headers') ?? '')]);
  const body = form.get('postData') ?? '';
  return new Request(target, {method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : {body})});
}

function guarded(c: Context, address: string, answer: Record<string, unknown>): Response {
  return c.body(makeRequestGuard + JSON.stringify({[address]: answer}), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
}

function statusOf(response: Response): 200 | 404 | 502 {
  if (response.ok) return 200;
  return response.status === 404 ? 404 : 502;
}
