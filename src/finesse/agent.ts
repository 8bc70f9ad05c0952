import type {Clock} from '../base/clock.js';
import {DeskError} from '../base/errors.js';
import {Store, type Readable} from '../base/store.js';
import type {FinesseClient} from './client.js';
import type {Agent, RequestableState, StateRequest} from './types.js';

export interface AgentOptions {
  readonly client: FinesseClient;
  readonly clock: Clock;
  /** Reads everything again; resolves when the answer has been taken in. */
  readonly resync: () => Promise<void>;
  readonly onRefused: (code: string) => void;
}

/** How long news may take before the truth is read; ms. */
const newsTimeout = 3_000;

/** The agent as Finesse knows them. A request is kept beside the state and never changes it: only news does. */
export class AgentModel {
  readonly #store = new Store<Agent | undefined>(undefined);
  readonly #options: AgentOptions;
  #requestId = '';
  /** The truth could not be read: what became of the request is told when Finesse is back. */
  #unread = false;
  #neverMind: () => void = () => {};

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  get agent(): Readable<Agent | undefined> {
    return this.#store;
  }

  /** Whether this news is older than what is known: its state began before the present one. */
  isOlder(news: Agent): boolean {
    const known = this.#store.state?.since;
    return known !== undefined && news.since !== undefined && news.since < known;
  }

  /** Whether nothing tells if this news is older or newer: the same stamp, and yet another picture. */
  isUnclear(news: Agent): boolean {
    const known = this.#store.state;
    return (
      news.since !== undefined &&
      news.since === known?.since &&
      (news.state !== known.state || news.pendingState !== known.pendingState)
    );
  }

  /** News, from a notification or a read. */
  onAgent(news: Agent): void {
    this.#store.update((before) => {
      const request = before?.request;
      const settled = request !== undefined && settles(news, request);
      if (settled) this.#forget();
      return {...news, request: settled ? undefined : request};
    });
  }

  /** Finesse has been read: what it still does not know of a request did not happen. */
  onBack(): void {
    if (this.#unread) this.#giveUp();
  }

  /** True when the refusal was for our own request. */
  onRefusal(requestId: string): boolean {
    if (requestId === '' || requestId !== this.#requestId) return false;
    const wanted = this.#store.state?.request?.state;
    this.#clear();
    this.#options.onRefused(refusalOf(wanted));
    return true;
  }

  async requestState(state: RequestableState, reasonId?: string): Promise<void> {
    const {client, clock, onRefused} = this.#options;
    const agent = this.#store.state;
    if (!agent || agent.request) return;
    const requestId = client.newRequestId();
    this.#requestId = requestId;
    this.#pend({state, reasonId, phase: 'sent'});
    this.#neverMind = clock.after(newsTimeout, () => void this.#check(requestId));
    try {
      await client.putState(agent.id, state, reasonId, requestId);
    } catch (error) {
      if (this.#requestId !== requestId) return;
      const code = error instanceof DeskError ? error.code : 'finesse/bad-answer';
      // no answer says nothing: it may have been done
      if (code === 'finesse/timeout') return;
      if (code === 'finesse/out-of-service') {
        // whether Finesse is there at all is shown at once; what became of the request, when it had its time
        void this.#options.resync().catch(() => {});
        return;
      }
      this.#clear();
      onRefused(code === 'finesse/not-allowed' ? refusalOf(state) : code);
    }
  }

  async #check(requestId: string): Promise<void> {
    const {request} = this.#store.state ?? {};
    if (request?.phase !== 'sent' || this.#requestId !== requestId) return;
    this.#pend({...request, phase: 'checking'});
    const read = await this.#options.resync().then(
      () => true,
      () => false,
    );
    if (this.#requestId !== requestId) return;
    if (read) this.#giveUp();
    else this.#unread = true;
  }

  #giveUp(): void {
    this.#clear();
    this.#options.onRefused('finesse/no-confirmation');
  }

  #pend(request: StateRequest | undefined): void {
    this.#store.update((agent) => agent && {...agent, request});
  }

  #clear(): void {
    this.#forget();
    this.#pend(undefined);
  }

  #forget(): void {
    this.#requestId = '';
    this.#unread = false;
    this.#neverMind();
    this.#neverMind = () => {};
  }
}

const refusalOf = (wanted: RequestableState | undefined) =>
  wanted === 'LOGOUT' ? 'finesse/sign-out-refused' : 'finesse/state-refused';

/** Whether this news is what the request asked for. */
function settles(agent: Agent, request: StateRequest): boolean {
  if (agent.pendingState === request.state) return true;
  if (agent.state !== request.state) return false;
  return request.reasonId === undefined || agent.reason === undefined || agent.reason.id === request.reasonId;
}
