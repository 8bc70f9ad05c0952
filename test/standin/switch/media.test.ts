import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EchoEnd} from '../../../standin/switch/ends/echo-end.js';
import {speech} from '../../../standin/switch/ends/speech.js';
import {DtmfReader} from '../../../standin/switch/media/dtmf.js';
import {FRAME, SILENCE} from '../../../standin/switch/media/frame.js';
import type {AudioEnd} from '../../../standin/switch/media/frame.js';
import {Mixer} from '../../../standin/switch/media/mixer.js';
import {decodeMuLaw, encodeMuLaw} from '../../../standin/switch/media/mu-law.js';
import {PlayoutBuffer} from '../../../standin/switch/media/playout-buffer.js';
import {SoundMeter} from '../../../standin/switch/media/spectrum.js';
import {tone} from '../../../standin/switch/media/tones.js';

test('mu-law keeps every sample within the step of its segment', () => {
  const samples = Int16Array.from({length: 65_536}, (_, index) => index - 32_768);
  const back = decodeMuLaw(encodeMuLaw(samples));
  for (const [at, sample] of samples.entries()) {
    const error = Math.abs((back[at] ?? 0) - sample);
    assert.ok(
      error <= Math.max(8, Math.abs(sample) / 16) || Math.abs(sample) > 32_124,
      `${sample} came back wrong`,
    );
  }
});

test('mu-law has the known codes', () => {
  assert.deepEqual([...encodeMuLaw(Int16Array.of(0, 32_767, -32_768))], [0xff, 0x80, 0x00]);
});

test('the spectrum finds a tone drawn at random within 2 Hz, with its level', () => {
  const hz = 150 + Math.random() * 3_500;
  const meter = new SoundMeter();
  const source = tone(hz);
  for (let frame = 0; frame < 40; frame += 1) meter.add(decodeFrame(source.next().value));
  const {peaks, level, frames} = meter.measure();
  assert.ok(Math.abs((peaks[0]?.hz ?? 0) - hz) < 2, `${hz} was found at ${peaks[0]?.hz}`);
  assert.ok(Math.abs((peaks[0]?.level ?? 0) - 0.2) < 0.01);
  assert.ok(Math.abs(level - 0.2) < 0.01);
  assert.equal(frames, 40);
});

test('the spectrum tells three tones apart and finds none in silence', () => {
  const meter = new SoundMeter();
  const sources = [tone(500), tone(900), tone(2_000)];
  for (let frame = 0; frame < 40; frame += 1) {
    const parts = sources.map((source) => source.next().value);
    meter.add(
      Int16Array.from({length: FRAME}, (_, at) => parts.reduce((sum, part) => sum + (part[at] ?? 0) / 4, 0)),
    );
  }
  const found = meter.measure().peaks.map(({hz}) => Math.round(hz / 5) * 5);
  assert.deepEqual(
    found.sort((a, b) => a - b),
    [500, 900, 2_000],
  );
  for (let frame = 0; frame < 25; frame += 1) meter.add(SILENCE, false);
  assert.deepEqual(meter.measure(), {level: 0, peaks: [], frames: 40});
});

function decodeFrame(frame: Int16Array): Int16Array {
  return decodeMuLaw(encodeMuLaw(frame));
}

/** An end that says one value and keeps the first value it hears. */
function anEnd(value: number): AudioEnd & {heard: number | undefined} {
  return {
    heard: undefined,
    say: () => new Int16Array(FRAME).fill(value),
    hear(frame) {
      this.heard = frame[0];
      return true;
    },
  };
}

test('each leg hears the sum of what is connected to it, saturated, and nothing else', () => {
  const mixer = new Mixer();
  const ends = {a: anEnd(100), b: anEnd(20), c: anEnd(3), loud: anEnd(32_000)};
  for (const [legId, end] of Object.entries(ends)) mixer.add(legId, end);
  mixer.connect(
    new Map([
      ['a', [{leg: 'b'}, {leg: 'c'}]],
      ['b', [{leg: 'a'}]],
      ['loud', [{leg: 'loud'}, {leg: 'a'}, {leg: 'loud'}]],
    ]),
  );
  mixer.mix();
  mixer.stop();
  assert.deepEqual([ends.a.heard, ends.b.heard, ends.c.heard, ends.loud.heard], [23, 100, 0, 32_767]);
});

test('an override wins over what is connected, until it is undone', () => {
  const mixer = new Mixer();
  const listener = anEnd(0);
  mixer.add('a', listener);
  mixer.add('b', anEnd(7));
  mixer.connect(new Map([['a', [{leg: 'b'}]]]));
  mixer.override('a', []);
  mixer.mix();
  assert.equal(listener.heard, 0);
  mixer.override('a', undefined);
  mixer.mix();
  mixer.stop();
  assert.equal(listener.heard, 7);
});

test('music is heard by its own chords', () => {
  const mixer = new Mixer();
  mixer.add('a', {say: () => undefined, hear: () => true});
  mixer.connect(new Map([['a', [{tone: 'music'}]]]));
  for (let frame = 0; frame < 40; frame += 1) mixer.mix();
  const found = mixer.listen('a')?.heard.peaks.map(({hz}) => Math.round(hz / 10) * 10) ?? [];
  mixer.stop();
  assert.deepEqual(
    found.sort((a, b) => a - b),
    [260, 330, 390],
  );
});

test('a digit is told once, however often its event is repeated, and again when pressed again', () => {
  const digits: string[] = [];
  const reader = new DtmfReader((digit) => digits.push(digit));
  const event = (code: number, end: boolean) => Uint8Array.of(code, end ? 0x8a : 0x0a, 0, 160);
  for (const [code, end, at] of [
    [5, false, 1_000],
    [5, true, 1_000],
    [5, true, 1_000],
    [5, false, 9_000],
    [11, true, 12_000],
    [5, true, 9_000],
    [16, true, 20_000],
  ] as const) {
    reader.take(event(code, end), at);
  }
  reader.take(Uint8Array.of(1), 30_000);
  assert.equal(digits.join(''), '55#');
});

test('playing begins when two frames wait; late and repeated packets are dropped', () => {
  const buffer = new PlayoutBuffer();
  const packet = encodeMuLaw(new Int16Array(FRAME).fill(1_000));
  buffer.add(packet, 65_535);
  assert.equal(buffer.take(), undefined);
  buffer.add(packet, 0);
  buffer.add(packet, 0);
  buffer.add(packet, 65_535);
  assert.ok(buffer.take());
  assert.ok(buffer.take());
  assert.equal(buffer.take(), undefined);
});

test('the echo line says back what it heard 15 frames ago', () => {
  const echo = new EchoEnd();
  for (let frame = 1; frame <= 15; frame += 1) echo.hear(new Int16Array(FRAME).fill(frame));
  assert.equal(echo.say()?.[0], 1);
  assert.equal(echo.say(), undefined);
});

test('callers have something to say', () => {
  const meter = new SoundMeter();
  const voice = speech(() => 0.5);
  let loudest = 0;
  for (let frame = 0; frame < 150; frame += 1) {
    meter.add(voice.next().value);
    loudest = Math.max(loudest, meter.measure().level);
  }
  assert.ok(loudest > 0.02, `speech has a level of ${loudest}`);
});
