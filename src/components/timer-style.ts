import {css} from 'lit';

/** The dress of `timer()`. Apart from it: a state is dressed before its time is there. */
export const timerStyle = css`
  .time {
    display: inline-block;
    font-variant-numeric: tabular-nums;
  }
  .time[data-level='amber'] {
    color: var(--desk-color-caution);
  }
  .time[data-level='red'] {
    color: var(--desk-color-danger);
  }
`;
