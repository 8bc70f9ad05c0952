import {childOf, childrenOf, readXmlFile} from './xml-tree.js';
import type {XmlNode} from './xml-tree.js';

/** Why a gadget can't be shown, in a sentence for the error page. */
export class GadgetRefusal extends Error {
  override readonly name = 'GadgetRefusal';
}

/** One `<Locale>` of a gadget file. */
export interface GadgetLocale {
  /** `all` where the file names none. */
  readonly lang: string;
  readonly country: string;
  /** Address of the bundle relative to the gadget file; empty when there is none. */
  readonly messages: string;
  readonly inline: Readonly<Record<string, string>>;
}

/** One `<Content>` of a gadget file. */
export interface GadgetContent {
  readonly views: readonly string[];
  /** Inline HTML; empty when `href` is used. */
  readonly html: string;
  readonly href: string;
}

/** A gadget file (OpenSocial Core Gadget 1.1), as far as Finesse uses it. */
export interface GadgetSpec {
  readonly title: string;
  readonly scrolling: boolean;
  /** Feature name to its parameters. */
  readonly features: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly locales: readonly GadgetLocale[];
  /** Name to default value. */
  readonly userPrefs: ReadonlyMap<string, string>;
  readonly contents: readonly GadgetContent[];
}

/** Features that the desktop offers. An unknown required one is an error, an unknown optional one is skipped. */
export const knownFeatures: ReadonlySet<string> = new Set([
  'core',
  'rpc',
  'pubsub-2',
  'setprefs',
  'settitle',
  'dynamic-height',
  'loadingindicator',
  'views',
  'osapi',
  'opensocial-0.9',
  'collapsible',
  'content-rewrite',
]);

/**
 * Reads a gadget file.
 *
 * @throws {GadgetRefusal} when it is no gadget, or needs a feature that the desktop lacks.
 * @throws {XmlRefusal} when it is no acceptable XML.
 */
export function parseGadgetSpec(text: string): GadgetSpec {
  const root = readXmlFile(text);
  if (root.name !== 'Module')
    throw new GadgetRefusal(`A gadget file begins with <Module>, not <${root.name}>.`);
  const prefs = childOf(root, 'ModulePrefs');
  if (prefs === undefined) throw new GadgetRefusal('The gadget file has no <ModulePrefs>.');
  const contents = childrenOf(root, 'Content').map(readContent);
  if (contents.length === 0) throw new GadgetRefusal('The gadget file has no <Content>.');
  return {
    title: prefs.attributes['title'] ?? '',
    scrolling: prefs.attributes['scrolling'] === 'true',
    features: readFeatures(prefs),
    locales: childrenOf(prefs, 'Locale').map(readLocale),
    userPrefs: new Map(
      childrenOf(root, 'UserPref').map(({attributes}) => [
        attributes['name'] ?? '',
        attributes['default_value'] ?? '',
      ]),
    ),
    contents,
  };
}

function readFeatures(prefs: XmlNode): Map<string, Map<string, string[]>> {
  const features = new Map<string, Map<string, string[]>>();
  for (const node of prefs.children) {
    const feature = node.attributes['feature'];
    if (feature === undefined || (node.name !== 'Require' && node.name !== 'Optional')) continue;
    if (!knownFeatures.has(feature)) {
      if (node.name === 'Require')
        throw new GadgetRefusal(`The gadget requires the unknown feature "${feature}".`);
      continue;
    }
    const params = new Map<string, string[]>();
    for (const param of childrenOf(node, 'Param')) {
      const name = param.attributes['name'] ?? '';
      params.set(name, [...(params.get(name) ?? []), param.text.trim()]);
    }
    features.set(feature, params);
  }
  return features;
}

function readLocale(node: XmlNode): GadgetLocale {
  return {
    lang: (node.attributes['lang'] ?? 'all').toLowerCase(),
    country: (node.attributes['country'] ?? 'all').toUpperCase(),
    messages: node.attributes['messages'] ?? '',
    inline: readMessages(node),
  };
}

/** The `<msg>` children of a message bundle, by name. */
export function readMessages(node: XmlNode): Record<string, string> {
  const messages = Object.create(null) as Record<string, string>;
  for (const msg of childrenOf(node, 'msg')) messages[msg.attributes['name'] ?? ''] = msg.text;
  return messages;
}

function readContent(node: XmlNode): GadgetContent {
  const type = node.attributes['type'] ?? 'html';
  if (type !== 'html')
    throw new GadgetRefusal(`Content of type "${type}" is not shown; Finesse gadgets are "html".`);
  const views = (node.attributes['view'] ?? 'default').split(',').map((view) => view.trim());
  return {views, html: node.text, href: node.attributes['href'] ?? ''};
}

/**
 * The content for a view: all inline parts that name it, joined; else the `default` ones; else the first.
 * (OpenSocial joins parts of one view.)
 */
export function contentForView(spec: GadgetSpec, view: string): GadgetContent {
  const named = spec.contents.filter((content) => content.views.includes(view));
  const chosen =
    named.length > 0 ? named : spec.contents.filter((content) => content.views.includes('default'));
  const parts = chosen.length > 0 ? chosen : spec.contents.slice(0, 1);
  return {
    views: [view],
    html: parts.map((part) => part.html).join(''),
    href: parts.find((part) => part.href !== '')?.href ?? '',
  };
}

/** The locales that apply, most general first, so that a later one overrides an earlier one. */
export function localesFor(spec: GadgetSpec, lang: string, country: string): GadgetLocale[] {
  const wanted: readonly (readonly [string, string])[] = [
    ['all', 'ALL'],
    [lang.toLowerCase(), 'ALL'],
    [lang.toLowerCase(), country.toUpperCase()],
  ];
  return wanted.flatMap(([oneLang, oneCountry]) =>
    spec.locales.filter((locale) => locale.lang === oneLang && locale.country.toUpperCase() === oneCountry),
  );
}
