import {msg} from '@lit/localize';
import type {Agent} from '../finesse/types.js';

/** A state the agent did not choose, in plain words. */
export interface ReasonText {
  readonly title: string;
  readonly advice: string;
}

const missed = (): ReasonText => ({
  title: msg('You missed a call'),
  advice: msg('It rang out, so you were made Not Ready and get no more calls until you are Ready again.'),
});
const bySupervisor = (): ReasonText => ({
  title: msg('Your supervisor changed your state'),
  advice: msg('Ask your supervisor before you go Ready again.'),
});
const connectionLost = (): ReasonText => ({
  title: msg('The connection to Finesse was lost'),
  advice: msg(
    'You were signed out, or made Not Ready, for that reason. Go Ready again when the health list is clean.',
  ),
});
const phoneGone = (): ReasonText => ({
  title: msg('Your phone left the network'),
  advice: msg('Calls can’t reach it. Check its cable or restart it, then go Ready again.'),
});
const phoneBack = (): ReasonText => ({
  title: msg('Your phone is back'),
  advice: msg('It was off the network for a while. You can go Ready again.'),
});
const offHook = (): ReasonText => ({
  title: msg('Your phone was off the hook'),
  advice: msg('Put the handset back, then go Ready again.'),
});
const otherLine = (): ReasonText => ({
  title: msg('You are on a call on another line'),
  advice: msg('Queue calls wait meanwhile. Go Ready again when that call is over.'),
});
const otherSignIn = (): ReasonText => ({
  title: msg('Another sign-in took over'),
  advice: msg(
    'Your name or extension was used to sign in elsewhere. If that was not you, tell your supervisor.',
  ),
});
const systemRestarted = (): ReasonText => ({
  title: msg('The contact centre system restarted'),
  advice: msg('Go Ready again to take calls.'),
});
const mobileFailed = (): ReasonText => ({
  title: msg('The call to your phone failed'),
  advice: msg('The phone you gave at sign-in could not be reached. Check it, then go Ready again.'),
});

const signedInAgain = (): ReasonText => ({
  title: msg('You were signed in again'),
  advice: msg('Go Ready again to take calls.'),
});

/**
 * System codes of both deployments that an agent can meet (Unified CCE reason codes; Unified CCX "Reason Codes for
 * Agent State Change").
 */
const byCode: Readonly<Record<string, () => ReasonText>> = {
  '22': bySupervisor,
  '33': bySupervisor,
  '999': bySupervisor,
  '255': connectionLost,
  '50001': connectionLost,
  '50002': connectionLost,
  '32757': connectionLost,
  '32764': connectionLost,
  '32765': connectionLost,
  '32762': offHook,
  '32763': missed,
  '32767': missed,
  '50010': () => ({
    title: msg('Two calls in a row did not reach you'),
    advice: msg('Check your phone or your headset, then go Ready again.'),
  }),
  '50041': () => ({
    title: msg('Your phone was not picked up'),
    advice: msg('A call came to the phone you gave at sign-in. Go Ready again when you can answer there.'),
  }),
  '50040': mobileFailed,
  '50042': mobileFailed,
  '50003': phoneGone,
  '32754': phoneGone,
  '32759': phoneGone,
  '32756': phoneBack,
  '50004': () => ({
    title: msg('You were signed out for inactivity'),
    advice: msg('Sign in on the desktop again.'),
  }),
  '50005': otherLine,
  '32742': otherLine,
  '32761': () => ({
    title: msg('A call came directly to you'),
    advice: msg('Direct calls make you Not Ready. Go Ready again when it is over.'),
  }),
  '50006': () => ({
    title: msg('You placed a call'),
    advice: msg('Your own calls make you Not Ready. Go Ready again when it is over.'),
  }),
  '50020': () => ({
    title: msg('Your queues were changed'),
    advice: msg('Sign in on the desktop again to use them.'),
  }),
  '50030': otherSignIn,
  '32740': otherSignIn,
  '32741': otherSignIn,
  '51004': () => ({
    title: msg('Your extension already had a call'),
    advice: msg('End the call on your phone, then go Ready again.'),
  }),
  '32758': () => ({
    title: msg('The time for wrap-up is over'),
    advice: msg('Go Ready again to take calls.'),
  }),
  '65533': systemRestarted,
  '65534': systemRestarted,
  '65535': systemRestarted,
  '20001': connectionLost,
  '20002': connectionLost,
};

/** Codes that Unified CCX uses for something else than Unified CCE. */
const onCcx: Readonly<Record<string, () => ReasonText>> = {
  '32767': signedInAgain,
};

/** Codes of a routed call that was not answered. */
const missedCodes = {CCE: '32767', CCX: '32763'} as const;

/** Whether the agent was made Not Ready because a routed call rang out. */
export const isMissedCall = (agent: Agent, deployment: 'CCE' | 'CCX'): boolean =>
  agent.state === 'NOT_READY' &&
  agent.reason?.system === true &&
  agent.reason.code === missedCodes[deployment];

/** Explains a Not Ready or a sign-out that the system set; undefined where the agent chose it, or just signed in. */
export function reasonText(agent: Agent, deployment: 'CCE' | 'CCX'): ReasonText | undefined {
  if (agent.state !== 'NOT_READY' && agent.state !== 'LOGOUT') return undefined;
  if (agent.reason?.system !== true) return undefined;
  const own = deployment === 'CCX' && Object.hasOwn(onCcx, agent.reason.code);
  if (own) return onCcx[agent.reason.code]?.();
  return Object.hasOwn(byCode, agent.reason.code) ? byCode[agent.reason.code]?.() : undefined;
}
