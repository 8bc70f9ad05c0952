import type {Frame, Page} from './chromium.js';
import type {Spectrum} from './standin-process.js';

/** What went wrong on a page without anybody pressing anything: console errors, uncaught errors, foreign requests. */
export interface Watch {
  readonly errors: string[];
  /** Answers that the test itself asked the stand-in to refuse; the browser reports them as errors. */
  readonly refusalsExpected: Set<number>;
  readonly foreign: string[];
  readonly sockets: string[];
  /** Addresses of the scripts that were loaded. */
  readonly scripts: Set<string>;
}

interface Probes {
  tracks: MediaStreamTrack[];
  /** Copies of those: a device that is unplugged ends them too. */
  copies: MediaStreamTrack[];
  /** What is plugged in: microphones that hear a tone of so many Hz each; undefined is the browser's own. */
  plugged: readonly number[] | undefined;
  peers: RTCPeerConnection[];
  /** Looped sounds that are playing: ring tones. */
  rings: Set<AudioBufferSourceNode>;
  /** The strongest pitch of each moment of sounds that play once; Hz. */
  beeps: number[];
}

declare global {
  interface Window {
    deskProbes?: Probes;
  }
}

/** Watches a page from its first byte on, and remembers its microphones and peer connections. */
export async function watch(page: Page, origins: readonly string[]): Promise<Watch> {
  const seen: Watch = {errors: [], refusalsExpected: new Set(), foreign: [], sockets: [], scripts: new Set()};
  page.on('pageerror', (error) =>
    seen.errors.push(`uncaught: ${error instanceof Error ? error.message : String(error)}`),
  );
  page.on('console', (message) => {
    const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1];
    if (status !== undefined && seen.refusalsExpected.has(Number(status))) return;
    if (message.type() === 'error') seen.errors.push(`${message.text()} (${message.location().url ?? ''})`);
  });
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (['data:', 'blob:', 'about:'].includes(url.protocol)) return;
    if (!hosts.has(url.host)) seen.foreign.push(request.url());
    if (request.resourceType() === 'script') seen.scripts.add(request.url());
  });
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  session.on('Network.webSocketCreated', ({url}) => {
    seen.sockets.push(url);
    if (!hosts.has(new URL(url).host)) seen.foreign.push(url);
  });
  // the loader that runs these tests names functions by a helper of its own, which the page does not have
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.evaluateOnNewDocument(() => {
    const probes: Probes = {
      tracks: [],
      copies: [],
      plugged: undefined,
      peers: [],
      rings: new Set(),
      beeps: [],
    };
    window.deskProbes = probes;
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices) {
      const original = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (constraints) => {
        const stream = probes.plugged ? hears(probes.plugged[0]) : await original(constraints);
        probes.tracks.push(...stream.getTracks());
        return stream;
      };
      const list = devices.enumerateDevices.bind(devices);
      devices.enumerateDevices = async () =>
        probes.plugged?.map((hz) => ({
          kind: 'audioinput',
          deviceId: `${hz}`,
          groupId: '',
          label: `${hz} Hz`,
          toJSON: () => ({}),
        })) ?? (await list());
    }
    const hears = (hz: number | undefined): MediaStream => {
      if (hz === undefined) throw new DOMException('nothing is plugged in', 'NotFoundError');
      const context = new AudioContext();
      const end = new MediaStreamAudioDestinationNode(context);
      const tone = new OscillatorNode(context, {frequency: hz});
      tone.connect(new GainNode(context, {gain: 0.3})).connect(end);
      tone.start();
      return end.stream;
    };
    const copy = MediaStreamTrack.prototype.clone;
    MediaStreamTrack.prototype.clone = function () {
      const made = copy.call(this);
      if ([...probes.tracks, ...probes.copies].includes(this)) probes.copies.push(made);
      return made;
    };
    // what its context renders: nothing, as long as the browser keeps the sound back
    const listen = (source: AudioBufferSourceNode) => {
      const analyser = new AnalyserNode(source.context, {fftSize: 4096, smoothingTimeConstant: 0});
      source.connect(analyser);
      let sounds = true;
      source.addEventListener('ended', () => (sounds = false));
      const bins = new Float32Array(analyser.frequencyBinCount);
      const look = () => {
        analyser.getFloatFrequencyData(bins);
        const loudest = Math.max(...bins);
        if (loudest > -50)
          probes.beeps.push((bins.indexOf(loudest) * source.context.sampleRate) / analyser.fftSize);
        if (sounds) requestAnimationFrame(look);
      };
      look();
    };
    const {start, stop} = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (...when) {
      if (this.loop) probes.rings.add(this);
      else listen(this);
      start.apply(this, when as []);
    };
    AudioBufferSourceNode.prototype.stop = function (...when) {
      probes.rings.delete(this);
      stop.apply(this, when as []);
    };
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        probes.peers.push(this);
      }
    };
  });
  return seen;
}

/** Microphone captures that are running in this frame. */
export const liveMicrophones = (frame: Frame): Promise<number> =>
  frame.evaluate(
    () => (window.deskProbes?.tracks ?? []).filter((track) => track.readyState === 'live').length,
  );

/**
 * Takes the microphone out in the middle of everything, as a browser tells it: its tracks end, and the list of devices
 * changes. What is left are microphones that hear tones of `left` Hz, the first being the default; none when empty.
 */
export const unplug = (frame: Frame, left: readonly number[]): Promise<void> =>
  frame.evaluate((plugged) => {
    const probes = window.deskProbes;
    if (!probes) return;
    probes.plugged = plugged;
    for (const track of [...probes.tracks, ...probes.copies]) {
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }, left);

/** Plugs microphones in: from now on these are there. Ends nothing. */
export const plugIn = (frame: Frame, there: readonly number[]): Promise<void> =>
  frame.evaluate((plugged) => {
    if (window.deskProbes) window.deskProbes.plugged = plugged;
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }, there);

/** Whether a live microphone is on its way to the far end, by any peer connection of this frame. */
export const sendsMicrophone = (frame: Frame): Promise<boolean> =>
  frame.evaluate(() =>
    (window.deskProbes?.peers ?? []).some((peer) =>
      peer.getSenders().some(({track}) => track?.readyState === 'live'),
    ),
  );

/** Peer connections this frame ever made. */
export const peersMade = (frame: Frame): Promise<number> =>
  frame.evaluate(() => window.deskProbes?.peers.length ?? 0);

/** Servers that any peer connection of this frame was told to ask. */
export const iceServers = (frame: Frame): Promise<unknown[]> =>
  frame.evaluate(() =>
    (window.deskProbes?.peers ?? []).flatMap((peer) => peer.getConfiguration().iceServers ?? []),
  );

/** What the elements that play calls' sound are playing together, measured on their streams. */
export function playedIn(frame: Frame, most = 3): Promise<Spectrum | undefined> {
  return frame.evaluate(async (count) => {
    const find = (root: Document | ShadowRoot): HTMLAudioElement[] => [
      ...root.querySelectorAll<HTMLAudioElement>('audio[data-leg]'),
      ...[...root.querySelectorAll('*')].flatMap(({shadowRoot}) => (shadowRoot ? find(shadowRoot) : [])),
    ];
    const streams = find(document).flatMap(({paused, srcObject}) =>
      !paused && srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0 ? [srcObject] : [],
    );
    if (streams.length === 0) return undefined;
    const context = new AudioContext();
    try {
      await context.resume();
      const analyser = new AnalyserNode(context, {fftSize: 16_384, smoothingTimeConstant: 0});
      for (const stream of streams) context.createMediaStreamSource(stream).connect(analyser);
      // the analyser needs its whole window of sound
      const enough = context.currentTime + analyser.fftSize / context.sampleRate + 0.05;
      while (context.currentTime < enough) await new Promise((tick) => requestAnimationFrame(tick));
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      const width = context.sampleRate / analyser.fftSize;
      const peaks: {hz: number; level: number}[] = [];
      for (let n = 2; n < bins.length - 2; n++) {
        const here = bins[n] ?? -200;
        if (n * width < 100 || n * width > 3800 || here < -70) continue;
        if (here > (bins[n - 1] ?? 0) && here >= (bins[n + 1] ?? 0))
          peaks.push({hz: n * width, level: 10 ** (here / 20)});
      }
      peaks.sort((a, b) => b.level - a.level);
      return {level, peaks: peaks.slice(0, count), frames: 1};
    } finally {
      await context.close();
    }
  }, most);
}
