import {msg} from '@lit/localize';
import {css, html} from 'lit';
import type {Agent} from '../finesse/types.js';
import {agentLook} from './agent-text.js';
import {icon} from './ui/icon.js';

interface Words {
  readonly title: string;
  readonly advice: string;
}

/**
 * What to expect while there is no call. Its element adopts {@link emptyStateStyle} and `tones`.
 *
 * @param hidden while there is a call: to take it out of the page and make it anew costs more script than all the rest of
 *   a card (G10)
 */
export function emptyState(agent: Agent | undefined, hidden: boolean) {
  const words = wordsFor(agent);
  const look = agent === undefined ? undefined : agentLook(agent);
  return html`<div class="empty" ?hidden=${hidden} data-tone=${look?.tone ?? 'quiet'}>
    <div class="mark">${icon(look?.icon ?? 'health', 22)}</div>
    <p><strong>${words.title}</strong><span>${words.advice}</span></p>
  </div>`;
}

function wordsFor(agent: Agent | undefined): Words {
  switch (agent?.state) {
    case undefined:
      return {title: msg('Connecting to Finesse'), advice: msg('Your state and calls appear in a moment.')};
    case 'READY':
      return {title: msg('You are Ready'), advice: msg('The next call appears here.')};
    case 'NOT_READY':
      return {title: msg('You are Not Ready'), advice: msg('Choose Ready above to take calls.')};
    case 'LOGOUT':
      return {title: msg('You are signed out'), advice: msg('Sign in on the desktop to take calls.')};
    default:
      return {title: msg('No call here'), advice: msg('Calls appear here as they come.')};
  }
}

/** The dress of {@link emptyState}. */
export const emptyStateStyle = css`
  .empty {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 14px;
    min-block-size: 104px;
    padding: 16px;
    border: 1px dashed var(--desk-color-hairline);
    border-radius: var(--desk-radius-l);
  }
  .empty[hidden] {
    display: none;
  }
  .empty strong {
    display: block;
    font-weight: 650;
  }
  .empty span {
    color: var(--desk-color-text-muted);
  }
`;
