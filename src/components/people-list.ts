import {msg} from '@lit/localize';
import {css, html} from 'lit';
import type {Callable} from '../calls/contact-index.js';
import {shown} from './foreign-text.js';

/** Of {@link peopleList}. */
export const peopleListStyle = css`
  .people {
    margin-block-start: 6px;
    border: 1px solid var(--desk-color-hairline);
    border-radius: var(--desk-radius-m);
    background: var(--desk-color-surface);
    overflow: hidden;
  }
  .people > li {
    padding: 6px 12px;
    cursor: default;
    overflow-wrap: anywhere;
  }
  .people > li + li {
    border-block-start: 1px solid var(--desk-color-hairline);
  }
  .people > li:hover,
  .people > li[aria-selected='true'] {
    background: var(--desk-color-hover, color-mix(in srgb, var(--desk-color-text) 8%, transparent));
  }
  .people > li[aria-selected='true'] {
    outline: 2px solid var(--desk-color-focus, currentColor);
    outline-offset: -2px;
  }
  .people .note {
    display: block;
    font-size: var(--desk-text-s);
    color: var(--desk-color-text-muted);
  }
`;

/** What has been found, as the list of a combobox (ARIA Authoring Practices, "Editable Combobox With List Autocomplete"). */
export function peopleList(
  people: readonly Callable[],
  active: number,
  choose: (person: Callable) => void,
): unknown {
  return html`<ul id="people" class="people" role="listbox" aria-label=${msg('People to call')}>
    ${people.map(
      (person, index) =>
        html`<li
          id="person-${index}"
          role="option"
          aria-selected=${index === active ? 'true' : 'false'}
          @mousedown=${(event: Event) => event.preventDefault()}
          @click=${() => choose(person)}
        >
          <bdi>${shown(person.name.trim()) || shown(person.number.trim())}</bdi>
          <span class="note"
            ><bdi>${shown(person.number.trim())}</bdi>${
              person.note.trim() === '' ? '' : html` · <bdi>${shown(person.note.trim())}</bdi>`
            }</span
          >
        </li>`,
    )}
  </ul>`;
}
