/** Recordings over a stand-in recorder, a call, and a clock that a test moves. */
import {LogBook} from '../../../src/base/log.js';
import type {Call} from '../../../src/calls/types.js';
import type {RecorderEvents} from '../../../src/recording/recorder.js';
import {Recordings, type RecordingView} from '../../../src/recording/recordings.js';
import type {CallRecording, RecordingOrder} from '../../../src/recording/types.js';
import {ManualClock} from '../../../standin/world/clock.js';
import {PushingRecorder, type StandInRecorder} from '../recorders.js';
import {aCall, nine} from './builders.js';
import {turns} from './finesse-builders.js';

export interface RecordingStageOptions {
  readonly recorder?: (now: () => number) => StandInRecorder;
  readonly settings?: Readonly<Record<string, unknown>>;
}

class FakeEvents implements RecorderEvents {
  readonly #heard = new Map<string, (event: {readonly data: string}) => void>();
  closed = false;

  addEventListener(type: string, run: (event: {readonly data: string}) => void): void {
    this.#heard.set(type, run);
  }

  tell(type: 'open' | 'error' | 'message', data = ''): void {
    this.#heard.get(type)?.({data});
  }

  close(): void {
    this.closed = true;
  }
}

export class RecordingStage {
  readonly clock = new ManualClock(nine);
  readonly log = new LogBook();
  readonly recorder: StandInRecorder | undefined;
  readonly streams: FakeEvents[] = [];
  /** Requests to Finesse: `START_RECORDING 16804377 r-1`. */
  readonly finesse: string[] = [];
  view: RecordingView = {agentId: '1001001', extension: '41001', finesseLive: true, phoneUp: true};
  readonly recordings: Recordings;
  readonly #ending = new AbortController();
  #calls: readonly Call[] = [];

  constructor({recorder, settings = {}}: RecordingStageOptions = {}) {
    this.recorder = recorder?.(() => this.clock.now());
    if (this.recorder instanceof PushingRecorder)
      this.recorder.push = (data) => this.streams.at(-1)?.tell('message', data);
    this.recordings = new Recordings(
      {
        clock: this.clock,
        log: this.log.part('recording'),
        client: {
          newRequestId: () => `r-${this.finesse.length + 1}`,
          act: (dialogId, _extension, action, requestId) => {
            this.finesse.push(`${action} ${dialogId} ${requestId}`);
            return Promise.resolve();
          },
        },
        settings: {...settings, ...(this.recorder && {recorder: this.recorder.settings})},
        view: () => this.view,
        fetch: this.#fetch,
        openEvents: () => {
          const stream = new FakeEvents();
          this.streams.push(stream);
          return stream;
        },
      },
      this.#ending.signal,
    );
  }

  /** What is shown of the first call. */
  get shown(): CallRecording | undefined {
    return this.recordings.recordings.state.get('call-1');
  }

  /** The state, and why where it is unknown. */
  get says(): string {
    const {state, why} = this.shown ?? {};
    return [state, why].filter(Boolean).join(' ');
  }

  get orders(): string[] {
    return (this.recorder?.asked ?? []).filter((line) => !line.startsWith('GET'));
  }

  async calls(...calls: readonly Call[]): Promise<void> {
    this.#calls = calls;
    this.recordings.onCalls(calls);
    await turns();
  }

  async call(part: Partial<Call> = {}): Promise<void> {
    await this.calls(aCall(part));
  }

  async see(view: Partial<RecordingView>): Promise<void> {
    this.view = {...this.view, ...view};
    await this.calls(...this.#calls);
  }

  async order(order: RecordingOrder): Promise<void> {
    this.recordings.order('call-1', order);
    await turns();
  }

  /** In steps, so that what is asked is answered on the way. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      this.clock.advance(Math.min(500, left));
      await turns();
    }
  }

  end(): void {
    this.#ending.abort();
  }

  readonly #fetch: typeof fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? init.body : '';
    const answer = this.recorder?.handle(init?.method ?? 'GET', String(input), body);
    if (!answer) return new Promise<Response>(() => {});
    return Promise.resolve(Response.json(answer.body, {status: answer.status}));
  };
}
