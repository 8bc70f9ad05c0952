import {expect} from 'chai';
import {DigitQueue} from '../../src/softphone/digits.js';

/** Takes digits, and says that they are out when the test wants it. */
class FakeSender extends EventTarget {
  canInsertDTMF = true;
  readonly inserted: string[] = [];

  insertDTMF(digits: string): void {
    this.inserted.push(digits);
  }

  tell(tone: string): void {
    this.dispatchEvent(Object.assign(new Event('tonechange'), {tone}));
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
const codeOf = (sent: Promise<void>) =>
  sent.then(
    () => 'sent',
    (error: {code: string}) => error.code,
  );

describe('digits in the voice', () => {
  let sender: FakeSender;
  let queue: DigitQueue;
  const send = (digits: string) => codeOf(queue.send(digits, () => sender as unknown as RTCDTMFSender));

  beforeEach(() => {
    sender = new FakeSender();
    queue = new DigitQueue();
  });

  it('go one string after the other, each when the one before is out', async () => {
    const sent = [send('12'), send('3#')];
    await turn();
    sender.tell('2');
    await turn();
    expect(sender.inserted).to.deep.equal(['12']);
    sender.tell('');
    await turn();
    expect(sender.inserted).to.deep.equal(['12', '3#']);
    sender.tell('');
    expect(await Promise.all(sent)).to.deep.equal(['sent', 'sent']);
  });

  it('fail with the leg, those under way, those that wait, and those after it', async () => {
    const sent = [send('1'), send('2')];
    await turn();
    queue.end();
    expect(await Promise.all([...sent, send('3')])).to.deep.equal(Array(3).fill('sip/call-failed'));
    expect(sender.inserted).to.deep.equal(['1']);
  });

  it('fail where they can not be sent, and when they are none', async () => {
    expect(await send('1a')).to.equal('sip/call-failed');
    sender.canInsertDTMF = false;
    expect(await send('1')).to.equal('sip/call-failed');
    expect(sender.inserted).to.deep.equal([]);
  });
});
