import {until} from './fake-edge.js';

/** Hears what an element of the page plays. */
export class Ear {
  readonly #context = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#context, {fftSize: 2_048});

  constructor(stream: MediaStream) {
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  get level(): number {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  close(): void {
    void this.#context.close();
  }
}

/** The far end: a peer connection that hears the agent and says a tone. */
export class FarEnd {
  readonly peer = new RTCPeerConnection();
  readonly #context = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#context, {fftSize: 2_048});
  readonly #audio = new Audio();

  /** @param frequency of what it says; Hz */
  constructor(frequency = 500) {
    const tone = new OscillatorNode(this.#context, {frequency});
    const end = new MediaStreamAudioDestinationNode(this.#context);
    tone.connect(end);
    tone.start();
    for (const track of end.stream.getTracks()) this.peer.addTrack(track, end.stream);
    this.peer.addEventListener('track', ({track}) => {
      const stream = new MediaStream([track]);
      // A remote stream only flows into the graph while some element plays it.
      this.#audio.srcObject = stream;
      this.#audio.muted = true;
      void this.#audio.play();
      this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    });
  }

  /** An offer, with a direction if another is wanted than before. */
  async offer(direction?: RTCRtpTransceiverDirection): Promise<string> {
    if (direction) for (const transceiver of this.peer.getTransceivers()) transceiver.direction = direction;
    await this.peer.setLocalDescription(await this.peer.createOffer());
    await until(() => this.peer.iceGatheringState === 'complete');
    return this.peer.localDescription?.sdp ?? '';
  }

  /** Answers an offer of the softphone's, with a direction. */
  async answer(sdp: string, direction: RTCRtpTransceiverDirection = 'sendrecv'): Promise<string> {
    await this.peer.setRemoteDescription({type: 'offer', sdp});
    for (const transceiver of this.peer.getTransceivers()) transceiver.direction = direction;
    await this.peer.setLocalDescription(await this.peer.createAnswer());
    await until(() => this.peer.iceGatheringState === 'complete');
    return this.peer.localDescription?.sdp ?? '';
  }

  get level(): number {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  /** Whether a tone is in what it hears. */
  hears(hz: number): boolean {
    const bins = new Float32Array(this.#analyser.frequencyBinCount);
    this.#analyser.getFloatFrequencyData(bins);
    const at = Math.round((hz * this.#analyser.fftSize) / this.#context.sampleRate);
    return Math.max(...bins.slice(at - 1, at + 2)) > -45;
  }

  close(): void {
    this.peer.close();
    this.#audio.srcObject = null;
    void this.#context.close();
  }
}
