import {existsSync} from 'node:fs';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium: CHROME_PATH, else the usual places; undefined when there is none. */
export function chromiumPath() {
  return process.env.CHROME_PATH ?? known.find((path) => existsSync(path));
}

/** Flags for a quiet headless Chromium with a fake microphone that needs no permission. */
export function chromiumFlags() {
  return [
    // the sandbox does not start under root, which is what containers and CI run as
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  ];
}
