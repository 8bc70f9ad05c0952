import {expect} from 'chai';
import {aLine} from '../support/browser/builders.js';
import {FakeDesk, FakeRings} from '../support/browser/fake-desk.js';
import {
  all,
  clear,
  everything,
  expectAccessible,
  one,
  press,
  rendered,
  show,
  words,
} from '../support/browser/page.js';

/** The page with what belongs to browser audio unfolded. */
async function opened(change: (rings: FakeRings, desk: FakeDesk) => void = () => undefined) {
  const desk = new FakeDesk();
  const rings = new FakeRings();
  desk.ringSettings = rings;
  desk.lines.set([aLine(), aLine({index: 2, label: 'Personal', acd: false, number: '82001'})]);
  change(rings, desk);
  await show(desk);
  await press(one('button', 'Browser audio'));
  await rendered();
  return {desk, rings};
}

const fields = (): (HTMLSelectElement | HTMLInputElement)[] =>
  everything(document.body).flatMap((each) =>
    each instanceof HTMLSelectElement || (each instanceof HTMLInputElement && each.type === 'range')
      ? [each]
      : [],
  );

/** The field below that word. */
function field(name: string): HTMLSelectElement | HTMLInputElement {
  const found = fields().find(({labels}) => labels?.[0]?.textContent?.trim().startsWith(name));
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

async function choose(name: string, value: string): Promise<void> {
  const found = field(name);
  found.value = value;
  found.dispatchEvent(new Event('change'));
  await rendered();
}

describe('what the agent sets of the ring (J24)', () => {
  afterEach(clear);

  it('sets tone, volume and device of the line that is chosen, and of no other', async () => {
    const {rings} = await opened();
    await choose('Line', '2');
    await choose('Tone', 'low');
    await choose('Volume', '40');
    await choose('Rings on', 's');
    expect([...rings.rings.state]).to.deep.equal([
      [2, {tone: 'low', volume: 40, device: 's', deviceName: 'Speakers'}],
    ]);
    await choose('Line', '1');
    expect([field('Tone').value, field('Volume').value, field('Rings on').value]).to.deep.equal([
      'chime',
      '70',
      '',
    ]);
  });

  it('tries the ring of that line', async () => {
    const {rings} = await opened();
    await choose('Line', '2');
    await press(one('button', 'Test the ring of Personal'));
    expect(rings.tested).to.deep.equal([2]);
  });

  it('asks for no line where there is one', async () => {
    await opened((_rings, desk) => desk.lines.set([aLine()]));
    expect(fields().map(({labels}) => labels?.[0]?.textContent?.trim().split(/\s/)[0])).to.deep.equal([
      'Tone',
      'Volume',
      'Rings',
    ]);
  });

  it('says that the chosen device is not there, by the name it had', async () => {
    await opened((rings) => rings.give(1, {device: 'x', deviceName: 'Blue headset'}));
    expect(words()).to.contain('That device is not there now');
    expect(words()).to.contain('Blue headset');
  });

  it('says why no device can be chosen', async () => {
    const {rings} = await opened((each) => each.devices.set(undefined));
    expect(words()).to.contain('rings on the computer’s own device only');
    rings.devices.set([]);
    await rendered();
    expect(words()).to.contain('once this page may use the microphone');
  });

  it('says when nothing is kept', async () => {
    await opened((rings) => rings.kept.set(false));
    expect(words()).to.contain('gone with this page');
  });

  it('says when it could not be loaded', async () => {
    await opened((_rings, desk) => (desk.ringSettings = undefined));
    expect(words()).to.contain('could not be loaded');
  });

  it('is not there with a desk phone', async () => {
    const desk = new FakeDesk();
    desk.audioLeg.set({kind: 'desk-phone', number: '42001'});
    await show(desk);
    await press(one('button', 'Desk phone 42001'));
    await rendered();
    expect(all('button', /Test the ring/)).to.deep.equal([]);
  });

  it('is accessible, and fits 300 pixels', async () => {
    await opened();
    await expectAccessible();
    clear();
    const desk = new FakeDesk();
    const app = await show(desk, 300);
    await press(one('button', 'Browser audio'));
    await rendered();
    expect(app.scrollWidth).to.be.at.most(300);
  });
});
