/**
 * The rules I-01 to I-14 of docs/architecture.md ("Rules that comments refer to") as functions over what an observer
 * sees. Knows no product code, so that every kind of test can ask: the model test (test/model), journeys, random walks.
 * An observer fills in what it can see; what it leaves out is not judged.
 */

export type InvariantId =
  | 'I-01'
  | 'I-02'
  | 'I-03'
  | 'I-04'
  | 'I-05'
  | 'I-06'
  | 'I-07'
  | 'I-08'
  | 'I-09'
  | 'I-10'
  | 'I-11'
  | 'I-12'
  | 'I-13'
  | 'I-14';

/** A press of the agent, and what has been seen of it. */
export interface PressSeen {
  readonly what: string;
  /** Ms since the press. */
  readonly age: number;
  /** What it wanted has been on the screen since, or its object is gone. */
  readonly confirmed: boolean;
  /** A sentence about it was shown. */
  readonly told: boolean;
  /** The screen says that it is under way, or being checked. */
  readonly underWay: boolean;
}

/** How often a thing was pressed, and how often a request for it left. */
export interface ChangesSeen {
  readonly what: string;
  readonly pressed: number;
  readonly sent: number;
}

/** A button as it is drawn, and whether the latest accepted state allows its action for the agent's own participant. */
export interface ButtonSeen {
  readonly what: string;
  readonly enabled: boolean;
  readonly allowed: boolean;
}

/** The microphone, on screen and in truth. */
export interface MicrophoneSeen {
  /** The indicator is on. */
  readonly shown: boolean;
  /** A live track is being sent, not silenced by a hold. */
  readonly sending: boolean;
  /** Ms since the last call ended; undefined while there is one, or before the first. */
  readonly sinceLastCall: number | undefined;
  /** The device is open. */
  readonly captured: boolean;
}

/** One call's leg: what is said of its microphone, and what is in effect. */
export interface LegSeen {
  readonly call: string;
  readonly muteShown: boolean;
  readonly muteInEffect: boolean;
  /** Finesse holds the call: nothing of the agent may leave. */
  readonly held: boolean;
  readonly silenced: boolean;
}

/** Audio that ended by an act of our own. */
export interface EndingSeen {
  readonly call: string;
  /** The agent asked for it, or signed out. */
  readonly wanted: boolean;
}

/** The same facts as three parties know them, in words that can be compared; undefined: that party is not seen. */
export interface SidesSeen {
  readonly screen: string;
  readonly finesse: string | undefined;
  readonly phone: string | undefined;
  /** Ms for which nothing has gone wrong any more. */
  readonly calmFor: number;
  /** The settling time of what went wrong before; ms. */
  readonly settles: number;
}

/** A timer as it is shown. */
export interface TimerSeen {
  /** The same text for the same timer counting from the same event. */
  readonly what: string;
  /** Ms. */
  readonly elapsed: number;
}

/** Something that grows with use, and how far it may. */
export interface KeptSeen {
  readonly what: string;
  readonly size: number;
  readonly bound: number;
}

/** Where text from outside was found. */
export interface TextSeen {
  readonly where: string;
  readonly text: string;
}

/** What an observer sees at one moment. */
export interface Picture {
  /** Ms; later pictures have later ones. */
  readonly at: number;
  readonly presses?: readonly PressSeen[];
  /** The longest that a press may be under way while Finesse can be reached; ms. */
  readonly patience?: number;
  readonly changes?: readonly ChangesSeen[];
  readonly buttons?: readonly ButtonSeen[];
  readonly ringTones?: number;
  readonly captures?: number;
  /** Registrations, by line. */
  readonly registrations?: ReadonlyMap<string, number>;
  readonly microphone?: MicrophoneSeen;
  readonly legs?: readonly LegSeen[];
  /** Calls the agent talks in, over all lines. */
  readonly talking?: number;
  readonly endings?: readonly EndingSeen[];
  readonly sides?: SidesSeen;
  readonly timers?: readonly TimerSeen[];
  /** Uncaught errors and unhandled rejections so far. */
  readonly uncaught?: readonly string[];
  readonly kept?: readonly KeptSeen[];
  /** Elements, attributes, styles, followed addresses and log lines that text from outside made. */
  readonly made?: readonly TextSeen[];
  /** Log lines, addresses, stored and broadcast texts. */
  readonly texts?: readonly TextSeen[];
  /** What must be in none of them: credentials, tokens, call variables, numbers, names. */
  readonly secrets?: readonly string[];
}

/** A rule that does not hold, in a sentence. */
export interface Violation {
  readonly id: InvariantId;
  readonly what: string;
}

type Rule = (picture: Picture, before: Picture | undefined) => string[];

/** I-01: every press is confirmed, told of, or being checked. Below the screen "told" means a notice code was raised. */
export const noPressIsSilent: Rule = ({presses = [], patience = Infinity}) =>
  presses.flatMap(({what, age, confirmed, told, underWay}) => {
    if (confirmed || told) return [];
    if (!underWay) return [`${what}: nothing was said of it`];
    return age > patience ? [`${what}: still under way after ${age} ms`] : [];
  });

/** I-02: a change is asked for at most once for each press. Seen where requests pass: REST, or orders to a leg. */
export const nothingIsSentTwice: Rule = ({changes = []}) =>
  changes
    .filter(({sent, pressed}) => sent > pressed)
    .map(({what, sent, pressed}) => `${what}: sent ${sent} times for ${pressed} presses`);

/** I-03: what can be pressed is allowed. */
export const buttonsAreAllowed: Rule = ({buttons = []}) =>
  buttons.filter(({enabled, allowed}) => enabled && !allowed).map(({what}) => `${what} can be pressed`);

/**
 * I-04: one ring tone, one capture, one registration for each line. An observer inside one page sees that page's alone;
 * over tabs and frames only the far ends (registrar, speakers) can count.
 */
export const oneOfEach: Rule = ({ringTones = 0, captures = 0, registrations = new Map<string, number>()}) => [
  ...(ringTones > 1 ? [`${ringTones} ring tones`] : []),
  ...(captures > 1 ? [`${captures} captures`] : []),
  ...[...registrations]
    .filter(([, count]) => count > 1)
    .map(([line, count]) => `${line}: ${count} registrations`),
];

/**
 * I-05: the indicator tells the truth, and capture stops within a second. Where media is not seen (test/model has no
 * tracks), {@link LegSeen.silenced} stands for "nothing is sent" on hold.
 */
export const microphoneIsHonest: Rule = ({microphone, legs = []}) => [
  ...(microphone && microphone.shown !== microphone.sending
    ? [`shown ${String(microphone.shown)}, sending ${String(microphone.sending)}`]
    : []),
  ...(microphone?.captured && (microphone.sinceLastCall ?? 0) > 1_000
    ? [`captured ${microphone.sinceLastCall} ms after the last call`]
    : []),
  ...legs
    .filter(({held, silenced}) => held !== silenced)
    .map(({call, held}) => `${call}: ${held ? 'open on hold' : 'silent'}`),
];

/** I-06: mute shown is mute in effect. */
export const muteIsTrue: Rule = ({legs = []}) =>
  legs
    .filter(({muteShown, muteInEffect}) => muteShown !== muteInEffect)
    .map(({call, muteShown}) => `${call}: shown ${muteShown ? 'muted' : 'open'} and is not`);

/** I-07: no audio ends by our own act unless the agent wanted it. Whether it still flowed only statistics can tell. */
export const audioOutlivesSignalling: Rule = ({endings = []}) =>
  endings.filter(({wanted}) => !wanted).map(({call}) => `${call}: ended without a press`);

/** I-08: after the settling time everybody knows the same. */
export const sidesAgree: Rule = ({sides}) => {
  if (!sides || sides.calmFor < sides.settles) return [];
  const {screen, finesse, phone} = sides;
  return [
    ...(finesse !== undefined && finesse !== screen ? [`screen: ${screen}\n    Finesse: ${finesse}`] : []),
    ...(phone !== undefined && phone !== screen ? [`screen: ${screen}\n    phone: ${phone}`] : []),
  ];
};

/** I-09: never negative, never NaN, never back. Same timer: same {@link TimerSeen.what}. */
export const timersOnlyGrow: Rule = ({timers = [], at}, before) =>
  timers.flatMap(({what, elapsed}) => {
    if (!(elapsed >= 0)) return [`${what}: ${elapsed} ms`];
    const earlier = before?.timers?.find((timer) => timer.what === what);
    return before && earlier && at >= before.at && elapsed < earlier.elapsed
      ? [`${what}: back from ${earlier.elapsed} to ${elapsed} ms`]
      : [];
  });

/** I-10: nothing is uncaught. An observer counts `error` and `unhandledrejection` of its page or process. */
export const nothingIsUncaught: Rule = ({uncaught = []}) => [...uncaught];

/** I-11: what is kept stays within its bound. Private maps are not seen: timers, stores and heaps stand for them. */
export const memoryIsBounded: Rule = ({kept = []}) =>
  kept
    .filter(({size, bound}) => size > bound)
    .map(({what, size, bound}) => `${what}: ${size}, at most ${bound}`);

/** I-12: text stays text. Below the screen only lines of the log can be made; markup is for observers of a page. */
export const textStaysText: Rule = ({made = []}) => made.map(({where, text}) => `${where}: ${text}`);

/** I-13: secrets are in no log line, address, storage or message. */
export const secretsStayIn: Rule = ({texts = [], secrets = []}) =>
  texts.flatMap(({where, text}) =>
    secrets.filter((secret) => secret !== '' && text.includes(secret)).map((secret) => `${where}: ${secret}`),
  );

/** I-14: one talks in one call at a time, over all lines. */
export const oneIsTalkedIn: Rule = ({talking = 0}) => (talking > 1 ? [`${talking} calls are talked in`] : []);

/** Every rule by its number. */
export const invariants: Readonly<Record<InvariantId, Rule>> = {
  'I-01': noPressIsSilent,
  'I-02': nothingIsSentTwice,
  'I-03': buttonsAreAllowed,
  'I-04': oneOfEach,
  'I-05': microphoneIsHonest,
  'I-06': muteIsTrue,
  'I-07': audioOutlivesSignalling,
  'I-08': sidesAgree,
  'I-09': timersOnlyGrow,
  'I-10': nothingIsUncaught,
  'I-11': memoryIsBounded,
  'I-12': textStaysText,
  'I-13': secretsStayIn,
  'I-14': oneIsTalkedIn,
};

/** Asks every rule of a picture, and remembers it for those that compare two moments. */
export class InvariantChecker {
  #before: Picture | undefined;

  /** What does not hold now; empty: all is well. */
  check(picture: Picture): Violation[] {
    const found = (Object.entries(invariants) as [InvariantId, Rule][]).flatMap(([id, rule]) =>
      rule(picture, this.#before).map((what) => ({id, what})),
    );
    this.#before = picture;
    return found;
  }
}
