/** Calls that this browser places, and what the far side does wrong: refusals, forks, and messages that get lost. */
import {expect} from 'chai';
import type {DeskError} from '../../src/base/errors.js';
import {errorText} from '../../src/components/error-text.js';
import {aSoftphoneStage, firstLeg, type SoftphoneStage} from '../support/browser/a-softphone.js';
import {until} from '../support/browser/fake-edge.js';

const line = {
  number: '82001',
  credentials: () => Promise.resolve({username: '82001', password: 'secret'}),
};

describe('a call from a further line', () => {
  let edge: SoftphoneStage['edge'];
  let device: SoftphoneStage['device'];
  let far: SoftphoneStage['far'];
  let peers: SoftphoneStage['peers'];
  let phone: SoftphoneStage['phone'];
  let close: SoftphoneStage['close'];

  beforeEach(async () => {
    ({edge, device, far, peers, phone, close} = await aSoftphoneStage({furtherLines: [line]}));
    await until(() => phone.furtherLines.state.has('82001'));
  });

  afterEach(() => close());

  const sent = (start: string) => edge.received.filter((text) => text.startsWith(start));
  const toTag = (text: string | undefined) => /^To:.*;tag=(\S+)/m.exec(text ?? '')?.[1];
  const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);

  /** The INVITE is out; what becomes of the call. */
  async function calls(): Promise<{outcome: Promise<string | undefined>; sdp: string}> {
    const work = await phone.lineWork();
    const outcome = work.call('82001', '5550142').catch((error: DeskError) => error.code);
    const invite = await until(() => sent('INVITE')[0]);
    return {outcome, sdp: bodyOf(invite)};
  }

  for (const [status, code, headers] of [
    [302, 'sip/moved', ['Contact: <sip:5550142@elsewhere.example>']],
    [403, 'sip/forbidden', []],
    [480, 'sip/no-answer', []],
    [486, 'sip/busy', []],
    [488, 'sip/no-common-codec', []],
    [503, 'sip/no-service', ['Retry-After: 1']],
    [600, 'sip/busy', []],
    [603, 'sip/declined', []],
  ] as const) {
    it(`F-46 (inject S: ${status} to an INVITE; settles at once): is over, told in a sentence of its own, and not tried again or elsewhere`, async () => {
      const {outcome} = await calls();
      edge.answerInvite(status, {headers});
      expect(await outcome).to.equal(code);
      expect(errorText(code)).not.to.deep.equal(errorText('sip/call-failed'));
      await until(() => phone.legs.state.length === 0 && phone.microphone.state === 'idle');
      await until(() => sent('ACK').length === 1);
      expect(sent('INVITE')).to.have.lengthOf(1);
    });
  }

  for (const [when, delay] of [
    ['at the same moment', 0],
    ['when both talk already', 1],
  ] as const) {
    it(`F-48 (inject S: a forked INVITE, the second 200 comes ${when}; settles at once): the first is kept, the second is acknowledged and ended, and there is one leg`, async () => {
      const {outcome, sdp} = await calls();
      const body = await far.answer(sdp);
      edge.answerInvite(200, {tag: 'first', body});
      if (delay > 0) await until(() => firstLeg(phone).state === 'talking');
      edge.answerInvite(200, {tag: 'second', body});
      expect(await outcome).to.equal(firstLeg(phone).id);
      await until(() => sent('BYE').length === 1 && sent('ACK').length === 2);
      expect([...sent('ACK'), ...sent('BYE')].map(toTag).sort()).to.deep.equal(['first', 'second', 'second']);
      expect(toTag(sent('BYE')[0])).to.equal('second');
      await until(() => far.level > 0.05);
      expect(phone.legs.state.map(({state}) => state)).to.deep.equal(['talking']);
    });
  }

  it('F-48 (inject S: a forked INVITE; settles with the end of the first): nothing of either is left', async () => {
    const {outcome, sdp} = await calls();
    const body = await far.answer(sdp);
    for (const tag of ['first', 'second']) edge.answerInvite(200, {tag, body});
    await outcome;
    await until(() => sent('BYE').length === 1);
    await phone.hangUp(firstLeg(phone).id);
    expect(sent('BYE').map(toTag)).to.deep.equal(['second', 'first']);
    expect([phone.legs.state.length, device.live]).to.deep.equal([0, 0]);
    await until(() => peers.open.length <= 1);
  });

  it('F-50 (inject P: our ACK is lost, the 200 comes again; settles at once): it is acknowledged again, and there is one leg', async () => {
    const {outcome, sdp} = await calls();
    const body = await far.answer(sdp);
    edge.answerInvite(200, {body});
    expect(await outcome).to.equal(firstLeg(phone).id);
    for (const _again of [2, 3]) edge.answerInvite(200, {body});
    await until(() => sent('ACK').length === 3);
    expect(new Set(sent('ACK')).size, 'the same ACK').to.equal(1);
    expect([phone.legs.state.length, sent('BYE').length]).to.deep.equal([1, 0]);
  });
});
