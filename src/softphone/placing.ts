/** Calls placed by this browser itself, on its further lines. Loaded with the first of them. */
import {Core, UserAgent} from 'sip.js';
// by their paths: the build leaves them out of what is loaded at the start (scripts/lib/slim-sip.mjs)
import {Inviter} from 'sip.js/lib/api/inviter.js';
import {SessionState} from 'sip.js/lib/api/session-state.js';
import {Dialog} from 'sip.js/lib/core/dialogs/dialog.js';
import {InviteUserAgentClient} from 'sip.js/lib/core/user-agents/invite-user-agent-client.js';
import {DeskError} from '../base/errors.js';
import type {LegSession, Placed} from './leg-session.js';
import type {HeldCall} from './types.js';

/** A call that this browser is to place. */
export interface Placing {
  /** User part of the line's address. */
  readonly line: string;
  /** Whom to call: the user part of an address of the same domain. */
  readonly number: string;
  readonly domain: string;
  /** Takes this call, which a colleague holds on the line: the number is the line's own then. */
  readonly held?: HeldCall | undefined;
  /** Further header lines of the INVITE. */
  readonly headers?: readonly string[] | undefined;
}

/** Why a call came to nothing: its last answer is one of these (RFC 3261 section 21). */
const answers = {
  'sip/busy': [486, 600],
  'sip/declined': [603],
  'sip/no-answer': [408, 480],
  'sip/not-found': [404, 410, 484, 604],
  'sip/forbidden': [403],
  'sip/moved': [300, 301, 302, 305, 380],
  'sip/no-common-codec': [488, 606],
  'sip/no-service': [500, 502, 503, 504],
} as const;

/** A code that the agent reads in words; `sip/call-failed` for an answer without words of its own. */
export type PlacingError = keyof typeof answers | 'sip/call-failed';

/** What is told of an answer. */
export function codeOf(status: number): PlacingError {
  const codes = Object.keys(answers) as (keyof typeof answers)[];
  return codes.find((code) => (answers[code] as readonly number[]).includes(status)) ?? 'sip/call-failed';
}

/** Why a call was not taken from who holds it (RFC 3891 section 3). */
function codeOfTaking(status: number): 'sip/not-held-there' | 'sip/pull-refused' | 'sip/call-failed' {
  // 486: it rang only; 481: no such call, or no longer
  if (status === 481 || status === 486 || status === 404) return 'sip/not-held-there';
  return [403, 405, 420, 501, 603].includes(status) ? 'sip/pull-refused' : 'sip/call-failed';
}

/**
 * Names the call whose place is wanted. Who stands opposite the colleague's phone answers, the switch, so that their two
 * tags change sides (RFC 3891 section 3); a switch that does not know how refuses instead of calling the line itself.
 */
const replacing = (held: HeldCall | undefined): string[] =>
  held
    ? ['Require: replaces', `Replaces: ${held.callId};to-tag=${held.remoteTag};from-tag=${held.localTag}`]
    : [];

/** The build takes these out of what everybody has. */
function complete(core: Core.UserAgentCore): void {
  core.invite = (request, delegate) =>
    new InviteUserAgentClient(core, request, delegate) as Core.OutgoingInviteRequest;
  Core.Dialog.initialDialogStateForUserAgentClient = Dialog.initialDialogStateForUserAgentClient.bind(Dialog);
}

/**
 * Places a call (RFC 3261 section 13.2) and answers with its leg's id when it is taken; undefined when it was given up
 * here.
 * @param add makes the session a leg of this browser
 * A redirection (3xx) is never followed: where a call goes is for the site to say.
 * @throws DeskError `media/…`, or a {@link PlacingError}
 */
export async function placeCall(
  agent: UserAgent,
  {line, number, domain, held, headers = []}: Placing,
  add: (inviter: Inviter, placed: Placed) => LegSession,
): Promise<string | undefined> {
  complete(agent.userAgentCore);
  const target = UserAgent.makeURI(`sip:${encodeURIComponent(number)}@${domain}`);
  const fromUri = UserAgent.makeURI(`sip:${line}@${domain}`);
  if (!target || !fromUri) throw new DeskError('sip/not-found', 'no usable address');
  const inviter = new Inviter(agent, target, {
    params: {fromUri},
    extraHeaders: [...headers, ...replacing(held)],
  });
  let status = 0;
  let isGivenUp = false;
  const over = new Promise<SessionState>((resolve) => {
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established || state === SessionState.Terminated) resolve(state);
    });
  });
  const leg = add(inviter, {
    number: held?.number ?? number,
    name: held?.name ?? '',
    async invite() {
      await inviter.invite({
        requestDelegate: {
          onReject: ({message}) => void (status = message.statusCode ?? 500),
          onRedirect: ({message}) => void (status = message.statusCode ?? 500),
        },
      });
    },
    async cancel() {
      isGivenUp = true;
      await inviter.cancel();
    },
  });
  try {
    await leg.answer();
  } catch (error) {
    await leg.hangUp();
    throw error;
  }
  const end = await over;
  if (end === SessionState.Established) return leg.leg.id;
  if (isGivenUp) return undefined;
  throw new DeskError((held ? codeOfTaking : codeOf)(status), `answered ${status}`);
}
