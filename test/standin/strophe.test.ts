/** A client made by others, Strophe.js, against a whole stand-in: the order of events is the developer guide's. */
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {readOptions} from '../../standin/options.js';
import {startStandin, type Standin} from '../../standin/server.js';
import {child, childText, readXml} from '../../standin/xml.js';
import {launchChromium, type Browser, type Page} from '../support/node/chromium.js';
import {until} from '../support/node/until.js';

const strophe = join(
  dirname(createRequire(import.meta.url).resolve('strophe.js/package.json')),
  'dist/strophe.umd.min.js',
);

/** `User TALKING`, or `PUT 1 ACTIVE TRANSFER` with the call numbered by `ids` in order of appearance. */
function wordsOf(payload: string, ids: string[]): string {
  const update = readXml(payload);
  const event = childText(update, 'event');
  const data = child(update, 'data')?.children[0];
  if (data?.name === 'user') return `User ${childText(data, 'state')}`;
  const dialog = data?.name === 'dialogs' ? data.children[0] : data;
  const id = childText(dialog, 'id') ?? '';
  if (!ids.includes(id)) ids.push(id);
  const properties = child(dialog, 'mediaProperties');
  return `${event} ${ids.indexOf(id) + 1} ${childText(dialog, 'state')} ${childText(properties, 'callType')}`;
}

/** Runs in the page: signs in with Strophe.js as its manual says, and hands on the text of each notification. */
const connectInPage = (service: string, jid: string, password: string, hear: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const page = globalThis as unknown as Record<string, never>;
    const {Strophe, $pres} = page as unknown as StropheGlobals;
    const connection = new Strophe.Connection(service);
    connection.connect(jid, password, (status) => {
      if (status === Strophe.Status.CONNFAIL || status === Strophe.Status.AUTHFAIL)
        reject(new Error(`Strophe.js: status ${status}`));
      if (status !== Strophe.Status.CONNECTED) return;
      const take = (page as unknown as Record<string, (text: string) => void>)[hear];
      connection.addHandler(
        (message) => {
          take?.(message.getElementsByTagName('notification')[0]?.textContent ?? '');
          return true;
        },
        null,
        'message',
      );
      connection.send($pres({}).c('priority').t('0'));
      resolve();
    });
  });

/** The few names of Strophe.js that this test uses. */
interface StropheGlobals {
  readonly Strophe: {
    readonly Status: Readonly<Record<'CONNECTED' | 'CONNFAIL' | 'AUTHFAIL', number>>;
    readonly Connection: new (service: string) => {
      connect(jid: string, password: string, onStatus: (status: number) => void): void;
      addHandler(
        take: (message: {
          getElementsByTagName(name: string): readonly {readonly textContent: string | null}[];
        }) => boolean,
        namespace: null,
        name: string,
      ): void;
      send(stanza: unknown): void;
    };
  };
  readonly $pres: (attributes: object) => {c(name: string): {t(text: string): unknown}};
}

/** An agent whose notifications come over Strophe.js in a page. */
class StropheAgent {
  readonly heard: string[] = [];
  readonly #base: string;
  readonly #nth: number;
  readonly #ids: string[];

  constructor(base: string, nth: number, ids: string[]) {
    this.#base = base;
    this.#nth = nth;
    this.#ids = ids;
  }

  async connect(page: Page): Promise<void> {
    const hear = `hearAgent${this.#nth}`;
    await page.exposeFunction(hear, (text: string) => {
      if (!text.includes('<systemInfo>')) this.heard.push(wordsOf(text, this.#ids));
    });
    const service = `${this.#base.replace(/^http/, 'ws')}/ws/`;
    await page.evaluate(
      connectInPage,
      service,
      `100100${this.#nth}@localhost/test`,
      `agent${this.#nth}`,
      hear,
    );
  }

  async ask(method: 'PUT' | 'POST', path: string, body: string): Promise<void> {
    const user = `agent${this.#nth}`;
    const answer = await fetch(`${this.#base}/finesse/api/${path}`, {
      method,
      body,
      headers: {'content-type': 'application/xml', authorization: `Basic ${btoa(`${user}:${user}`)}`},
    });
    assert.equal(answer.status, 202, await answer.text());
  }

  async act(call: number, action: string, to = ''): Promise<void> {
    const address = to === '' ? '' : `<toAddress>${to}</toAddress>`;
    await this.ask(
      'PUT',
      `Dialog/${this.#ids[call - 1]}`,
      `<Dialog><targetMediaAddress>4200${this.#nth}</targetMediaAddress>${address}<requestedAction>${action}</requestedAction></Dialog>`,
    );
  }

  async state(body: string): Promise<void> {
    await this.ask('PUT', `User/100100${this.#nth}`, `<User>${body}</User>`);
  }

  /** Resolves when the last notification so far is this one. */
  async until(last: string): Promise<void> {
    await until(`${last} at agent ${this.#nth}`, () => this.heard.at(-1) === last);
  }
}

describe('Strophe.js against the stand-in', () => {
  let standin: Standin;
  let browser: Browser;
  const options = readOptions(['--quiet', '--scenario', 'none'], {PORT: '0', PORT_B: '0'});
  before(async () => {
    standin = await startStandin(options);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await standin.stop();
  });

  test('a consult transfer between two agents arrives in the documented order on both', async () => {
    const [base = ''] = standin.addresses;
    const ids: string[] = [];
    const one = new StropheAgent(base, 1, ids);
    const two = new StropheAgent(base, 2, ids);
    const page = await browser.newPage();
    await page.goto(`${base}/healthz`);
    await page.addScriptTag({path: strophe});
    for (const agent of [one, two]) await agent.connect(page);
    await one.state('<state>LOGIN</state><extension>42001</extension>');
    await two.state('<state>LOGIN</state><extension>42002</extension>');
    await one.until('User NOT_READY');
    await two.until('User NOT_READY');
    await one.state('<state>READY</state>');
    await one.until('User READY');
    await fetch(`${base}/standin/calls`, {method: 'POST', body: '{"to":"7001","from":"5550123"}'});
    await one.until('POST 1 ALERTING PREROUTE_ACD_IN');
    await one.act(1, 'ANSWER');
    await one.until('PUT 1 ACTIVE PREROUTE_ACD_IN');
    await one.act(1, 'CONSULT_CALL', '42002');
    await two.until('POST 2 ALERTING CONSULT_OFFERED');
    await two.act(2, 'ANSWER');
    await two.until('PUT 2 ACTIVE CONSULT_OFFERED');
    await one.until('PUT 1 ACTIVE PREROUTE_ACD_IN');
    await one.act(1, 'TRANSFER');
    await two.until('POST 1 ACTIVE TRANSFER');
    await one.until('User WORK_READY');
    await one.state('<state>READY</state>');
    await one.until('User READY');
    await two.until('PUT 1 ACTIVE TRANSFER');

    assert.deepEqual(one.heard, [
      'User NOT_READY',
      'User READY',
      'User RESERVED',
      'POST 1 ALERTING PREROUTE_ACD_IN',
      'User TALKING',
      'PUT 1 ACTIVE PREROUTE_ACD_IN',
      // the consult call: the first one held, the second dialled
      'PUT 1 ACTIVE PREROUTE_ACD_IN',
      'POST 2 INITIATING CONSULT',
      'PUT 2 INITIATED CONSULT',
      'PUT 2 ALERTING CONSULT',
      // answered: the first one may be transferred now
      'PUT 2 ACTIVE CONSULT',
      'PUT 1 ACTIVE PREROUTE_ACD_IN',
      // transferred: wrap-up on the first one
      'PUT 1 ACTIVE PREROUTE_ACD_IN',
      'DELETE 2 DROPPED TRANSFER',
      'User WORK_READY',
      'DELETE 1 DROPPED PREROUTE_ACD_IN',
      'User READY',
    ]);
    assert.deepEqual(two.heard, [
      'User NOT_READY',
      'POST 2 ALERTING CONSULT_OFFERED',
      'User TALKING',
      'PUT 2 ACTIVE CONSULT_OFFERED',
      'DELETE 2 DROPPED TRANSFER',
      'POST 1 ACTIVE TRANSFER',
      // who transferred ends wrap-up and leaves the list
      'PUT 1 ACTIVE TRANSFER',
    ]);
  });
});
