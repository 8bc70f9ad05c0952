import type {FaultBoard} from '../faults.js';
import type {World} from '../world/world.js';
import type {Credentials} from './credentials.js';
import {systemInfoXml, updateXml, type SystemFacts} from './documents.js';
import {notificationsOf} from './notifications.js';
import {XmppSession} from './xmpp-session.js';

/** What a stream needs of its socket. */
export interface XmppSocket {
  send(text: string): void;
  close(): void;
}

export interface XmppServiceOptions {
  readonly world: World;
  readonly faults: FaultBoard;
  readonly system: () => SystemFacts;
  readonly credentials: Credentials;
  readonly randomId: () => string;
}

const systemNode = '/finesse/api/SystemInfo';

/** The notification service of one node: its open streams, and what is published to them. */
export class XmppService {
  readonly #options: XmppServiceOptions;
  readonly #sessions = new Map<XmppSession, XmppSocket>();
  /** Streams that may want an item, by the agent they are of, and by the node they subscribed to. */
  readonly #byAgent = new Index();
  readonly #byNode = new Index();
  readonly #stop: () => void;
  #published = 0;
  #wasUp = true;

  constructor(options: XmppServiceOptions) {
    this.#options = options;
    const {world} = options;
    this.#stop = world.on((event) => {
      if (event.type === 'log' || options.system().status !== 'IN_SERVICE') return;
      for (const {node, ownerId, payload} of notificationsOf(world, event)) {
        if (ownerId !== '' || this.#isWanted(node)) this.publish(node, ownerId, payload());
      }
    });
  }

  /** Open streams, by full JID; empty for those that have not signed in. */
  get jids(): readonly string[] {
    return [...this.#sessions.keys()].map((session) => session.jid);
  }

  connect(socket: XmppSocket): {receive(text: string): void; closed(): void} {
    const {credentials, system, randomId} = this.#options;
    const session = new XmppSession({
      domain: system().xmppDomain,
      authenticate: (user, secret) => credentials.prove(user, secret),
      send: (text) => socket.send(text),
      close: () => socket.close(),
      onBound: (bound) => this.#evict(bound),
      onSubscription: (subscriber, node, isOn) => {
        if (isOn) this.#byNode.add(node, subscriber);
        else this.#byNode.remove(node, subscriber);
      },
      isFinesseUp: () => system().status !== 'WEBAPP_DOWN',
      onPresence: (present, available) => this.#presence(present, available),
      randomId,
    });
    this.#sessions.set(session, socket);
    return {
      receive: (text) => session.receive(text),
      closed: () => {
        this.#sessions.delete(session);
        this.#byNode.forget(session);
        this.#byAgent.forget(session);
        if (session.available) this.#presence(session, false);
      },
    };
  }

  /** Publishes an item; faults may drop, repeat or delay it. */
  publish(node: string, ownerId: string, payload: string): void {
    const {faults, world} = this.#options;
    const fault = faults.notification(node, payload);
    if (fault?.drop) {
      world.log('notification-dropped', {node});
      return;
    }
    const send = () => {
      for (let copy = 0; copy < (fault?.copies ?? 1); copy++) this.#send(node, ownerId, payload);
    };
    if (fault?.delayMs === undefined) send();
    else world.clock.after(fault.delayMs, send);
  }

  #presence(session: XmppSession, available: boolean): void {
    const {world} = this.#options;
    world.log('presence', {jid: session.jid, available});
    if (session.agent) world.presenceChanged(session.agent.id, session, available);
  }

  /** SystemInfo changed: everybody is told; of a web application that is gone or back, by the presence of `finesse`. */
  publishSystem(): void {
    const facts = this.#options.system();
    const isUp = facts.status !== 'WEBAPP_DOWN';
    if (isUp !== this.#wasUp) {
      this.#wasUp = isUp;
      for (const session of this.#sessions.keys()) if (session.available) session.sendFinessePresence(isUp);
    }
    if (!isUp) return;
    this.publish(systemNode, '*', updateXml('PUT', systemNode, '', systemInfoXml(facts, 'systemInfo')));
  }

  /** Closes every stream without a word, as a crash does. */
  drop(): void {
    for (const socket of this.#sessions.values()) socket.close();
  }

  stop(): void {
    this.#stop();
    this.drop();
  }

  #isWanted(node: string): boolean {
    return this.#byNode.of(node).some((session) => session.wants(node, ''));
  }

  #send(node: string, ownerId: string, payload: string): void {
    const itemId = `0b6afdb5-0000-4000-8000-${String(++this.#published).padStart(12, '0')}`;
    const candidates =
      ownerId === '*'
        ? this.#sessions.keys()
        : new Set([...this.#byAgent.of(ownerId), ...this.#byNode.of(node)]);
    for (const session of candidates) {
      if (session.wants(node, ownerId) || (ownerId === '*' && session.available))
        session.deliver(node, payload, itemId);
    }
  }

  /** The newer stream with a full JID wins; the older one is told `conflict`. */
  #evict(bound: XmppSession): void {
    const agentId = bound.agent?.id ?? '';
    this.#byAgent.add(agentId, bound);
    for (const session of this.#byAgent.of(agentId)) {
      if (session !== bound && session.jid === bound.jid) session.end('conflict');
    }
  }
}

/** Streams by a word, so that nobody has to be asked who has nothing to do with it. */
class Index {
  readonly #sessions = new Map<string, Set<XmppSession>>();
  readonly #words = new Map<XmppSession, Set<string>>();

  add(word: string, session: XmppSession): void {
    this.#sessions.set(word, (this.#sessions.get(word) ?? new Set()).add(session));
    this.#words.set(session, (this.#words.get(session) ?? new Set()).add(word));
  }

  remove(word: string, session: XmppSession): void {
    const sessions = this.#sessions.get(word);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#sessions.delete(word);
    this.#words.get(session)?.delete(word);
  }

  of(word: string): readonly XmppSession[] {
    return [...(this.#sessions.get(word) ?? [])];
  }

  forget(session: XmppSession): void {
    for (const word of [...(this.#words.get(session) ?? [])]) this.remove(word, session);
    this.#words.delete(session);
  }
}
