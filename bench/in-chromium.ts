import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {launchChromium, type Page} from '../test/support/node/chromium.js';

/** What makes a page cross-origin isolated: its clock then counts in steps of 5 µs instead of 100. */
const isolated = {
  'content-type': 'text/html',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** Bundles a page script and runs `use` on an empty page that has it. */
export async function inChromium<T>(entry: string, use: (page: Page) => Promise<T>): Promise<T> {
  const {outputFiles} = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    minify: true,
    conditions: ['production'],
    write: false,
    logLevel: 'silent',
  });
  const server = createServer((_request, response) => {
    response.writeHead(200, isolated).end('<!DOCTYPE html><title>empty</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(outputFiles[0]?.text ?? '');
    return await use(page);
  } finally {
    await browser.close();
    server.close();
  }
}
