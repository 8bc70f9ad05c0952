/** The intake rules as one table of cases, run by the tests in a browser on the sources and in Node on the built file. */
import {answers, dialogBody, notifications, update, userBody, type Sample} from './good.js';
import {refusedAnswers, refusedByBoth, refusedNotifications, type Refused} from './bad.js';

/** What `deskline/finesse` reads with. */
export interface Readers {
  readonly parseNotification: (text: string) => {readonly kind: string};
  readonly parseAnswer: (text: string) => {readonly kind: string};
  readonly DeskError: new (code: string, detail: string) => Error & {readonly code: string};
}

export interface Case {
  readonly name: string;
  /** Throws when the rule is broken. */
  readonly check: (readers: Readers) => void;
}

type Read = (text: string) => {readonly kind: string};

function same(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}

function refuses({DeskError}: Readers, read: Read, {text, code}: Refused): void {
  let value: unknown;
  try {
    value = read(text);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    same(error.code, code, 'code');
    return;
  }
  throw new Error(`taken as ${JSON.stringify(value).slice(0, 200)}`);
}

function takes(read: Read, {text, kind, holds}: Sample): void {
  const value = read(text);
  same(value.kind, kind, 'kind');
  const words = JSON.stringify(value);
  for (const word of holds) {
    if (!words.includes(JSON.stringify(word).slice(1, -1))) throw new Error(`${word} is lost in ${words}`);
  }
}

/** Every name that an object has without being given it. */
const inherited = [
  '__proto__',
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'then',
  'toJSON',
];

const named = (name: string) =>
  dialogBody('Dialog').replace(
    '</callvariables>',
    `<CallVariable><name>${name}</name><value>x</value></CallVariable></callvariables><${name}>x</${name}>`,
  );

interface Dialogs {
  readonly dialog: {
    readonly variables: readonly {readonly name: string; readonly value: string}[];
    readonly state: string;
    readonly rawState: string;
    readonly participants: readonly {
      readonly actions: readonly string[];
      readonly rawActions: readonly string[];
    }[];
  };
}

const dialogIn = (value: object) => (value as Dialogs).dialog;

const more: readonly Case[] = [
  ...inherited.map((name) => ({
    name: `T-03: a variable and an element named ${name} are a variable and nothing`,
    check: ({parseAnswer}: Readers) => {
      const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
      const {variables} = dialogIn(parseAnswer(named(name)));
      same(variables.find((variable) => variable.name === name)?.value, 'x', 'value');
      same(JSON.stringify(Object.getOwnPropertyNames(Object.prototype)), before, 'the prototype');
    },
  })),
  {
    name: 'of a repeated call variable the last one counts',
    check: ({parseAnswer}) => {
      const {variables} = dialogIn(parseAnswer(dialogBody('Dialog')));
      same(
        variables.map(({name, value}) => `${name}=${value}`).join(),
        'callVariable1=the last one,user.list[0]=a',
        'variables',
      );
    },
  },
  {
    name: 'an unknown state is UNKNOWN and keeps its word',
    check: ({parseAnswer}) => {
      const {state, rawState} = dialogIn(parseAnswer(dialogBody('Dialog', {state: 'PARKED'})));
      same(`${state} ${rawState}`, 'UNKNOWN PARKED', 'state');
    },
  },
  {
    name: 'a known state in other letters is UNKNOWN',
    check: ({parseAnswer}) =>
      same(dialogIn(parseAnswer(dialogBody('Dialog', {state: 'Active'}))).state, 'UNKNOWN', 'state'),
  },
  {
    name: 'unknown actions are not among the actions, and kept beside them',
    check: ({parseAnswer}) => {
      const [party] = dialogIn(parseAnswer(dialogBody('Dialog'))).participants;
      same(party?.actions.join(), 'HOLD,DROP,RECLASSIFY', 'actions');
      same(party?.rawActions.join(), 'HOLD,DROP,RECLASSIFY,FLY', 'as sent');
    },
  },
  {
    name: 'comments, CDATA and references in a value are its text',
    check: ({parseAnswer}) => {
      const text = userBody('User').replace(
        '<firstName>Alex',
        '<firstName>A<!-- x -->l<![CDATA[<e>]]>&#120;',
      );
      const {user} = parseAnswer(text) as unknown as {user: {firstName: string}};
      same(user.firstName, 'Al<e>x', 'first name');
    },
  },
  {
    name: 'empty elements mean the same as missing ones',
    check: ({parseAnswer}) => {
      const empty =
        '<User><loginId>7</loginId><pendingState/><reasonCode/><teams/><mobileAgent/><settings/></User>';
      same(
        JSON.stringify(parseAnswer(empty)),
        JSON.stringify(parseAnswer('<User><loginId>7</loginId></User>')),
        'user',
      );
    },
  },
  {
    name: 'an error body is an error and no empty list',
    check: ({parseAnswer}) => same(parseAnswer('<ApiErrors/>').kind, 'errors', 'kind'),
  },
  {
    name: 'an event that is none of ours is OTHER',
    check: ({parseNotification}) => {
      const {event} = parseNotification(update('/finesse/api/User/1', '', 'PATCH')) as unknown as {
        event: string;
      };
      same(event, 'OTHER', 'event');
    },
  },
];

/** All of them. */
export const rules: readonly Case[] = [
  ...answers.map((sample) => ({
    name: `an answer is read: ${sample.name}`,
    check: ({parseAnswer}: Readers) => takes(parseAnswer, sample),
  })),
  ...notifications.map((sample) => ({
    name: `a notification is read: ${sample.name}`,
    check: ({parseNotification}: Readers) => takes(parseNotification, sample),
  })),
  ...refusedByBoth.flatMap((refused) => [
    {
      name: `T-02: no answer: ${refused.rule}`,
      check: (readers: Readers) => refuses(readers, readers.parseAnswer, refused),
    },
    {
      name: `T-02: no notification: ${refused.rule}`,
      check: (readers: Readers) => refuses(readers, readers.parseNotification, refused),
    },
  ]),
  ...refusedAnswers.map((refused) => ({
    name: `T-02: no answer: ${refused.rule}`,
    check: (readers: Readers) => refuses(readers, readers.parseAnswer, refused),
  })),
  ...refusedNotifications.map((refused) => ({
    name: `T-02: no notification: ${refused.rule}`,
    check: (readers: Readers) => refuses(readers, readers.parseNotification, refused),
  })),
  ...more,
];
