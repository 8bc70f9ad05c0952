import {DeskError} from '../../base/errors.js';
import type {XmlParts} from '../../base/xml-writer.js';
import {FinesseClient, type RestAnswer} from '../client.js';
import {FinesseError} from '../errors.js';
import type {FinesseObject} from '../objects/read.js';
import {parseAnswer} from '../parse-any.js';
import {bad, type TimeFrame} from '../parse.js';

/** What a {@link FinesseApi} needs of the world around it. */
export interface ApiOptions {
  /** `Authorization` header, asked for at each request: an SSO token may have been renewed. */
  readonly authorization: () => string;
  /** Such as `https://fin-a.example.test:8445`; empty on the desktop's own origin. */
  readonly origin: string;
  /** The world's own when left out. */
  readonly fetch?: typeof fetch;
  /** Server clock minus ours, ms; 0 when left out. Asked for at each answer. */
  readonly clockOffset?: () => number;
  /** A UUID when left out. */
  readonly newRequestId?: () => string;
}

/** One change that is asked for. */
export interface Change {
  readonly method: 'PUT' | 'POST';
  /** Behind `/finesse/api/`. */
  readonly path: string;
  /** The object it changes, such as `User/1001001`: changes of one object go one after the other. */
  readonly object: string;
  /** Element of the body, and what is in it. */
  readonly root: string;
  readonly parts: XmlParts;
  /** Our own id when left out. */
  readonly requestId?: string | undefined;
}

type Kind = FinesseObject['kind'];

/**
 * Requests of the wider interface. Reads go at once; changes of one object go one at a time, in the order they were
 * asked for, as Finesse itself works them off (developer guide, "Cisco Finesse APIs").
 */
export class Requests {
  readonly #client: FinesseClient;
  readonly #options: ApiOptions;
  /** The last change of each object that is under way. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#client = new FinesseClient({
      authorization: options.authorization,
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      origin: options.origin,
      frame: () => this.#frame(),
      newRequestId: options.newRequestId ?? (() => crypto.randomUUID()),
    });
  }

  /**
   * Reads one object of the kind that is due.
   * @throws FinesseError for an error body, whatever its status; DeskError `finesse/bad-answer` for another kind
   */
  async read<K extends Kind>(path: string, kind: K): Promise<Extract<FinesseObject, {kind: K}>> {
    return this.take((await this.get(path)).text, kind);
  }

  /** As {@link read}, of a body that is there already. */
  take<K extends Kind>(text: string, kind: K): Extract<FinesseObject, {kind: K}> {
    return takeObject(text, kind, this.#frame());
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<RestAnswer> {
    return this.#client.request(path, {method: 'GET', headers});
  }

  /**
   * Asks for a change, after those of the same object that were asked for before. Resolves, with the request's id, when
   * Finesse has heard: what became of it comes as a notification that carries the id.
   */
  async change({method, path, object, root, parts, requestId}: Change): Promise<string> {
    const id = requestId ?? this.#client.newRequestId();
    await this.#inTurn(object, () => this.#client.send(method, path, root, parts, id));
    return id;
  }

  /** Asks for something to be taken away. */
  async remove(path: string): Promise<void> {
    await this.#inTurn(path, () => this.#client.request(path, {method: 'DELETE'}));
  }

  async #inTurn(object: string, run: () => Promise<unknown>): Promise<void> {
    const before = this.#queues.get(object) ?? Promise.resolve();
    // what became of the one before is its own business
    const mine = before.then(run, run);
    this.#queues.set(object, mine);
    try {
      await mine;
    } finally {
      if (this.#queues.get(object) === mine) this.#queues.delete(object);
    }
  }

  #frame() {
    return {now: Date.now(), offset: this.#options.clockOffset?.() ?? 0};
  }
}

/**
 * The object of the kind that is due, of a body that is there already.
 * @throws FinesseError for an error body, whatever its status; DeskError `finesse/bad-answer` for another kind
 */
export function takeObject<K extends Kind>(
  text: string,
  kind: K,
  frame: TimeFrame,
): Extract<FinesseObject, {kind: K}> {
  const value = parseAnswer(text, frame);
  if (value.kind === 'errors')
    throw new FinesseError('finesse/not-allowed', value.errors[0]?.type ?? '', 200, value.errors);
  if (!is(value, kind)) throw bad(`${value.kind} where ${kind} was due`);
  return value;
}

const is = <K extends Kind>(value: FinesseObject, kind: K): value is Extract<FinesseObject, {kind: K}> =>
  value.kind === kind;

/**
 * One id as part of a path: nothing in it can lead elsewhere.
 * @throws DeskError `finesse/not-found` for what can be no id: nothing, or dots that lead up
 */
export function part(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new DeskError('finesse/not-found', 'no id');
  return encodeURIComponent(id);
}
