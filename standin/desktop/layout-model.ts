/**
 * A desktop layout after reading, as the desktop page needs it (Finesse administration guide, Manage Desktop
 * Layout). The page gets it as JSON.
 */

/** One `<gadget>` of the layout. */
export interface GadgetEntry {
  /** As written: on this server when it begins with `/`, else absolute. */
  readonly url: string;
  readonly id?: string;
  /** Loaded, not shown. */
  readonly hidden: boolean;
  readonly managedBy?: string;
  /** Attributes that are not Finesse's own: each overrides the `UserPref` of its name. */
  readonly properties: Readonly<Record<string, string>>;
}

/** One tab of a role. */
export interface TabEntry {
  readonly id: string;
  readonly icon: string;
  readonly label: string;
  /** One to four, each with its gadgets from top to bottom. */
  readonly columns: readonly (readonly GadgetEntry[])[];
}

/** Roles that the grammar knows. */
export const layoutRoles = ['Agent', 'Supervisor', 'Admin'] as const;
/** A role that a layout can be for. */
export type LayoutRole = (typeof layoutRoles)[number];

/** What one role gets to see. */
export interface RoleLayout {
  readonly role: LayoutRole;
  /** Always visible, above the tabs. */
  readonly page: readonly GadgetEntry[];
  readonly tabs: readonly TabEntry[];
}

/** One column of the header, holding a component or a gadget. */
export interface HeaderColumn {
  readonly side: 'left' | 'right';
  /** A CSS length in px or per cent, as written and checked. */
  readonly width: string;
  readonly component?: {readonly id: string; readonly url: string};
  readonly gadget?: GadgetEntry;
}

/** A whole layout file. */
export interface DesktopLayout {
  readonly configs: Readonly<Record<string, string>>;
  /** Empty in the form used up to release 11.6. */
  readonly header: readonly HeaderColumn[];
  readonly roles: readonly RoleLayout[];
}

/** What the desktop page asks its server for at start; nothing in it is secret. */
export interface DesktopSettings {
  readonly layout: DesktopLayout;
  readonly xmppDomain: string;
  readonly pubSubDomain: string;
  readonly deployment: 'CCE' | 'CCX';
  readonly peripheralId: string;
  /** Render gadgets with the strict rewriting of the gadget server. */
  readonly strict: boolean;
}
