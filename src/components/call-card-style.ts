import {css} from 'lit';

/** The dress of `<desk-call-card>`. */
export const callCardStyle = css`
  :host {
    container: card / inline-size;
  }
  .card {
    --desk-call-card-edge: var(--tone);
    --desk-call-card-ground: var(--desk-color-surface);
    --desk-call-card-border: var(--desk-color-hairline);
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 14px 16px;
    border: 1px solid var(--desk-call-card-border);
    border-radius: var(--desk-radius-l);
    background: var(--desk-call-card-ground);
    box-shadow: var(--desk-shadow-card);
  }
  .card:focus {
    outline: none;
  }
  .card:focus-visible {
    outline: 2px solid var(--desk-color-focus);
  }
  .card::before {
    content: '';
    position: absolute;
    inset-block: 16px;
    inset-inline-start: -1px;
    inline-size: 3px;
    border-start-end-radius: 3px;
    border-end-end-radius: 3px;
    background: var(--desk-call-card-edge);
  }
  .card[data-state='alerting'] {
    --desk-call-card-border: var(--tone);
    --desk-call-card-ground: linear-gradient(
      180deg,
      color-mix(in srgb, var(--tone-soft) 85%, var(--desk-color-surface)),
      var(--desk-color-surface)
    );
    animation: arrive 400ms ease-out;
  }
  .card[data-state='alerting']::before {
    display: none;
  }
  @keyframes arrive {
    from {
      box-shadow: 0 0 0 7px var(--tone-soft);
    }
  }

  .head {
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr) auto;
    gap: 2px 12px;
    align-items: start;
  }
  .mark {
    grid-row: span 2;
    font-weight: 700;
    letter-spacing: 0.02em;
  }
  .who {
    min-inline-size: 0;
  }
  h3 {
    font-size: var(--desk-text-l);
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .meta {
    max-block-size: 4.2em;
    overflow: hidden;
    font-size: 0.8125rem;
    color: var(--desk-color-text-muted);
    overflow-wrap: anywhere;
  }
  .line {
    white-space: nowrap;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .state {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding-block: 2px;
    font-weight: 650;
    white-space: nowrap;
    color: var(--tone);
  }
  .state .time {
    font-size: 1rem;
    font-weight: 650;
    color: var(--desk-color-text);
  }
  .state[data-held] .time {
    color: inherit;
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    font-size: var(--desk-text-s);
    color: var(--desk-color-text-muted);
  }
  .badges > span {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .badges [data-tone] {
    color: var(--tone);
    font-weight: 600;
  }

  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(108px, 100%), 1fr));
    gap: 8px 16px;
    padding: 10px 12px;
    border-radius: var(--desk-radius-s);
    background: color-mix(in srgb, var(--desk-color-control) 55%, transparent);
  }
  dt {
    font-size: 0.6875rem;
    font-weight: 500;
    color: var(--desk-color-text-muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  dd {
    font-weight: 500;
    line-height: 1.35;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  dd:has(desk-data-edit) {
    display: block;
    overflow: visible;
  }
  .more {
    margin-block: 4px -4px;
    font-size: var(--desk-text-s);
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  .body:empty {
    display: none;
  }

  .answer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
  }
  .answer .button {
    min-inline-size: 132px;
  }
  .pick-up {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding-inline: 14px;
    border: 1px dashed var(--tone);
    border-radius: var(--desk-radius-m);
    color: var(--tone);
    font-weight: 650;
  }
  .foot {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
    overflow-wrap: anywhere;
    font-size: 0.8125rem;
    color: var(--desk-color-text-muted);
  }
  .hint {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 6px 6px 6px 12px;
    border-radius: var(--desk-radius-s);
    background: var(--tone-soft);
    color: var(--tone);
    font-weight: 600;
  }
  .hint span {
    flex: 1;
  }

  @container card (max-width: 40em) {
    .head:has(.answer.two) {
      grid-template-columns: 44px minmax(0, 1fr);
    }
    .answer.two {
      grid-column: 1 / -1;
      margin-block-start: 10px;
    }
    .answer.two > :last-child {
      flex: 1;
    }
  }
  @container card (max-width: 28.5em) {
    .card {
      padding: 12px;
    }
    .card[data-state='alerting'] .head,
    .head:has(.state) {
      grid-template-columns: 44px minmax(0, 1fr);
    }
    .answer {
      grid-column: 1 / -1;
      margin-block-start: 10px;
    }
    .answer > * {
      flex: 1;
    }
    .answer.two .button {
      min-inline-size: 104px;
    }
    .state {
      grid-column: 2;
    }
    .mark {
      grid-row: auto;
    }
  }
  @container card (min-width: 51em) {
    .card {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 12px 28px;
      align-items: start;
      padding: 18px 20px;
    }
    .side {
      grid-area: 1 / 2 / span 2;
    }
    .card:has(.side) {
      grid-template-rows: auto 1fr;
    }
    .card:has(.side) .body {
      grid-column: 1;
    }
  }
  @media (forced-colors: active) {
    .card {
      border-color: CanvasText;
    }
    .card::before {
      background: CanvasText;
    }
    .card[data-state='alerting'] {
      border: 3px solid Highlight;
    }
    dl,
    .hint {
      border: 1px solid CanvasText;
    }
  }
`;
