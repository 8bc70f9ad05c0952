/**
 * Pictures of the gallery: `node scripts/gallery/shoot.mjs OUT [name…]`, each name being theme-width[-rtl|-forced|-big], such
 * as light-320, dark-480-rtl, or one scene alone at double size: light-480-plain-wrap-up,
 * or some side by side: light-400-plain-alerting,talking,wrap-up. Chromium from CHROME_PATH, else /usr/bin/chromium.
 */
import {mkdir, copyFile} from 'node:fs/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {join} from 'node:path';
import {build} from 'esbuild';
import puppeteer from 'puppeteer-core';

const here = fileURLToPath(new URL('.', import.meta.url));
const [out = 'gallery', ...names] = process.argv.slice(2);
const wanted =
  names.length > 0 ? names : ['light-320', 'light-480', 'light-1200', 'dark-320', 'dark-480', 'dark-1200'];

/** As wide as what it shows. */
function pageWidth(width, scene) {
  if (scene === undefined) return Math.max(1, Math.floor(1440 / width)) * (width + 14) + 14;
  const several = scene.split(',').length;
  return several === 1 ? width : several * (width + 28) - 28 + 72;
}

await mkdir(out, {recursive: true});
await build({
  entryPoints: [join(here, 'gallery.ts')],
  outfile: join(out, 'gallery.js'),
  bundle: true,
  format: 'iife',
  conditions: ['production'],
  tsconfig: join(here, '../../tsconfig.json'),
});
await copyFile(join(here, 'gallery.html'), join(out, 'gallery.html'));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ],
});
try {
  for (const name of wanted) {
    const [theme, width, extra, ...words] = name.split('-');
    const scene = words.length > 0 ? words.join('-') : undefined;
    const page = await browser.newPage();
    // By hand: puppeteer's own wrapper knows no forced colours.
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {
      features: [
        {name: 'prefers-color-scheme', value: theme === 'dark' ? 'dark' : 'light'},
        {name: 'prefers-reduced-motion', value: 'reduce'},
        ...(extra === 'forced' ? [{name: 'forced-colors', value: 'active'}] : []),
      ],
    });
    await page.setViewport({
      width: pageWidth(Number(width), scene),
      height: 300,
      deviceScaleFactor: scene === undefined ? 1 : 2,
    });
    const query = new URLSearchParams({
      width,
      ...(extra === 'rtl' ? {dir: 'rtl'} : {}),
      ...(extra === 'big' ? {text: '200'} : {}),
      ...(scene ? {scene} : {}),
    });
    await page.goto(`${pathToFileURL(join(out, 'gallery.html'))}?${query}`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await page.screenshot({path: join(out, `${name}.png`), fullPage: true});
    await page.close();
  }
} finally {
  await browser.close();
}
