/** Removals on the page: text from outside becomes markup, or hides in itself (T-01). */

const calls = ['test/components/calls.test.ts'];
const history = ['test/components/history.test.ts'];
const page = (file, from, to, lost, tests = calls) => ({
  ids: ['T-01'],
  file: `src/components/${file}`,
  from,
  to,
  lost,
  tests,
});
const markup = 'is put on the page as markup.';

/** @type {readonly import('./all.mjs').Mutant[]} */
export const componentMutants = [
  page(
    'call-card.ts',
    '<bdi>${peerTitle(call)}</bdi>',
    '<bdi .innerHTML=${peerTitle(call)}></bdi>',
    `The caller’s name ${markup}`,
  ),
  page(
    'call-card.ts',
    'html`<bdi>${shown(row.value)}</bdi>`',
    'html`<bdi .innerHTML=${shown(row.value)}></bdi>`',
    `A call variable’s value ${markup}`,
  ),
  page(
    'call-card.ts',
    '<bdi>${shown(row.name)}</bdi>',
    '<bdi .innerHTML=${shown(row.name)}></bdi>',
    `A call variable’s name ${markup}`,
  ),
  page(
    'call-facts.ts',
    '<bdi>${callOrigin(call)}</bdi>',
    '<bdi .innerHTML=${callOrigin(call)}></bdi>',
    `The queue’s name ${markup}`,
  ),
  page(
    'call-facts.ts',
    '<bdi class="number">${number}</bdi>',
    '<bdi class="number" .innerHTML=${number}></bdi>',
    `The caller’s number ${markup}`,
  ),
  page(
    'wrap-up.ts',
    '<bdi>${shown(reason.label)}</bdi>',
    '<bdi .innerHTML=${shown(reason.label)}></bdi>',
    `A wrap-up reason ${markup}`,
  ),
  page(
    'line-strip.ts',
    '<bdi>${lineLabel(line)}</bdi>',
    '<bdi .innerHTML=${lineLabel(line)}></bdi>',
    `A line’s label ${markup}`,
  ),
  page(
    'audio-leg.ts',
    '<bdi>${text.title}</bdi>',
    '<bdi .innerHTML=${text.title}></bdi>',
    `The phone’s number ${markup}`,
  ),
  page(
    'agent-state.ts',
    '<bdi>${word}</bdi>',
    '<bdi .innerHTML=${word}></bdi>',
    `A state nobody knows ${markup}`,
  ),
  page(
    'ui/menu.ts',
    '<bdi>${item.text}</bdi>',
    '<bdi .innerHTML=${item.text}></bdi>',
    `A reason in the menu ${markup}`,
  ),
  page(
    'history.ts',
    '<bdi>${entryTitle(entry)}</bdi>',
    '<bdi .innerHTML=${entryTitle(entry)}></bdi>',
    `A name in the history ${markup}`,
    history,
  ),
  page(
    'foreign-text.ts',
    '.replace(controls, controlMark)',
    '',
    'Control characters and direction overrides hide what a name says.',
    history,
  ),
  {
    ids: ['T-01'],
    file: 'src/components/call-card.ts',
    from: 'html`<bdi>${shown(row.value)}</bdi>`',
    to: 'html`<bdi .innerHTML=${shown(row.value)}></bdi>`',
    lost: 'The same in the built gadget: a call variable runs a script in the desktop.',
    tests: ['test/journeys/t01-hostile-text.test.ts'],
  },
];
