import {DialogApi} from './dialogs.js';
import {PhoneBookApi} from './phone-books.js';
import {Requests, type ApiOptions} from './requests.js';
import {SsoApi} from './sso.js';
import {SystemApi} from './system.js';
import {TeamApi} from './teams.js';
import {UserApi} from './users.js';

/**
 * Everything Finesse offers to voice agents and supervisors over REST, typed. Reads resolve with the object. Changes
 * resolve with their request id when Finesse has heard (202), one at a time for each user and each dialog; what became
 * of them comes as a notification with that id. Everything rejects with DeskError `finesse/…`; a refusal is a
 * {@link FinesseError} with status and entries.
 */
export class FinesseApi {
  readonly users: UserApi;
  readonly dialogs: DialogApi;
  readonly teams: TeamApi;
  readonly phoneBooks: PhoneBookApi;
  readonly system: SystemApi;
  readonly sso: SsoApi;

  constructor(options: ApiOptions) {
    const requests = new Requests(options);
    this.users = new UserApi(requests);
    this.dialogs = new DialogApi(requests);
    this.teams = new TeamApi(requests);
    this.phoneBooks = new PhoneBookApi(requests);
    this.system = new SystemApi(requests);
    this.sso = new SsoApi(options);
  }
}
