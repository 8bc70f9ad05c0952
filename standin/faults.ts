import type {NodeStatus} from './finesse/documents.js';

/**
 * The fault switches (POST /standin/faults, docs/standin.md). A test turns them, the doors ask here before they act.
 * A rule with `times` switches itself off after that many uses.
 */
export interface RestFault {
  /** `GET`, `PUT`, `POST`; any when absent. */
  readonly method?: string;
  /** Part of the path, e.g. `/User/1001001`; any when absent. */
  readonly path?: string;
  /** Answer this status with `type` as the error type. */
  readonly status?: number;
  readonly type?: string;
  /** Take the request with 202, and refuse it by a notification when its turn comes; `type` is the error's, `Generic Error` when absent. */
  readonly refuse?: boolean;
  /** Wait before answering. */
  readonly delayMs?: number;
  /** Carry the request out, and answer so much later: the news of it come first. */
  readonly answerMs?: number;
  /** Close the connection: before the request is carried out, or after (done, but the answer is lost). */
  readonly cut?: 'before' | 'after';
  readonly times?: number;
}

export interface NotificationFault {
  /** Part of the payload or node, e.g. `Dialogs`, `<state>ALERTING`; any when absent. */
  readonly match?: string;
  readonly drop?: boolean;
  /** How often it is sent in all. */
  readonly copies?: number;
  readonly delayMs?: number;
  readonly times?: number;
}

export interface FaultOrder {
  readonly rest?: RestFault | readonly RestFault[];
  readonly notifications?: NotificationFault | readonly NotificationFault[];
  /** Taken over by the switch: see SwitchFaults. */
  readonly sip?: Readonly<Record<string, unknown>>;
  /** The call manager's habits: see Habits of the switch. */
  readonly habits?: Readonly<Record<string, unknown>>;
  /** Closes every notification stream without a word. */
  readonly dropStreams?: boolean;
  /** Closes every SIP socket without a word. */
  readonly cutSockets?: boolean;
  /** The registrar forgets everybody; the sockets stay open. */
  readonly forgetRegistrations?: boolean;
  /** Out of service, or back. */
  readonly nodes?: Readonly<Partial<Record<'A' | 'B', NodeStatus>>>;
}

interface Armed<R> {
  readonly rule: R;
  left: number;
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

export class FaultBoard {
  #rest: Armed<RestFault>[] = [];
  #notifications: Armed<NotificationFault>[] = [];

  add(order: FaultOrder): void {
    for (const rule of list(order.rest)) this.#rest.push({rule, left: rule.times ?? Infinity});
    for (const rule of list(order.notifications))
      this.#notifications.push({rule, left: rule.times ?? Infinity});
  }

  clear(): void {
    this.#rest = [];
    this.#notifications = [];
  }

  rest(method: string, path: string): RestFault | undefined {
    return use(this.#rest, (rule) => (rule.method ?? method) === method && path.includes(rule.path ?? ''));
  }

  notification(node: string, payload: string): NotificationFault | undefined {
    return use(
      this.#notifications,
      (rule) => node.includes(rule.match ?? '') || payload.includes(rule.match ?? ''),
    );
  }
}

function use<R>(armed: Armed<R>[], matches: (rule: R) => boolean): R | undefined {
  const found = armed.find((candidate) => candidate.left > 0 && matches(candidate.rule));
  if (found) found.left--;
  return found?.rule;
}
