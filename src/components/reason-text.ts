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
const signedOutBySupervisor = (): ReasonText => ({
  title: msg('Your supervisor signed you out'),
  advice: msg('Ask your supervisor before you sign in again.'),
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
  title: msg('A call on another line made you Not Ready'),
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
const signOutAsked = (): ReasonText => ({
  title: msg('Your sign-out made you Not Ready first'),
  advice: msg('You could not be signed out from the state you were in. Sign out once more.'),
});
const directCall = (): ReasonText => ({
  title: msg('A call came directly to you'),
  advice: msg('Direct calls make you Not Ready. Go Ready again when it is over.'),
});
const lineLocked = (): ReasonText => ({
  title: msg('Your line may not be used for queue calls'),
  advice: msg(
    'The telephone system has restricted it. Tell your supervisor; nothing on this desk can change it.',
  ),
});
const phoneLocked = (): ReasonText => ({
  title: msg('Your phone may not be used for queue calls'),
  advice: msg(
    'The telephone system has restricted it. Tell your supervisor; nothing on this desk can change it.',
  ),
});
const campaignCall = (): ReasonText => ({
  title: msg('A campaign call is kept for you'),
  advice: msg('It comes by itself. Nothing needs to be done.'),
});
const campaignOver = (): ReasonText => ({
  title: msg('A campaign call was put back'),
  advice: msg('Go Ready again to take calls.'),
});

type Words = Readonly<Record<string, () => ReasonText>>;

/** What both deployments mean by a code. */
const common: Words = {
  '255': connectionLost,
  '32762': offHook,
};

/** System codes of Unified CCE (Database Schema Handbook, reason codes; Finesse developer guide). */
const onCce: Words = {
  ...common,
  '999': bySupervisor,
  '20001': connectionLost,
  '20002': connectionLost,
  '20003': signOutAsked,
  '32767': missed,
  '50001': connectionLost,
  '50002': connectionLost,
  '50003': phoneGone,
  '50004': () => ({
    title: msg('You were signed out for inactivity'),
    advice: msg('Sign in on the desktop again.'),
  }),
  '50005': otherLine,
  '50006': () => ({
    title: msg('You placed a call'),
    advice: msg('Your own calls make you Not Ready. Go Ready again when it is over.'),
  }),
  '50010': () => ({
    title: msg('Two calls in a row did not reach you'),
    advice: msg('Check your phone or your headset, then go Ready again.'),
  }),
  '50020': () => ({
    title: msg('Your queues were changed'),
    advice: msg('Sign in on the desktop again to use them.'),
  }),
  '50030': otherSignIn,
  '50040': mobileFailed,
  '50041': () => ({
    title: msg('Your phone was not picked up'),
    advice: msg('A call came to the phone you gave at sign-in. Go Ready again when you can answer there.'),
  }),
  '50042': () => ({
    title: msg('The call that carried your voice has ended'),
    advice: msg('Sign in again: your phone is called anew. It has to stay up as long as you work.'),
  }),
  '50045': () => ({
    title: msg('The contact centre moved to its other server'),
    advice: msg('That was planned. Go Ready again to take calls.'),
  }),
  '51004': () => ({
    title: msg('Your extension already had a call'),
    advice: msg('End the call on your phone, then go Ready again.'),
  }),
  '65533': systemRestarted,
  '65534': systemRestarted,
  '65535': systemRestarted,
};

/** System codes of Unified CCX (CTI Protocol Developer Guide, "Reason Codes for Agent State Change"). */
const onCcx: Words = {
  ...common,
  '22': signedOutBySupervisor,
  '33': bySupervisor,
  '32740': otherSignIn,
  '32741': otherSignIn,
  '32742': otherLine,
  '32745': campaignCall,
  '32746': campaignCall,
  '32747': campaignCall,
  '32748': () => ({
    title: msg('Your agent account was removed'),
    advice: msg('An administrator did that. Ask your supervisor before you sign in again.'),
  }),
  '32749': () => ({
    title: msg('Your consult call was taken back'),
    advice: msg('Go Ready again to take calls.'),
  }),
  '32751': campaignOver,
  '32752': campaignOver,
  '32753': lineLocked,
  '32754': phoneLocked,
  '32755': () => ({
    title: msg('Your call is over'),
    advice: msg('Calls that come directly to you leave you Not Ready. Go Ready again to take queue calls.'),
  }),
  '32756': phoneBack,
  '32757': connectionLost,
  '32758': () => ({
    title: msg('The time for wrap-up is over'),
    advice: msg('Go Ready again to take calls.'),
  }),
  '32759': phoneGone,
  '32760': () => ({
    title: msg('You are signed in'),
    advice: msg('Go Ready to take calls.'),
  }),
  '32761': directCall,
  '32763': missed,
  '32764': connectionLost,
  '32765': connectionLost,
  '32767': signedInAgain,
};

/** Codes that follow from what the agent just did, and need no card. */
const expected: ReadonlySet<string> = new Set(['32760']);

/** A code that neither list has: newer than this desk, or a site's own. */
const unknownCode = (): ReasonText => ({
  title: msg('The system changed your state'),
  advice: msg(
    'It did not say why in words this desk knows. Go Ready again; if that fails, tell your supervisor.',
  ),
});

/** Words for a code the system set; for every code, also one that is in no list. */
export function systemWords(code: string, deployment: 'CCE' | 'CCX'): ReasonText {
  const [own, other] = deployment === 'CCE' ? [onCce, onCcx] : [onCcx, onCce];
  // a code of the other list is a better guess than none: sites move from one to the other
  const found = [own, other].find((words) => Object.hasOwn(words, code));
  return (found?.[code] ?? unknownCode)();
}

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
  if (agent.reason?.system !== true || expected.has(agent.reason.code)) return undefined;
  // CCE has one code for both things a supervisor does
  if (agent.state === 'LOGOUT' && agent.reason.code === '999') return signedOutBySupervisor();
  return systemWords(agent.reason.code, deployment);
}
