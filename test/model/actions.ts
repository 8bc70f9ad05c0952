/** What happens in a model run: drawn by fast-check, carried out on a stage. What can't be done now is left out. */
import fc from 'fast-check';
import type {NewsFault, RestFault} from './links.js';
import type {Pressable, Stage, StageOptions} from './stage.js';

export type Happening =
  | {readonly do: 'press'; readonly pick: number}
  /** the agent is Ready, a call comes from the queue and is answered: where most of the rest begins */
  | {readonly do: 'take a call'}
  /** a call is put on hold and taken back at once, perhaps while news are out of order or everything is being read */
  | {readonly do: 'hold and back'; readonly amid: 'nothing' | 'shuffle' | 'read'}
  /** a call is ended, and its wrap-up runs out */
  | {readonly do: 'end and wait'}
  | {readonly do: 'call in'; readonly to: 'queue' | 'direct'}
  | {readonly do: 'hang up'; readonly pick: number}
  | {readonly do: 'sign in'}
  | {readonly do: 'supervisor'; readonly state: 'READY' | 'NOT_READY' | 'LOGOUT'}
  | {readonly do: 'news'; readonly how: NewsFault['how']; readonly count: number}
  | {readonly do: 'rest'; readonly how: RestFault; readonly changesOnly: boolean}
  | {readonly do: 'gap'; readonly ms: number}
  | {readonly do: 'out of service'; readonly ms: number}
  | {readonly do: 'rubbish'; readonly text: string}
  | {readonly do: 'settle'};

/** One happening, and the time after it. */
export interface Step {
  readonly what: Happening;
  /** Ms. */
  readonly then: number;
}

/** A whole run. */
export interface Walk {
  readonly stage: StageOptions;
  readonly steps: readonly Step[];
}

const rubbish = [
  '',
  '<',
  '<html><body>Sign in</body></html>',
  '<Update><data></data><event>PUT</event><requestId></requestId><source>/finesse/api/User/1001001</source></Update>',
  '<Update><data><user><id>1001001</id><id>1001002</id><state>READY</state></user></data><event>PUT</event><requestId></requestId><source>/finesse/api/User/1001001</source></Update>',
  '<Update><data><dialog><id>1</id><state>ACTIVE</state><participants></participants></dialog></data><event>PUT</event><requestId></requestId><source>/finesse/api/Dialog/1</source></Update>',
  '<Update><data><user><loginId>1001002</loginId><state>READY</state></user></data><event>PUT</event><requestId></requestId><source>/finesse/api/User/1001002</source></Update>',
];

const pick = fc.nat({max: 999});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {weight: 12, arbitrary: fc.record({do: fc.constant('press' as const), pick})},
  {weight: 3, arbitrary: fc.constant({do: 'take a call' as const})},
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hold and back' as const),
      amid: fc.constantFrom('nothing' as const, 'shuffle' as const, 'read' as const),
    }),
  },
  {weight: 1, arbitrary: fc.constant({do: 'end and wait' as const})},
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('call in' as const),
      to: fc.oneof(
        {weight: 1, arbitrary: fc.constant('queue' as const)},
        {weight: 1, arbitrary: fc.constant('direct' as const)},
      ),
    }),
  },
  {weight: 2, arbitrary: fc.record({do: fc.constant('hang up' as const), pick})},
  {weight: 1, arbitrary: fc.constant({do: 'sign in' as const})},
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('supervisor' as const),
      state: fc.constantFrom('READY' as const, 'NOT_READY' as const, 'LOGOUT' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('news' as const),
      how: fc.constantFrom('copies' as const, 'shuffle' as const),
      count: fc.integer({min: 3, max: 12}),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rest' as const),
      how: fc.constantFrom<RestFault>(
        'cut-before',
        'cut-after',
        'busy',
        'stall-before',
        'stall-after',
        'slow',
      ),
      changesOnly: fc.boolean(),
    }),
  },
  {weight: 2, arbitrary: fc.record({do: fc.constant('gap' as const), ms: fc.constantFrom(50, 1_000, 8_000)})},
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('out of service' as const),
      ms: fc.constantFrom(500, 4_000, 15_000),
    }),
  },
  {weight: 2, arbitrary: fc.record({do: fc.constant('rubbish' as const), text: fc.constantFrom(...rubbish)})},
  {weight: 3, arbitrary: fc.constant({do: 'settle' as const})},
);

const step: fc.Arbitrary<Step> = fc.record({
  what: happening,
  then: fc.oneof(
    {weight: 4, arbitrary: fc.constantFrom(0, 5, 40)},
    {weight: 6, arbitrary: fc.constantFrom(300, 700)},
    {weight: 2, arbitrary: fc.constantFrom(1_800, 3_200)},
    {weight: 2, arbitrary: fc.constantFrom(9_000, 21_000, 31_000)},
  ),
});

/** Any run. */
export const walks: fc.Arbitrary<Walk> = fc.record({
  stage: fc.record({
    site: fc.constantFrom('CCE' as const, 'CCX' as const),
    seat: fc.constantFrom('phone' as const, 'browser' as const),
    ahead: fc.constantFrom(0, 37_000, -7_200_000),
    jitter: fc.constantFrom(0, 30, 300, 1_000),
    chance: fc.nat(),
  }),
  steps: fc.array(step, {minLength: 16, maxLength: 40, size: 'max'}),
});

/** The longest after a happening until all agree again; ms. A read that failed is tried again after 21 s at most. */
const settles = 30_000;

/** What is done most often in an hour is pressed most often here. */
const weightOf = (each: Pressable): number => {
  if (each.kind === 'command') return each.command.type === 'end' ? 6 : 12;
  if (each.kind === 'dial') return 1;
  return each.state === 'READY' ? 8 : 1;
};

function press(stage: Stage, at: number): void {
  const list = stage.pressable().flatMap((each) => Array.from({length: weightOf(each)}, () => each));
  const chosen = list[at % Math.max(1, list.length)];
  if (chosen) stage.press(chosen);
}

function pressThe(stage: Stage, wanted: (each: Pressable) => boolean): void {
  const chosen = stage.pressable().find(wanted);
  if (chosen) stage.press(chosen);
}

async function carryOut(stage: Stage, what: Happening): Promise<void> {
  switch (what.do) {
    case 'press':
      press(stage, what.pick);
      return;
    case 'take a call':
      pressThe(stage, (each) => each.kind === 'state' && each.state === 'READY');
      await stage.pass(700);
      stage.callIn('queue');
      await stage.pass(900);
      pressThe(stage, (each) => each.kind === 'command' && each.command.type === 'answer');
      await stage.pass(600);
      return;
    case 'end and wait':
      pressThe(stage, (each) => each.kind === 'command' && each.command.type === 'end');
      await stage.pass(31_500);
      return;
    case 'hold and back':
      if (what.amid === 'shuffle') stage.news.fault = {how: 'shuffle', left: 9};
      if (what.amid === 'read') stage.news.send('/finesse/api/User/1001001', '<');
      for (const type of ['hold', 'resume']) {
        pressThe(stage, (each) => each.kind === 'command' && each.command.type === type);
        await stage.pass(400);
      }
      return;
    case 'call in':
      if (what.to === 'queue' || stage.reference.state !== 'LOGOUT') stage.callIn(what.to);
      return;
    case 'hang up': {
      const calls = stage.world.calls.all();
      const call = calls[what.pick % Math.max(1, calls.length)];
      if (call) stage.hangUpOutside(call.id);
      return;
    }
    case 'sign in':
      if (stage.reference.state === 'LOGOUT') stage.signIn();
      return;
    case 'supervisor':
      // what becomes of a call at the phone of somebody who is signed out is not documented
      if (stage.reference.calls.some(({part, kind}) => kind === 'direct' && (!part || part === 'ringing')))
        return;
      stage.bySupervisor(what.state);
      await stage.pass(50);
      return;
    case 'news':
      stage.news.fault = {how: what.how, left: what.count};
      return;
    case 'rest':
      stage.requests.fault = {how: what.how, changesOnly: what.changesOnly};
      return;
    case 'gap':
      stage.news.down();
      stage.later(what.ms, () => stage.news.up());
      return;
    case 'out of service':
      stage.setStatus('OUT_OF_SERVICE');
      stage.later(what.ms, () => stage.setStatus('IN_SERVICE'));
      return;
    case 'rubbish':
      stage.news.send('/finesse/api/User/1001001', what.text);
      return;
    case 'settle':
      return stage.settle(settles);
  }
}

/** Carries a whole run out; rejects with {@link ModelFailure} when a rule does not hold. */
export async function carryOutAll(stage: Stage, steps: readonly Step[]): Promise<void> {
  for (const {what, then} of steps) {
    await carryOut(stage, what);
    await stage.pass(then);
  }
  await stage.settle(settles);
}
