import puppeteer, {type Browser, type Frame, type Page} from 'puppeteer-core';
import {chromiumFlags, chromiumPath} from '../../../scripts/lib/chromium.mjs';

export type {Browser, Frame, Page};

/**
 * @param microphone WAV file that the page hears as its microphone; Chromium's own beep when absent
 * @param asksFirst the microphone's permission counts; otherwise every request for it is granted
 */
export function launchChromium(microphone?: string, asksFirst = false): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('no Chromium: run npm test, which installs it or says how');
  return puppeteer.launch({
    executablePath,
    headless: true,
    args: [
      ...chromiumFlags().filter((flag) => !asksFirst || flag !== '--use-fake-ui-for-media-stream'),
      // only loopback exists on a test machine
      '--allow-loopback-in-peer-connection',
      ...(microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`]),
    ],
  });
}
