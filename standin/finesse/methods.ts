import type {Hono} from 'hono';
import {getPath} from 'hono/utils/url';

/** The methods that the routes of an application take at a path; none when there is no such path. */
export function methodsFor(app: Hono, path: string): string[] {
  const found = app.routes
    .filter((route) => route.method !== 'ALL' && patternOf(route.path).test(path))
    .map((route) => route.method);
  // who may read may also ask for the head alone
  return [...new Set(found.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort();
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`);

/** A request's path; behind the name of a Finesse object a last slash says nothing. */
export const finessePath = (request: Request): string => {
  const path = getPath(request);
  return path.startsWith('/finesse/api/') ? path.replace(/\/+$/, '') : path;
};
