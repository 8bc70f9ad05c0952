import {css} from 'lit';

/** How it is drawn who hears whom: names joined by a line, whoever hears nobody dimmed; and the block it stands in. */
export const hearingStyle = css`
  .block {
    margin-block-start: 12px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--desk-color-hairline);
  }
  .hearing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-block-end: 8px;
    font-size: var(--desk-text-s);
  }
  .hearing > span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    overflow-wrap: anywhere;
  }
  .dim {
    color: var(--desk-color-text-muted);
  }
  .line {
    inline-size: 22px;
    border-block-start: 2px solid var(--desk-color-accent);
  }
`;
