import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ServerProcess} from './server-process.js';
import {until} from './until.js';

/** Samples in a second of what is recorded; every tone here lies far below half of it. */
const rate = 8_000;
/** Over so many samples a tone is looked for: shorter than any note of a ring. */
const windowLength = 800;

/** What one output device plays, recorded all the time. */
export class Recording {
  readonly #child: ChildProcess;
  #samples: number[] = [];
  #rest = Buffer.alloc(0);

  constructor(sink: string, env: Readonly<Record<string, string>>) {
    this.#child = spawn(
      'parec',
      [`--device=${sink}.monitor`, '--format=s16le', `--rate=${rate}`, '--channels=1', '--latency-msec=50'],
      {env: {...process.env, ...env}, stdio: ['ignore', 'pipe', 'ignore']},
    );
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      const data = Buffer.concat([this.#rest, chunk]);
      const whole = data.length & ~1;
      for (let at = 0; at < whole; at += 2) this.#samples.push(data.readInt16LE(at) / 32_768);
      this.#rest = data.subarray(whole);
    });
  }

  /** Seconds recorded since {@link forget}. */
  get seconds(): number {
    return this.#samples.length / rate;
  }

  forget(): void {
    this.#samples = [];
  }

  /** Amplitude of a tone in the tenth of a second where it was loudest, since {@link forget}; 1 is as loud as can be. */
  loudest(hz: number): number {
    let most = 0;
    for (let start = 0; start + windowLength <= this.#samples.length; start += windowLength / 2) {
      let [real, imaginary] = [0, 0];
      for (let n = 0; n < windowLength; n++) {
        const sample = this.#samples[start + n] ?? 0;
        real += sample * Math.cos((2 * Math.PI * hz * n) / rate);
        imaginary += sample * Math.sin((2 * Math.PI * hz * n) / rate);
      }
      most = Math.max(most, (2 * Math.hypot(real, imaginary)) / windowLength);
    }
    return most;
  }

  stop(): void {
    this.#child.kill();
  }
}

/** A sound server of the test's own (PulseAudio), with output devices that nobody hears and that can be read. */
export class SoundServer {
  /** Environment that leads a program to it. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #server: ServerProcess;
  readonly #recordings: Recording[] = [];

  private constructor(folder: string, devices: readonly string[]) {
    this.#folder = folder;
    const socket = join(folder, 'socket');
    this.env = {
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      PULSE_RUNTIME_PATH: folder,
      PULSE_STATE_PATH: folder,
      PULSE_SERVER: `unix:${socket}`,
    };
    const load = (module: string) => ['--load', module];
    this.#server = new ServerProcess(
      'pulseaudio',
      [
        '-n',
        '--daemonize=no',
        '--use-pid-file=no',
        '--exit-idle-time=-1',
        '--disable-shm=yes',
        ...load(`module-native-protocol-unix socket=${socket} auth-anonymous=1`),
        // a microphone in a silent room
        ...load('module-null-source source_name=microphone'),
        ...devices.flatMap((name) =>
          load(`module-null-sink sink_name=${name} sink_properties=device.description=${name} rate=48000`),
        ),
      ],
      this.env,
    );
  }

  /** @param devices names of the output devices; the first is the computer's default */
  static async open(...devices: readonly string[]): Promise<SoundServer> {
    const server = new SoundServer(mkdtempSync(join(tmpdir(), 'deskline-sound-')), devices);
    await until('the sound server answers', () => {
      if (server.#server.isOver) throw new Error(`the sound server is over: ${server.#server.printed}`);
      try {
        return server.#ask('list', 'short', 'sinks').includes(devices.at(-1) ?? '');
      } catch {
        return false;
      }
    });
    const [first = ''] = devices;
    server.#ask('set-default-sink', first);
    return server;
  }

  /** Records what that device plays from now on. */
  record(device: string): Recording {
    const recording = new Recording(device, this.env);
    this.#recordings.push(recording);
    return recording;
  }

  async stop(): Promise<void> {
    for (const recording of this.#recordings) recording.stop();
    await this.#server.stop();
    rmSync(this.#folder, {recursive: true, force: true});
  }

  #ask(...words: readonly string[]): string {
    return String(
      execFileSync('pactl', words, {env: {...process.env, ...this.env}, stdio: ['ignore', 'pipe', 'ignore']}),
    );
  }
}
