/**
 * What Finesse says, composed from its developer guide: bodies of answers and of notifications, each with a word or two
 * that must come out of it. Shared by the tests in a browser and in Node, by the fuzzer and by the benches.
 */

export interface Sample {
  readonly name: string;
  readonly text: string;
  readonly kind: string;
  /** Texts that the typed value must hold somewhere. */
  readonly holds: readonly string[];
}

const reason = (root: string) =>
  `<${root}><category>NOT_READY</category><code>0201</code><forAll>true</forAll><id>29</id><label>Prep &amp; mail</label>` +
  `<systemCode>false</systemCode><uri>/finesse/api/ReasonCode/29</uri></${root}>`;

export const userBody = (root: string): string =>
  `<${root}><dialogs>/finesse/api/User/1001001/Dialogs</dialogs><extension>0041001</extension>` +
  '<activeDeviceId>SEP00AA11BB22CC</activeDeviceId><firstName>Alex</firstName><lastName>Reed</lastName>' +
  '<loginId>1001001</loginId><loginName>areed</loginName><mediaType>1</mediaType>' +
  '<mobileAgent><mode>CALL_BY_CALL</mode><dialNumber>+15550100</dialNumber></mobileAgent><pendingState></pendingState>' +
  `${reason('reasonCode')}<reasonCodeId>29</reasonCodeId><roles><role>Agent</role><role>Supervisor</role></roles>` +
  '<services><service>AgentAnswers</service></services><settings><deviceSelection>enabled</deviceSelection>' +
  '<wrapUpOnIncoming>REQUIRED</wrapUpOnIncoming><wrapUpOnOutgoing>NOT_ALLOWED</wrapUpOnOutgoing></settings>' +
  '<skillTargetId>6067</skillTargetId><state>NOT_READY</state><stateChangeTime>2026-03-02T09:15:31.005Z</stateChangeTime>' +
  '<teamId>5007</teamId><teamName>Lines_A</teamName>' +
  '<teams><Team><id>5007</id><name>Lines_A</name><uri>/finesse/api/Team/5007</uri></Team></teams>' +
  `<uri>/finesse/api/User/1001001</uri><wrapUpTimer>30</wrapUpTimer></${root}>`;

const party = (address: string, state: string, actions: readonly string[], type = 'AGENT_DEVICE') =>
  `<Participant><actions>${actions.map((action) => `<action>${action}</action>`).join('')}</actions>` +
  `<mediaAddress>${address}</mediaAddress><mediaAddressType>${type}</mediaAddressType>` +
  `<startTime>2026-03-02T09:20:01.100Z</startTime><state>${state}</state><stateCause></stateCause>` +
  '<stateChangeTime>2026-03-02T09:20:04.250Z</stateChangeTime></Participant>';

export interface DialogPieces {
  readonly id?: string;
  readonly callType?: string;
  readonly extra?: string;
  readonly media?: string;
  readonly state?: string;
  readonly parties?: string;
  readonly toAddress?: string;
}

export function dialogBody(root: string, pieces: DialogPieces = {}): string {
  const {id = '16804377', callType = 'PREROUTE_ACD_IN', extra = '', media = '', state = 'ACTIVE'} = pieces;
  const parties =
    pieces.parties ??
    party('1001', 'ACTIVE', ['HOLD', 'DROP', 'RECLASSIFY', 'FLY']) + party('5550123', 'ACTIVE', [], '');
  return (
    `<${root}><associatedDialogUri>/finesse/api/Dialog/16804390</associatedDialogUri><fromAddress>+5550123</fromAddress>` +
    `<id>${id}</id><secondaryId>16804391</secondaryId><mediaProperties><DNIS>01001</DNIS><callType>${callType}</callType>` +
    '<dialedNumber>08800</dialedNumber><mediaId>1</mediaId><outboundClassification></outboundClassification>' +
    '<queueNumber>5022</queueNumber><queueName>Sales.SG</queueName><callKeyCallId>217</callKeyCallId>' +
    `<callKeySequenceNum>1</callKeySequenceNum><callKeyPrefix>152018</callKeyPrefix>${media}<callvariables>` +
    '<CallVariable><name>callVariable1</name><value>VIP &lt;b&gt;</value></CallVariable>' +
    '<CallVariable><name>user.list[0]</name><value>a</value></CallVariable>' +
    '<CallVariable><name>callVariable1</name><value>the last one</value></CallVariable></callvariables></mediaProperties>' +
    `<mediaType>Voice</mediaType><participants>${parties}</participants>${extra}<state>${state}</state>` +
    `${pieces.toAddress ?? '<toAddress>8800</toAddress>'}<uri>/finesse/api/Dialog/${id}</uri></${root}>`
  );
}

export const update = (source: string, data: string, event = 'PUT', requestId = ''): string =>
  `<Update><data>${data}</data><event>${event}</event><requestId>${requestId}</requestId><source>${source}</source></Update>`;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const item = (text: string): string =>
  `<item id="0b6afdb5-0000-4000-8000-00000000000111279448"><notification xmlns="http://jabber.org/protocol/pubsub">${text}</notification></item>`;

/** A stanza as the notification service sends it. */
export const stanza = (...items: readonly string[]): string =>
  '<message xmlns="jabber:client" from="pubsub.fin-a.example.test" to="1001001@fin-a.example.test" ' +
  'id="/finesse/api/User/1001001__1001001@fin-a.example.test__Ab3xQ"><event xmlns="http://jabber.org/protocol/pubsub#event">' +
  `<items node="/finesse/api/User/1001001">${items.join('')}</items></event></message>`;

const systemBody = (root: string) =>
  `<${root}><currentTimestamp>2026-03-02T09:15:30.412Z</currentTimestamp><deploymentType>UCCE</deploymentType>` +
  '<lastCTIHeartbeatStatus>success</lastCTIHeartbeatStatus><lastSuccessCTIHeartbeatTime>1772442928007</lastSuccessCTIHeartbeatTime>' +
  '<ctiVersion>24</ctiVersion><ctiHeartbeatInterval>5</ctiHeartbeatInterval><ctiMMode></ctiMMode>' +
  '<ctiTimeInMMode>-1</ctiTimeInMMode><finesseMMode></finesseMMode><finesseTimeInMMode>-1</finesseTimeInMMode><license></license>' +
  '<peripheralId>5000</peripheralId><primaryNode><host>fin-a.example.test</host><httpsPort>8445</httpsPort>' +
  '<xmppPort>5222</xmppPort><xmppSecurePort>5223</xmppSecurePort></primaryNode>' +
  '<secondaryNode><host>fin-b.example.test</host></secondaryNode><status>IN_SERVICE</status><statusReason></statusReason>' +
  '<systemAuthMode>HYBRID</systemAuthMode><timezoneOffset>60</timezoneOffset><uri>/finesse/api/SystemInfo</uri>' +
  '<xmppDomain>fin-a.example.test</xmppDomain><xmppPubSubDomain>pubsub.fin-a.example.test</xmppPubSubDomain>' +
  `<ctiServers><ctiServer><host>pg-a.example.test</host><connectedDuration>86400</connectedDuration><active>true</active></ctiServer></ctiServers></${root}>`;

const queueBody = (root: string) =>
  `<${root}><uri>/finesse/api/Queue/10</uri><name>Sales</name><statistics><callsInQueue>3</callsInQueue>` +
  '<startTimeOfLongestCallInQueue>2026-03-02T09:10:00Z</startTimeOfLongestCallInQueue><agentsReady>-1</agentsReady>' +
  `<agentsLoggedOn>6</agentsLoggedOn></statistics></${root}>`;

const teamBody = (root: string) =>
  `<${root}><uri>/finesse/api/Team/5007</uri><id>5007</id><name>Lines_A</name><users><User><uri>/finesse/api/User/1001002</uri>` +
  '<loginId>1001002</loginId><firstName>Kim</firstName><lastName>Lee</lastName><extension>1002</extension><pendingState></pendingState>' +
  `<state>TALKING</state><stateChangeTime></stateChangeTime><mediaState>BUSY</mediaState></User></users></${root}>`;

const messageBody =
  '<TeamMessage><uri>/finesse/api/TeamMessage/5f0c</uri><id>5f0c</id><createdBy><id>1001003</id><firstName>Sam</firstName>' +
  '<lastName>Low</lastName></createdBy><createdAt>1772442928</createdAt><duration>600</duration>' +
  '<content>Lunch at 12</content><teams><team>5007</team><team>5008</team></teams></TeamMessage>';

const contact = (n: number) =>
  `<Contact><uri>/finesse/api/PhoneBook/7/Contact/${n}</uri><firstName>Kim</firstName><lastName>Lee</lastName>` +
  `<phoneNumber>0555-0111</phoneNumber><description>night</description></Contact>`;

const layoutBody =
  '<MediaPropertiesLayout><uri>/finesse/api/MediaPropertiesLayout/2</uri><name>Claims</name><description>d</description><type>CUSTOM</type>' +
  '<header><entry><displayName>Who</displayName><mediaProperty>callVariable1</mediaProperty></entry></header>' +
  '<column><entry><displayName></displayName><mediaProperty>user.cust.id</mediaProperty><showInPopOver>true</showInPopOver>' +
  '<uiEditable>true</uiEditable></entry></column><column><entry><displayName>Q</displayName><mediaProperty>queueName</mediaProperty></entry></column>' +
  '</MediaPropertiesLayout>';

const restErrors =
  '<ApiErrors><ApiError><ErrorType>Invalid Input</ErrorType><ErrorMessage>state</ErrorMessage><ErrorData>BREAKTIME</ErrorData></ApiError></ApiErrors>';
const newsErrors =
  '<apiErrors><apiError><errorData>22</errorData><errorMessage>CF_INVALID_OBJECT_STATE</errorMessage>' +
  '<errorType>Call Operation Failure</errorType><peripheralErrorCode>13</peripheralErrorCode></apiError></apiErrors>';

const pretty = (text: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(/></g, '>\n  <')}\n`;

const dialogHolds = [
  '16804377',
  '+5550123',
  '08800',
  '01001',
  'Sales.SG',
  'the last one',
  '16804390',
  '16804391',
];

/** Bodies of REST answers. */
export const answers: readonly Sample[] = [
  {
    name: 'a user',
    text: userBody('User'),
    kind: 'user',
    holds: ['0041001', 'SEP00AA11BB22CC', 'AgentAnswers', 'areed'],
  },
  {
    name: 'a user, pretty',
    text: pretty(userBody('User')),
    kind: 'user',
    holds: ['0041001', '+15550100', 'Prep & mail'],
  },
  {
    name: 'a user with little',
    text: '<User><loginId>7</loginId><state></state></User>',
    kind: 'user',
    holds: ['7'],
  },
  {name: 'users', text: `<Users>${userBody('User')}</Users>`, kind: 'users', holds: ['1001001']},
  {name: 'a dialog', text: dialogBody('Dialog'), kind: 'dialog', holds: dialogHolds},
  {
    name: 'a dialog in wrap-up with several reasons',
    text: dialogBody('Dialog', {
      media:
        '<wrapUpReason>Sold</wrapUpReason><wrapUpItems><wrapUpItem>Sold</wrapUpItem><wrapUpItem>Upgraded</wrapUpItem></wrapUpItems>',
      parties: party('1001', 'WRAP_UP', ['UPDATE_CALL_DATA']),
    }),
    kind: 'dialog',
    holds: ['Sold', 'Upgraded', 'WRAP_UP'],
  },
  {
    name: 'a dialog with a callback and services',
    text: dialogBody('Dialog', {
      extra:
        '<scheduledCallbackInfo><callbackTime>2026-03-03T14:30</callbackTime><callbackNumber>5550123</callbackNumber></scheduledCallbackInfo>' +
        '<services><service>AgentAnswers</service></services><ccaiConfigId>c-1</ccaiConfigId>',
    }),
    kind: 'dialog',
    holds: ['2026-03-03T14:30', 'AgentAnswers', 'c-1'],
  },
  {
    name: 'an off-hook call without toAddress',
    text: dialogBody('Dialog', {state: 'INITIATING', toAddress: ''}),
    kind: 'dialog',
    holds: ['INITIATING'],
  },
  {name: 'dialogs, none', text: '<Dialogs/>', kind: 'dialogs', holds: []},
  {
    name: 'dialogs, one',
    text: `<Dialogs>${dialogBody('Dialog')}</Dialogs>`,
    kind: 'dialogs',
    holds: dialogHolds,
  },
  {name: 'a team', text: teamBody('Team'), kind: 'team', holds: ['Lines_A', '1001002', 'BUSY', 'TALKING']},
  {name: 'a team message', text: messageBody, kind: 'teamMessage', holds: ['Lunch at 12', '5008', 'Sam']},
  {
    name: 'team messages',
    text: `<TeamMessages>${messageBody}</TeamMessages>`,
    kind: 'teamMessages',
    holds: ['5f0c'],
  },
  {name: 'a queue', text: queueBody('Queue'), kind: 'queue', holds: ['Sales', '2026-03-02T09:10:00Z']},
  {name: 'queues', text: `<Queues>${queueBody('Queue')}</Queues>`, kind: 'queues', holds: ['Sales']},
  {name: 'a reason code', text: reason('ReasonCode'), kind: 'reasonCode', holds: ['0201', 'Prep & mail']},
  {
    name: 'reason codes',
    text: `<ReasonCodes category="NOT_READY">${reason('ReasonCode')}</ReasonCodes>`,
    kind: 'reasonCodes',
    holds: ['0201'],
  },
  {
    name: 'wrap-up reasons',
    text: '<WrapUpReasons><WrapUpReason><uri>/finesse/api/WrapUpReason/31</uri><label>Sold</label><forAll>true</forAll></WrapUpReason></WrapUpReasons>',
    kind: 'wrapUpReasons',
    holds: ['31', 'Sold'],
  },
  {
    name: 'phone books',
    text: `<PhoneBooks><PhoneBook><uri>/finesse/api/PhoneBook/7</uri><name>Partners</name><type>GLOBAL</type><Contacts>${contact(19)}</Contacts></PhoneBook></PhoneBooks>`,
    kind: 'phoneBooks',
    holds: ['Partners', '0555-0111', 'night'],
  },
  {
    name: 'a phone book that names its contacts',
    text: '<PhoneBook><uri>/finesse/api/PhoneBook/7</uri><name>Partners</name><type>TEAM</type><contacts>/finesse/api/PhoneBook/7/Contacts</contacts></PhoneBook>',
    kind: 'phoneBook',
    holds: ['/finesse/api/PhoneBook/7/Contacts'],
  },
  {
    name: 'contacts',
    text: `<Contacts>${contact(1)}${contact(2)}</Contacts>`,
    kind: 'contacts',
    holds: ['0555-0111'],
  },
  {name: 'a layout', text: layoutBody, kind: 'layout', holds: ['Claims', 'user.cust.id', 'queueName']},
  {
    name: 'layouts',
    text: `<MediaPropertiesLayouts>${layoutBody}</MediaPropertiesLayouts>`,
    kind: 'layouts',
    holds: ['Claims'],
  },
  {
    name: 'devices',
    text: '<Devices><Device><deviceId>CSFAAGENT</deviceId><deviceType>503</deviceType><deviceTypeName>Client Services Framework</deviceTypeName></Device></Devices>',
    kind: 'devices',
    holds: ['CSFAAGENT', '503'],
  },
  {
    name: 'system info',
    text: systemBody('SystemInfo'),
    kind: 'system',
    holds: ['HYBRID', 'fin-b.example.test', 'pg-a.example.test'],
  },
  {
    name: "a user's way to sign in",
    text: '<UserAuthMode><authMode>NON_SSO</authMode></UserAuthMode>',
    kind: 'authMode',
    holds: ['NON_SSO'],
  },
  {
    name: 'workflows',
    text: '<Workflows><Workflow><uri>/finesse/api/Workflow/5</uri><name>Pop</name></Workflow></Workflows>',
    kind: 'opaque',
    holds: ['Pop'],
  },
  {name: 'an error body', text: restErrors, kind: 'errors', holds: ['Invalid Input', 'BREAKTIME']},
];

const user = update('/finesse/api/User/1001001', userBody('user'));
const dialog = update('/finesse/api/Dialog/16804377', dialogBody('dialog'));

/** Notifications, as text and in stanzas. */
export const notifications: readonly Sample[] = [
  {name: 'of a user', text: user, kind: 'user', holds: ['0041001', 'SEP00AA11BB22CC', 'AgentAnswers']},
  {
    name: 'of a user, capital letters',
    text: update('/finesse/api/User/1001001', userBody('User')),
    kind: 'user',
    holds: ['areed'],
  },
  {name: 'of a user, pretty', text: pretty(user), kind: 'user', holds: ['Prep & mail']},
  {name: 'in small letters', text: user.replaceAll('Update>', 'update>'), kind: 'user', holds: ['areed']},
  {name: 'escaped once more', text: escaped(user), kind: 'user', holds: ['Prep & mail']},
  {name: 'in a stanza', text: stanza(item(escaped(user))), kind: 'user', holds: ['Prep & mail']},
  {
    name: 'in a stanza, pretty in pretty',
    text: pretty(stanza(item(escaped(pretty(user))))),
    kind: 'user',
    holds: ['Prep & mail'],
  },
  {
    name: 'in a stanza, as CDATA',
    text: stanza(item(`<![CDATA[${user}]]>`)),
    kind: 'user',
    holds: ['Prep & mail'],
  },
  {name: 'in a stanza, as elements', text: stanza(item(user)), kind: 'user', holds: ['Prep & mail']},
  {name: 'of a dialog', text: dialog, kind: 'dialog', holds: dialogHolds},
  {name: 'of a dialog in a stanza', text: stanza(item(escaped(dialog))), kind: 'dialog', holds: dialogHolds},
  {
    name: 'of a dialog that came',
    text: update('/finesse/api/User/1001001/Dialogs', `<dialogs>${dialogBody('Dialog')}</dialogs>`, 'POST'),
    kind: 'dialogs',
    holds: [...dialogHolds, 'POST'],
  },
  {
    name: 'of a dialog that went, in small letters',
    text: update(
      '/finesse/api/User/1001001/Dialogs',
      `<dialogs>${dialogBody('dialog', {state: 'DROPPED'})}</dialogs>`,
      'delete',
    ),
    kind: 'dialogs',
    holds: ['DELETE', 'DROPPED'],
  },
  {
    name: 'of a refusal',
    text: update('/finesse/api/Dialog/16804377', newsErrors, 'put', '6c1f'),
    kind: 'errors',
    holds: ['CF_INVALID_OBJECT_STATE', '6c1f', 'PUT', 'peripheralErrorCode'],
  },
  {
    name: 'of the system',
    text: update('/finesse/api/SystemInfo', systemBody('systemInfo')),
    kind: 'system',
    holds: ['IN_SERVICE'],
  },
  {
    name: 'of a team',
    text: update('/finesse/api/Team/5007', teamBody('team')),
    kind: 'team',
    holds: ['1001002'],
  },
  {
    name: 'of a queue',
    text: update('/finesse/api/Queue/10', queueBody('queue')),
    kind: 'queue',
    holds: ['Sales'],
  },
  {
    name: "of a user's queues",
    text: update('/finesse/api/User/1001001/Queues', `<Queues>${queueBody('Queue')}</Queues>`, 'POST'),
    kind: 'queues',
    holds: ['Sales'],
  },
  {
    name: 'of a team message',
    text: update('/finesse/api/Team/5007/TeamMessages', messageBody, 'POST'),
    kind: 'teamMessage',
    holds: ['Lunch at 12'],
  },
  {
    name: 'that asks for logs',
    text: update('/finesse/api/User/1001001/ClientLog', '<clientLog><logData>send</logData></clientLog>'),
    kind: 'clientLog',
    holds: ['send'],
  },
  {
    name: 'of something new',
    text: update('/finesse/api/Thing/1', '<thing><id>1</id></thing>'),
    kind: 'other',
    holds: ['thing'],
  },
  {name: 'of nothing', text: update('/finesse/api/User/1001001', ''), kind: 'other', holds: []},
  {
    name: 'several in a stanza',
    text: stanza(item(escaped(user)), item(escaped(dialog))),
    kind: 'several',
    holds: ['areed', '16804377'],
  },
];
