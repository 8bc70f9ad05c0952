import type {Clock} from '../base/clock.js';
import type {Log} from '../base/log.js';
import {readWord, valueAt} from './recorder-words.js';
import type {RecorderRequest, RecorderSettings} from './recorder-settings.js';
import type {RecordingOrder, RecordingWord} from './types.js';

/** What a recorder may know a call by. */
export interface CallReference {
  /** The dialog's id; empty where there is only a leg. */
  readonly call: string;
  /** The value by which edge and Finesse name the same call (Cisco-Guid); often empty. */
  readonly key: string;
  readonly agent: string;
  readonly extension: string;
  /** The other end's. */
  readonly number: string;
}

/** A stream of events as the browser gives it (HTML, EventSource). */
export interface RecorderEvents {
  addEventListener(type: 'open' | 'error', run: () => void): void;
  addEventListener(type: 'message', run: (event: {readonly data: string}) => void): void;
  close(): void;
}

export interface RecorderOptions {
  readonly settings: RecorderSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: typeof fetch;
  readonly openEvents: (url: string) => RecorderEvents;
  /** A word on the call that is watched under `id`. */
  readonly onWord: (id: string, word: RecordingWord) => void;
}

/** Stands for what a call is known by. */
const placeholder = /\{(call|key|agent|extension|number)\}/g;

/** An answer longer than this is no status; characters. */
const longest = 65_536;

/** A question without an answer by then; ms. */
const answerTimeout = 5_000;

interface Watch {
  readonly reference: CallReference;
  stop: () => void;
  /** Counts questions: the answer to an older one says nothing. */
  asked: number;
}

/**
 * A recorder with an HTTP interface, shaped by the settings: asked again and again for the calls under way, and heard by
 * server-sent events where it has them. Its word is believed as long as it is fresh.
 */
export class HttpRecorder {
  readonly #options: RecorderOptions;
  readonly #watches = new Map<string, Watch>();
  readonly #pollMs: number;
  readonly #staleMs: number;
  #events: RecorderEvents | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    const {events, pollSeconds = events ? 15 : 2, staleSeconds = 3 * pollSeconds} = options.settings;
    this.#pollMs = pollSeconds * 1000;
    this.#staleMs = staleSeconds * 1000;
  }

  /** How long a word counts; ms. */
  get staleMs(): number {
    return this.#staleMs;
  }

  /** Whether this recorder can be asked about such a call: what it knows calls by is there. */
  knows(reference: CallReference): boolean {
    const {path, body} = this.#options.settings.status;
    const names = JSON.stringify([path, body]).matchAll(placeholder);
    return [...names].every(([, name]) => reference[name as keyof CallReference] !== '');
  }

  /** What the settings have a request for. */
  can(order: RecordingOrder): boolean {
    return this.#options.settings[order] !== undefined;
  }

  /** Asks about a call from now on. The same call under another reference is asked about anew. */
  watch(id: string, reference: CallReference): void {
    this.#watches.get(id)?.stop();
    const watch: Watch = {reference, stop: () => {}, asked: 0};
    this.#watches.set(id, watch);
    if (!this.#events) this.#listen();
    void this.#ask(id, watch);
  }

  unwatch(id: string): void {
    this.#watches.get(id)?.stop();
    this.#watches.delete(id);
    if (this.#watches.size > 0) return;
    this.#events?.close();
    this.#events = undefined;
  }

  /** Asks for a change; true when the recorder took it. What became of it only a status says. Never sent twice. */
  async order(id: string, order: RecordingOrder): Promise<boolean> {
    const watch = this.#watches.get(id);
    const request = this.#options.settings[order];
    if (!watch || !request) return false;
    try {
      const response = await this.#send(request, watch.reference);
      if (response.ok) return true;
      this.#options.log.warn('recorder refused', {order, status: response.status});
      return false;
    } catch {
      this.#options.log.warn('recorder does not answer', {order});
      return false;
    } finally {
      if (this.#watches.get(id) === watch) void this.#ask(id, watch);
    }
  }

  async #ask(id: string, watch: Watch): Promise<void> {
    watch.stop();
    const asked = ++watch.asked;
    const stopTimer = this.#options.clock.after(answerTimeout, () => {
      this.#hear(id, watch, asked, {state: 'unknown', why: 'silent'});
    });
    watch.stop = stopTimer;
    const word = await this.#status(watch.reference);
    stopTimer();
    this.#hear(id, watch, asked, word);
  }

  #hear(id: string, watch: Watch, asked: number, word: RecordingWord): void {
    if (this.#watches.get(id) !== watch || watch.asked !== asked) return;
    watch.asked++;
    watch.stop = this.#options.clock.after(this.#pollMs, () => void this.#ask(id, watch));
    this.#options.onWord(id, word);
  }

  async #status(reference: CallReference): Promise<RecordingWord> {
    const {settings, log} = this.#options;
    let response: Response;
    try {
      response = await this.#send({...settings.status}, reference);
    } catch {
      return {state: 'unknown', why: 'silent'};
    }
    try {
      if (response.ok) return readWord(settings, parse(await response.text()));
      log.warn('recorder answers with an error', {status: response.status});
    } catch {
      log.warn('recorder answers with something else than JSON');
    }
    return {state: 'unknown', why: 'error'};
  }

  #send({method, path, body}: RecorderRequest, reference: CallReference): Promise<Response> {
    const {settings, fetch: send} = this.#options;
    const filled = Object.entries(body ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? fill(value, reference) : value,
    ]);
    return send(settings.url + fill(path, reference, encodeURIComponent), {
      method,
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(answerTimeout),
      ...(body === undefined
        ? {}
        : {headers: {'Content-Type': 'application/json'}, body: JSON.stringify(Object.fromEntries(filled))}),
    });
  }

  #listen(): void {
    const {settings, openEvents, log} = this.#options;
    if (!settings.events) return;
    const events = openEvents(settings.url + settings.events.path);
    this.#events = events;
    // what came while nobody listened is asked for
    events.addEventListener('open', () => {
      for (const [id, watch] of this.#watches) void this.#ask(id, watch);
    });
    events.addEventListener('message', ({data}) => this.#onEvent(data));
    events.addEventListener('error', () => {
      log.warn('recorder events lost');
      for (const [id, watch] of this.#watches) {
        this.#hear(id, watch, watch.asked, {state: 'unknown', why: 'connection-lost'});
        void this.#ask(id, watch);
      }
    });
  }

  #onEvent(data: string): void {
    const {settings} = this.#options;
    let event: unknown;
    try {
      event = parse(data);
    } catch {
      this.#options.log.warn('recorder event refused', {length: data.length});
      return;
    }
    const call = valueAt(event, settings.events?.call ?? '');
    for (const [id, watch] of this.#watches) {
      const isIts = call !== '' && (call === watch.reference.call || call === watch.reference.key);
      if (isIts) this.#hear(id, watch, watch.asked, readWord(settings, event));
    }
  }
}

/** @throws when it is no JSON, or too long for a status */
function parse(text: string): unknown {
  if (text.length > longest) throw new Error('too long');
  return JSON.parse(text);
}

function fill(text: string, reference: CallReference, write: (value: string) => string = String): string {
  return text.replace(placeholder, (_, name: keyof CallReference) => write(reference[name]));
}
