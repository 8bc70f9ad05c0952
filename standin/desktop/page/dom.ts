type Child = Node | string | undefined;

/**
 * One element with its attributes and children; text is always a text node. An attribute that is undefined or false
 * is left out, true is an empty one.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** A button of the desktop's own: its accessible name begins with "Desktop: ", so it is never taken for a gadget's. */
export function deskButton(text: string, kind: string, onClick: () => void, name = text): HTMLButtonElement {
  const button = el('button', {type: 'button', class: kind, 'aria-label': `Desktop: ${name}`}, text);
  button.addEventListener('click', onClick);
  return button;
}
