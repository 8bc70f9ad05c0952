import {expect} from 'chai';
import fc from 'fast-check';
import {DeskError} from '../../src/base/errors.js';
import {dialogLimits, readDialogInfo, remoteStateOf, takeIn} from '../../src/softphone/dialog-info.js';
import type {DialogTable, LineDialog} from '../../src/softphone/dialog-info.js';
import {withFeature} from '../../src/softphone/line-features.js';
import {aDialogInfo, type DialogWords} from '../support/browser/fake-notifier.js';

const read = (document: string) => readDialogInfo(document, '82001');
const one = (words: DialogWords) => read(aDialogInfo(0, [words])).dialogs[0];

function refusal(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return error instanceof DeskError ? error.code : `threw ${String(error)}`;
  }
}

describe('a document about the calls of a line (RFC 4235)', () => {
  it('J23: says who is at the other end, which call it is, and whether the phone holds it', () => {
    expect(one({rendering: 'no'})).to.deep.equal({
      id: 'a',
      state: 'confirmed',
      outgoing: false,
      held: true,
      number: '5550142',
      name: 'Ann',
      callId: 'there@switch',
      localTag: 'l1',
      remoteTag: 'r1',
    });
    for (const rendering of ['yes', 'unknown']) expect(one({rendering})?.held).to.equal(false);
    expect(one({direction: 'initiator'})?.outgoing).to.equal(true);
  });

  it('J23: is read with any prefix of its namespace, and whatever else is in it', () => {
    const plain = aDialogInfo(3, [{rendering: 'no'}], 'partial');
    const prefixed = plain
      .replace('xmlns=', 'xmlns:d=')
      .replace(/<(\/?)(\w)/g, '<$1d:$2')
      .replace('<d:state>', '<other:thing xmlns:other="urn:x"/><d:state>');
    expect(read(prefixed)).to.deep.equal(read(plain));
  });

  it('J23: a hidden caller has neither number nor name', () => {
    const remote = '<identity display="Ann">sip:anonymous@anonymous.invalid</identity>';
    expect([one({remote})?.number, one({remote})?.name]).to.deep.equal(['', '']);
    expect(one({remote: ''})?.number).to.equal('');
  });

  it('T-05 (inject: a Call-ID that could end a header line; settles at once): it is not kept, and the call can’t be asked for by it', () => {
    for (const callId of ['a;to-tag=x', 'a&#13;&#10;X: y', 'a b', 'a&lt;b', 'a'.repeat(257), ''])
      expect(one({callId})?.callId, callId).to.equal('');
  });

  const ofLine = aDialogInfo(0, [{}]);
  const refused: readonly (readonly [string, string])[] = [
    ['about another line', aDialogInfo(0, [{}], 'full', 'sip:83001@edge.invalid')],
    ['without a version', ofLine.replace('version="0"', '')],
    ['with a version that is no number', ofLine.replace('version="0"', 'version="-1"')],
    ['neither full nor partial', ofLine.replace('state="full"', 'state="some"')],
    ['with another root', ofLine.replaceAll('dialog-info', 'presence')],
    ['with a state that RFC 4235 does not know', aDialogInfo(0, [{state: 'talking'}])],
    ['with a dialog without an id', aDialogInfo(0, [{id: ''}])],
    ['with an id of 257 characters', aDialogInfo(0, [{id: 'a'.repeat(257)}])],
    ['with one dialog twice', aDialogInfo(0, [{}, {}])],
    [
      'with 65 dialogs',
      aDialogInfo(
        0,
        Array.from({length: 65}, (_, at) => ({id: `d${at}`})),
      ),
    ],
    ['with a document type', `<!DOCTYPE x>${ofLine}`],
    ['that ends too early', ofLine.slice(0, -4)],
    ['that is empty', ''],
  ];
  for (const [what, document] of refused)
    it(`T-02 (inject: a document ${what}; settles at once): it is refused`, () =>
      expect(refusal(() => read(document))).to.equal('xml/refused'));

  it('a document may name 64 dialogs', () => {
    const dialogs = Array.from({length: dialogLimits.dialogs}, (_, at) => ({id: `d${at}`}));
    expect(read(aDialogInfo(0, dialogs)).dialogs).to.have.lengthOf(64);
  });
});

describe('what is known of a line after a document (RFC 4235 section 4.3)', () => {
  const table = (version: number, ...dialogs: DialogWords[]): DialogTable => {
    const taken = takeIn(undefined, read(aDialogInfo(version, dialogs)));
    if (typeof taken === 'string') throw new Error(taken);
    return taken;
  };
  const after = (known: DialogTable | undefined, document: string) => {
    const taken = takeIn(known, read(document));
    return typeof taken === 'string' ? taken : `${taken.version}: ${[...taken.dialogs.keys()].join()}`;
  };

  it('J23: all takes the place of what was; a part adds, changes and takes away', () => {
    expect(after(table(0, {id: 'a'}), aDialogInfo(1, [{id: 'b'}]))).to.equal('1: b');
    expect(after(table(0, {id: 'a'}), aDialogInfo(1, [{id: 'b'}], 'partial'))).to.equal('1: a,b');
    const over = aDialogInfo(1, [{id: 'a', state: 'terminated'}], 'partial');
    expect(after(table(0, {id: 'a'}), over)).to.equal('1: ');
  });

  it('J23: what is not newer says nothing; a part with one missing before it is a gap', () => {
    expect(after(table(4, {}), aDialogInfo(4, []))).to.equal('old');
    expect(after(table(4, {}), aDialogInfo(3, [], 'partial'))).to.equal('old');
    expect(after(table(4, {}), aDialogInfo(6, [], 'partial'))).to.equal('gap');
    expect(after(undefined, aDialogInfo(0, [], 'partial'))).to.equal('gap');
    expect(after(table(4, {}), aDialogInfo(9, []))).to.equal('9: ');
  });

  it('T-02 (inject: one call more than a line may have; settles at once): all is wanted anew', () => {
    const many = Array.from({length: 64}, (_, at) => ({id: `d${at}`}));
    expect(after(table(0, ...many), aDialogInfo(1, [{id: 'one more'}], 'partial'))).to.equal('gap');
  });

  const words = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    state: fc.constantFrom('trying', 'proceeding', 'early', 'confirmed', 'terminated'),
    direction: fc.constantFrom('initiator' as const, 'recipient' as const),
    rendering: fc.constantFrom('yes', 'no'),
  });

  it('J23: parts, one after the other, come to the same as all at their end', () => {
    fc.assert(
      fc.property(fc.array(words, {maxLength: 12}), (changes) => {
        let known = table(0);
        const last = new Map<string, DialogWords>();
        changes.forEach((change, at) => {
          const taken = takeIn(known, read(aDialogInfo(at + 1, [change], 'partial')));
          if (typeof taken !== 'string') known = taken;
          if (change.state === 'terminated') last.delete(change.id);
          else last.set(change.id, change);
        });
        const whole = table(99, ...last.values());
        expect(remoteStateOf(known.dialogs.values())).to.equal(remoteStateOf(whole.dialogs.values()));
        expect(new Set(known.dialogs.keys())).to.deep.equal(new Set(whole.dialogs.keys()));
      }),
    );
  });

  it('J23: the order of calls does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(words, {selector: ({id}) => id}), (dialogs) => {
        const known = read(aDialogInfo(0, dialogs)).dialogs;
        expect(remoteStateOf(known)).to.equal(remoteStateOf([...known].reverse()));
      }),
    );
  });
});

describe('what others do on a line', () => {
  const dialog = (state: LineDialog['state'], held = false, outgoing = false) =>
    ({state, held, outgoing}) as LineDialog;
  const [rings, dials] = [dialog('early'), dialog('early', false, true)];
  const [talks, holds, over] = [dialog('confirmed'), dialog('confirmed', true), dialog('terminated')];
  const table = [
    ['nothing', [], 'idle'],
    ['what is over', [over], 'idle'],
    ['it rings there', [rings], 'remote-ringing'],
    ['they dial', [dials], 'remote-in-use'],
    ['they talk', [talks], 'remote-in-use'],
    ['they hold', [holds], 'remote-held'],
    ['they hold one and talk in another', [holds, talks], 'remote-in-use'],
    ['they hold one and dial', [holds, dials], 'remote-in-use'],
    ['they hold one while another rings', [rings, holds], 'remote-held'],
    ['they talk while another rings', [rings, talks], 'remote-in-use'],
  ] as const;
  for (const [what, dialogs, state] of table)
    it(`J23: ${what}: ${state}`, () => expect(remoteStateOf(dialogs)).to.equal(state));
});

describe('what the switch does for a line', () => {
  const forward = (status: string, to: string, type = 'forwardImmediate') =>
    `<ForwardingEvent><device>82001</device><forwardingType>${type}</forwardingType>` +
    `<forwardStatus>${status}</forwardStatus><forwardTo>${to}</forwardTo></ForwardingEvent>`;

  it('J23: do not disturb and forwarding of every call are told one by one', () => {
    const known = withFeature(
      {},
      '<DoNotDisturbEvent><doNotDisturbOn>true</doNotDisturbOn></DoNotDisturbEvent>',
    );
    expect(withFeature(known, forward('true', '2300'))).to.deep.equal({
      doNotDisturb: true,
      forwardTo: '2300',
    });
    expect(withFeature(known, forward('false', '2300')).forwardTo).to.equal('');
  });

  it('J23: forwarding of some calls only, and what is not known, change nothing', () => {
    expect(withFeature({}, forward('true', '2300', 'forwardBusy'))).to.deep.equal({});
    expect(withFeature({}, '<AgentLoggedOnEvent/>')).to.deep.equal({});
    expect(refusal(() => withFeature({}, 'text'))).to.equal('xml/refused');
  });

  it('T-01 (inject: a number of 500 digits; settles at once): it is cut, and one that is missing is a question', () => {
    expect(withFeature({}, forward('true', '9'.repeat(500))).forwardTo).to.have.lengthOf(64);
    expect(withFeature({}, forward('true', '')).forwardTo).to.equal('?');
  });
});
