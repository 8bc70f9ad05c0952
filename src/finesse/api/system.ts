import type {Queue} from '../objects/queues.js';
import type {AuthMode, FullSystemInfo} from '../objects/system.js';
import type {Device} from '../objects/user.js';
import {unconfirmedApi} from '../wire.js';
import {part, type Requests} from './requests.js';

/** The system itself, queues and devices (developer guide, SystemInfo, Queue, Devices, Single Sign-On). */
export class SystemApi {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Needs no sign-in on a direct connection. */
  async info(): Promise<FullSystemInfo> {
    return (await this.#requests.read('SystemInfo', 'system')).system;
  }

  /** CCE: one queue and its figures. */
  async queue(id: string): Promise<Queue> {
    return (await this.#requests.read(`Queue/${part(id)}`, 'queue')).queue;
  }

  /** CCE from 12.6: the phones of an extension that are registered now; `finesse/not-found` when there is none. */
  async devices(extension: string): Promise<readonly Device[]> {
    return (await this.#requests.read(unconfirmedApi.devices(extension), 'devices')).devices;
  }

  /** How one user signs in, where the system is `HYBRID`. A site may have turned this off: `finesse/not-allowed`. */
  async authMode(user: string): Promise<AuthMode> {
    return (await this.#requests.read(`UserAuthMode/${part(user)}`, 'authMode')).mode;
  }
}
