import puppeteer, {type Browser, type CDPSession, type Frame, type Page} from 'puppeteer-core';
import {chromiumFlags, chromiumPath} from '../../../scripts/lib/chromium.mjs';

export type {Browser, CDPSession, Frame, Page};

export interface BrowserWishes {
  /** WAV file that the page hears as its microphone; Chromium's own beep when absent. */
  readonly microphone?: string | undefined;
  /** The microphone's permission counts; otherwise every request for it is granted. */
  readonly asksFirst?: boolean | undefined;
  /** Environment that leads to a sound server: devices are real then, and the browser is heard. */
  readonly sound?: Readonly<Record<string, string>> | undefined;
}

export function launchChromium({microphone, asksFirst = false, sound}: BrowserWishes = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('no Chromium: run npm test, which installs it or says how');
  const left = [
    ...(asksFirst ? ['--use-fake-ui-for-media-stream'] : []),
    ...(sound ? ['--use-fake-device-for-media-stream'] : []),
  ];
  return puppeteer.launch({
    executablePath,
    headless: true,
    ...(sound ? {env: {...process.env, ...sound}, ignoreDefaultArgs: ['--mute-audio']} : {}),
    args: [
      ...chromiumFlags().filter((flag) => !left.includes(flag)),
      // only loopback exists on a test machine
      '--allow-loopback-in-peer-connection',
      ...(microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`]),
    ],
  });
}
