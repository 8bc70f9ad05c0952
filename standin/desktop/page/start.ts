import type {DesktopSettings} from '../layout-model.js';
import type {OwnAgent, OwnUser} from './own-agent.js';
import {childElement, childText} from './rest.js';
import type {FinesseRest} from './rest.js';
import type {SignIn} from './session.js';

/** Milliseconds to wait for the news that a sign-in took effect, before asking. */
const signInPatience = 5000;
/** With a permanent call to the agent's phone, which has to be answered first. */
const setUpPatience = 60_000;

/** What SystemInfo tells the desktop. */
export interface SystemFacts {
  /** Server minus client time, milliseconds. */
  readonly driftMs: number;
  readonly timezoneSeconds: number;
  /** Origins of both nodes as SystemInfo names them. */
  readonly nodes: readonly string[];
}

/** @throws {Error} when the layout is refused or the server does not answer. */
export async function readSettings(): Promise<DesktopSettings> {
  const response = await fetch('/desktop/standin/settings', {cache: 'no-store'});
  const answer = (await response.json()) as DesktopSettings & {error?: string};
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** Reads SystemInfo. @throws {RestError} when Finesse does not answer. */
export async function readSystemFacts(rest: FinesseRest): Promise<SystemFacts> {
  const info = await rest.get(`SystemInfo?nocache=${Date.now()}`);
  const timestamp = Date.parse(childText(info, 'currentTimestamp'));
  const minutes = Number(childText(info, 'timezoneOffset'));
  return {
    driftMs: Number.isNaN(timestamp) ? 0 : timestamp - Date.now(),
    timezoneSeconds: Number.isFinite(minutes) ? minutes * 60 : 0,
    nodes: ['primaryNode', 'secondaryNode'].flatMap((name) => originOf(childElement(info, name))),
  };
}

function originOf(node: Element | undefined): string[] {
  const host = childText(node, 'host');
  if (host === '') return [];
  const port = childText(node, 'httpsPort');
  // A laptop's own names mean one machine; the page stays with the name it was opened under.
  const name = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname) ? location.hostname : host;
  try {
    return [new URL(`${location.protocol}//${name}${port === '' ? '' : `:${port}`}`).origin];
  } catch {
    return [];
  }
}

/**
 * Signs the agent in, unless this agent is signed in on that extension already: then the state stays as it is.
 *
 * @throws {Error} with the sentence to show when Finesse refuses.
 */
export async function signInAgent(agent: OwnAgent, rest: FinesseRest, signIn: SignIn): Promise<OwnUser> {
  const before = await agent.refreshUser();
  const signedIn = before.state !== 'LOGOUT' && before.extension === signIn.extension;
  if (signedIn && signIn.moved !== true) return before;
  // Listening starts first: the news may come before the answer.
  const patience = isNailed(signIn) ? setUpPatience : signInPatience;
  const outcome = awaitOutcome(agent, signIn.extension, patience);
  try {
    const requestId = await rest.put(`User/${encodeURIComponent(agent.id)}`, 'User', {
      state: 'LOGIN',
      extension: signIn.extension,
      activeDeviceId: signIn.deviceId,
      mobileAgent: signIn.mobileAgent && {
        mode: signIn.mobileAgent.mode,
        dialNumber: signIn.mobileAgent.dialNumber,
      },
    });
    outcome.expect(requestId);
    return await outcome.user;
  } finally {
    outcome.stop();
  }
}

/** The sign-in is complete only when the agent's phone has answered the permanent call. */
export const isNailed = ({mobileAgent}: SignIn): boolean => mobileAgent?.mode === 'NAILED_CONNECTION';

interface Outcome {
  readonly user: Promise<OwnUser>;
  expect(requestId: string): void;
  stop(): void;
}

function awaitOutcome(agent: OwnAgent, extension: string, patience: number): Outcome {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expected = '';
  let settle: (user: OwnUser) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const refusals = new Map<string, string>();
  const user = new Promise<OwnUser>((done, failed) => {
    settle = done;
    refuse = failed;
  });
  // Nobody may be waiting yet when it fails.
  user.catch(() => undefined);
  const check = (): void => {
    const now = agent.user;
    if (now && now.state !== 'LOGOUT' && now.extension === extension) settle(now);
  };
  const review = (): void => {
    const refusal = refusals.get(expected) ?? refusals.get('');
    if (expected !== '' && refusal !== undefined) refuse(new Error(refusal));
  };
  agent.onRefusal((requestId, message) => {
    refusals.set(requestId, message);
    review();
  });
  return {
    user,
    expect: (requestId) => {
      expected = requestId;
      review();
      check();
      agent.onChange(check);
      timer = setTimeout(() => {
        agent.refreshUser().then(
          () => refuse(new Error('Finesse took the sign-in but did not carry it out.')),
          (error: unknown) => refuse(error instanceof Error ? error : new Error(String(error))),
        );
      }, patience);
    },
    stop: () => clearTimeout(timer),
  };
}
