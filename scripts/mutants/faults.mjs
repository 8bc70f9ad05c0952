/** Removals in what keeps the picture true through losses, outages and jumps of the clock (F-01 … F-23, F-65 … F-67). */

const removal =
  (file, ...tests) =>
  (ids, from, to, lost) => ({ids, file, from, to, lost, tests});
const watch = removal('src/calls/news-watch.ts', 'test/calls/faults.test.ts');
const voice = removal('src/desk/agent-leg.ts', 'test/calls/faults.test.ts');
const desk = removal('src/desk/create-desk.ts', 'test/calls/faults.test.ts');
const merge = removal('src/calls/merge.ts', 'test/calls/faults.test.ts', 'test/calls/merge.test.ts');
const commands = removal('src/calls/commands.ts', 'test/calls/commands.test.ts', 'test/calls/faults.test.ts');
const agent = removal('src/finesse/agent.ts', 'test/finesse/finesse.test.ts');
const finesse = removal(
  'src/finesse/finesse.ts',
  'test/finesse/finesse.test.ts',
  'test/calls/faults.test.ts',
);
const time = removal(
  'src/finesse/server-time.ts',
  'test/finesse/finesse.test.ts',
  'test/calls/faults.test.ts',
);
const dialogs = removal(
  'src/finesse/dialogs.ts',
  'test/finesse/finesse.test.ts',
  'test/calls/faults.test.ts',
);
const client = removal('src/finesse/client.ts', 'test/finesse/client.test.ts');
const container = removal('src/finesse/container.ts', 'test/finesse/container.test.ts');

const sides = removal('src/finesse/sides.ts', 'test/finesse/sides.test.ts');
const xmpp = removal('src/finesse/xmpp.ts', 'test/finesse/xmpp.test.ts');
const link = removal('src/finesse/own-link.ts', 'test/finesse/xmpp.test.ts', 'test/finesse/stomp.test.ts');
const stomp = removal('src/finesse/stomp.ts', 'test/finesse/stomp.test.ts');

/** @type {readonly import('./all.mjs').Mutant[]} */
export const faultMutants = [
  watch(
    ['F-09'],
    `      this.#halves.set(key, half);
      this.#readFor(half);`,
    `      this.#halves.set(key, half);`,
    'One half of a call without the other is never looked into.',
  ),
  watch(
    ['F-09', 'F-10'],
    `      this.#lookLater();
      const {finesse, agent, legPerCall}`,
    `      const {finesse, agent, legPerCall}`,
    'On a desk phone the dialogs are looked at once only.',
  ),
  watch(
    ['F-09'],
    `if (finesse !== 'live' || legPerCall || !agent || agent.state === 'LOGOUT') return;`,
    `if (finesse !== 'live' || !agent || agent.state === 'LOGOUT') return;`,
    'Desks whose legs tell of calls ask Finesse as often as the others.',
  ),
  watch(
    ['F-09'],
    `if (pictureOf(dialogs, agent) !== pictureOf(shown, agent)) this.#resync();`,
    `this.#resync();`,
    'Everything is read each time that nothing has changed.',
  ),
  watch(
    ['F-09'],
    `return onCall ? restStates.includes(agent.state) : busyStates.includes(agent.state);`,
    `return onCall && restStates.includes(agent.state);`,
    'An agent who is reserved without a call is taken for granted.',
  ),
  watch(
    ['F-13'],
    `else if (half.call.dialog) void this.#ask(half.call.dialog.id, keyOf(half.call)).catch(() => {});`,
    '',
    'A call that a list names and that is over stays on the screen.',
  ),
  watch(
    ['F-13'],
    `if (own && own.state !== 'DROPPED') {`,
    `if (own) {`,
    'A call whose own address says dropped stays on the screen.',
  ),
  watch(
    ['F-13'],
    `        notices.tell(keptCode);
`,
    '',
    'Nobody is told of a call that Finesse keeps, and nobody can clear it.',
  ),
  watch(['F-13'], `      finesse.forget(kept.dialogId);`, '', 'To clear a call clears the notice alone.'),
  watch(
    ['F-13'],
    `      if (this.#kept?.key === key) {
        this.#kept = undefined;`,
    `      if (this.#kept?.key === key) {`,
    'A notice that goes by itself clears a call that is heard again.',
  ),
  dialogs(['F-13'], `this.#forgotten.add(id);`, '', 'The next read brings back a call that is over.'),
  dialogs(
    ['F-13'],
    `if (!ended || !told || isOlder(ended, told)) this.#forgotten.delete(id);`,
    `if (!told) this.#forgotten.delete(id);`,
    'A call once taken for over stays away although it goes on.',
  ),
  dialogs(
    ['F-08'],
    `else if (!isOlder(dialog, known) && !isSame(dialog, known))`,
    `else if (!isSame(dialog, known))`,
    'An older picture of a call undoes a newer one.',
  ),
  dialogs(
    ['F-08'],
    `known.id === id && isOlder(dialog, known))) return false;`,
    `known.id === id && isOlder(dialog, known))) return true;`,
    'After a late end of an earlier ring nobody looks whether the call is there.',
  ),
  dialogs(
    ['F-08'],
    `    if (this.#store.state.some((known) => known.id === id && isOlder(dialog, known))) return false;
`,
    '',
    'The late end of an earlier ring takes the call away that rings again.',
  ),
  dialogs(
    ['F-11'],
    `if (!this.has(dialog.id)) return 'no';`,
    `if (!this.has(dialog.id)) this.onAdded(dialog);`,
    'News of an unknown call are shown as they came.',
  ),
  finesse(
    ['F-11'],
    `if (taken === 'no') void this.resync().catch(() => {});
        else if (taken === 'unclear') this.#readSoon();`,
    `if (taken === 'unclear') this.#readSoon();`,
    'News of an unknown call lead to nothing.',
  ),
  finesse(
    ['F-12'],
    `if (connection === 'live') void this.resync().catch(() => {});`,
    `if (connection === 'live' && !this.agent.state) void this.resync().catch(() => {});`,
    'What was missed while the way was lost is never read.',
  ),
  finesse(
    ['F-20'],
    `    this.#noRetry = this.#options.clock.after(wait, () => void this.resync().catch(() => {}));`,
    `    void wait;`,
    'Finesse is not asked for again while it can not be read.',
  ),
  merge(
    ['F-15'],
    `if (leg?.state === 'talking' && (told === 'alerting' || told === 'dialing')) return 'talking';`,
    '',
    'A call that the leg answered while Finesse was away goes on alerting.',
  ),
  merge(
    ['F-15'],
    `return isOver && told !== 'wrap-up' && told !== 'failed' ? 'ended' : told;`,
    `return told;`,
    'A call that the leg ended while Finesse was away stays on the screen.',
  ),
  commands(
    ['F-01'],
    `      open.unread = true;
      return;
`,
    '',
    'A press met by an outage is given up before Finesse could be asked.',
  ),
  commands(
    ['F-01'],
    `if (open?.unread && actor.by === 'leg') this.#close(open);`,
    `if (open === undefined) void 0;`,
    'A press met by an outage keeps the agent from ending the call by the leg.',
  ),
  desk(
    ['F-01'],
    `if (finesse.connection.state === 'live') part.value?.onFinesseLive();`,
    '',
    'What became of a press is never told when Finesse is back.',
  ),
  agent(
    ['F-01'],
    `if (this.#unread) this.#giveUp();`,
    '',
    'A request met by an outage is under way for ever.',
  ),
  client(
    ['F-02'],
    `      return this.#attempt(path, init, renewed);`,
    `      throw error;`,
    'A renewed token is not tried.',
  ),
  client(
    ['F-02'],
    `      if (renewed === used) throw error;
`,
    '',
    'The same refused password is sent again: the account comes nearer to its lock.',
  ),
  container(
    ['F-02'],
    `    renewed.told();
`,
    '',
    'Nobody is told of the renewed token.',
  ),
  finesse(
    ['F-02'],
    `    if (code === 'finesse/unauthorized') {
      this.#options.onNotice(code);
      return;
    }
`,
    '',
    'With a lost sign-in Finesse is asked again and again, and nobody is told.',
  ),
  client(
    ['F-03'],
    `        signal: time,
`,
    '',
    'A request without an answer waits for ever.',
  ),
  commands(
    ['F-03'],
    `if (code === 'finesse/timeout') return false;`,
    '',
    'What got no answer is taken for refused.',
  ),
  commands(
    ['F-04'],
    `    open.stop = this.#options.clock.after(timeout, () => void this.#check(open));`,
    `    void timeout;`,
    'Nobody looks whether a press without an answer was carried out.',
  ),
  watch(
    ['F-22'],
    `      onWake();
      this.#resync();
`,
    '',
    'Nothing is looked at after a sleep.',
  ),
  time(
    ['F-22'],
    `if (Math.abs(moved - (clock.drift?.() ?? 0)) <= tolerance) clock.catchUp?.();
    else this.#offset = offset;`,
    `this.#offset = offset;`,
    'After a sleep the clock stays behind.',
  ),
  time(
    ['F-23'],
    `    else this.#offset = offset;
`,
    '',
    'The difference of the clocks is not counted.',
  ),
  {
    ids: ['F-23'],
    file: 'src/base/clock.ts',
    from: `now: () => Math.round(origin + performance.now()),`,
    to: `now: () => Date.now(),`,
    lost: 'Timers jump with the clock of this computer.',
    tests: ['test/base/small-parts.test.ts'],
  },
  voice(
    ['F-66'],
    `const keeps = this.#keeps(agent, calls);`,
    `const keeps = this.#keeps(agent, calls) && false;`,
    'A sign-out from elsewhere cuts the caller off.',
  ),
  voice(['F-66'], `if (keeps && !this.#kept) this.#onKept();`, '', 'Nobody tells the agent of the sign-out.'),
  desk(
    ['F-66'],
    `      if (voice.kept) showAgent();
`,
    '',
    'The line and the microphone outlive the call after a sign-out.',
  ),
  {
    ids: ['F-65'],
    file: 'src/finesse/agent.ts',
    from: `wanted === 'LOGOUT' ? 'finesse/sign-out-refused' : 'finesse/state-refused';`,
    to: `wanted === 'LOGOUT' ? '' : 'finesse/state-refused';`,
    lost: 'A refused sign-out is not told in its own words.',
    tests: ['test/calls/faults.test.ts'],
  },
  finesse(
    ['T-06'],
    `if (source !== own || payload.agent.id !== userId) this.#counters.foreign++;`,
    `if (payload.agent.id !== userId) this.#counters.foreign++;`,
    'News of the agent are believed from any source.',
  ),
  finesse(
    ['T-06'],
    `if (source !== '/finesse/api/SystemInfo') this.#counters.foreign++;
      else if`,
    `if`,
    'Anybody may say that Finesse is out of service.',
  ),
  {
    ids: ['F-67'],
    file: 'src/finesse/finesse.ts',
    from: `      if (source !== \`\${own}/Dialogs\`) {
        this.#counters.foreign++;
`,
    to: `      if (source !== \`\${own}/Dialogs\`) {
`,
    lost: 'What belongs to others is not counted.',
    tests: ['test/finesse/agreement.test.ts'],
  },
  {
    ids: ['T-08'],
    file: 'src/calls/lines.ts',
    from: `if (!agent || agent.state === 'LOGOUT' || agent.extension === '') return {kind: 'none'};`,
    to: `if (!agent) return {kind: 'none'};`,
    lost: 'A line is kept whose extension somebody else has taken.',
    tests: ['test/calls/faults.test.ts'],
  },
  sides(
    ['F-14'],
    `if (stays || !system ||`,
    `if (this.#at === 0 || !system ||`,
    'The page stays with a server that is out of service.',
  ),
  sides(
    ['F-14'],
    `this.#lookAfter(random() * jitter);`,
    `this.#lookAfter(0);`,
    'All clients move at the same moment.',
  ),
  sides(
    ['F-16'],
    ` || clock.now() - this.#movedAt < movePause`,
    '',
    'Two moves may follow one another at once.',
  ),
  link(
    ['F-14'],
    `    if (this.#connection.state === 'live') this.#connection.set('failing');
    this.#connect();`,
    `    if (this.#connection.state === 'live') this.#connection.set('failing');`,
    'A move is known and not made.',
  ),
  stomp(
    ['F-14'],
    `    this.#link.restart();`,
    '',
    'After a move nothing is read again that the broker was not told of.',
  ),
  xmpp(
    ['F-17'],
    `        stream.send($pres().c('priority').t('0'));
`,
    '',
    'Back again, nobody says that the agent is present.',
  ),
  xmpp(
    ['F-19'],
    `        ping();
        // answered`,
    `        // answered`,
    'A dead socket is never noticed.',
  ),
  xmpp(
    ['F-09'],
    `        this.#ask(stream, () => {
          if (news.isCurrent()) news.live();
        });`,
    `        news.live();`,
    'What is published before the server has taken our presence is missed for good.',
  ),
  link(
    ['F-20'],
    `const capMs = inCall() ? reconnect.callCapMs : reconnect.idleCapMs;`,
    `const capMs = reconnect.idleCapMs;`,
    'In a call the way back is tried as seldom as without one.',
  ),
  link(
    ['F-20'],
    `    if (code === tryAgainLater) return capMs / 2 + Math.round((capMs / 2) * random());
`,
    '',
    'A notification service that has too much to do is asked again at once.',
  ),
  stomp(
    ['F-20'],
    `onWebSocketClose: (event: {readonly code?: number} | undefined) => news.lost(event?.code),`,
    '',
    'A lost broker is never tried again.',
  ),
  {
    ids: ['F-21'],
    file: 'src/base/backoff.ts',
    from: `return Math.round(ceiling * random());`,
    to: `void random;
  return ceiling;`,
    lost: 'All clients come back in step.',
    tests: ['test/finesse/sides.test.ts'],
  },
];
