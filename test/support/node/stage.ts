import assert from 'node:assert/strict';
import {launchChromium, type Browser, type BrowserWishes} from './chromium.js';
import {DesktopPage, throughBrowser, type SignIn} from './desktop-page.js';
import {StandinProcess, type Spectrum} from './standin-process.js';
import {drawTone, hasTone, lacksTone, toneFile} from './tones.js';
import {until} from './until.js';
import {liveMicrophones, peersMade, playedIn} from './watch.js';

/** A contact centre, a browser whose microphone hears a tone drawn for this run, and the agents at work in it. */
export class Stage {
  readonly standin: StandinProcess;
  /** Frequency of the agent's voice; Hz. */
  readonly agentTone: number;
  /** Other servers that the settings name, e.g. a recorder; their addresses. */
  readonly configured: string[] = [];
  readonly #browser: Browser;
  #desktops: DesktopPage[] = [];

  private constructor(standin: StandinProcess, browser: Browser, agentTone: number) {
    this.standin = standin;
    this.#browser = browser;
    this.agentTone = agentTone;
  }

  static async open(
    flags: readonly string[] = [],
    wishes: Omit<BrowserWishes, 'microphone'> = {},
  ): Promise<Stage> {
    const agentTone = drawTone();
    const [standin, browser] = await Promise.all([
      StandinProcess.start(flags),
      launchChromium({...wishes, microphone: toneFile(agentTone)}),
    ]);
    return new Stage(standin, browser, agentTone);
  }

  async signIn(signIn: SignIn): Promise<DesktopPage> {
    const desktop = await DesktopPage.open(this.#browser, this.standin, signIn);
    this.#desktops.push(desktop);
    return desktop;
  }

  /** Our page on its own, outside the desktop. */
  async plainPage(config: string): Promise<DesktopPage> {
    const page = await DesktopPage.openPlain(this.#browser, this.standin, config);
    this.#desktops.push(page);
    return page;
  }

  /** Signs in and goes Ready by the gadget's own menu. */
  async signInReady(signIn: SignIn): Promise<DesktopPage> {
    const desktop = await this.signIn(signIn);
    if (throughBrowser(signIn)) await desktop.shown('image', 'Line 1, ACD, registered');
    await goReady(desktop);
    return desktop;
  }

  /** Somebody calls the Billing queue with a voice of its own; answers with the call and the voice's frequency. */
  async customerCalls(
    more: {name?: string; variables?: Record<string, string>} = {},
  ): Promise<{id: string; number: string; tone: number}> {
    const tone = drawTone(this.agentTone);
    const number = '5550123';
    const id = await this.standin.callIn({
      to: '7001',
      from: number,
      name: 'Maria Lopez',
      voice: {tone},
      ...more,
    });
    return {id, number, tone};
  }

  heardBy = async (callId: string, address: string): Promise<Spectrum | undefined> =>
    (await this.standin.audio(callId, address)).heard;

  /** The far end hears this tone: decoded in the stand-in's process from what came over SRTP. */
  async farEndHears(call: {id: string; number: string}, hz = this.agentTone): Promise<void> {
    await until(`the far end hears ${hz} Hz`, async () =>
      hasTone(await this.heardBy(call.id, call.number), hz),
    );
  }

  /** The far end hears nothing of the agent: not now, and not over the next second of sound. */
  async farEndHearsNothingOf(call: {id: string; number: string}, hz = this.agentTone): Promise<void> {
    await until(`the agent's ${hz} Hz fades at the far end`, async () =>
      lacksTone(await this.heardBy(call.id, call.number), hz),
    );
    const start = (await this.heardBy(call.id, call.number))?.frames ?? 0;
    for (;;) {
      const heard = await this.heardBy(call.id, call.number);
      assert.ok(lacksTone(heard, hz), `the far end hears ${hz} Hz again: ${JSON.stringify(heard)}`);
      if ((heard?.frames ?? 0) > start + 50) return;
    }
  }

  /** The agent hears this tone: measured on the stream of the element that plays in the browser. */
  async agentHears(desktop: DesktopPage, hz: number): Promise<void> {
    const frame = await desktop.gadget();
    await until(`the agent hears ${hz} Hz`, async () => hasTone(await playedIn(frame), hz));
  }

  /** Invariants that hold at the end of every journey; then everybody goes home. */
  async curtain(): Promise<void> {
    const desktops = this.#desktops;
    this.#desktops = [];
    try {
      for (const {watched, inContainer} of desktops) {
        assert.deepEqual(watched.errors, [], 'I-10: no console error, no uncaught error');
        const foreign = watched.foreign.filter((url) => !this.configured.some((own) => url.startsWith(own)));
        assert.deepEqual(foreign, [], 'no request leaves for a host that is not configured');
        const notifications = watched.sockets.filter((url) => url.endsWith('/ws/'));
        if (inContainer)
          assert.equal(
            notifications.length,
            new Set(notifications).size,
            'one notification connection to a server, the container’s',
          );
      }
    } finally {
      await Promise.all(desktops.map((desktop) => desktop.close()));
      await this.standin.reset();
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.standin.stop();
  }
}

export async function goReady(desktop: DesktopPage): Promise<void> {
  await desktop.press('button', 'State:');
  await desktop.press('menuitem', 'Ready');
  await desktop.shown('button', 'State: Ready');
}

/** The desk-phone agent's browser stays out of the audio altogether. */
export async function assertNoBrowserAudio(desktop: DesktopPage): Promise<void> {
  const frame = await desktop.gadget();
  assert.equal(await peersMade(frame), 0, 'no peer connection in the browser');
  assert.equal(await liveMicrophones(frame), 0, 'no microphone in the browser');
}

/** I-05: after the last call the microphone is given back. */
export async function assertMicrophoneClosed(desktop: DesktopPage): Promise<void> {
  const frame = await desktop.gadget();
  await until('the microphone is given back', async () => (await liveMicrophones(frame)) === 0, 2_000);
}
