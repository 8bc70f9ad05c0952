import {expect} from 'chai';
import type {DeskError} from '../../src/base/errors.js';
import type {LineNews, SoftphonePort} from '../../src/softphone/types.js';
import {aRegisteredSoftphone} from '../support/browser/a-softphone.js';
import {FakeEdge, TestClock, until} from '../support/browser/fake-edge.js';
import {FakeNotifier, aDialogInfo} from '../support/browser/fake-notifier.js';

const line = '82001';

describe('a line that a colleague has too', () => {
  let edge: FakeEdge;
  let phone: SoftphonePort;
  let clock: TestClock;
  beforeEach(() => {
    edge = new FakeEdge();
    clock = new TestClock();
  });
  afterEach(async () => {
    const stopped = phone.stop();
    // the last words wait for nobody
    await until(() => {
      clock.advance(5_000);
      return edge.received.some((text) => /^REGISTER[^]*expires=0/.test(text));
    });
    await stopped;
  });

  const news = (): LineNews | undefined => phone.furtherLines.state.get(line);
  const state = () => news()?.state;

  /** A browser whose second line is shared, registered, and has asked to be told. */
  async function aWatchedLine(more: {shared?: 'watch' | 'pull'; features?: boolean} = {shared: 'watch'}) {
    const notifier = new FakeNotifier(edge);
    const credentials = () => Promise.resolve({username: line, password: 'secret'});
    phone = await aRegisteredSoftphone(edge, {clock, furtherLines: [{number: line, credentials, ...more}]});
    await until(() => phone.furtherLines.state.has(line));
    if (more.shared !== undefined) await until(() => notifier.asked.length > 0);
    return notifier;
  }

  /** As {@link aWatchedLine}, told once. */
  async function aToldLine(...told: Parameters<typeof aDialogInfo>[1]) {
    const notifier = await aWatchedLine({shared: 'pull'});
    // short, so that no registration is due before
    notifier.answer(200, ['Expires: 20']);
    notifier.tell(aDialogInfo(0, told));
    await until(() => state() !== 'remote-unknown');
    return notifier;
  }

  it('J23: is asked for by its own address, over the one socket, with a contact that names it', async () => {
    const notifier = await aWatchedLine();
    expect(edge.sockets).to.have.lengthOf(1);
    const [asked = ''] = notifier.asked;
    expect(asked).to.match(/^SUBSCRIBE sip:82001@edge\.invalid SIP/);
    expect(asked).to.match(/From: <sip:82001@[^>]+>;tag=/);
    expect(asked).to.match(/Contact: <[^>]+;line=82001>/);
    expect(asked).to.contain('Accept: application/dialog-info+xml');
    expect(state()).to.equal('remote-unknown');
  });

  it('J23: nothing is asked where no line is shared', async () => {
    const notifier = await aWatchedLine({});
    expect([notifier.asked, news()]).to.deep.equal([[], undefined]);
  });

  it('J23: shows what is told, and only that', async () => {
    const notifier = await aToldLine({state: 'early'});
    expect(state()).to.equal('remote-ringing');
    notifier.tell(aDialogInfo(1, [{state: 'confirmed'}], 'partial'));
    expect(state()).to.equal('remote-in-use');
    notifier.tell(aDialogInfo(2, [{rendering: 'no'}], 'partial'));
    expect(state()).to.equal('remote-held');
    expect(news()?.held.map(({number, name}) => `${name} ${number}`)).to.deep.equal(['Ann 5550142']);
    notifier.tell(aDialogInfo(3, [{state: 'terminated'}], 'partial'));
    expect([state(), news()?.held]).to.deep.equal(['idle', []]);
  });

  it('J23: offers nothing to pull where the settings let it only be watched', async () => {
    const notifier = await aWatchedLine({shared: 'watch'});
    notifier.answer();
    notifier.tell(aDialogInfo(0, [{rendering: 'no'}]));
    expect([state(), news()?.held]).to.deep.equal(['remote-held', []]);
  });

  it('J23: news that come before the answer count', async () => {
    const notifier = await aWatchedLine();
    notifier.tell(aDialogInfo(0, [{}]));
    notifier.answer();
    expect(state()).to.equal('remote-in-use');
  });

  it('J23: after a gap it is not known, and all is asked for in the same subscription', async () => {
    const notifier = await aToldLine({});
    notifier.tell(aDialogInfo(2, [], 'partial'));
    expect(state()).to.equal('remote-unknown');
    clock.advance(1);
    expect(notifier.asked).to.have.lengthOf(2);
    const [first = '', again = ''] = notifier.asked.map((text) => /Call-ID: (.*)/.exec(text)?.[1]);
    expect(again).to.equal(first);
    expect(notifier.asked[1]).to.match(/^To: .*;tag=edge\r$/m);
    notifier.answer();
    notifier.tell(aDialogInfo(3, [{rendering: 'no'}]));
    expect(state()).to.equal('remote-held');
  });

  it('T-02 (inject: news that can’t be read, again and again; settles with the next that can): the line is not known, and nobody is asked in a circle', async () => {
    const notifier = await aToldLine({});
    const branch = notifier.tell('<!DOCTYPE x><dialog-info/>');
    expect(state()).to.equal('remote-unknown');
    await until(() => notifier.answerTo(branch));
    expect(notifier.answerTo(branch)).to.equal('200');
    clock.advance(1);
    notifier.answer();
    for (let time = 0; time < 20; time += 1) {
      notifier.tell('nonsense');
      clock.advance(1_000);
    }
    expect(notifier.asked.length).to.be.within(3, 6);
  });

  it('J23: is asked for again before it ends, and the number of the asking rises', async () => {
    const notifier = await aToldLine({});
    clock.advance(15_000);
    expect(notifier.asked).to.have.lengthOf(1);
    clock.advance(2_000);
    expect(notifier.asked.map((text) => /CSeq: (\d+)/.exec(text)?.[1])).to.deep.equal(['1', '2']);
    notifier.answer();
    notifier.tell(aDialogInfo(1, [{}]));
    expect(state()).to.equal('remote-in-use');
  });

  for (const [what, act] of [
    [
      'ended by the switch',
      (notifier: FakeNotifier) => notifier.tell('', {state: 'terminated;reason=deactivated'}),
    ],
    [
      'not known when asked for again (481)',
      (notifier: FakeNotifier) => {
        clock.advance(16_001);
        notifier.answer(481);
      },
    ],
    [
      'not answered any more',
      (notifier: FakeNotifier) => {
        clock.advance(16_001);
        void notifier;
        clock.advance(5_001);
      },
    ],
  ] as const) {
    it(`J23: a subscription that is ${what} leaves the line not known, and another one begins`, async () => {
      const notifier = await aToldLine({});
      act(notifier);
      expect(state()).to.equal('remote-unknown');
      const before = notifier.asked.length;
      clock.advance(2_000);
      await until(() => notifier.asked.length > before);
      expect(notifier.asked.at(-1)).to.not.match(/^To: .*;tag=/m);
      notifier.answer();
      notifier.tell(aDialogInfo(0, [{rendering: 'no'}]), {seq: 1});
      expect(state()).to.equal('remote-held');
    });
  }

  it('J23: a switch without such news (489) is asked once, and the line says nothing of others', async () => {
    const notifier = await aWatchedLine();
    notifier.answer(489, ['Allow-Events: presence']);
    await until(() => news() === undefined);
    clock.advance(3_600_000);
    expect(notifier.asked).to.have.lengthOf(1);
  });

  it('J23: an interval that is too brief (423) is asked for again with the one named', async () => {
    const notifier = await aWatchedLine();
    notifier.answer(423, ['Min-Expires: 3600']);
    await until(() => notifier.asked.length === 2);
    expect(notifier.asked[1]).to.contain('Expires: 3600\r\n');
  });

  it('J23: while the way to the edge is lost nothing is shown of others, and on the next socket all is asked for anew', async () => {
    const notifier = await aToldLine({});
    edge.cut();
    await until(() => !phone.furtherLines.state.has(line));
    await until(() => {
      clock.advance(100);
      return phone.furtherLines.state.has(line);
    });
    expect(state()).to.equal('remote-unknown');
    await until(() => notifier.asked.length === 2);
    expect(edge.sockets).to.have.lengthOf(2);
    notifier.answer();
    notifier.tell(aDialogInfo(0, []));
    expect(state()).to.equal('idle');
  });

  it('T-13 (inject: news of another sender, of another call, and older than the last; settles at once): they change nothing', async () => {
    const notifier = await aToldLine({});
    const forged = [
      [notifier.tell(aDialogInfo(1, []), {tag: 'other', seq: 200}), '481'],
      [notifier.tell(aDialogInfo(1, []), {callId: 'guessed', seq: 201}), ''],
      [notifier.tell(aDialogInfo(1, []), {seq: 101}), '500'],
    ] as const;
    for (const [branch, status] of forged) {
      const answer = await until(() => notifier.answerTo(branch));
      if (status !== '') expect(answer).to.equal(status);
    }
    expect(state()).to.equal('remote-in-use');
  });

  it('J23: a call of this browser itself is nobody else’s', async () => {
    const notifier = await aToldLine();
    const callId = edge.invite();
    await until(() => phone.legs.state.length > 0);
    notifier.tell(aDialogInfo(1, [{callId, state: 'confirmed', rendering: 'no'}], 'partial'));
    expect([state(), news()?.held]).to.deep.equal(['idle', []]);
    edge.cancel(callId);
    await until(() => phone.legs.state.length === 0);
    notifier.tell(aDialogInfo(2, [{callId, state: 'confirmed'}], 'partial'));
    expect(state()).to.equal('idle');
  });

  const invites = () => edge.received.filter((text) => text.startsWith('INVITE'));

  for (const [status, code] of [
    [481, 'sip/not-held-there'],
    [403, 'sip/pull-refused'],
    [420, 'sip/pull-refused'],
    [503, 'sip/call-failed'],
  ] as const) {
    it(`J23: a held call is asked for by its names, at the line’s own address alone; an answer of ${status} is ${code}`, async () => {
      const evil = '<identity>sip:5550142@evil.invalid</identity><target uri="sip:0900@evil.invalid"/>';
      await aToldLine({rendering: 'no', remote: evil});
      const [held] = news()?.held ?? [];
      const outcome = (await phone.lineWork()).call(line, line, held).catch((error: DeskError) => error.code);
      await until(() => invites().length > 0);
      const [invite = ''] = invites();
      expect(invite).to.match(/^INVITE sip:82001@edge\.invalid SIP/);
      expect(invite).to.contain('Replaces: there@switch;to-tag=r1;from-tag=l1\r\n');
      expect(invite).to.contain('Require: replaces\r\n');
      expect(invite).to.not.contain('evil');
      expect(phone.legs.state.map(({remoteNumber}) => remoteNumber)).to.deep.equal(['5550142']);
      edge.answerInvite(status);
      expect(await outcome).to.equal(code);
    });
  }

  it('J23: do not disturb and forwarding are shown where nobody uses the line', async () => {
    const notifier = new FakeNotifier(edge, 'as-feature-event');
    await aWatchedLine({features: true});
    await until(() => notifier.asked.length > 0);
    notifier.answer();
    notifier.tell('<DoNotDisturbEvent><doNotDisturbOn>true</doNotDisturbOn></DoNotDisturbEvent>');
    expect(state()).to.equal('dnd');
    notifier.tell('<DoNotDisturbEvent><doNotDisturbOn>false</doNotDisturbOn></DoNotDisturbEvent>');
    notifier.tell(
      '<ForwardingEvent><forwardingType>forwardImmediate</forwardingType><forwardStatus>true</forwardStatus>' +
        '<forwardTo>2300</forwardTo></ForwardingEvent>',
    );
    expect([state(), news()?.forwardTo]).to.deep.equal(['forwarded', '2300']);
    notifier.tell('', {state: 'terminated;reason=noresource'});
    expect(state()).to.equal('idle');
  });

  it('J23: news are given up when the phone stops', async () => {
    const notifier = await aToldLine({});
    const stopped = phone.stop();
    await until(() => notifier.asked.length === 2);
    expect(notifier.asked[1]).to.contain('Expires: 0\r\n');
    await until(() => {
      clock.advance(5_000);
      return edge.received.some((text) => /^REGISTER[^]*expires=0/.test(text));
    });
    await stopped;
  });
});
