import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {
  parseDialog,
  parseDialogs,
  parseErrors,
  parseReasonCodes,
  parseSystemInfo,
  parseUpdate,
  parseUser,
  parseWrapUpReasons,
  readTime,
} from '../../src/finesse/parse.js';
import {nine} from '../support/browser/builders.js';
import {
  dialogNews,
  dialogXml,
  dialogsXml,
  element,
  errorsXml,
  mediaPropertiesXml,
  participantXml,
  reasonXml,
  refusalNews,
  stamp,
  systemInfoXml,
  updateXml,
  userNews,
  userXml,
} from '../support/browser/finesse-builders.js';

const frame = {now: nine, offset: 0};

/** The code with which something is refused; fails when it is not. */
function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
  throw new Error('not refused');
}

describe('a user', () => {
  it('is read from REST and from a notification alike', () => {
    const user = parseUser(userXml(), frame);
    expect(user).to.deep.equal({
      id: '1001001',
      firstName: 'Alex',
      lastName: 'Reed',
      extension: '41001',
      teamName: 'Billing',
      supervisor: false,
      state: 'READY',
      rawState: 'READY',
      since: nine - 60_000,
      reason: undefined,
      pendingState: undefined,
      mobileAgent: undefined,
      activeDeviceId: '',
      wrapUpOnIncoming: 'REQUIRED',
      request: undefined,
    });
    expect(parseUser(userXml({}, 'user'), frame)).to.deep.equal(user);
  });

  it('reads empty elements and missing ones as the same', () => {
    const empty = parseUser(
      userXml({
        pendingState: '',
        reasonCode: '',
        mobileAgent: '',
        extension: '',
        teamName: '',
        stateChangeTime: '',
      }),
      frame,
    );
    const missing = parseUser(
      userXml({
        pendingState: undefined,
        reasonCode: undefined,
        mobileAgent: undefined,
        extension: undefined,
        teamName: undefined,
        stateChangeTime: undefined,
      }),
      frame,
    );
    expect(empty).to.deep.equal(missing);
    expect(empty).to.deep.include({
      extension: '',
      since: undefined,
      reason: undefined,
      pendingState: undefined,
    });
  });

  it('keeps a state we do not know as unknown, with its word', () => {
    for (const state of ['SLEEPING', 'ready', 'LOGIN', '__proto__', '']) {
      expect(parseUser(userXml({state}), frame)).to.deep.include({state: 'UNKNOWN', rawState: state});
    }
    expect(parseUser(userXml({state: ' HOLD '}), frame).state).to.equal('HOLD');
  });

  it('keeps leading zeros and a plus of numbers', () => {
    expect(parseUser(userXml({extension: '0041001'}), frame).extension).to.equal('0041001');
    const mobileAgent = element('mode', 'CALL_BY_CALL') + element('dialNumber', '+15550100');
    expect(parseUser(userXml({mobileAgent}), frame).mobileAgent).to.deep.equal({
      mode: 'CALL_BY_CALL',
      dialNumber: '+15550100',
    });
  });

  it('takes no mode of a mobile agent that it does not know', () => {
    const mobileAgent = element('mode', 'TELEPATHY') + element('dialNumber', '5550100');
    expect(parseUser(userXml({mobileAgent}), frame).mobileAgent).to.equal(undefined);
  });

  it('is a supervisor when one of one or many roles says so, exactly', () => {
    const supervisorWith = (...roles: string[]) =>
      parseUser(userXml({roles: roles.map((role) => element('role', role)).join('')}), frame).supervisor;
    expect(supervisorWith('Agent', 'Supervisor')).to.equal(true);
    expect(supervisorWith(' Supervisor ')).to.equal(true);
    expect(supervisorWith('Agent')).to.equal(false);
    expect(supervisorWith('supervisor')).to.equal(false);
  });

  it('has its reason with the number that requests carry and the one that people know', () => {
    const reasonOf = (written: string) =>
      parseUser(userXml().replace('<state>', `${written}<state>`), frame).reason;
    const lunch = {id: '30', code: '202', label: 'Lunch', category: 'NOT_READY', system: false} as const;
    expect(reasonOf(reasonXml())).to.deep.equal(lunch);
    expect(reasonOf(reasonXml({}, 'ReasonCode'))).to.deep.equal(lunch);
    expect(reasonOf(reasonXml({id: undefined})), 'the id stands in the URI too').to.deep.equal(lunch);
    expect(reasonOf(reasonXml({systemCode: 'true', code: '32767'}))).to.deep.include({
      system: true,
      code: '32767',
    });
  });

  it('has its id from the URI when there is no login id', () => {
    expect(parseUser(userXml({loginId: undefined}), frame).id).to.equal('1001001');
  });

  for (const field of ['state', 'extension', 'loginId']) {
    it(`is refused when ${field} occurs twice`, () => {
      expect(codeOf(() => parseUser(userXml({[field]: ['1', '1']}), frame))).to.equal('xml/refused');
    });
  }

  it('is refused without any id, as another object, and as an error body with status 200', () => {
    expect(codeOf(() => parseUser(userXml({loginId: '', uri: ''}), frame))).to.equal('finesse/bad-answer');
    expect(codeOf(() => parseUser(dialogXml(), frame))).to.equal('finesse/bad-answer');
    expect(codeOf(() => parseUser(errorsXml('Not Found'), frame))).to.equal('finesse/bad-answer');
  });
});

describe('a dialog', () => {
  it('names the call it is a consult of, by its id', () => {
    const associatedDialogUri = '/finesse/api/Dialog/16804370';
    expect(parseDialog(dialogXml({associatedDialogUri}), frame).associated).to.equal('16804370');
  });

  it('is read with its participants and call data', () => {
    const mediaProperties = mediaPropertiesXml({wrapUpReason: 'Sold'}, [['callVariable1', 'VIP']]);
    expect(parseDialog(dialogXml({mediaProperties}), frame)).to.deep.equal({
      id: '16804377',
      state: 'ACTIVE',
      fromAddress: '+15550104477',
      toAddress: '7001',
      associated: '',
      callType: 'PREROUTE_ACD_IN',
      dialedNumber: '7001',
      queueName: 'Billing',
      wrapUpReason: 'Sold',
      variables: [{name: 'callVariable1', value: 'VIP'}],
      participants: [
        {
          address: '41001',
          state: 'ACTIVE',
          cause: '',
          actions: ['HOLD', 'DROP'],
          startedAt: nine,
          changedAt: nine,
        },
        {address: '+15550104477', state: 'ACTIVE', cause: '', actions: [], startedAt: nine, changedAt: nine},
      ],
    });
  });

  it('may have no participants, one, or many, and one action or none', () => {
    const participantsOf = (participants: string) =>
      parseDialog(dialogXml({participants}), frame).participants;
    expect(participantsOf('')).to.deep.equal([]);
    expect(participantsOf(participantXml({}, ['ANSWER'])).map(({actions}) => actions)).to.deep.equal([
      ['ANSWER'],
    ]);
    expect(participantsOf(participantXml({actions: undefined})).map(({actions}) => actions)).to.deep.equal([
      [],
    ]);
    expect(participantsOf(participantXml().repeat(9))).to.have.lengthOf(9);
  });

  it('gives no button for an action we do not know, or one in other letters', () => {
    const participants = participantXml({}, ['HOLD', 'TELEPORT', 'drop', '__proto__', ' RETRIEVE ']);
    expect(parseDialog(dialogXml({participants}), frame).participants[0]?.actions).to.deep.equal([
      'HOLD',
      'RETRIEVE',
    ]);
  });

  it('keeps a participant whose state we do not know, as unknown', () => {
    const participants = participantXml({state: 'PARKED'});
    expect(parseDialog(dialogXml({participants}), frame).participants[0]?.state).to.equal('UNKNOWN');
  });

  it('takes the last one of a repeated call variable', () => {
    const mediaProperties = mediaPropertiesXml({}, [
      ['callVariable1', 'first'],
      ['callVariable2', 'x'],
      ['callVariable1', 'last'],
    ]);
    expect(parseDialog(dialogXml({mediaProperties}), frame).variables).to.deep.equal([
      {name: 'callVariable1', value: 'last'},
      {name: 'callVariable2', value: 'x'},
    ]);
  });

  it('T-03 (inject: every own key of the built-in prototypes as a name; settles at once): takes variables named so as any other', () => {
    const types = [Object, Function, Array, Map, String];
    const keys = () => types.map((type) => Object.getOwnPropertyNames(type.prototype).join());
    const before = keys();
    const names = [
      ...new Set(['__proto__', ...types.flatMap((type) => Object.getOwnPropertyNames(type.prototype))]),
    ];
    const mediaProperties = mediaPropertiesXml(
      {},
      names.map((name) => [name, 'x']),
    );
    expect(parseDialog(dialogXml({mediaProperties}), frame).variables.map(({name}) => name)).to.deep.equal(
      names,
    );
    expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
    expect(keys()).to.deep.equal(before);
  });

  it('T-01 (inject: markup in a call variable; settles at once): keeps it as text', () => {
    const mediaProperties = mediaPropertiesXml({}, [['callVariable1', '&lt;img src=x onerror=alert(1)&gt;']]);
    const [variable] = parseDialog(dialogXml({mediaProperties}), frame).variables;
    expect(variable?.value).to.equal('<img src=x onerror=alert(1)>');
  });

  for (const id of ['', 'abc', '12_34', '-1', '1'.repeat(33), '1 2', '../User', '１２']) {
    it(`is refused with the id ${JSON.stringify(id)}`, () => {
      expect(codeOf(() => parseDialog(dialogXml({id}), frame))).to.equal('finesse/bad-answer');
    });
  }

  it('keeps an id that is longer than a number can be', () => {
    expect(parseDialog(dialogXml({id: '00123456789012345678901234567890'}), frame).id).to.have.lengthOf(32);
  });

  it('is refused when its id, its state or a party’s address occurs twice', () => {
    expect(
      codeOf(() => parseDialog(dialogXml().replace('</Dialog>', '<id>1</id></Dialog>'), frame)),
    ).to.equal('xml/refused');
    expect(
      codeOf(() => parseDialog(dialogXml().replace('</Dialog>', '<state>X</state></Dialog>'), frame)),
    ).to.equal('xml/refused');
    for (const field of ['mediaAddress', 'state']) {
      const participants = participantXml({[field]: ['41001', '41002']});
      expect(
        codeOf(() => parseDialog(dialogXml({participants}), frame)),
        field,
      ).to.equal('xml/refused');
    }
  });

  it('comes in lists of none, one and many', () => {
    expect(parseDialogs('<Dialogs/>', frame)).to.deep.equal([]);
    expect(parseDialogs(dialogsXml(dialogXml()), frame).map(({id}) => id)).to.deep.equal(['16804377']);
    expect(parseDialogs(dialogsXml(dialogXml({id: '1'}), dialogXml({id: '2'})), frame)).to.have.lengthOf(2);
  });

  it('is not an empty list when the body is an error', () => {
    expect(codeOf(() => parseDialogs(errorsXml('Internal Server Error'), frame))).to.equal(
      'finesse/bad-answer',
    );
  });
});

describe('a time stamp (I-09)', () => {
  const times: readonly (readonly [
    what: string,
    text: string,
    offset: number,
    expected: number | undefined,
  ])[] = [
    ['is the moment it names', stamp(-1_500), 0, nine - 1_500],
    ['is moved by the measured difference of the clocks', stamp(-1_500 + 600_000), 600_000, nine - 1_500],
    ['may have any zone that it names', '2026-03-02T10:00:00.000+0100', 0, nine],
    ['may lie ahead by a little, and is now then', stamp(4_000), 0, nine],
    ['is unknown when it lies further ahead', stamp(6_000), 0, undefined],
    ['is unknown when it is older than a day', stamp(-24 * 3_600_000 - 1), 0, undefined],
    ['is known when it is a day old', stamp(-24 * 3_600_000), 0, nine - 24 * 3_600_000],
    ['is unknown when it is empty', '', 0, undefined],
    ['is unknown when it is words', 'yesterday', 0, undefined],
    ['is unknown when it names no zone', '2026-03-02T09:00:00.000', 0, undefined],
    ['is unknown when it is a bare number', '1', 0, undefined],
    ['is unknown when it names no real day', '2026-02-30T99:00:00Z', 0, undefined],
  ];
  for (const [what, text, offset, expected] of times) {
    it(what, () => {
      expect(readTime(text, {now: nine, offset})).to.equal(expected);
    });
  }
});

describe('lists of reasons', () => {
  it('are read, one or many, and entries that name nothing are left out', () => {
    const codes = element('ReasonCodes', reasonXml({}, 'ReasonCode') + element('ReasonCode', ''));
    expect(parseReasonCodes(codes).map(({id, label}) => [id, label])).to.deep.equal([['30', 'Lunch']]);
    expect(parseReasonCodes('<ReasonCodes category="LOGOUT"/>')).to.deep.equal([]);
    const reason = element('WrapUpReason', {uri: '/finesse/api/WrapUpReason/31', label: 'Sold &amp; paid'});
    expect(
      parseWrapUpReasons(element('WrapUpReasons', reason + element('WrapUpReason', {label: ''}))),
    ).to.deep.equal([{id: '31', label: 'Sold & paid'}]);
  });

  it('keep what is for signing out apart', () => {
    const [reason] = parseReasonCodes(element('ReasonCodes', reasonXml({category: 'LOGOUT'}, 'ReasonCode')));
    expect(reason?.category).to.equal('LOGOUT');
  });
});

describe('the system', () => {
  it('is in service only when it says exactly that', () => {
    const inService = (status: string) => parseSystemInfo(systemInfoXml({status})).inService;
    expect(inService('IN_SERVICE')).to.equal(true);
    for (const status of ['OUT_OF_SERVICE', 'PARTIAL_SERVICE', 'in_service', 'DREAMING', ''])
      expect(inService(status), status).to.equal(false);
  });

  it('is CCX when it says so, and tells its time when that can be read', () => {
    expect(parseSystemInfo(systemInfoXml({deploymentType: 'UCCX'})).deployment).to.equal('CCX');
    expect(parseSystemInfo(systemInfoXml()).deployment).to.equal('CCE');
    expect(parseSystemInfo(systemInfoXml()).timestamp).to.equal(nine);
    expect(parseSystemInfo(systemInfoXml({currentTimestamp: '?'})).timestamp).to.equal(undefined);
  });
});

describe('an error body', () => {
  it('is read in both letter cases, with one error or several', () => {
    expect(parseErrors(errorsXml('Invalid State'))).to.deep.equal([
      {type: 'Invalid State', message: 'm', data: ''},
    ]);
    expect(parseErrors(errorsXml('Invalid State', true))).to.deep.equal([
      {type: 'Invalid State', message: 'm', data: '22'},
    ]);
    const two = errorsXml('A').replace(
      '</ApiErrors>',
      '<ApiError><ErrorType>B</ErrorType></ApiError></ApiErrors>',
    );
    expect(parseErrors(two).map(({type}) => type)).to.deep.equal(['A', 'B']);
  });

  for (const text of [
    '',
    'Service Unavailable',
    '<html><body>503</body></html>',
    '<!DOCTYPE html><html>',
    userXml(),
  ]) {
    it(`is no error of Finesse when it is ${JSON.stringify(text.slice(0, 24))}`, () => {
      expect(parseErrors(text)).to.deep.equal([]);
    });
  }
});

describe('a notification', () => {
  it('names its event, its source and the request it answers', () => {
    const {payload, ...envelope} = parseUpdate(userNews({}, 'r-1'), frame);
    expect(envelope).to.deep.equal({event: 'PUT', source: '/finesse/api/User/1001001', requestId: 'r-1'});
    expect(payload.kind).to.equal('user');
  });

  it('may write its event in any letters', () => {
    for (const event of ['put', 'Put', ' PUT '])
      expect(parseUpdate(updateXml(event, 's', userXml({}, 'user')), frame).event).to.equal('PUT');
    expect(parseUpdate(updateXml('PATCH', 's', ''), frame).event).to.equal('OTHER');
  });

  it('carries one dialog, a list of dialogs, errors, or the system', () => {
    const kindOf = (text: string) => parseUpdate(text, frame).payload.kind;
    expect(kindOf(dialogNews('PUT'))).to.equal('dialog');
    expect(kindOf(dialogNews('POST'))).to.equal('dialogs');
    expect(kindOf(refusalNews('r'))).to.equal('errors');
    expect(kindOf(updateXml('PUT', 's', systemInfoXml({}, 'systemInfo')))).to.equal('system');
  });

  it('is ignored when it carries something else, or nothing', () => {
    for (const data of ['', '<media/>', '<__proto__/>', 'words'])
      expect(parseUpdate(updateXml('PUT', 's', data), frame).payload, data).to.deep.equal({kind: 'other'});
  });

  it('is refused when its event or source occurs twice, or its body is ambiguous', () => {
    const twice = userNews().replace('<event>', '<event>DELETE</event><event>');
    expect(codeOf(() => parseUpdate(twice, frame))).to.equal('xml/refused');
    const two = userNews().replace('<source>', '<source>/x</source><source>');
    expect(codeOf(() => parseUpdate(two, frame))).to.equal('xml/refused');
    expect(codeOf(() => parseUpdate(updateXml('PUT', 's', dialogXml({id: 'x'}, 'dialog')), frame))).to.equal(
      'finesse/bad-answer',
    );
  });

  it('is refused when its root is something else', () => {
    expect(codeOf(() => parseUpdate(userXml(), frame))).to.equal('finesse/bad-answer');
    expect(codeOf(() => parseUpdate('not XML', frame))).to.equal('xml/refused');
  });
});
