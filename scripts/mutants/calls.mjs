/** Removals in calls: refusals because the other side was faster (F-05, F-06), history (F-07), dial strings (T-05), notices. */

const commands = (ids, from, to, lost) => ({
  ids,
  file: 'src/calls/commands.ts',
  from,
  to,
  lost,
  tests: ['test/calls/commands.test.ts'],
});
const dial = (file, from, to, lost) => ({
  ids: ['T-05'],
  file,
  from,
  to,
  lost,
  tests: ['test/calls/dial.test.ts'],
});
/** One half of a call without the other. */
const half = (from, to, lost) => ({
  ids: ['F-52'],
  file: 'src/calls/news-watch.ts',
  from,
  to,
  lost,
  tests: ['test/calls/halves.test.ts'],
});
/** Who may have what dialled. */
const toll = (file, from, to, lost, ...tests) => ({
  ids: ['T-04'],
  file,
  from,
  to,
  lost,
  tests: tests.length === 0 ? ['test/calls/dial-origins.test.ts'] : tests,
});
const desk = (ids, from, to, lost) => ({
  ids,
  file: 'src/desk/create-desk.ts',
  from,
  to,
  lost,
  tests: ['test/calls/desk.test.ts'],
});

const autoAnswer = (ids, from, to, lost) => ({
  ids,
  file: 'src/calls/auto-answer.ts',
  from,
  to,
  lost,
  tests: ['test/calls/auto-answer.test.ts'],
});
const nailed = (ids, from, to, lost) => ({
  ids,
  file: 'src/calls/nailed-leg.ts',
  from,
  to,
  lost,
  tests: ['test/calls/nailed-leg.test.ts'],
});

const safe = (from, to, lost) => ({
  ids: ['F-55'],
  file: 'src/calls/safe-transfer.ts',
  from,
  to,
  lost,
  tests: ['test/calls/safe-transfer.test.ts'],
});

/** @type {readonly import('./all.mjs').Mutant[]} */
export const callMutants = [
  {
    ids: ['I-14'],
    file: 'src/calls/one-talk.ts',
    from: 'others) this.#hold(id)',
    to: 'others) void id',
    lost: 'Two talks at once when somebody who was called picks up.',
    tests: ['test/calls/one-talk.test.ts'],
  },
  {
    ids: ['I-14'],
    file: 'src/calls/one-talk.ts',
    from: 'together?.answerWithin === undefined && ',
    to: '',
    lost: 'The target of a safe transfer is put on hold when it answers.',
    tests: ['test/calls/one-talk.test.ts'],
  },
  {
    ids: ['F-53'],
    file: 'src/calls/merge.ts',
    from: 'return (sameNumber ? 100 : 0) + (apart <= 3_000 ? 10 : 5);',
    to: 'return sameNumber ? 110 : 10;',
    lost: 'Two calls from one number are no longer told apart by time.',
    tests: ['test/calls/merge.test.ts'],
  },
  {
    ids: ['J09'],
    file: 'src/calls/transfer-controls.ts',
    from: '!talksElsewhere && [held, active]',
    to: '[held, active]',
    lost: 'Completing a consult that rings gives the caller to a third call the agent talks in.',
    tests: ['test/calls/transfers.test.ts', 'test/components/transfer.test.ts'],
  },
  {
    ids: ['F-53'],
    file: 'src/calls/merge.ts',
    from: "['ACTIVE', 'HELD'].includes(state ?? '')",
    to: 'false',
    lost: 'A call that speaks through another leg is given the leg of the next call from the same number.',
    tests: ['test/calls/merge.test.ts'],
  },
  {
    ids: ['F-49'],
    file: 'src/softphone/session-media.ts',
    from: 'if (this.#ahead) void this.#ahead.made.then(close, close);\n    else close();',
    to: 'close();',
    lost: 'Chromium keeps the connection of a call that was declined while its answer was made.',
    tests: ['test/softphone/ready-media.test.ts'],
  },
  {
    ids: ['F-49'],
    file: 'src/calls/commands.ts',
    from: `      if (open && !this.#close(open)) return false;
      onNotice(error`,
    to: `      if (open) this.#close(open);
      onNotice(error`,
    lost: 'A caller who gives up while the agent answers makes an error of it.',
    tests: ['test/calls/commands.test.ts'],
  },
  {
    ids: ['T-20'],
    file: 'src/components/steady.ts',
    from: 'since < 0 || since >= steadyAfterMs',
    to: 'since !== -0.5',
    lost: 'A card that has just come, or moved, takes a press meant for another.',
    tests: ['test/components/calls.test.ts'],
  },
  {
    ids: ['T-20'],
    file: 'src/components/steady.ts',
    from: `    for (const [id, {state}] of this.#seen) this.#jolt(id, state);
`,
    to: '',
    lost: 'The press that brings the page into view answers a call.',
    tests: ['test/components/calls.test.ts'],
  },
  {
    ids: ['T-20'],
    file: 'src/components/steady.ts',
    from: `Math.abs(seen.place - place) > moved`,
    to: `Math.abs(seen.place - place) > 1e6`,
    lost: 'A card that slides under the pointer takes the press meant for the one that was there.',
    tests: ['test/components/calls.test.ts'],
  },
  {
    ids: ['T-20'],
    file: 'src/components/ui/press.ts',
    from: `if (event.repeat && (`,
    to: `if (event.repeat && event.key === '' && (`,
    lost: 'A held space bar presses again and again.',
    tests: ['test/components/calls.test.ts', 'test/components/dial.test.ts'],
  },
  autoAnswer(
    ['J26'],
    `this.#calls.nailed : this.#hasSign(call.leg?.id ?? '')`,
    `this.#calls.nailed : true`,
    'Every call opens the microphone by itself.',
  ),
  autoAnswer(
    ['J26'],
    `(this.#options.beep ?? beep)();`,
    ``,
    'Nothing is heard when a call is answered by itself.',
  ),
  nailed(
    ['J32'],
    `rings.id === this.#refused || !this.#isTrusted(rings)`,
    `rings.id === this.#refused`,
    'Whoever calls while a nailed connection is set up is taken for it.',
  ),
  nailed(
    ['I-05'],
    `this.#setOpen(leg.id, own.length > 0 || answering)`,
    `this.#setOpen(leg.id, true)`,
    'A permanent leg lets the room be heard between calls.',
  ),
  commands(
    ['F-05'],
    `    await this.#options.resync().catch(() => {});
    const {transfers, onNotice} = this.#options;`,
    `    const {transfers, onNotice} = this.#options;`,
    'A refusal is called an error before the truth is read.',
  ),
  commands(
    ['F-05'],
    `if (code === 'finesse/not-found' || code === 'finesse/not-allowed') await this.#onRefusal(open);`,
    `if (code === 'finesse/not-allowed') await this.#onRefusal(open);`,
    'A call that is gone when the request arrives is an error.',
  ),
  commands(
    ['F-05'],
    `if (code === 'finesse/not-found' || code === 'finesse/not-allowed') await this.#onRefusal(open);`,
    `if (code === 'finesse/not-found') await this.#onRefusal(open);`,
    'A refusal at once is an error whatever the reason.',
  ),
  commands(
    ['F-05'],
    `    void this.#onRefusal(open);
    return true;`,
    `    if (this.#close(open)) this.#options.onNotice('finesse/call-refused');
    return true;`,
    'A refusal after the 202 is an error whatever the reason.',
  ),
  commands(
    ['F-05'],
    `if (open && !this.#close(open)) return false;`,
    `if (open) this.#close(open);`,
    'A caller who gave up while the leg answered makes an error.',
  ),
  {
    ids: ['F-05'],
    file: 'src/calls/commands.ts',
    from: `    if (!open) return false;
    void this.#onRefusal(open);`,
    to: `    if (!open) {
      this.#options.onNotice('finesse/call-refused');
      return false;
    }
    void this.#onRefusal(open);`,
    lost: 'The agent reads a red error because the caller hung up first.',
    tests: ['test/journeys/f05-f06-who-was-faster.test.ts'],
  },
  commands(
    ['F-06'],
    `      if (isDone(open, call, situation().finesseLive) || transfers.value?.isDone(call, open.command))
        this.#close(open);`,
    '      void [call, situation, transfers];',
    'News before the answer do not settle the press.',
  ),
  commands(
    ['F-06'],
    `    if (this.#open.get(open.callId) !== open) return;
    open.stop();
    await this.#options.resync().catch(() => {});
    const {transfers, onNotice} = this.#options;
    if (this.#close(open)) onNotice(`,
    `    open.stop();
    await this.#options.resync().catch(() => {});
    const {transfers, onNotice} = this.#options;
    this.#close(open);
    onNotice(`,
    'A late refusal is told although the news have shown it done.',
  ),
  commands(
    ['F-30'],
    `      onNotice(error instanceof DeskError ? error.code : 'sip/call-failed');
      return false;
    }
  }

  async #byFinesse`,
    `      onNotice('sip/call-failed');
      return false;
    }
  }

  async #byFinesse`,
    'The agent is not told that it is the microphone, nor what to do.',
  ),
  {
    ids: ['F-07'],
    file: 'src/calls/history.ts',
    from: `    if (watched.written) return true;
`,
    to: '',
    lost: 'An end told twice is two lines in the history.',
    tests: ['test/calls/history.test.ts'],
  },
  {
    ids: ['F-07'],
    file: 'src/calls/history.ts',
    from: `const others = entries.filter((entry) => !added.some((other) => isSame(entry, other)));`,
    to: `const others = isSame === undefined ? [] : entries;`,
    lost: 'A call that was kept before and is told again has two lines.',
    tests: ['test/calls/history.test.ts'],
  },
  desk(
    ['F-28'],
    `    else if (softphone.legs.state.some(({state}) => state === 'talking')) notify('media/lost');
`,
    '',
    'Nobody tells the agent in a call that the microphone is gone.',
  ),
  desk(
    ['F-28'],
    `    if (microphone === 'live' || microphone === 'idle') notices.retract('media/lost');
    else if`,
    `    if (microphone === 'live' || microphone === 'idle') void notices;
    else if`,
    'The word of the lost microphone stays when another one speaks.',
  ),
  desk(
    ['F-28'],
    `    if (count > 0) notify('media/switched');
`,
    '    void count;\n',
    'Nobody tells the agent that another microphone took over.',
  ),
  dial(
    'src/calls/dial-text.ts',
    `  if (/[\\p{Cc}\\u2028\\u2029]/u.test(text)) return 'control';
`,
    '',
    'Control characters are no reason of their own.',
  ),
  dial(
    'src/calls/dial.ts',
    `if (!/^[\\d*#+]*$/.test(number)) return 'character';`,
    '',
    'Any character may be part of a number.',
  ),
  dial(
    'src/calls/dial.ts',
    `if (!/^[\\d*#,w]*$/.test(tail)) return 'character';`,
    '',
    'Any character may be part of the digits behind a number.',
  ),
  dial(
    'src/calls/dial-text.ts',
    `if (/[\\p{Cc}\\u2028\\u2029]/u.test(text)) return 'control';`,
    `if (/[\\p{Cc}]/u.test(text)) return 'control';`,
    'A line separator inside is not seen.',
  ),
  dial(
    'src/calls/dial.ts',
    `  if (text.length > longestInput) return refused('length');
`,
    '',
    'Input of any length is looked at.',
  ),
  {
    ids: ['F-51'],
    file: 'src/calls/history.ts',
    from: `  for (const [id, watched] of watching) if (!next.has(id)) write(watched);
`,
    to: '',
    lost: 'A call that is given up and gone at once is in no history.',
    tests: ['test/calls/history.test.ts'],
  },
  half(
    `      else half.stop = this.#options.clock.after(aloneAfter - last, () => this.#tellAlone(keyOf(half.call)));
`,
    '',
    'Nobody is told that Finesse knows nothing of a call.',
  ),
  half(
    `      if (this.#alone.delete(key) && this.#alone.size === 0) this.#options.notices.retract(aloneCode);
`,
    '',
    'The word of a call that Finesse did not know stays when it does.',
  ),
  half(` && (call.dialog || call.line === 1)`, ``, 'A personal call counts as one whose news got lost.'),
  {
    ids: ['F-52'],
    file: 'src/calls/who-acts.ts',
    from: `      if (!call.dialog || (hasLeg && !finesseLive)) return call.leg`,
    to: `      if (hasLeg && !finesseLive) return call.leg`,
    lost: 'A leg that Finesse knows nothing of can’t be ended.',
    tests: ['test/calls/halves.test.ts'],
  },
  {
    ids: ['F-54'],
    file: 'src/desk/call-desk.ts',
    from: `  calls.filter((call) => call.state === 'alerting' && (`,
    to: `  calls.filter((call) => call.state !== 'held' && (`,
    lost: 'It goes on ringing here when the desk phone has the call.',
    tests: ['test/calls/desk-phone-first.test.ts'],
  },
  {
    ids: ['F-54'],
    file: 'src/calls/dial-control.ts',
    from: `return agent.reason?.code === '32759' ? 'phone-gone' : undefined;`,
    to: `return undefined;`,
    lost: 'Calls are asked for from a phone that is unplugged.',
    tests: ['test/calls/desk-phone-first.test.ts', 'test/calls/dial-control.test.ts'],
  },
  {
    ids: ['F-54'],
    file: 'src/calls/controls.ts',
    from: `own?.actions.includes(action) ?? false;`,
    to: `own !== undefined && action !== 'ANSWER';`,
    lost: 'What Finesse no longer offers can be pressed.',
    tests: ['test/calls/desk-phone-first.test.ts'],
  },
  toll(
    'src/calls/dial.ts',
    `  if (!fromAgent && /[*#]/.test(number)) return refused('feature-code');
`,
    '',
    'A link may forward the phone.',
  ),
  toll(
    'src/calls/dial.ts',
    `  if (!fromAgent && emergency.includes(number)) return refused('emergency');
`,
    '  void emergency;\n',
    'A link may call 112.',
  ),
  toll(
    'src/calls/dial.ts',
    `return fromAgent ? result : {...result, confirm: true};`,
    `return result;`,
    'A link needs no press on a button that shows the number.',
  ),
  toll(
    'src/calls/dial.ts',
    `const fromAgent = origin === 'keypad';`,
    `const fromAgent = origin !== 'link';`,
    'An origin that nobody knows is trusted as the agent is.',
  ),
  toll('src/calls/dial.ts', `begins(policy.denyPrefixes) || (`, `(`, 'What the site denies is dialled.'),
  toll(
    'src/calls/dial-address.ts',
    `  if (!isSip && !numberSchemes.includes(name)) return 'scheme';
`,
    '',
    'Any scheme is a telephone number.',
  ),
  toll(
    'src/calls/link-limit.ts',
    `    if (this.#asked.length >= this.#most) return false;
`,
    '',
    'Links may ask for any number of calls.',
    'test/calls/dial-engine.test.ts',
  ),
  toll(
    'src/calls/link-limit.ts',
    `now - at < minute`,
    `now - at < minute / 2`,
    'Links may ask for twice as many calls.',
    'test/calls/dial-engine.test.ts',
  ),
  toll(
    'src/calls/dial-engine.ts',
    `if (origin !== 'keypad' && !this`,
    `if (origin === 'link' && !this`,
    'An origin that nobody knows may ask for any number of calls.',
    'test/calls/dial-engine.test.ts',
  ),
  toll(
    'src/calls/dial-engine.ts',
    `new LinkLimit(clock, policy?.linksPerMinute)`,
    `new LinkLimit(clock)`,
    'A site that allows fewer calls from links is not heard.',
    'test/calls/dial-engine.test.ts',
  ),
  toll(
    'src/components/dial.ts',
    `    this.#origin = 'link';
`,
    '',
    'Who fills a phone book is trusted as the agent is.',
    'test/components/people.test.ts',
  ),
  toll(
    'src/components/history.ts',
    `normaliseDialString(entry.number, 'link', `,
    `normaliseDialString(entry.number, 'keypad', `,
    'Who calls with a feature code for a number is called back by it.',
    'test/components/history.test.ts',
  ),
  safe(
    `      [caller, asked].some(({state}) => state === 'talking') &&
`,
    '',
    'A safe transfer gives the caller to whoever the agent talks with by then.',
  ),
  safe(
    `      else this.#end(safe, 'finesse/transfer-refused');
    } else if`,
    `      else this.#finish();
    } else if`,
    'Whoever answered is gone in the middle of a transfer, and the caller is left on hold without a word.',
  ),
  safe(
    `else if (!asked) this.#end(safe, safe.taken ? undefined : 'finesse/transfer-refused');
    // Finesse pairs`,
    `else if (!asked) this.#finish();
    // Finesse pairs`,
    'A leg that fails right after the answer leaves the caller on hold.',
  ),
  safe(
    `      if (caller.pending) return;
      // refused`,
    `      // refused`,
    'The caller is taken back while the transfer may still be done.',
  ),
  safe(
    `if (caller?.state === 'held') this.#options.onNotice('desk/caller-waits');
    else if`,
    `if (caller?.state === 'held') void 0;
    else if`,
    'A caller who could not be resumed waits on hold without a word.',
  ),
  safe(
    `      onNotice('finesse/transfer-refused');
      this.#finish();`,
    `      this.#finish();`,
    'A transfer that Finesse does not allow after the answer is given up without a word.',
  ),
  {
    ids: ['I-14'],
    file: 'src/calls/joined-lines.ts',
    from: `      perform(held.id, {type: 'hold'});
`,
    to: '',
    lost: 'Calls that could not be joined are both talked in.',
    tests: ['test/calls/joined-lines.test.ts'],
  },
  {
    ids: ['J12'],
    file: 'src/calls/joined-lines.ts',
    from: `    this.#partLegs(calls);
`,
    to: '',
    lost: 'Who was joined hears the next caller on a leg that outlives its call.',
    tests: ['test/calls/joined-lines.test.ts'],
  },
];
