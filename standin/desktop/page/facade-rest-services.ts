import {RestBase, RestCollection, type RestOptions, type RestSurroundings} from './facade-rest-base.js';
import {Dialog, Dialogs} from './facade-rest-objects.js';
import {
  Contact,
  PhoneBook,
  PhoneBooks,
  Queue,
  Queues,
  SystemInfo,
  Team,
  User,
  Users,
  WrapUpReason,
  WrapUpReasons,
} from './facade-user.js';

type Made = new (around: RestSurroundings, options: RestOptions) => RestBase;

/** Those whose node must be asked for; the others are subscribed by the server. */
const asked: ReadonlySet<Made> = new Set<Made>([Queue, Queues, Users]);

/** `finesse.restservices`: the classes bound to this page, so that a gadget says `new User({id, onLoad, …})`. */
export function restServices(around: RestSurroundings): Record<string, unknown> {
  const bound = (kind: Made): unknown => {
    const make = function (options: RestOptions = {}): RestBase {
      const made = new kind(around, options);
      if (options.data !== undefined) return made;
      return asked.has(kind) ? made.begin(made.getXMPPNodePath()) : made.begin();
    };
    // "instanceof" and the constants of a class work as if it were the class
    make.prototype = kind.prototype as unknown;
    return Object.assign(make, Object.fromEntries(Object.entries(kind)));
  };
  const kinds = {
    Contact,
    Dialog,
    Dialogs,
    PhoneBook,
    PhoneBooks,
    Queue,
    Queues,
    SystemInfo,
    Team,
    User,
    Users,
    WrapUpReason,
    WrapUpReasons,
  } satisfies Record<string, Made>;
  const all = Object.entries(kinds).map(([name, kind]) => [name, bound(kind)] as const);
  return {RestBase, RestCollectionBase: RestCollection, ...Object.fromEntries(all)};
}
