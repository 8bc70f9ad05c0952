import type {XmlElement} from '../../base/xml.js';
import type {MediaPropertiesLayout} from '../objects/layouts.js';
import type {FullReasonCode, FullWrapUpReason} from '../objects/reasons.js';
import type {Team, TeamMessage} from '../objects/team.js';
import {unconfirmedApi} from '../wire.js';
import {part, type Requests} from './requests.js';
import type {ReasonCategory} from './users.js';

/** A message to teams. */
export interface MessageOrder {
  /** 255 characters at most. */
  readonly content: string;
  /** How long it is shown; s. */
  readonly duration: number;
  readonly teamIds: readonly string[];
}

/** Teams, what is set up for them, and messages to them (developer guide, Team, TeamResource, TeamMessage). */
export class TeamApi {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** A team and its users; for its supervisors. @param signedOut with those who are signed out */
  async get(id: string, signedOut = false): Promise<Team> {
    const query = signedOut ? '?includeLoggedOutAgents=true' : '';
    return (await this.#requests.read(`Team/${part(id)}${query}`, 'team')).team;
  }

  /** From 12.5, where the lists of a User are deprecated. The server may answer from its cache. */
  async reasonCodes(id: string, category: ReasonCategory): Promise<readonly FullReasonCode[]> {
    const path = `TeamResource/${part(id)}/ReasonCodes?category=${category}`;
    return (await this.#requests.read(path, 'reasonCodes')).reasons;
  }

  /** As {@link reasonCodes}. */
  async wrapUpReasons(id: string): Promise<readonly FullWrapUpReason[]> {
    return (await this.#requests.read(`TeamResource/${part(id)}/WrapUpReasons`, 'wrapUpReasons')).reasons;
  }

  /** As {@link reasonCodes}. */
  async layouts(id: string): Promise<readonly MediaPropertiesLayout[]> {
    return (await this.#requests.read(`TeamResource/${part(id)}/MediaPropertiesLayouts`, 'layouts')).layouts;
  }

  /** As {@link reasonCodes}; workflows are not read further. */
  async workflows(id: string): Promise<XmlElement> {
    return (await this.#requests.read(`TeamResource/${part(id)}/Workflows`, 'opaque')).element;
  }

  /** Messages that are shown to a team now. */
  async messages(id: string): Promise<readonly TeamMessage[]> {
    return (await this.#requests.read(unconfirmedApi.teamMessages(id), 'teamMessages')).messages;
  }

  /** For supervisors of these teams. Refused when too many messages are shown already. */
  async sendMessage({content, duration, teamIds}: MessageOrder, requestId?: string): Promise<string> {
    const path = unconfirmedApi.teamMessage;
    const parts = {duration: String(duration), content, teams: {team: teamIds}};
    return this.#requests.change({method: 'POST', path, object: path, root: 'TeamMessage', parts, requestId});
  }

  /** For who wrote it. */
  async deleteMessage(messageId: string): Promise<void> {
    await this.#requests.remove(`${unconfirmedApi.teamMessage}/${part(messageId)}`);
  }
}
