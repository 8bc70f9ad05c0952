import {build} from 'esbuild';
import {launchChromium, type Page} from '../test/support/node/chromium.js';

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
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.evaluate(outputFiles[0]?.text ?? '');
    return await use(page);
  } finally {
    await browser.close();
  }
}
