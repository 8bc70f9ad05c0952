import {dropLogging} from './rollup-drop-logging.mjs';
import {leaveOut} from './rollup-leave-out.mjs';
import {leaveOutMethods} from './rollup-leave-out-methods.mjs';
import {pruneGrammar} from './rollup-prune-grammar.mjs';
import {shortErrors} from './rollup-short-errors.mjs';
import {whole} from './rollup-whole.mjs';

const folder = '/node_modules/sip.js/lib/';

/** What of sip.js this product never reaches, and why. Whoever comes to need one takes its line away. */
export const leftOut = {
  'platform/web/transport/transport': 'the softphone has a transport of its own, with the guard before it',
  'platform/web/session-description-handler/media-stream-factory-default':
    'only the default media handler asks for a stream; ours is given the track of the microphone',
  'platform/web/session-description-handler/peer-connection-configuration-default':
    'as above; it names a public STUN server',
  'core/user-agents/subscribe-user-agent-client': 'nothing subscribes: Unified CM notifies unasked',
  'core/dialogs/subscription-dialog': 'as above',
  'core/messages/digest-authentication': 'the softphone answers challenges itself, and not each of them',
  'core/user-agents/publish-user-agent-client': 'nothing publishes',
  'api/inviter': 'calls of the first line are placed by Finesse; `placing.ts` brings it for the others',
  'core/user-agents/invite-user-agent-client': 'as above',
};

/** Methods of classes we do use, and what does their work here, or that nobody wants it. */
export const methodsLeftOut = {
  // Finesse transfers, and `referring.ts` on further lines; digits are sent as telephone events (RFC 4733)
  'api/session': ['refer', '_refer', 'referToString', 'referExtraHeaders', 'message', 'info'],
  'core/dialogs/session-dialog': ['refer', 'message', 'info'],
  // `placing.ts` brings it; no call is sent elsewhere
  'core/dialogs/dialog': ['initialDialogStateForUserAgentClient'],
  'core/user-agents/user-agent-server': ['redirect', 'redirectable'],
  'core/user-agents/re-invite-user-agent-server': ['redirect'],
  // headers of what we send are set, not asked for
  'core/messages/outgoing-request-message': ['getHeaders', 'hasHeader'],
  'grammar/uri': ['deleteHeader'],
  // a REFER is always refused
  'api/referral': ['accept', 'makeInviter'],
  // the track of the microphone is set by `session-media.ts`
  'platform/web/session-description-handler/session-description-handler': [
    'getLocalMediaStream',
    'setLocalMediaStream',
    'sendDtmf',
    'enableReceiverTracks',
    'enableSenderTracks',
  ],
  // `edge-link.ts` does that, with pauses that grow
  'api/user-agent': ['attemptReconnection'],
};

/** What sip.js reads with its grammar: the headers it parses by itself, addresses, and its own instance id. */
export const startRules = [
  'Request_Response',
  'Via',
  'From',
  'To',
  'Record_Route',
  'Call_ID',
  'Contact',
  'Content_Length',
  'Content_Type',
  'Content_Disposition',
  'CSeq',
  'Max_Forwards',
  'WWW_Authenticate',
  'Proxy_Authenticate',
  'Event',
  'Refer_To',
  'Replaces',
  'Name_Addr_Header',
  'SIP_URI',
  'uuid',
];

/** With its statements gone a logger is only a name that is handed on. What is still called on it says nothing. */
function silentLoggers() {
  const file = `${folder}core/log/logger-factory.js`;
  return {
    name: 'silent-loggers',
    transform(code, id) {
      if (!id.endsWith(file)) return null;
      if (!code.includes('export class LoggerFactory')) this.error(`${file} makes no loggers any more`);
      const silent = 'const silent = {error() {}, warn() {}, log() {}, debug() {}};';
      const factory = 'export class LoggerFactory { getLogger() { return silent; } }';
      return {code: `${silent}\n${factory}`, map: {mappings: ''}};
    },
  };
}

/** rollup plugins that take out of sip.js what this product never uses of it. */
export function slimSip() {
  return [
    whole('sip.js'),
    shortErrors(folder),
    leaveOut(folder, leftOut),
    leaveOutMethods(folder, methodsLeftOut),
    dropLogging(folder),
    silentLoggers(),
    pruneGrammar(folder, 'grammar/pegjs/dist/grammar.js', startRules),
  ];
}
