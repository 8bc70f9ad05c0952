import type {ClientServicesFacade} from './facade-client-services.js';
import {
  inside,
  listOf,
  textAt,
  type RestAnswer,
  type RestHandlers,
  type RestWire,
} from './facade-rest-wire.js';
import type {XmlObject, XmlValue} from './xml-object.js';
import {topicOfNode} from './xml-object.js';

/** What the objects of the library share: requests, topics, and who must be read again after an outage. */
export interface RestSurroundings {
  readonly wire: RestWire;
  readonly services: ClientServicesFacade;
}

type Listener = (object: unknown) => void;

/** What a gadget gives a new object (JavaScript library, `RestBase`). */
export interface RestOptions {
  readonly id?: string;
  readonly data?: XmlObject;
  readonly parentObj?: RestBase;
  readonly onLoad?: Listener;
  readonly onChange?: Listener;
  readonly onAdd?: Listener;
  readonly onDelete?: Listener;
  readonly onError?: (answer: RestAnswer) => void;
  readonly onCollectionAdd?: Listener;
  readonly onCollectionDelete?: Listener;
}

/** One published change as a gadget gets it: content and the same as plain objects. */
export interface HubUpdate {
  readonly event: string;
  readonly source: string;
  readonly requestId: string;
  readonly data: XmlValue | undefined;
}

type Kind = 'load' | 'change' | 'add' | 'delete' | 'error';

const kindOf: Readonly<Record<string, Kind>> = {
  load: 'load',
  onLoad: 'load',
  change: 'change',
  onChange: 'change',
  add: 'add',
  onAdd: 'add',
  delete: 'delete',
  onDelete: 'delete',
  error: 'error',
  onError: 'error',
};

/**
 * `finesse.restservices.RestBase`: an object of Finesse that is read once, follows its notifications, and is read again
 * after an outage. Written from the public documentation of the JavaScript library.
 */
export class RestBase {
  readonly #around: RestSurroundings;
  readonly #listeners = new Map<Kind, Set<(value: unknown) => void>>();
  readonly #options: RestOptions;
  #data: XmlObject = {};
  #loaded = false;
  #subscription: string | undefined;
  #leave: (() => void) | undefined;

  constructor(around: RestSurroundings, options: RestOptions) {
    this.#around = around;
    this.#options = options;
    const wanted: readonly (readonly [Kind, Listener | ((answer: RestAnswer) => void) | undefined])[] = [
      ['load', options.onLoad],
      ['change', options.onChange],
      ['add', options.onAdd],
      ['delete', options.onDelete],
      ['error', options.onError],
    ];
    for (const [kind, listener] of wanted) if (listener) this.#on(kind, listener as (value: unknown) => void);
    if (options.data) {
      this.#data = options.data;
      this.#loaded = true;
    }
  }

  /** Element of a REST answer: `User`, `Dialogs`, … */
  getRestType(): string {
    return '';
  }

  getRestUrl(): string {
    const parent = this.#options.parentObj?.getRestUrl() ?? '/finesse/api';
    const id = this.#options.id === undefined ? '' : `/${this.#options.id}`;
    return `${parent}/${this.getRestType()}${id}`;
  }

  getXMPPNodePath(): string {
    return this.getRestUrl();
  }

  getId(): string {
    return this.#options.id ?? textAt(this.#data, 'id');
  }

  getData(): XmlObject {
    return this.#data;
  }

  /** The property as it came; null where there is none. */
  getProperty(name: string): XmlValue {
    return this.#data[name] ?? null;
  }

  hasProperty(name: string): boolean {
    return Object.hasOwn(this.#data, name);
  }

  isLoaded(): boolean {
    return this.#loaded;
  }

  /** @param kind `load`, `change`, `add`, `delete` or `error` */
  addHandler(kind: string, handler: Listener, scope?: unknown): void {
    const known = kindOf[kind];
    if (known) this.#on(known, scope === undefined ? handler : handler.bind(scope));
  }

  removeHandler(kind: string, handler: Listener): void {
    const known = kindOf[kind];
    if (known) this.#listeners.get(known)?.delete(handler);
  }

  /** Reads the object again; `onLoad` the first time, `onChange` after that. */
  refresh(): void {
    this.readAll();
  }

  /** Begins to listen and reads the object; `nodeToSubscribe` is asked for before. */
  begin(nodeToSubscribe?: string): this {
    const {services} = this.#around;
    this.#subscription = services.subscribe(
      topicOfNode(this.getXMPPNodePath()),
      (data) => this.#heard(data),
      true,
    );
    const ask = (): void => {
      if (nodeToSubscribe === undefined) this.readAll();
      else services.subscribeNode(nodeToSubscribe, () => this.readAll());
    };
    this.#leave = services.onRecovered(ask);
    ask();
    return this;
  }

  /** Stops listening. */
  unsubscribe(): void {
    if (this.#subscription !== undefined) this.#around.services.unsubscribe(this.#subscription);
    this.#subscription = undefined;
    this.#leave?.();
  }

  protected get around(): RestSurroundings {
    return this.#around;
  }

  protected get options(): RestOptions {
    return this.#options;
  }

  /** Takes an object of this kind in. */
  take(data: XmlObject): void {
    const first = !this.#loaded;
    this.#data = data;
    this.#loaded = true;
    this.tell(first ? 'load' : 'change', this);
  }

  /** Calls the listeners of one kind; a fault of one is reported, and the others are called. */
  tell(kind: Kind, value: unknown): void {
    for (const listener of [...(this.#listeners.get(kind) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        window.reportError(error);
      }
    }
  }

  protected readAll(): void {
    this.get((answer) => this.answered(answer.object[this.getRestType()] ?? null));
  }

  protected get(success: (answer: RestAnswer) => void): void {
    this.#around.wire.get(this.getRestUrl(), {success, error: (answer) => this.tell('error', answer)});
  }

  protected answered(value: XmlValue): void {
    this.take(
      typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlObject) : {},
    );
  }

  /** One update of this object's own node. */
  protected updated({event, data}: HubUpdate): void {
    if (event === 'DELETE') this.tell('delete', this);
    else {
      const type = this.getRestType();
      const value = inside(data, type.charAt(0).toLowerCase() + type.slice(1)) ?? inside(data, type);
      if (value !== undefined) this.answered(value);
    }
  }

  protected put(name: string, fields: Parameters<RestWire['change']>[4], handlers: RestHandlers = {}): this {
    this.#around.wire.change('PUT', this.getRestUrl(), handlers, name, fields);
    return this;
  }

  #on(kind: Kind, listener: (value: unknown) => void): void {
    const all = this.#listeners.get(kind) ?? new Set();
    all.add(listener);
    this.#listeners.set(kind, all);
  }

  #heard(published: unknown): void {
    const update = inside(inside(published as XmlValue, 'object'), 'Update');
    if (update === undefined) return;
    const data = inside(update, 'data');
    const requestId = textAt(update, 'requestId');
    const errors = inside(data, 'apiErrors') ?? inside(data, 'ApiErrors');
    if (errors !== undefined) {
      if (errors !== null) this.#around.wire.refused(requestId, errors);
      return;
    }
    this.updated({
      event: textAt(update, 'event').toUpperCase(),
      source: textAt(update, 'source'),
      requestId,
      data,
    });
  }
}

/** An object with items below it, which come and go (JavaScript library, `RestCollectionBase`). */
export abstract class RestCollection<Item extends RestBase> extends RestBase {
  readonly #items = new Map<string, Item>();

  /** Element of one item. */
  protected abstract itemType(): string;
  protected abstract itemOf(data: XmlObject): Item;

  protected idOf(data: XmlObject): string {
    return textAt(data, 'id') || textAt(data, 'uri').replace(/^.*\//, '');
  }

  /** Items by their id. */
  getCollection(): Readonly<Record<string, Item>> {
    return Object.fromEntries(this.#items);
  }

  /** Takes the items from where they were found inside another object. */
  fill(list: XmlValue): void {
    this.answered(list);
  }

  getLength(): number {
    return this.#items.size;
  }

  protected override answered(value: XmlValue): void {
    const found = itemsIn(value, this.itemType());
    const ids = new Set(found.map((data) => this.idOf(data)));
    for (const [id, item] of [...this.#items]) if (!ids.has(id)) this.#remove(id, item);
    const first = !this.isLoaded();
    for (const data of found) this.#put(data, !first);
    super.answered(value);
  }

  protected override updated({event, source, data}: HubUpdate): void {
    const type = this.itemType();
    const lower = type.charAt(0).toLowerCase() + type.slice(1);
    if (source !== this.getXMPPNodePath()) {
      const [own] = listOf(inside(data, lower) ?? inside(data, type));
      if (own !== undefined) this.#put(own as XmlObject, true);
      return;
    }
    const listName = this.getRestType();
    const list = inside(data, listName.charAt(0).toLowerCase() + listName.slice(1)) ?? inside(data, listName);
    for (const item of itemsIn(list ?? null, type)) {
      const known = this.#items.get(this.idOf(item));
      if (event !== 'DELETE') this.#put(item, true);
      else if (known) {
        known.take(item);
        this.#remove(this.idOf(item), known);
      }
    }
  }

  #put(data: XmlObject, tells: boolean): void {
    const id = this.idOf(data);
    const known = this.#items.get(id);
    if (known) {
      known.take(data);
      return;
    }
    const item = this.itemOf(data);
    this.#items.set(id, item);
    // what the first reading finds is there at "load": only what comes later is told as new
    if (!tells) return;
    item.tell('add', item);
    this.options.onCollectionAdd?.(item);
  }

  #remove(id: string, item: Item): void {
    this.#items.delete(id);
    item.tell('delete', item);
    this.options.onCollectionDelete?.(item);
  }
}

function itemsIn(value: XmlValue, type: string): XmlObject[] {
  const lower = type.charAt(0).toLowerCase() + type.slice(1);
  return listOf(inside(value, type) ?? inside(value, lower)).filter(
    (item): item is XmlObject => typeof item === 'object' && item !== null && !Array.isArray(item),
  );
}
