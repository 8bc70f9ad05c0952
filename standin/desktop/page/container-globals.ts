import {deskButton, el} from './dom.js';

/** What gadgets may ask of the desktop page by direct call. */
export interface ContainerActions {
  reloadGadget(id: string): void;
  changeUrl(id: string, url: string): void;
  activeTab(): string;
  activateTab(id: string): boolean;
}

interface DialogOptions {
  readonly title?: unknown;
  readonly message?: unknown;
  readonly isBlocking?: unknown;
  readonly close?: unknown;
}

/**
 * `window.finesse.container` with `Config`, `Container` and `Tabs`, which gadgets and their library look for in the
 * desktop's window.
 */
export function publishContainer(
  root: Element,
  config: Readonly<Record<string, string>>,
  actions: ContainerActions,
): void {
  const dialog = el('dialog', {class: 'desk-dialog'});
  const container = {
    Config: config,
    Container: {
      showDialog: (options: DialogOptions) => {
        const close = deskButton('Close', 'plain', () => dialog.close());
        dialog.replaceChildren(
          el('h2', {}, String(options.title ?? '')),
          el('p', {}, String(options.message ?? '')),
          close,
        );
        dialog.onclose = () => {
          if (typeof options.close === 'function') options.close();
        };
        root.append(dialog);
        if (options.isBlocking === true) dialog.showModal();
        else dialog.show();
      },
      hideDialog: () => dialog.close(),
      reloadGadget: (id: string) => actions.reloadGadget(id),
      modifyGadgetUrl: (id: string, url: string) => actions.changeUrl(id, url),
    },
    Tabs: {getActiveTab: () => actions.activeTab(), activateTab: (id: string) => actions.activateTab(id)},
  };
  (window as unknown as {finesse?: object}).finesse = {container};
}
