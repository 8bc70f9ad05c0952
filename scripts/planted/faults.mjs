/**
 * Twenty faults of the kind that slips into a product like this one: eleven in the client, nine in the stand-in. The model
 * test (test/model) must find each within 300 runs (`npm run planted`; the tests do the same).
 *
 * @typedef {object} PlantedFault
 * @property {string} file in src/ or standin/
 * @property {string} from text that is in the file exactly once
 * @property {string} to what stands there instead
 * @property {string} wrong what is wrong with it, in a sentence
 */

/** @type {readonly PlantedFault[]} */
export const plantedFaults = [
  {
    file: 'src/calls/controls.ts',
    from: `hold: talking ? show('hold', allowed('HOLD')) : absent,`,
    to: `hold: talking || call.state === 'held' ? show('hold', true) : absent,`,
    wrong: 'A call on hold can be put on hold once more.',
  },
  {
    file: 'src/calls/commands.ts',
    from: `      open.unread = true;
      return;
    }
    if (this.#close(open)) this.#options.onNotice('finesse/no-confirmation');`,
    to: `      open.unread = true;
      return;
    }
    this.#close(open);`,
    wrong: 'Nobody is told that nothing became of a request for a call.',
  },
  {
    file: 'src/calls/commands.ts',
    from: `      if (code === 'finesse/out-of-service') void this.#options.resync().catch(() => {});`,
    to: `      if (code === 'finesse/out-of-service')
        void client.act(dialogId, extension(), command.type === 'hold' ? 'HOLD' : 'DROP', requestId).catch(() => {});`,
    wrong: 'What got no answer is asked for once more.',
  },
  {
    file: 'src/finesse/dialogs.ts',
    from: `  return steps.some((step) => step < 0) && !steps.some((step) => step > 0);`,
    to: `  return steps.length < 0;`,
    wrong: 'Older news of a call undo newer ones.',
  },
  {
    file: 'src/finesse/dialogs.ts',
    from: `      return next.length === known.length && next.every((dialog, index) => dialog === known[index])
        ? known
        : next;`,
    to: `      return [...next, ...known.filter(({id}) => !next.some((dialog) => dialog.id === id))];`,
    wrong: 'What a read answer does not have stays on the screen.',
  },
  {
    file: 'src/finesse/finesse.ts',
    from: `      if (connection === 'live') void this.resync().catch(() => {});`,
    to: `      if (connection === 'live' && !this.#agent.agent.state) void this.resync().catch(() => {});`,
    wrong: 'After a gap nothing is read again.',
  },
  {
    file: 'src/finesse/finesse.ts',
    from: `      for (const text of buffered) this.#onPayload(text);`,
    to: `      buffered.length = 0;`,
    wrong: 'What is told during a read is lost.',
  },
  {
    file: 'src/finesse/agent.ts',
    from: `    this.#clear();
    this.#options.onRefused('finesse/no-confirmation');`,
    to: `    this.#clear();`,
    wrong: 'Nobody is told that a change of state was never confirmed.',
  },
  {
    file: 'src/softphone/on-demand.ts',
    from: `    await old?.stop();`,
    to: `    old?.ring(false);`,
    wrong: 'Signing out leaves the line registered.',
  },
  {
    file: 'src/finesse/client.ts',
    from: "await this.send('POST', `User/${encodeURIComponent(userId)}/Dialogs`, 'Dialog', parts, requestId);",
    to: "await this.send('POST', `User/${encodeURIComponent(userId)}/Dialogs?to=${number}`, 'Dialog', parts, requestId);",
    wrong: 'The number that is dialled stands in the address of the request.',
  },
  {
    file: 'src/finesse/parse.ts',
    from: `const here = server - frame.offset;`,
    to: `const here = server;`,
    wrong: 'Stamps are taken as if both clocks showed the same.',
  },
  {
    file: 'standin/world/agents.ts',
    from: `      state === 'WORK_READY'
        ? {state: 'READY', reason: undefined}`,
    to: `      state === 'WORK_READY'
        ? {state: 'NOT_READY', reason: undefined}`,
    wrong: 'Wrap-up that should end in Ready ends in Not Ready.',
  },
  {
    file: 'standin/world/agents.ts',
    from: `    agent.pending = {state, reason};
    this.#options.onChange(agent, requestId);`,
    to: `    agent.pending = {state, reason};
    if (agent.state === 'LOGOUT') this.#options.onChange(agent, requestId);`,
    wrong: 'A state that is to come after the call is not told.',
  },
  {
    file: 'standin/world/holding.ts',
    from: `    if (!held && agent) this.holdOthers(agent, call);`,
    to: ``,
    wrong: 'Taking up a call leaves the other one talking.',
  },
  {
    file: 'standin/world/rules.ts',
    from: `        'RETRIEVE',
`,
    to: ``,
    wrong: 'A held call can not be retrieved.',
  },
  {
    file: 'standin/world/wrap-up.ts',
    from: `      calls.told('DELETE', agent, call, requestId, {state: 'DROPPED', only: party});
`,
    to: ``,
    wrong: 'The call that was wrapped up stays with the agent.',
  },
  {
    file: 'standin/world/ringing.ts',
    from: `{reason: systemReason(systemReasons.ringNoAnswer[deployment])}`,
    to: `{reason: undefined}`,
    wrong: 'After a call that rang out no reason says why the agent is Not Ready.',
  },
  {
    file: 'standin/world/calls.ts',
    from: `known !== undefined && known !== this.actionsOf(call, party).join()`,
    to: `known !== undefined && known.length < this.actionsOf(call, party).join().length`,
    wrong: 'Actions that went away because of another call are not told.',
  },
  {
    file: 'standin/world/endings.ts',
    from: `    for (const agent of agents) calls.told('DELETE', agent, call, requestId, {state});`,
    to: `    if (requestId !== '') for (const agent of agents) calls.told('DELETE', agent, call, requestId, {state});`,
    wrong: 'A caller who gives up while it rings leaves the call with the agent.',
  },
  {
    file: 'standin/world/queueing.ts',
    from: `members.has(each, queue) && !this.#settling.isOnCall(each)`,
    to: `members.has(each, queue)`,
    wrong: 'A queue hands its call to somebody who is on one.',
  },
];
