import {authHeaderString} from './facade-config.js';
import type {FinesseConfig} from './facade-config.js';
import {writeXml} from './rest.js';
import type {XmlFields} from './rest.js';
import {xmlToObject} from './xml-object.js';
import type {XmlObject, XmlValue} from './xml-object.js';

/** What a gadget's handlers get of an answer (JavaScript library, "success" and "error" handlers). */
export interface RestAnswer {
  readonly status: number;
  readonly content: string;
  /** The answer as plain objects; empty when there is nothing in it. */
  readonly object: XmlObject;
  readonly error?: {readonly errorType: string; readonly errorMessage: string};
}

/** Handlers of one request. `error` also hears of a refusal that comes later, as a notification. */
export interface RestHandlers {
  readonly success?: (answer: RestAnswer) => void;
  readonly error?: (answer: RestAnswer) => void;
}

/** Milliseconds; the library's own patience. */
const patience = 5_000;

const isObject = (value: XmlValue | undefined): value is XmlObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One level down; undefined when there is no object there. */
export function inside(value: XmlValue | undefined, name: string): XmlValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** One or many as a list; nothing is an empty one. */
export function listOf(value: XmlValue | undefined): readonly XmlValue[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? (value as readonly XmlValue[]) : [value];
}

/** Text at the end of a path; empty when there is none. */
export function textAt(value: XmlValue | undefined, ...path: readonly string[]): string {
  const end = path.reduce<XmlValue | undefined>((at, name) => inside(at, name), value);
  return typeof end === 'string' ? end : '';
}

/** Requests of the library's objects: to the page's own origin, with the credentials of the session. */
export class RestWire {
  readonly #config: () => FinesseConfig;
  readonly #pending = new Map<string, (answer: RestAnswer) => void>();

  constructor(config: () => FinesseConfig) {
    this.#config = config;
  }

  get(path: string, handlers: RestHandlers, headers: Readonly<Record<string, string>> = {}): void {
    const mark = path.includes('?') ? '&' : '?';
    void this.#send(`${path}${mark}nocache=${Date.now()}`, {method: 'GET'}, headers).then((answer) =>
      report(answer, handlers),
    );
  }

  /** PUT, POST or DELETE; the success handler runs when Finesse has taken the request, not when it is done. */
  change(
    method: 'PUT' | 'POST' | 'DELETE',
    path: string,
    handlers: RestHandlers,
    name?: string,
    fields: XmlFields = {},
  ): void {
    const requestId = crypto.randomUUID();
    if (handlers.error) this.#pending.set(requestId, handlers.error);
    const body = name === undefined ? undefined : writeXml(name, fields);
    const headers = {requestId, ...(body === undefined ? {} : {'Content-Type': 'application/xml'})};
    void this.#send(path, {method, ...(body === undefined ? {} : {body})}, headers).then((answer) => {
      if (answer.status >= 400 || answer.status === 0) this.#pending.delete(requestId);
      report(answer, handlers);
    });
  }

  /** A refusal that came as a notification; true when a request of this page was meant. */
  refused(requestId: string, errors: XmlValue): boolean {
    const handler = this.#pending.get(requestId);
    if (handler === undefined) return false;
    this.#pending.delete(requestId);
    const [first] = listOf(inside(errors, 'apiError') ?? inside(errors, 'ApiError'));
    const word = (name: string): string =>
      textAt(first, name) || textAt(first, name.charAt(0).toUpperCase() + name.slice(1));
    const error = {
      ErrorData: word('errorData'),
      ErrorMessage: word('errorMessage'),
      ErrorType: word('errorType'),
    };
    handler({
      status: 400,
      content: '',
      object: {ApiErrors: {ApiError: error}},
      error: {errorType: error.ErrorType, errorMessage: error.ErrorMessage},
    });
    return true;
  }

  async #send(path: string, init: RequestInit, more: Readonly<Record<string, string>>): Promise<RestAnswer> {
    const config = this.#config();
    try {
      const response = await fetch(path, {
        ...init,
        cache: 'no-store',
        headers: {
          Accept: 'application/xml',
          Authorization: authHeaderString(config),
          locale: config.locale ?? 'en_US',
          ...more,
        },
        signal: AbortSignal.timeout(patience),
      });
      const content = await response.text();
      const object = parse(content);
      if (response.ok) return {status: response.status, content, object};
      const [first] = listOf(inside(object['ApiErrors'], 'ApiError'));
      const error = {errorType: textAt(first, 'ErrorType'), errorMessage: textAt(first, 'ErrorMessage')};
      return {status: response.status, content, object, error};
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : String(error);
      return {status: 0, content: '', object: {}, error: {errorType: 'No answer', errorMessage}};
    }
  }
}

function report(answer: RestAnswer, {success, error}: RestHandlers): void {
  if (answer.error === undefined) success?.(answer);
  else error?.(answer);
}

/** The root element by its name, as plain objects; empty for anything that is not XML. */
export function parse(text: string): XmlObject {
  if (text.trim() === '' || /<!DOCTYPE/i.test(text)) return {};
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  if (parsed.querySelector('parsererror')) return {};
  return {[parsed.documentElement.nodeName]: xmlToObject(parsed.documentElement)};
}
