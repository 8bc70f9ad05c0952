import {DeskError} from '../base/errors.js';
import {OnDemand} from '../base/on-demand.js';
import type {XmlParts} from '../base/xml-writer.js';
import {errorForStatus, FinesseError} from './errors.js';
import {
  htmlPage,
  parseDialog,
  parseDialogs,
  parseErrors,
  parseReasonCodes,
  parseSystemInfo,
  parseUser,
  parseWrapUpReasons,
  type SystemInfo,
  type TimeFrame,
} from './parse.js';
import type {Agent, Dialog, DialogAction, ReasonCode, RequestableState, WrapUpReason} from './types.js';
import {requestTimeout} from './wire.js';

type Init = RequestInit & {headers?: Record<string, string>};

export interface ClientOptions {
  /** `Authorization` header, asked for at each call: an SSO token may have been renewed. */
  readonly authorization: () => string;
  /** After a 401: resolves when the authorization may be a newer one; absent where none can come. */
  readonly renewal?: (() => Promise<void>) | undefined;
  readonly fetch: typeof fetch;
  /** Where the REST interface is; empty on the desktop's own origin. */
  readonly origin: string;
  readonly frame: () => TimeFrame;
  readonly newRequestId: () => string;
}

/** A 2xx answer: its body, read, and what came around it. */
export interface RestAnswer {
  readonly text: string;
  readonly response: Response;
}

/** Only what is asked of Finesse needs writing: loaded with the first press, or some time after the start. */
const writer = new OnDemand(() => import('../base/xml-writer.js'));

/**
 * Finesse over REST. GETs answer with the object; everything else resolves when Finesse has *heard* (202), which is
 * no fact yet. Rejects with DeskError `finesse/…`.
 */
export class FinesseClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  async systemInfo(): Promise<SystemInfo> {
    return parseSystemInfo(await this.#get('SystemInfo'));
  }

  async user(id: string): Promise<Agent> {
    return parseUser(await this.#get(`User/${encodeURIComponent(id)}`), this.#options.frame());
  }

  async dialogs(userId: string): Promise<Dialog[]> {
    return parseDialogs(await this.#get(`User/${encodeURIComponent(userId)}/Dialogs`), this.#options.frame());
  }

  async dialog(id: string): Promise<Dialog> {
    return parseDialog(await this.#get(`Dialog/${encodeURIComponent(id)}`), this.#options.frame());
  }

  async reasonCodes(userId: string, category: 'NOT_READY' | 'LOGOUT'): Promise<ReasonCode[]> {
    return parseReasonCodes(
      await this.#get(`User/${encodeURIComponent(userId)}/ReasonCodes?category=${category}`),
    );
  }

  async wrapUpReasons(userId: string): Promise<WrapUpReason[]> {
    return parseWrapUpReasons(await this.#get(`User/${encodeURIComponent(userId)}/WrapUpReasons`));
  }

  /** Loads what only requests need, so that no press has to wait for it. */
  warmUp(): void {
    void writer.want();
  }

  newRequestId(): string {
    return this.#options.newRequestId();
  }

  async putState(
    userId: string,
    state: RequestableState,
    reasonId: string | undefined,
    requestId: string,
  ): Promise<void> {
    const logoutAllMedia = state === 'LOGOUT' ? 'true' : undefined;
    await this.send(
      'PUT',
      `User/${encodeURIComponent(userId)}`,
      'User',
      {state, reasonCodeId: reasonId, logoutAllMedia},
      requestId,
    );
  }

  async act(dialogId: string, extension: string, action: DialogAction, requestId: string): Promise<void> {
    const parts = {targetMediaAddress: extension, requestedAction: action};
    await this.send('PUT', `Dialog/${encodeURIComponent(dialogId)}`, 'Dialog', parts, requestId);
  }

  /** Places a call from the agent's own extension. `number` goes out as it is: Finesse neither maps nor strips it. */
  async makeCall(userId: string, extension: string, number: string, requestId: string): Promise<void> {
    const parts = {requestedAction: 'MAKE_CALL', fromAddress: extension, toAddress: number};
    await this.send('POST', `User/${encodeURIComponent(userId)}/Dialogs`, 'Dialog', parts, requestId);
  }

  async sendDigits(dialogId: string, extension: string, digits: string, requestId: string): Promise<void> {
    const parts = {
      targetMediaAddress: extension,
      requestedAction: 'SEND_DTMF',
      actionParams: {ActionParam: {name: 'dtmfString', value: digits}},
    };
    await this.send('PUT', `Dialog/${encodeURIComponent(dialogId)}`, 'Dialog', parts, requestId);
  }

  async putWrapUpReason(dialogId: string, label: string, requestId: string): Promise<void> {
    const parts = {requestedAction: 'UPDATE_CALL_DATA', mediaProperties: {wrapUpReason: label}};
    await this.send('PUT', `Dialog/${encodeURIComponent(dialogId)}`, 'Dialog', parts, requestId);
  }

  async #get(path: string): Promise<string> {
    return (await this.request(path, {method: 'GET'})).text;
  }

  /**
   * Asks for a change: resolves when Finesse has heard. `path` is behind `/finesse/api/`, `root` the body's element.
   * @throws DeskError `finesse/…`, and `desk/not-loaded` when the writer of bodies is out of reach
   */
  async send(
    method: 'PUT' | 'POST',
    path: string,
    root: string,
    parts: XmlParts,
    requestId: string,
  ): Promise<void> {
    const writing = await writer.want();
    if (!writing) throw new DeskError('desk/not-loaded', 'no writer');
    const {text} = await this.request(path, {
      method,
      headers: {'Content-Type': 'application/xml', requestId},
      body: writing.writeXml(root, parts),
    });
    // an error body is an error whatever the status says
    const errors = parseErrors(text);
    if (errors[0]) throw new FinesseError('finesse/not-allowed', errors[0].type, 200, errors);
  }

  /**
   * One request to `/finesse/api/…`, and its answer. A lost sign-in did nothing: with a newer one the request goes out
   * once more (F-02).
   * @throws DeskError `finesse/timeout`, `finesse/out-of-service`, or by status, for everything but an answer
   */
  async request(path: string, init: Init): Promise<RestAnswer> {
    const {authorization, renewal} = this.#options;
    const used = authorization();
    try {
      return await this.#attempt(path, init, used);
    } catch (error) {
      if (!(error instanceof DeskError && error.code === 'finesse/unauthorized')) throw error;
      if (authorization() === used) await renewal?.();
      const renewed = authorization();
      if (renewed === used) throw error;
      return this.#attempt(path, init, renewed);
    }
  }

  async #attempt(path: string, init: Init, authorization: string): Promise<RestAnswer> {
    const {fetch, origin} = this.#options;
    const time = AbortSignal.timeout(requestTimeout);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${origin}/finesse/api/${path}`, {
        ...init,
        headers: {Accept: 'application/xml', ...init.headers, Authorization: authorization},
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: time,
      });
      text = await response.text();
    } catch (error) {
      // asked of the signal: what is thrown in the middle of a body differs between browsers
      const code = time.aborted ? 'finesse/timeout' : 'finesse/out-of-service';
      throw new DeskError(code, `${init.method} failed`, {cause: error});
    }
    const {headers} = response;
    if (!response.ok) throw errorForStatus(response.status, parseErrors(text), headers.get('retry-after'));
    // a page where XML was due: the session is lost, or a proxy answers in between
    const type = headers.get('content-type') ?? '';
    if (type.includes('text/html') || htmlPage.test(text))
      throw new DeskError('finesse/unauthorized', 'an HTML page where XML was due');
    return {text, response};
  }
}
