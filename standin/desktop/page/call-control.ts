import {deskButton, el} from './dom.js';
import type {OwnAgent, OwnDialog} from './own-agent.js';
import type {FinesseRest} from './rest.js';

const callWords: Readonly<Record<string, string>> = {
  INITIATING: 'Off hook',
  INITIATED: 'Dialing',
  ALERTING: 'Incoming',
  ACTIVE: 'Active',
  HELD: 'Hold',
  FAILED: 'Failed',
  WRAP_UP: 'Wrap-up',
  DROPPED: 'Ended',
};

/** Actions that get a button, with its word. */
const buttons: readonly {readonly action: string; readonly text: string; readonly kind: string}[] = [
  {action: 'ANSWER', text: 'Answer', kind: 'ready'},
  {action: 'HOLD', text: 'Hold', kind: 'plain'},
  {action: 'RETRIEVE', text: 'Retrieve', kind: 'plain'},
  {action: 'DROP', text: 'End', kind: 'end'},
];

/** What the call control works with. */
export interface CallControlOptions {
  readonly agent: OwnAgent;
  readonly rest: FinesseRest;
  /** A call-by-call Mobile Agent answers at the phone, so the desktop offers no Answer. */
  readonly answersAtPhone: boolean;
  readonly showError: (message: string) => void;
}

/** The desktop's own call control, the built-in part `callcontrol.js`: one row a dialog, buttons from its action list. */
export function callControl(options: CallControlOptions): HTMLElement {
  const {agent} = options;
  const list = el('ul', {class: 'calls', 'data-standin': 'calls'});
  const empty = el('p', {class: 'quiet'}, 'No call');
  const draw = (): void => {
    const rows = agent.dialogs.map((dialog) => callRow(dialog, options));
    const focused = document.activeElement?.getAttribute('data-key');
    list.replaceChildren(...rows);
    empty.hidden = rows.length > 0;
    // The rows are made anew; a keyboard user must not lose the place.
    if (focused) list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  };
  agent.onChange(draw);
  draw();
  return el(
    'section',
    {class: 'gadget own-calls', 'aria-label': 'Desktop call control'},
    el('div', {class: 'gadget-bar'}, el('h2', {class: 'gadget-title'}, 'Call control (desktop)')),
    el('div', {class: 'own-calls-body'}, makeCall(options), empty, list),
  );
}

function makeCall(options: CallControlOptions): HTMLElement {
  const input = el('input', {
    type: 'tel',
    autocomplete: 'off',
    'aria-label': 'Desktop: number to call',
    placeholder: 'Number',
  });
  const form = el(
    'form',
    {class: 'make-call'},
    input,
    el('button', {type: 'submit', class: 'plain', 'aria-label': 'Desktop: Call'}, 'Call'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const toAddress = input.value.trim();
    const {agent, rest} = options;
    if (toAddress === '') return;
    input.value = '';
    void attempt(options, () =>
      rest.post(`User/${encodeURIComponent(agent.id)}/Dialogs`, 'Dialog', {
        requestedAction: 'MAKE_CALL',
        fromAddress: agent.user?.extension ?? '',
        toAddress,
      }),
    );
  });
  return form;
}

function callRow(dialog: OwnDialog, options: CallControlOptions): HTMLElement {
  const {agent, rest, answersAtPhone} = options;
  const own = agent.user?.extension ?? '';
  const outgoing = dialog.from === own;
  const peer = outgoing ? dialog.to : dialog.from;
  const row = el(
    'li',
    {class: 'call', 'data-dialog': dialog.id, 'data-state': dialog.state},
    el('span', {class: 'call-peer'}, peer === '' ? 'Unknown' : peer),
    el('span', {class: 'call-state'}, callWords[dialog.state] ?? dialog.state),
    el('span', {class: 'call-queue'}, dialog.queue),
  );
  const actions = el('span', {class: 'call-buttons'});
  for (const {action, text, kind} of buttons) {
    if (!dialog.actions.includes(action) || (action === 'ANSWER' && answersAtPhone)) continue;
    const button = deskButton(text, kind, () => {
      void attempt(options, () =>
        rest.put(`Dialog/${encodeURIComponent(dialog.id)}`, 'Dialog', {
          targetMediaAddress: own,
          requestedAction: action,
        }),
      );
    });
    button.dataset['key'] = `${dialog.id} ${action}`;
    actions.append(button);
  }
  if (dialog.actions.includes('ANSWER') && answersAtPhone) {
    actions.append(el('span', {class: 'quiet'}, 'Answer at the phone'));
  }
  row.append(actions);
  return row;
}

async function attempt({showError}: CallControlOptions, request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    showError(error instanceof Error ? error.message : String(error));
  }
}
