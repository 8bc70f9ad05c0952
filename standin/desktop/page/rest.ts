/** Text by element name; an object is an element with children, a list repeats the name; undefined is left out. */
export interface XmlFields {
  readonly [name: string]: string | XmlFields | readonly XmlFields[] | undefined;
}

/** A refused request; `type` is Finesse's `ErrorType` where the answer had one. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** Milliseconds to wait for an answer, as the Finesse library does. */
const requestTimeout = 5000;

/** Requests to `/finesse/api/…` of this node with one agent's credential. */
export class FinesseRest {
  readonly #authorization: () => string;

  /** @param authorization header, asked for at each request: a token is renewed meanwhile */
  constructor(authorization: () => string) {
    this.#authorization = authorization;
  }

  /** @throws {RestError} also when no answer comes (status 0). */
  async get(path: string): Promise<Element> {
    const text = await this.#send('GET', path);
    const root = parseXml(text);
    if (root === undefined) throw new RestError(0, 'Bad answer', `${path} did not answer XML.`);
    return root;
  }

  /** Answers the `requestId` under which later news may speak of this request. */
  async put(path: string, name: string, fields: XmlFields): Promise<string> {
    const requestId = crypto.randomUUID();
    await this.#send('PUT', path, writeXml(name, fields), requestId);
    return requestId;
  }

  async post(path: string, name: string, fields: XmlFields): Promise<string> {
    const requestId = crypto.randomUUID();
    await this.#send('POST', path, writeXml(name, fields), requestId);
    return requestId;
  }

  async #send(method: string, path: string, body?: string, requestId?: string): Promise<string> {
    const headers = new Headers({Authorization: this.#authorization(), Accept: 'application/xml'});
    if (body !== undefined) headers.set('Content-Type', 'application/xml');
    if (requestId !== undefined) headers.set('requestId', requestId);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`/finesse/api/${path}`, {
        method,
        headers,
        cache: 'no-store',
        signal: AbortSignal.timeout(requestTimeout),
        ...(body === undefined ? {} : {body}),
      });
      text = await response.text();
    } catch {
      throw new RestError(0, 'No answer', 'Finesse does not answer.');
    }
    if (response.ok) return text;
    const error = parseXml(text);
    const type = (error && textBelow(error, 'errorType')) ?? '';
    const message = (error && textBelow(error, 'errorMessage')) ?? '';
    throw new RestError(
      response.status,
      type,
      [type, message].filter((part) => part !== '').join(': ') || `Status ${response.status}`,
    );
  }
}

/** The root element of an XML text, or undefined when it is none, or has a document type. */
export function parseXml(text: string): Element | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  return parsed.querySelector('parsererror') ? undefined : parsed.documentElement;
}

/** XML text of one element; the browser's own writer escapes. */
export function writeXml(name: string, fields: XmlFields): string {
  const parsed = document.implementation.createDocument(null, name);
  const fill = (element: Element, content: XmlFields): void => {
    for (const [key, value] of Object.entries(content)) {
      if (value === undefined) continue;
      for (const one of isList(value) ? value : [value]) {
        const child = parsed.createElement(key);
        if (typeof one === 'string') child.textContent = one;
        else fill(child, one);
        element.append(child);
      }
    }
  };
  fill(parsed.documentElement, fields);
  return new XMLSerializer().serializeToString(parsed);
}

const isList = (value: string | XmlFields | readonly XmlFields[]): value is readonly XmlFields[] =>
  Array.isArray(value);

const sameName = (given: string, wanted: string): boolean => given.toLowerCase() === wanted.toLowerCase();

/** The child element of that name; letter case differs between answers and news. */
export function childElement(parent: Element, name: string): Element | undefined {
  return [...parent.children].find((child) => sameName(child.localName, name));
}

/** All child elements of that name. */
export function childElements(parent: Element | undefined, name: string): Element[] {
  return [...(parent?.children ?? [])].filter((child) => sameName(child.localName, name));
}

/** Text of a child element, trimmed; empty when there is none. */
export function childText(parent: Element | undefined, name: string): string {
  return (parent && childElement(parent, name))?.textContent.trim() ?? '';
}

/** Text of the first element of that name at any depth. */
export function textBelow(root: Element, name: string): string | undefined {
  return [...root.querySelectorAll('*')].find((one) => sameName(one.localName, name))?.textContent.trim();
}
