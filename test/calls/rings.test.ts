import {expect} from 'chai';
import {plainRing, type LineRing} from '../../src/calls/line-ring.js';
import {Rings, type RingsOptions} from '../../src/calls/rings.js';
import {LogBook} from '../../src/base/log.js';
import {ManualClock} from '../../standin/world/clock.js';
import {aLeg, nine} from '../support/browser/builders.js';
import {begun, deskOver, mobileAgent, twoLineSettings} from '../support/browser/desk-builder.js';
import {FakeSoftphone} from '../support/browser/fake-softphone.js';
import {FakeRest, turns, userXml} from '../support/browser/finesse-builders.js';

const aRing = (part: Partial<LineRing> = {}): LineRing => ({...plainRing, tone: 'low', ...part});

class Shelf {
  readonly texts = new Map<string, string>();
  isFull = false;
  getItem(key: string): string | null {
    return this.texts.get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.texts.set(key, text);
  }
}

class Devices extends EventTarget {
  plugged = ['headset', 'speakers'];
  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve(
      ['default', ...this.plugged].map((deviceId) => ({
        kind: 'audiooutput',
        deviceId,
        groupId: '',
        label: `the ${deviceId}`,
        toJSON: () => ({}),
      })),
    );
  }
}

function aStage(part: Partial<RingsOptions> = {}) {
  const shelf = new Shelf();
  const mediaDevices = new Devices();
  const softphone = new FakeSoftphone();
  const clock = new ManualClock(nine);
  const ending = new AbortController();
  const open = (userId = '1001001') =>
    new Rings(
      {
        userId,
        softphone,
        isRinging: () => false,
        clock,
        log: new LogBook().part('desk'),
        storage: () => shelf,
        mediaDevices,
        canChoose: true,
        ...part,
      },
      ending.signal,
    );
  return {shelf, mediaDevices, softphone, clock, ending, open};
}

describe('how each line rings (J24)', () => {
  it('rings as every line does until somebody wishes otherwise', () => {
    expect(aStage().open().styleOf(1)).to.equal(undefined);
  });

  it('gives a line its tone, its loudness and its device, the same object each time', async () => {
    const rings = aStage().open();
    await rings.look();
    rings.set(2, aRing({tone: 'beat', volume: 35, device: 'speakers'}));
    const style = rings.styleOf(2);
    expect(style?.notes?.map(([, hz]) => hz)).to.deep.equal([659, 659, 659, 659]);
    expect(style?.device).to.equal('speakers');
    expect(style?.level).to.be.closeTo(0.0625, 1e-9);
    expect(rings.styleOf(2)).to.equal(style);
    expect(rings.styleOf(1)).to.equal(undefined);
  });

  it('is the same after a reload, for this agent alone', () => {
    const {open} = aStage();
    open().set(3, aRing({volume: 20}));
    expect(open().rings.state.get(3)).to.deep.equal(aRing({volume: 20}));
    expect(open('1001002').rings.state.size).to.equal(0);
  });

  for (const [what, text] of Object.entries({
    'no JSON': '{',
    'no list': '{"1":{}}',
    'a tone nobody knows': '[[1,{"tone":"siren","volume":50,"device":"","deviceName":""}]]',
    'a volume that would hurt': '[[1,{"tone":"low","volume":900,"device":"","deviceName":""}]]',
    'a line nobody has': '[[9,{"tone":"low","volume":50,"device":"","deviceName":""}]]',
    'a device that is no text': '[[1,{"tone":"low","volume":50,"device":{},"deviceName":""}]]',
  })) {
    it(`takes nothing over from a storage that holds ${what}`, () => {
      const {open, shelf} = aStage();
      shelf.texts.set('deskline-ring-1001001', text);
      expect(open().rings.state.size).to.equal(0);
    });
  }

  it('works without storage, and says that nothing is kept', () => {
    const rings = aStage({
      storage: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    }).open();
    rings.set(1, aRing());
    expect(rings.styleOf(1)?.notes?.length).to.equal(4);
    expect(rings.kept.state).to.equal(false);
  });

  it('keeps wishes again when a full disk has room', () => {
    const {open, shelf} = aStage();
    const rings = open();
    shelf.isFull = true;
    rings.set(1, aRing());
    expect(rings.kept.state).to.equal(false);
    shelf.isFull = false;
    rings.set(1, aRing({volume: 10}));
    expect(rings.kept.state).to.equal(true);
  });

  it('rings on the computer’s own device while the chosen one is unplugged, and on it again after', async () => {
    const {open, mediaDevices} = aStage();
    const rings = open();
    await rings.look();
    rings.set(1, aRing({device: 'headset'}));
    const plug = async (...plugged: string[]) => {
      mediaDevices.plugged = plugged;
      mediaDevices.dispatchEvent(new Event('devicechange'));
      await turns();
    };
    await plug('speakers');
    expect(rings.styleOf(1)?.device).to.equal('');
    await plug('headset', 'speakers');
    expect(rings.styleOf(1)?.device).to.equal('headset');
  });

  it('offers the devices that are there, not the names they also have', async () => {
    const rings = aStage().open();
    await rings.look();
    expect(rings.devices.state).to.deep.equal([
      {id: 'headset', name: 'the headset'},
      {id: 'speakers', name: 'the speakers'},
    ]);
  });

  it('offers no device where the browser lets nobody choose', async () => {
    const rings = aStage({canChoose: false}).open();
    await rings.look();
    expect(rings.devices.state).to.equal(undefined);
  });

  it('rings once for a test, as the line does', () => {
    const {open, softphone, clock} = aStage();
    const rings = open();
    rings.set(2, aRing());
    rings.test(2);
    expect([softphone.ringing, softphone.style]).to.deep.equal([true, rings.styleOf(2)]);
    clock.advance(3_000);
    expect(softphone.ringing).to.equal(false);
  });

  it('a test never cuts off a call that rings', () => {
    let isRinging = false;
    const {open, softphone, clock} = aStage({isRinging: () => isRinging});
    const rings = open();
    rings.test(1);
    isRinging = true;
    clock.advance(3_000);
    expect(softphone.ringing).to.equal(true);
    softphone.ring(false);
    rings.test(1);
    expect(softphone.ringing).to.equal(false);
  });

  it('follows devices no longer than its page', () => {
    const {open, mediaDevices, ending} = aStage();
    let left = 0;
    const {removeEventListener} = mediaDevices;
    mediaDevices.removeEventListener = (...what) => {
      left += 1;
      removeEventListener.apply(mediaDevices, what);
    };
    open();
    ending.abort();
    expect(left).to.equal(1);
  });
});

describe('a desk whose lines ring differently (J24)', () => {
  const key = 'deskline-ring-1001001';
  let stop: () => Promise<void> = () => Promise.resolve();
  afterEach(async () => {
    localStorage.removeItem(key);
    await stop();
  });

  async function aDesk() {
    localStorage.setItem(key, JSON.stringify([[2, aRing({tone: 'trill'})]]));
    const rest = new FakeRest();
    rest.user = userXml({mobileAgent});
    const clock = new ManualClock(nine);
    const stage = deskOver(rest, {clock, settings: twoLineSettings});
    stop = () => stage.desk.stop();
    await begun(stage, rest);
    return stage;
  }
  const onLine2 = aLeg({id: 'leg-2', state: 'ringing', lineNumber: '82001', beganAt: nine});
  const onLine1 = aLeg({id: 'leg-1', state: 'ringing', lineNumber: '81001', beganAt: nine});

  it('rings as the line does that rang first', async () => {
    const {phone} = await aDesk();
    phone.legs.set([onLine2]);
    expect([phone.ringing, phone.style?.notes?.length]).to.deep.equal([true, 10]);
    phone.legs.set([onLine2, onLine1]);
    expect(phone.style?.notes?.length).to.equal(10);
    phone.legs.set([onLine1]);
    expect([phone.ringing, phone.style]).to.deep.equal([true, undefined]);
    phone.legs.set([]);
    expect(phone.ringing).to.equal(false);
  });
});
