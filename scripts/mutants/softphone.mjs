/** Removals in the softphone: header injection (T-05), the microphone (F-28, F-30), a forgotten registration (F-44). */

const microphone = (ids, from, to, lost, tests = ['test/softphone/microphone.test.ts']) => ({
  ids,
  file: 'src/softphone/microphone.ts',
  from,
  to,
  lost,
  tests,
});
const registration = (file, from, to, lost) => ({
  ids: ['F-44'],
  file,
  from,
  to,
  lost,
  tests: ['test/softphone/registration.test.ts'],
});
const guard = (from, to, lost) => ({
  ids: ['T-05'],
  file: 'src/softphone/guard.ts',
  from,
  to,
  lost,
  tests: ['test/softphone/guard.test.ts'],
});

/** @type {readonly import('./all.mjs').Mutant[]} */
export const softphoneMutants = [
  guard(
    `.filter((char) => char >= ' ' && char !==`,
    `.filter((char) => char !==`,
    'A name of ours may end a header line.',
  ),
  guard(` && char !== '"' && char !== '\\\\')`, `)`, 'A name of ours may end its own quotes.'),
  guard(
    `    !text.includes('\\0') &&
`,
    '',
    'NUL goes out in a body.',
  ),
  guard(
    `    !hasControls(head) &&
`,
    '',
    'A lone line end or a control character goes out in a header.',
  ),
  guard(
    ` &&
    typeof readHeaders(head.split('\\r\\n').slice(1)) !== 'string'`,
    '',
    'A line that is no header goes out.',
  ),
  {
    ids: ['T-05'],
    file: 'src/softphone/edge-transport.ts',
    from: `if (!isFitToSend(message)) {`,
    to: `if (!isFitToSend(message) && message === '') {`,
    lost: 'Nothing stands before the socket that looks at what is written.',
    tests: ['test/softphone/edge-transport.test.ts'],
  },
  {
    ids: ['T-05'],
    file: 'src/softphone/edge-link.ts',
    from: `      if (!isUsableName(username)) throw new DeskError('sip/refused', 'credentials that fit in no header');
`,
    to: '      void isUsableName;\n',
    lost: 'A user name from the credentials service may write header lines.',
    tests: ['test/softphone/registration.test.ts'],
  },
  {
    ids: ['T-05'],
    file: 'src/softphone/edge-link.ts',
    from: `displayName: fitForHeader(displayName),`,
    to: `displayName,`,
    lost: 'The agent’s name may write header lines.',
    tests: ['test/softphone/registration.test.ts'],
  },
  microphone(
    ['F-28'],
    `      track.addEventListener('ended', () => this.#onEnded(track));
`,
    '',
    'An unplugged microphone is not noticed.',
  ),
  microphone(
    ['F-28'],
    `    if (this.#shares.size > 0) void this.#restore();
    else if (this.state.state === 'live') this.state.set('idle');`,
    `    if (this.state.state === 'live') this.state.set('idle');`,
    'No other microphone is asked for.',
  ),
  microphone(
    ['F-28'],
    `        share.replaced(share.track);
`,
    '',
    'The legs are not given the next microphone’s voice.',
  ),
  microphone(
    ['F-28'],
    `      if (code === 'media/in-use') await new Promise<void>((resolve) => this.#clock.after(RETRY_MS, resolve));
      else`,
    `      if (code === 'media/in-use') throw error;
      else`,
    'A next device that is busy for a moment is given up.',
  ),
  microphone(
    ['F-28', 'F-30'],
    `    if (this.#shares.size > 0) void this.#restore();
    else this.state.set('idle');`,
    `    this.state.set('idle');`,
    'A microphone plugged in later, or allowed again, is not used in the call.',
  ),
  microphone(
    ['F-28'],
    `    this.#capture?.addEventListener?.('devicechange', this.#onDevices);
`,
    '',
    'Nobody looks when something is plugged in.',
  ),
  microphone(
    ['F-28'],
    `      if (this.#shares.size > 0) this.switches.update((count) => count + 1);
`,
    '',
    'It is not said that another microphone took over.',
  ),
  microphone(
    ['F-28', 'F-30'],
    `      this.state.set(stateOf(known.code));
`,
    '',
    'Nobody is told that no microphone speaks.',
  ),
  microphone(
    ['F-30'],
    `      if (this.state.state !== 'live') this.state.set('denied');
`,
    '',
    'A refusal is known only when the next call is answered.',
  ),
  microphone(
    ['F-30'],
    ` else if (this.state.state === 'denied') this.#mayWork();`,
    '',
    'A permission given again does not bring the voice back.',
  ),
  {
    ids: ['F-28'],
    file: 'src/softphone/leg-session.ts',
    from: `    voice.enabled = !(this.#leg.muted || this.#leg.silenced);
`,
    to: '',
    lost: 'The next microphone speaks although the agent is muted.',
    tests: ['test/softphone/phone.test.ts'],
  },
  {
    ids: ['F-28'],
    file: 'src/softphone/leg-session.ts',
    from: `acquire(() => void this.#applyMicrophone());`,
    to: `acquire(() => {});`,
    lost: 'The next microphone is open, but not sent.',
    tests: ['test/softphone/phone.test.ts', 'test/journeys/f28-microphone-unplugged.test.ts'],
  },
  {
    ids: ['F-30'],
    file: 'src/softphone/leg-session.ts',
    from: `    } finally {
      this.#answering = false;
    }`,
    to: `    } finally {
      // nothing
    }`,
    lost: 'After a refused microphone the same call can’t be answered any more.',
    tests: ['test/softphone/phone.test.ts'],
  },
  {
    ids: ['F-30'],
    file: 'src/softphone/leg-session.ts',
    from: `    this.#answering = true;
    try {`,
    to: `    this.#answering = true;
    await this.#accept();
    try {`,
    lost: 'The call is answered before anybody knows whether there is a microphone.',
    tests: ['test/softphone/phone.test.ts'],
  },
  registration(
    'src/softphone/registration.ts',
    `        this.#lost();
`,
    '        void this.#lost;\n',
    'A refresh that fails changes nothing.',
  ),
  registration(
    'src/softphone/registration.ts',
    `    if (result.type === 'registered' && round === this.#round) this.#refreshLater(round);
`,
    '',
    'The registration is never refreshed.',
  ),
  registration(
    'src/softphone/registration.ts',
    `        if (result.type === 'registered') return this.#refreshLater(round);
`,
    `        if (result.type === 'registered') return;
`,
    'The registration is refreshed once, and then never again.',
  ),
  registration(
    'src/softphone/registration.ts',
    `resolve({type: 'failed', status: 408, retryAfterMs: 0}),`,
    `void resolve,`,
    'A refresh that nobody answers waits for ever.',
  ),
  registration(
    'src/softphone/registration.ts',
    `grantedBy(response.message, this.#agent.contact.uri.toString()) ?? this.#expires;`,
    `this.#expires;`,
    'A registrar that grants less than was asked for forgets the line between two refreshes.',
  ),
  registration(
    'src/softphone/edge-link.ts',
    `    this.registration.set('reconnecting');
    void this.#connect();`,
    `    this.registration.set('reconnecting');`,
    'What was found forgotten is not registered again.',
  ),
  {
    ids: ['F-44'],
    file: 'src/softphone/registration.ts',
    from: `    this.#cancelRefresh = this.#clock.after(ms, () => {`,
    to: `    this.#cancelRefresh = this.#clock.after(ms * 1_000, () => {`,
    lost: 'A registrar that forgot the browser is found out after hours.',
    tests: ['test/journeys/f44-forgotten-registration.test.ts'],
  },
  {
    ids: ['F-07'],
    file: 'src/softphone/ringer.ts',
    from: `    if (on === (this.#source !== undefined) && wanted === this.#style) return;
`,
    to: `    if (!on && this.#source === undefined) return;
    if (on) this.#source = undefined;
`,
    lost: 'Each repeated word of a ringing call starts another ring tone.',
    tests: ['test/softphone/ringer.test.ts'],
  },
  {
    ids: ['F-46'],
    file: 'src/softphone/registration.ts',
    from: `    if (status === 423) this.#expires = Math.min(Math.max(seconds('Min-Expires'), EXPIRES_S), 3_600);
`,
    to: '',
    lost: 'A registrar that wants longer registrations is asked for the same again.',
    tests: ['test/softphone/sip-faults.test.ts'],
  },
  {
    ids: ['F-46'],
    file: 'src/softphone/registration.ts',
    from: `retryAfterMs: seconds('Retry-After') * 1_000}`,
    to: `retryAfterMs: 0}`,
    lost: 'A busy registrar is asked again before the time it names.',
    tests: ['test/softphone/sip-faults.test.ts'],
  },
  {
    ids: ['F-47'],
    file: 'src/softphone/recovery.ts',
    from: `    if (status === 491) return this.#later(random() * 2_000);
    this.#later(AGAIN_MS[`,
    to: `    if (status === 491) return;
    this.#later(AGAIN_MS[`,
    lost: 'A re-INVITE that met another is never sent again.',
    tests: ['test/softphone/sip-faults.test.ts'],
  },
  {
    ids: ['F-47'],
    file: 'src/softphone/hold-session.ts',
    from: `  await ackOrderOf(session).settled();
`,
    to: '',
    lost: 'A hold that is pressed before the ACK of our answer has come ends the call.',
    tests: ['test/softphone/sip-faults.test.ts'],
  },
  {
    ids: ['F-47'],
    file: 'src/softphone/ack-order.ts',
    from: `message.method === 'INVITE' ? this.#taking : undefined`,
    to: `undefined as Promise<void> | undefined`,
    lost: 'A call that is retrieved right after it was held stays silent.',
    tests: ['test/softphone/call-manager.test.ts'],
  },
  {
    ids: ['F-47'],
    file: 'src/softphone/ack-order.ts',
    from: `        this.#session.userAgent.userAgentCore.receiveIncomingRequestFromTransport(message);
`,
    to: '',
    lost: 'An INVITE that waited for an answer is forgotten.',
    tests: ['test/softphone/call-manager.test.ts'],
  },
  {
    ids: ['T-12'],
    file: 'src/softphone/leg-session.ts',
    from: `      onRefer: (referral) => void referral.reject({statusCode: 603}),
`,
    to: '',
    lost: 'Whoever sends a REFER in a call makes this browser call a number.',
    tests: ['test/softphone/call-manager.test.ts'],
  },
  {
    ids: ['F-46'],
    file: 'src/softphone/placing.ts',
    from: `          onRedirect: ({message}) => void (status = message.statusCode ?? 500),
`,
    to: '',
    lost: 'A number that is reached elsewhere now is a call that failed, nobody knows why.',
    tests: ['test/softphone/placed-faults.test.ts'],
  },
  {
    ids: ['F-46'],
    file: 'src/softphone/placing.ts',
    from: `.includes(status)) ?? 'sip/call-failed'`,
    to: `.includes(status - 1)) ?? 'sip/call-failed'`,
    lost: 'What the far side answered is told as something else.',
    tests: ['test/softphone/placed-faults.test.ts'],
  },
  {
    ids: ['F-48'],
    file: 'src/softphone/placing.ts',
    from: `new InviteUserAgentClient(core, request, delegate)`,
    to: `new InviteUserAgentClient(core, request, {
      ...delegate,
      onAccept: (taken) => {
        const first = request.extraHeaders[0] !== 'taken';
        request.extraHeaders[0] = 'taken';
        if (first) delegate?.onAccept?.(taken);
      },
    })`,
    lost: 'Whoever else picks up a call that was forked is neither answered nor let go.',
    tests: ['test/softphone/placed-faults.test.ts'],
  },
  {
    ids: ['F-50'],
    file: 'src/softphone/leg-session.ts',
    from: `      case SessionState.Terminating:
`,
    to: '',
    lost: 'A leg that was hung up before its ACK came keeps the microphone.',
    tests: ['test/softphone/lost-messages.test.ts'],
  },
  {
    ids: ['F-50'],
    file: 'src/softphone/leg-session.ts',
    from: `    const gone = () => {
      this.#cause = 'lost';
      void this.hangUp();
    };`,
    to: `    const gone = () => {};`,
    lost: 'A leg whose BYE got lost stays for ever.',
    tests: ['test/softphone/lost-messages.test.ts'],
  },
  {
    ids: ['F-50'],
    file: 'src/softphone/recovery.ts',
    from: `else if (state === 'disconnected') this.#later(PATIENCE_MS);`,
    to: `else if (state === 'disconnected') this.#cancel();`,
    lost: 'Nobody asks the far end why its sound has ended.',
    tests: ['test/softphone/lost-messages.test.ts'],
  },
  {
    ids: ['F-51'],
    file: 'src/softphone/phone.ts',
    from: `    this.#sessions = this.#sessions.filter(({leg}) => leg.state !== 'ended');
`,
    to: '',
    lost: 'Each call that was given up leaves a leg behind.',
    tests: ['test/softphone/sip-faults.test.ts'],
  },
  {
    ids: ['F-54'],
    file: 'src/softphone/leg-session.ts',
    from: `cancel.getHeaders('Reason').some(isElsewhere) ? 'completed-elsewhere' : 'cancelled'`,
    to: `'cancelled'`,
    lost: 'A call that was taken at another phone counts as missed.',
    tests: ['test/softphone/call-manager.test.ts'],
  },
  {
    ids: ['T-13'],
    file: 'src/softphone/edge-link.ts',
    from: `sipExtensionReplaces: SIPExtension.Unsupported,`,
    to: `sipExtensionReplaces: SIPExtension.Supported,`,
    lost: 'Whoever has seen the tags of a call puts another call in its place.',
    tests: ['test/softphone/sip-faults.test.ts'],
  },
  ...[
    [
      'T-13',
      'line-watch',
      `if (one.toTag !== '' && message.fromTag !== one.toTag)`,
      'if (false)',
      'Anybody tells of a line.',
    ],
    [
      'T-13',
      'line-watch',
      'if (message.cseq <= one.lastNotify)',
      'if (false)',
      'Old news of a line are news again.',
    ],
    [
      'T-02',
      'line-watch',
      'if (this.#wantsAll) return;\n    this.#wantsAll = true;',
      '',
      'News that can’t be read put off asking for those that can.',
    ],
    [
      'T-02',
      'dialog-info',
      'if (elements.length > dialogLimits.dialogs)',
      'if (false)',
      'One document names calls without end.',
    ],
    [
      'T-02',
      'dialog-info',
      '.number !== line) throw',
      '.number === undefined) throw',
      'News of one line are taken for another’s.',
    ],
    [
      'T-05',
      'dialog-info',
      `plain.test(value) ? copy(value) : ''`,
      'copy(value)',
      'A call’s name writes header lines.',
    ],
  ].map(([id, name, from, to, lost]) => ({
    ids: [id],
    file: `src/softphone/${name}.ts`,
    from,
    to,
    lost,
    tests: [`test/softphone/${name === 'line-watch' ? 'shared-lines' : name}.test.ts`],
  })),
  {
    ids: ['I-06'],
    file: 'src/softphone/leg-mixer.ts',
    from: `if (!this.#muting && staying.some(({mixed}) => mixed.leg.muted !== this.#muted)) this.#mute(!this.#muted);`,
    to: '',
    lost: 'Who mutes one of two joined calls is heard by the other.',
    tests: ['test/softphone/leg-mixer.test.ts'],
  },
];
