import type {SoundGate} from './sound-gate.js';

/** Plays what a leg's far end sends, in one hidden audio element of its own. */
export class RemoteAudio {
  readonly #element = document.createElement('audio');
  readonly #gate: SoundGate;
  readonly #player = () => this.#element.play();

  constructor(legId: string, stream: MediaStream, gate: SoundGate) {
    this.#gate = gate;
    this.#element.autoplay = true;
    this.#element.hidden = true;
    this.#element.dataset['leg'] = legId;
    this.#element.srcObject = stream;
    document.body.append(this.#element);
    // The element waits for its track; asking twice does no harm.
    stream.addEventListener('addtrack', () => void gate.play(this.#player));
    if (stream.getTracks().length > 0) void gate.play(this.#player);
  }

  close(): void {
    this.#gate.stop(this.#player);
    this.#element.pause();
    this.#element.srcObject = null;
    this.#element.remove();
  }
}
