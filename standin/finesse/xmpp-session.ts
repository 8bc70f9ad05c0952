/**
 * One client's XMPP stream over WebSocket (RFC 6120, RFC 7395; pub/sub XEP-0060, ping XEP-0199): open, SASL PLAIN,
 * bind, session, presence, subscribe, receive. Everything else is answered with the error the RFC asks for.
 */
import type {Agent} from '../world/types.js';
import {child, escapeXml, readXml, XmlRefused, type XmlNode} from '../xml.js';
import {pubSubDomainOf} from './documents.js';
import {decodeBasic} from './credentials.js';

const framing = 'urn:ietf:params:xml:ns:xmpp-framing';
const sasl = 'urn:ietf:params:xml:ns:xmpp-sasl';
const binding = 'urn:ietf:params:xml:ns:xmpp-bind';
const sessions = 'urn:ietf:params:xml:ns:xmpp-session';
const pubsub = 'http://jabber.org/protocol/pubsub';
const stanzaErrors = 'urn:ietf:params:xml:ns:xmpp-stanzas';

export interface XmppSessionOptions {
  readonly domain: string;
  /** The agent with this name or id, if the password is theirs. */
  readonly authenticate: (user: string, password: string) => Agent | undefined;
  readonly send: (text: string) => void;
  readonly close: () => void;
  /** The stream has a full JID; an older one with the same must go. */
  readonly onBound: (session: XmppSession) => void;
  /** The stream wants the items of a node, or no longer. */
  readonly onSubscription?: (session: XmppSession, node: string, isOn: boolean) => void;
  readonly onPresence: (session: XmppSession, available: boolean) => void;
  /** Whether Finesse's web application is connected to the notification service. */
  readonly isFinesseUp: () => boolean;
  readonly randomId: () => string;
}

export class XmppSession {
  readonly #options: XmppSessionOptions;
  readonly #subscriptions = new Set<string>();
  #agent: Agent | undefined;
  #resource = '';
  available = false;

  constructor(options: XmppSessionOptions) {
    this.#options = options;
  }

  get agent(): Agent | undefined {
    return this.#agent;
  }

  get jid(): string {
    return this.#agent && this.#resource ? `${this.#bareJid}/${this.#resource}` : '';
  }

  get #bareJid(): string {
    return `${this.#agent?.id ?? ''}@${this.#options.domain}`;
  }

  /** Takes one WebSocket message: one complete element. */
  receive(text: string): void {
    let stanza: XmlNode;
    try {
      stanza = readXml(text);
    } catch (error) {
      if (!(error instanceof XmlRefused)) throw error;
      this.end('not-well-formed');
      return;
    }
    if (stanza.name === 'open') this.#open();
    else if (stanza.name === 'close') this.end();
    else if (stanza.name === 'auth') this.#authenticate(stanza);
    else if (!this.#agent) this.end('not-authorized');
    else if (stanza.name === 'iq') this.#query(stanza);
    else if (stanza.name === 'presence') this.#presence(stanza);
  }

  wants(node: string, ownerId: string): boolean {
    return this.available && (this.#agent?.id === ownerId || this.#subscriptions.has(node));
  }

  /** Sends one published item, its payload as escaped text, the way Finesse does. */
  deliver(node: string, payload: string, itemId: string): void {
    const {domain, randomId, send} = this.#options;
    const id = escapeXml(`${node}__${this.#bareJid}__${randomId().slice(0, 5)}`);
    send(
      `<message xmlns="jabber:client" from="${pubSubDomainOf(domain)}" to="${this.#bareJid}" id="${id}">` +
        `<event xmlns="${pubsub}#event"><items node="${escapeXml(node)}"><item id="${itemId}">` +
        `<notification xmlns="${pubsub}">${escapeXml(payload)}</notification></item></items></event></message>`,
    );
  }

  /** Tells whether Finesse itself is connected to the notification service. */
  sendFinessePresence(isAvailable: boolean): void {
    const {domain, send} = this.#options;
    const type = isAvailable ? '' : ' type="unavailable"';
    send(`<presence xmlns="jabber:client" from="finesse@${domain}" to="${this.#bareJid}"${type}/>`);
  }

  /** Ends the stream; `error` is a stream error condition of RFC 6120 section 4.9.3. */
  end(error?: string): void {
    const {send, close} = this.#options;
    if (error !== undefined) {
      send(
        `<stream:error xmlns:stream="http://etherx.jabber.org/streams"><${error} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`,
      );
    }
    send(`<close xmlns="${framing}"/>`);
    close();
  }

  #open(): void {
    const {domain, send, randomId} = this.#options;
    send(`<open xmlns="${framing}" version="1.0" from="${domain}" id="${randomId()}" xml:lang="en"/>`);
    const features = this.#agent
      ? `<bind xmlns="${binding}"/><session xmlns="${sessions}"><optional/></session>`
      : `<mechanisms xmlns="${sasl}"><mechanism>PLAIN</mechanism></mechanisms>`;
    send(`<stream:features xmlns:stream="http://etherx.jabber.org/streams">${features}</stream:features>`);
  }

  #authenticate(stanza: XmlNode): void {
    const [, user = '', password = ''] = decodeBasic(stanza.text.trim()).split('\0');
    const plain = stanza.attributes.get('mechanism') === 'PLAIN';
    this.#agent = plain ? this.#options.authenticate(user, password) : undefined;
    this.#options.send(
      this.#agent ? `<success xmlns="${sasl}"/>` : `<failure xmlns="${sasl}"><not-authorized/></failure>`,
    );
  }

  #query(stanza: XmlNode): void {
    const id = stanza.attributes.get('id') ?? '';
    const inner = stanza.children[0];
    const answer = (content = '') =>
      this.#options.send(
        `<iq xmlns="jabber:client" type="result" id="${escapeXml(id)}"${this.jid ? ` to="${escapeXml(this.jid)}"` : ''}>${content}</iq>`,
      );
    const kind = stanza.attributes.get('type');
    if (kind !== 'get' && kind !== 'set') return;
    if (inner?.name === 'bind') {
      this.#resource = (child(inner, 'resource')?.text.trim() || this.#options.randomId()).slice(0, 128);
      answer(`<bind xmlns="${binding}"><jid>${escapeXml(this.jid)}</jid></bind>`);
      this.#options.onBound(this);
    } else if (inner?.name === 'session' || inner?.name === 'ping') answer();
    else if (inner?.name === 'query' && inner.attributes.get('xmlns') === 'jabber:iq:roster') {
      answer('<query xmlns="jabber:iq:roster"/>');
    } else if (inner?.name === 'pubsub') this.#pubsub(inner, answer);
    else {
      this.#options.send(
        `<iq xmlns="jabber:client" type="error" id="${escapeXml(id)}"><error type="cancel"><service-unavailable xmlns="${stanzaErrors}"/></error></iq>`,
      );
    }
  }

  #pubsub(stanza: XmlNode, answer: (content?: string) => void): void {
    const subscribe = child(stanza, 'subscribe');
    const node = (subscribe ?? child(stanza, 'unsubscribe'))?.attributes.get('node') ?? '';
    if (subscribe) {
      this.#subscriptions.add(node);
      this.#options.onSubscription?.(this, node, true);
      answer(
        `<pubsub xmlns="${pubsub}"><subscription node="${escapeXml(node)}" jid="${escapeXml(this.jid)}" subid="${this.#options.randomId()}" subscription="subscribed"/></pubsub>`,
      );
      return;
    }
    this.#subscriptions.delete(node);
    this.#options.onSubscription?.(this, node, false);
    answer();
  }

  #presence(stanza: XmlNode): void {
    const type = stanza.attributes.get('type');
    if (type !== undefined && type !== 'unavailable') return;
    this.available = type === undefined;
    this.#options.onPresence(this, this.available);
    if (this.available) this.sendFinessePresence(this.#options.isFinesseUp());
  }
}
