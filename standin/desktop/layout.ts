import type {
  DesktopLayout,
  GadgetEntry,
  HeaderColumn,
  LayoutRole,
  RoleLayout,
  TabEntry,
} from './layout-model.js';
import {layoutRoles} from './layout-model.js';
import {childOf, childrenOf, readXmlFile, XmlRefusal} from './xml-tree.js';
import type {XmlNode} from './xml-tree.js';

/** Why a layout was refused, with the place in the file, in a sentence for the administrator. */
export class LayoutRefusal extends Error {
  override readonly name = 'LayoutRefusal';
}

const tabId = /^[a-zA-Z][-_:.a-zA-Z0-9]*$/;
const entryId = /^[a-zA-Z][-_a-zA-Z0-9]*$/;
const columnWidth = /^\d{1,5}(px|%)$/;
const mostColumns = 4;

/** Attributes of `<gadget>` with a meaning of their own; every other one is a gadget property. */
const ownAttributes = new Set(['id', 'hidden', 'managedBy', 'alternateHosts', 'maxRows', 'default']);

/**
 * Reads a desktop layout in the form of release 12 or in the older one without a header.
 *
 * @throws {LayoutRefusal} naming what is wrong and where.
 */
export function parseLayout(text: string): DesktopLayout {
  const root = readRoot(text);
  only(root, 'finesseLayout', ['version', 'configs', 'header', 'layout']);
  const layouts = childrenOf(root, 'layout');
  if (layouts.length === 0) throw new LayoutRefusal('The layout has no <layout> with a role.');
  const roles = layouts.map(readRole);
  const seen = new Set<string>();
  for (const {role} of roles) {
    if (seen.has(role)) throw new LayoutRefusal(`The role ${role} appears twice.`);
    seen.add(role);
  }
  return {configs: readConfigs(childOf(root, 'configs')), header: readHeader(childOf(root, 'header')), roles};
}

function readRoot(text: string): XmlNode {
  let root: XmlNode;
  try {
    root = readXmlFile(text);
  } catch (error) {
    if (error instanceof XmlRefusal) throw new LayoutRefusal(error.message, {cause: error});
    throw error;
  }
  if (root.name !== 'finesseLayout') {
    throw new LayoutRefusal(`The layout must begin with <finesseLayout>, not <${root.name}>.`);
  }
  return root;
}

function only(node: XmlNode, where: string, names: readonly string[]): void {
  const stranger = node.children.find((child) => !names.includes(child.name));
  if (stranger !== undefined) throw new LayoutRefusal(`<${stranger.name}> has no place in ${where}.`);
}

function textOf(node: XmlNode | undefined): string {
  return node?.text.trim() ?? '';
}

function readConfigs(node: XmlNode | undefined): Record<string, string> {
  const configs = Object.create(null) as Record<string, string>;
  if (node === undefined) return configs;
  only(node, 'configs', ['config']);
  for (const {attributes} of node.children) {
    const key = attributes['key'] ?? '';
    if (!/^[a-zA-Z]+$/.test(key)) throw new LayoutRefusal(`configs: "${key}" is not a key.`);
    configs[key] = attributes['value'] ?? '';
  }
  return configs;
}

function readHeader(node: XmlNode | undefined): HeaderColumn[] {
  if (node === undefined) return [];
  only(node, 'header', ['leftAlignedColumns', 'rightAlignedColumns']);
  return node.children.flatMap((side) =>
    side.children.map((column) =>
      readHeaderColumn(column, side.name === 'leftAlignedColumns' ? 'left' : 'right'),
    ),
  );
}

function readHeaderColumn(node: XmlNode, side: 'left' | 'right'): HeaderColumn {
  const width = node.attributes['width'] ?? '';
  if (node.name !== 'headercolumn' || !columnWidth.test(width)) {
    throw new LayoutRefusal('header: a column is a <headercolumn> with a width in px or %.');
  }
  const [content, ...more] = node.children;
  if (content === undefined || more.length > 0) {
    throw new LayoutRefusal('header: a column holds exactly one gadget or component.');
  }
  if (content.name === 'gadget') return {side, width, gadget: readGadget(content, 'header')};
  if (content.name !== 'component')
    throw new LayoutRefusal(`<${content.name}> has no place in a header column.`);
  const id = content.attributes['id'] ?? '';
  if (!entryId.test(id)) throw new LayoutRefusal(`header: "${id}" is not a component id.`);
  return {side, width, component: {id, url: textOf(childOf(content, 'url'))}};
}

function readRole(node: XmlNode): RoleLayout {
  only(node, 'layout', ['role', 'page', 'tabs']);
  const role = textOf(childOf(node, 'role'));
  if (!isRole(role)) {
    throw new LayoutRefusal(`"${role}" is not a role; write ${layoutRoles.join(', ')}.`);
  }
  const page = childOf(node, 'page');
  const tabs = childOf(node, 'tabs');
  if (page) only(page, 'page', ['gadget']);
  if (tabs) only(tabs, 'tabs', ['tab']);
  const read = {
    role,
    page: page?.children.map((gadget) => readGadget(gadget, `${role}: page`)) ?? [],
    tabs: tabs?.children.map((tab) => readTab(tab, role)) ?? [],
  };
  const ids = read.tabs.map((tab) => tab.id);
  const double = ids.find((id, index) => ids.indexOf(id) !== index);
  if (double !== undefined) throw new LayoutRefusal(`${role}: the tab id "${double}" appears twice.`);
  return read;
}

function isRole(text: string): text is LayoutRole {
  return (layoutRoles as readonly string[]).includes(text);
}

function readTab(node: XmlNode, role: string): TabEntry {
  only(node, 'tab', ['id', 'icon', 'label', 'gadgets', 'columns']);
  const id = textOf(childOf(node, 'id'));
  if (!tabId.test(id)) throw new LayoutRefusal(`${role}: "${id}" is not a tab id.`);
  const label = textOf(childOf(node, 'label'));
  if (label === '') throw new LayoutRefusal(`${role}: the tab "${id}" has no label.`);
  const where = `${role}: tab ${id}`;
  const gadgets = childOf(node, 'gadgets');
  const columns = childOf(node, 'columns');
  if (gadgets && columns) throw new LayoutRefusal(`${where} has both gadgets and columns.`);
  if (columns) only(columns, where, ['column']);
  const lists = columns ? columns.children : gadgets ? [node] : [];
  if (lists.length > mostColumns) throw new LayoutRefusal(`${where} has more than ${mostColumns} columns.`);
  return {
    id,
    icon: textOf(childOf(node, 'icon')),
    label,
    columns: lists.map((list) => readGadgets(childOf(list, 'gadgets'), where)),
  };
}

function readGadgets(node: XmlNode | undefined, where: string): GadgetEntry[] {
  if (node === undefined) return [];
  only(node, where, ['gadget']);
  return node.children.map((gadget) => readGadget(gadget, where));
}

function readGadget(node: XmlNode, where: string): GadgetEntry {
  const url = textOf(node);
  if (url === '' || /\s/.test(url)) {
    throw new LayoutRefusal(
      `${where}: a gadget's address must not be empty or hold white space (write %20).`,
    );
  }
  if (!/^(\/(?!\/)|https?:\/\/)/i.test(url)) {
    throw new LayoutRefusal(`${where}: "${url}" is neither a path on this server nor an http(s) address.`);
  }
  const {id, hidden, managedBy} = node.attributes;
  if (id !== undefined && !entryId.test(id)) throw new LayoutRefusal(`${where}: "${id}" is not a gadget id.`);
  const properties = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(node.attributes)) {
    if (!ownAttributes.has(name)) properties[name] = value;
  }
  return {
    url,
    hidden: hidden === 'true',
    properties,
    ...(id === undefined ? {} : {id}),
    ...(managedBy === undefined ? {} : {managedBy}),
  };
}
