import type {MiddlewareHandler} from 'hono';

/** What the administrator sets by `utils finesse cors …` on each node. */
export interface CorsSettings {
  /** `enable_all` is what a fresh system has; `enable` asks for the list. */
  readonly corsMode: string;
  /** Allowed origins, with commas between. */
  readonly corsOrigins: string;
}

/** As the administration guide lists them (Manage Security, Cross-Origin Resource Sharing). */
const allowedHeaders = [
  'Content-Type',
  'X-Requested-With',
  'accept',
  'Origin',
  'Authorization',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'requestId',
  'Range',
];
const exposedHeaders = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
];

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');

/**
 * Finesse's answers to pages of other origins. An origin that is not allowed gets an answer without the headers, and
 * its browser keeps that from the page; a preflight gets 403. Statuses and methods are our reading.
 */
export function cors(settings: () => CorsSettings): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin');
    const own = origin === undefined || hostOf(origin) === context.req.header('host');
    const isPreflight =
      context.req.method === 'OPTIONS' && context.req.header('access-control-request-method') !== undefined;
    if (own && !isPreflight) return next();
    const {corsMode, corsOrigins} = settings();
    const listed = corsOrigins.split(',').map((each) => each.trim());
    const allowed =
      origin !== undefined &&
      (corsMode === 'enable_all' || (corsMode === 'enable' && listed.includes(origin)));
    if (!allowed) return isPreflight ? context.body(null, 403) : next();
    if (isPreflight) {
      context.header('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS');
      context.header('Access-Control-Allow-Headers', allowedHeaders.join(','));
      context.header('Access-Control-Max-Age', '1800');
      context.res = context.body(null, 200);
    } else {
      await next();
      context.header('Access-Control-Expose-Headers', exposedHeaders.join(','));
    }
    context.header('Access-Control-Allow-Origin', origin);
    context.header('Access-Control-Allow-Credentials', 'true');
    context.header('Vary', 'Origin');
    return undefined;
  };
}
