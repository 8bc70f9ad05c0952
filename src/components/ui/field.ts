import {css} from 'lit';

/** The dress of a text field, of the row it stands in and of what is said below it, wrong input included. */
export const fieldStyle = css`
  .row {
    display: flex;
    gap: 6px;
  }
  input,
  select {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 1px solid var(--desk-color-outline);
    border-radius: var(--desk-radius-s);
    background: var(--desk-color-surface);
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  input::placeholder {
    color: var(--desk-color-text-muted);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--desk-color-danger);
  }
  .hint {
    margin-block-start: 4px;
    padding-inline: 2px;
    font-size: var(--desk-text-s);
    color: var(--desk-color-text-muted);
    overflow-wrap: anywhere;
  }
  .hint.wrong {
    color: var(--desk-color-danger);
  }
`;
