/** What must be refused, and with which code; each by the rule it breaks. Shared by the tests in a browser and in Node. */
import {dialogBody, escaped, item, stanza, update, userBody} from './good.js';

export interface Refused {
  readonly rule: string;
  readonly text: string;
  readonly code: 'xml/refused' | 'finesse/bad-answer' | 'finesse/unauthorized';
}

const user = userBody('User');
const dialog = dialogBody('Dialog');
const news = update('/finesse/api/User/1001001', userBody('user'));
const repeat = (text: string, count: number) => text.repeat(count);

/** A document type that makes much out of little: refused before any of it is read. */
const bomb =
  '<!DOCTYPE User [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><User><loginId>&b;</loginId></User>';
const attributes = Array.from({length: 65}, (_, n) => `a${n}="x"`).join(' ');

/** Texts that neither reader may take: any notification, any answer. */
export const refusedByBoth: readonly Refused[] = [
  {rule: 'empty', text: '', code: 'xml/refused'},
  {rule: 'white space only', text: ' \r\n\t ', code: 'xml/refused'},
  {rule: 'no XML', text: 'Service Unavailable', code: 'xml/refused'},
  {rule: 'JSON', text: '{"Update":{"event":"PUT"}}', code: 'xml/refused'},
  {
    rule: 'longer than 1 MiB',
    text: `<User><loginId>${repeat('1', 1_048_577)}</loginId></User>`,
    code: 'xml/refused',
  },
  {
    rule: 'a document type',
    text: `<!DOCTYPE User SYSTEM "http://x.example.test/a.dtd">${user}`,
    code: 'xml/refused',
  },
  {rule: 'a document type in small letters', text: `<!doctype User>${user}`, code: 'xml/refused'},
  {rule: 'an entity bomb', text: bomb, code: 'xml/refused'},
  {rule: 'an entity of its own', text: user.replace('Alex', '&who;'), code: 'xml/refused'},
  {rule: 'half a body', text: user.slice(0, user.length / 2), code: 'xml/refused'},
  {rule: 'half an update', text: news.slice(0, news.length - 3), code: 'xml/refused'},
  {rule: 'two roots', text: user + user, code: 'xml/refused'},
  {rule: 'words behind the root', text: `${user}x`, code: 'xml/refused'},
  {rule: 'an error in the middle', text: user.replace('</lastName>', '</last>'), code: 'xml/refused'},
  {rule: 'a bare ampersand', text: user.replace('Alex', 'A & B'), code: 'xml/refused'},
  {rule: 'a control character', text: user.replace('Alex', 'A\u0001'), code: 'xml/refused'},
  {rule: 'a reference to none', text: user.replace('Alex', '&#0;'), code: 'xml/refused'},
  {rule: 'half a surrogate pair', text: user.replace('Alex', '\uD800'), code: 'xml/refused'},
  {
    rule: 'depth over 64',
    text: `<User>${repeat('<a>', 64)}${repeat('</a>', 64)}</User>`,
    code: 'xml/refused',
  },
  {rule: 'over 20,000 elements', text: `<User>${repeat('<a/>', 20_000)}</User>`, code: 'xml/refused'},
  {
    rule: 'over 64 attributes on one',
    text: `<User ${attributes}><loginId>1</loginId></User>`,
    code: 'xml/refused',
  },
  {
    rule: 'a web page',
    text: '<html><head><title>Sign in</title></head><body></body></html>',
    code: 'finesse/unauthorized',
  },
  {rule: 'a web page with a type', text: '\n<!DOCTYPE html><html></html>', code: 'finesse/unauthorized'},
  {rule: 'a root that is none of ours', text: '<foo><loginId>1</loginId></foo>', code: 'finesse/bad-answer'},
  {
    rule: 'a root named after the prototype',
    text: '<__proto__><loginId>1</loginId></__proto__>',
    code: 'finesse/bad-answer',
  },
  {rule: 'a root named constructor', text: '<constructor/>', code: 'finesse/bad-answer'},
  {
    rule: 'another case than the first letter',
    text: user.replaceAll('User>', 'USER>'),
    code: 'finesse/bad-answer',
  },
];

const id = '<id>16804377</id>';
const member = '<mediaAddress>1001</mediaAddress>';

/** Answers that are ambiguous or without what makes them one. */
export const refusedAnswers: readonly Refused[] = [
  {rule: 'a user without an id', text: '<User><state>READY</state></User>', code: 'finesse/bad-answer'},
  {rule: 'a state twice', text: user.replace('<state>', '<state>READY</state><state>'), code: 'xml/refused'},
  {
    rule: 'a state twice, once in the other case',
    text: user.replace('<state>', '<State>READY</State><state>'),
    code: 'xml/refused',
  },
  {
    rule: 'an extension twice',
    text: user.replace('<extension>', '<extension>1</extension><extension>'),
    code: 'xml/refused',
  },
  {
    rule: 'a login twice',
    text: user.replace('<loginId>', '<loginId>1</loginId><loginId>'),
    code: 'xml/refused',
  },
  {rule: 'a dialog id twice', text: dialog.replace(id, id + id), code: 'xml/refused'},
  {rule: "a party's address twice", text: dialog.replace(member, member + member), code: 'xml/refused'},
  {rule: 'a dialog without an id', text: dialog.replace(id, ''), code: 'finesse/bad-answer'},
  {rule: 'a dialog id with letters', text: dialogBody('Dialog', {id: '168a'}), code: 'finesse/bad-answer'},
  {
    rule: 'a dialog id that leads elsewhere',
    text: dialogBody('Dialog', {id: '../User/1'}),
    code: 'finesse/bad-answer',
  },
  {
    rule: 'a dialog id of 33 digits',
    text: dialogBody('Dialog', {id: repeat('1', 33)}),
    code: 'finesse/bad-answer',
  },
  {
    rule: 'one broken dialog among good ones',
    text: `<Dialogs>${dialog}<Dialog/></Dialogs>`,
    code: 'finesse/bad-answer',
  },
  {rule: 'a team without an id', text: '<Team><name>x</name></Team>', code: 'finesse/bad-answer'},
  {rule: 'a queue id twice', text: '<Queue><uri>/a/1</uri><uri>/a/2</uri></Queue>', code: 'xml/refused'},
  {
    rule: 'a system status twice',
    text: '<SystemInfo><status>IN_SERVICE</status><status>OUT_OF_SERVICE</status></SystemInfo>',
    code: 'xml/refused',
  },
  {rule: 'an update', text: news, code: 'finesse/bad-answer'},
];

/** Notifications that are ambiguous, cut, or none. */
export const refusedNotifications: readonly Refused[] = [
  {rule: 'an object without an update', text: user, code: 'finesse/bad-answer'},
  {rule: 'a stanza without items', text: '<message><body>hello</body></message>', code: 'finesse/bad-answer'},
  {rule: 'a stanza that retracts', text: stanza('<retract id="1"/>'), code: 'finesse/bad-answer'},
  {rule: 'an empty notification', text: stanza(item('')), code: 'xml/refused'},
  {
    rule: 'half a body in a whole stanza',
    text: stanza(item(escaped(news.slice(0, 300)))),
    code: 'xml/refused',
  },
  {rule: 'a stanza cut in half', text: stanza(item(escaped(news))).slice(0, 400), code: 'xml/refused'},
  {rule: 'escaped twice', text: stanza(item(escaped(escaped(news)))), code: 'xml/refused'},
  {rule: 'a document type inside', text: stanza(item(escaped(bomb))), code: 'xml/refused'},
  {rule: 'an answer inside', text: stanza(item(escaped(user))), code: 'finesse/bad-answer'},
  {
    rule: 'one broken item among good ones',
    text: stanza(item(escaped(news)), item(escaped(news.slice(9)))),
    code: 'xml/refused',
  },
  {rule: 'a presence', text: '<presence from="finesse@fin-a.example.test"/>', code: 'finesse/bad-answer'},
  {
    rule: 'a source twice',
    text: news.replace('<source>', '<source>/finesse/api/User/2</source><source>'),
    code: 'xml/refused',
  },
  {
    rule: 'an event twice',
    text: news.replace('<event>', '<event>DELETE</event><event>'),
    code: 'xml/refused',
  },
  {rule: 'data twice', text: news.replace('<data>', '<data></data><data>'), code: 'xml/refused'},
  {
    rule: 'a state twice inside',
    text: stanza(item(escaped(news.replace('<state>', '<state>READY</state><state>')))),
    code: 'xml/refused',
  },
];
