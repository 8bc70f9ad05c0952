import {readBelow} from './files.js';
import {contentForView, GadgetRefusal, localesFor, parseGadgetSpec, readMessages} from './gadget-spec.js';
import type {GadgetSpec} from './gadget-spec.js';
import {renderGadget} from './render-gadget.js';
import {readXmlFile} from './xml-tree.js';

/** Where the files of third-party gadgets are served (Finesse administration guide). */
export const gadgetFilesPath = '/3rdpartygadget/files/';

/** Where gadgets are found and how they are rendered. */
export interface IfrOptions {
  readonly gadgetsDir: string;
  readonly runtime: string;
  readonly strict: boolean;
}

/**
 * The page for one `/gadgets/ifr` request.
 *
 * @param ownHosts host names under which this server may be meant; `localhost` always is.
 * @throws {GadgetRefusal} or `XmlRefusal` with the sentence to show.
 */
export async function renderIfr(
  query: URLSearchParams,
  ownHosts: readonly string[],
  options: IfrOptions,
): Promise<string> {
  const gadgetUrl = ownGadgetUrl(query.get('url') ?? '', ownHosts);
  const moduleId = query.get('mid') ?? '0';
  if (!/^\d{1,6}$/.test(moduleId)) throw new GadgetRefusal('"mid" must be a number.');
  const spec = parseGadgetSpec(await readText(gadgetUrl, options.gadgetsDir));
  const content = contentForView(spec, query.get('view') ?? 'default');
  const html =
    content.href === ''
      ? content.html
      : await readText(relatedUrl(content.href, gadgetUrl, ownHosts), options.gadgetsDir);
  const messages = await readBundles(spec, query, gadgetUrl, ownHosts, options.gadgetsDir);
  const preferences = Object.create(null) as Record<string, string>;
  for (const [name, value] of query) if (name.startsWith('up_')) preferences[name.slice(3)] = value;
  return renderGadget({
    spec,
    html,
    gadgetUrl,
    moduleId,
    messages,
    preferences,
    runtime: options.runtime,
    strict: options.strict || query.get('strict') === '1',
  });
}

function ownGadgetUrl(address: string, ownHosts: readonly string[]): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new GadgetRefusal('"url" is not an address.');
  }
  if (!/^https?:$/.test(url.protocol)) throw new GadgetRefusal('A gadget is loaded by http or https only.');
  if (!['localhost', ...ownHosts].includes(url.hostname)) {
    throw new GadgetRefusal(`This desktop loads gadgets from itself only, not from ${url.hostname}.`);
  }
  if (!url.pathname.startsWith(gadgetFilesPath)) {
    throw new GadgetRefusal(`Gadget files are served under ${gadgetFilesPath} only.`);
  }
  return url;
}

function relatedUrl(address: string, base: URL, ownHosts: readonly string[]): URL {
  let absolute: string;
  try {
    absolute = new URL(address, base).href;
  } catch {
    throw new GadgetRefusal(`"${address}" in the gadget file is not an address.`);
  }
  return ownGadgetUrl(absolute, ownHosts);
}

async function readText(url: URL, gadgetsDir: string): Promise<string> {
  const file = await readBelow(gadgetsDir, url.pathname.slice(gadgetFilesPath.length));
  if (file === undefined) throw new GadgetRefusal(`There is no file ${url.pathname}`);
  return new TextDecoder().decode(file.bytes);
}

async function readBundles(
  spec: GadgetSpec,
  query: URLSearchParams,
  gadgetUrl: URL,
  ownHosts: readonly string[],
  gadgetsDir: string,
): Promise<Record<string, string>> {
  const messages = Object.create(null) as Record<string, string>;
  for (const locale of localesFor(spec, query.get('lang') ?? 'en', query.get('country') ?? 'US')) {
    if (locale.messages !== '') {
      const url = relatedUrl(locale.messages, gadgetUrl, ownHosts);
      Object.assign(messages, readMessages(readXmlFile(await readText(url, gadgetsDir))));
    }
    Object.assign(messages, locale.inline);
  }
  return messages;
}
