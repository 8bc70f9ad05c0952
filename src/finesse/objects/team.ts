/** Teams and what is written to them (developer guide, Team, TeamMessage). */
import {childOf, childrenOf, copy, textOf, type XmlElement} from '../../base/xml.js';
import {bad, type TimeFrame} from '../parse.js';
import {idOf, itemsOf, numberOf} from './fields.js';
import {readUsers, type User} from './user.js';

export interface Team {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly users: readonly User[];
}

export interface TeamMessage {
  /** A UUID. */
  readonly id: string;
  readonly uri: string;
  readonly content: string;
  readonly createdBy: {readonly id: string; readonly firstName: string; readonly lastName: string};
  /** Ms since 1970 on the server's clock; undefined when unreadable. Finesse sends whole seconds. */
  readonly createdAt: number | undefined;
  /** How long it is to be shown; s. */
  readonly duration: number | undefined;
  /** Ids of the teams it goes to. */
  readonly teams: readonly string[];
}

/** @throws DeskError `finesse/bad-answer` without an id, `xml/refused` when it occurs twice */
export function readTeam(team: XmlElement, frame: TimeFrame): Team {
  const id = idOf(team);
  if (id === '') throw bad('a team without an id');
  const users = childOf(team, 'users');
  return {
    id,
    uri: textOf(team, 'uri'),
    name: textOf(team, 'name'),
    users: users ? readUsers(users, frame) : [],
  };
}

export function readTeamMessage(message: XmlElement): TeamMessage {
  const author = childOf(message, 'createdBy');
  const seconds = numberOf(message, 'createdAt');
  return {
    id: idOf(message),
    uri: textOf(message, 'uri'),
    content: textOf(message, 'content'),
    createdBy: {
      id: textOf(author, 'id'),
      firstName: textOf(author, 'firstName'),
      lastName: textOf(author, 'lastName'),
    },
    createdAt: seconds === undefined ? undefined : seconds * 1000,
    duration: numberOf(message, 'duration'),
    teams: itemsOf(message, 'teams', 'team').flatMap((team) => idOf(team) || copy(team.text.trim()) || []),
  };
}

export const readTeamMessages = (messages: XmlElement): readonly TeamMessage[] =>
  childrenOf(messages, 'TeamMessage').map(readTeamMessage);
