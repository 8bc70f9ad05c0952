/** Has the far end of a session connected to somebody else (RFC 3515, RFC 5589). Loaded with the further lines. */
import {SessionState, UserAgent, type Notification, type Session} from 'sip.js';
// by its path: the build leaves it out of what is loaded at the start (scripts/lib/slim-sip.mjs)
import {ReferUserAgentClient} from 'sip.js/lib/core/user-agents/refer-user-agent-client.js';
import type {SessionDialog} from 'sip.js/lib/core/dialogs/session-dialog.js';
import {DeskError} from '../base/errors.js';
import {codeOf} from './placing.js';

/** What a Refer-To says of a number, or of the far end of another session, which that one's place is taken of (RFC 3891). */
function referTo(to: Session | string, domain: string): string | undefined {
  if (typeof to === 'string') {
    const uri = UserAgent.makeURI(`sip:${encodeURIComponent(to)}@${domain}`);
    return uri && `<${uri.toString()}>`;
  }
  const {dialog} = to;
  if (!dialog) return undefined;
  const {callId, remoteTag, localTag, remoteTarget} = dialog;
  const replaces = encodeURIComponent(`${callId};to-tag=${remoteTag};from-tag=${localTag}`);
  return `<${remoteTarget.toString()}?Replaces=${replaces}>`;
}

/** The status that a NOTIFY of a REFER tells (RFC 3515 section 2.4.5); NaN when it tells none. */
const statusIn = ({request}: Notification): number =>
  Number(/^SIP\/2\.0 (\d{3})(?: |$)/m.exec(request.body)?.[1]);

/**
 * Sends a REFER in the session's dialog. Resolves when the call manager says that the two are connected, or when the
 * session is over.
 * @throws DeskError as {@link codeOf} names it: they are not
 */
export async function refer(session: Session, to: Session | string, domain: string): Promise<void> {
  const {dialog, delegate = {}} = session;
  const target = referTo(to, domain);
  if (!dialog || target === undefined) throw new DeskError('sip/call-failed', 'nobody to refer to');
  session.delegate = delegate;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (status: number) => reject(new DeskError(codeOf(status), `answered ${status}`));
      delegate.onNotify = (notification) => {
        void notification.accept();
        const status = statusIn(notification);
        const isOver = /^\s*terminated\b/i.test(notification.request.getHeader('subscription-state') ?? '');
        if (status >= 200 && status < 300) resolve();
        else if (status >= 300 || isOver) fail(status);
      };
      session.stateChange.addListener((state) => {
        if (state === SessionState.Terminated) resolve();
      });
      const refused = {
        onReject: () => reject(new DeskError('sip/call-failed', 'the REFER was refused')),
      };
      void new ReferUserAgentClient(dialog as SessionDialog, refused, {
        extraHeaders: [`Refer-To: ${target}`],
      });
    });
  } finally {
    // nobody else's news of that kind are taken (T-12)
    delete delegate.onNotify;
  }
}
