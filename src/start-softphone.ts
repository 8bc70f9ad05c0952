/** The softphone over this browser's own clock, sockets and microphone, as the settings say; loaded when one is used. */
import {browserClock} from './base/clock.js';
import type {LogBook} from './base/log.js';
import {socketAddress} from './base/addresses.js';
import {browserLines, furtherLinesOf} from './calls/lines.js';
import type {Settings} from './config.js';
import {fetchCredentials} from './softphone/credentials.js';
import {warmUp} from './softphone/leg-session.js';
import {createSoftphone} from './softphone/phone.js';
import type {SoftphonePort} from './softphone/types.js';

/** By then what the first call needs is loaded also without one (ADR 12); ms. */
const warmUpAfter = 15_000;

/** Makes the softphone the settings describe, for one SIP number. */
export function startSoftphone(
  number: string,
  settings: Settings,
  authorization: () => string,
  book: LogBook,
): SoftphonePort {
  const {softphone} = settings;
  if (!softphone) throw new Error('a softphone was asked for without settings for it');
  browserClock.after(warmUpAfter, warmUp);
  const credentials = (line: string) => () =>
    fetchCredentials(softphone.credentials, line, authorization(), fetch.bind(window));
  return createSoftphone({
    servers: [socketAddress(softphone.server)],
    domain: softphone.domain,
    realm: softphone.realm,
    number,
    credentials: credentials(number),
    furtherLines: [...furtherLinesOf(number, browserLines(softphone))].map(([line, settings]) => ({
      ...settings,
      number: line,
      credentials: credentials(line),
    })),
    iceServers: softphone.iceServers.map(({urls, username, credential}) => ({
      urls,
      ...(username === undefined ? {} : {username}),
      ...(credential === undefined ? {} : {credential}),
    })),
    microphone: {
      echoCancellation: softphone.echoCancellation,
      noiseSuppression: softphone.noiseSuppression,
      autoGainControl: softphone.autoGainControl,
    },
    clock: browserClock,
    log: book.part('softphone'),
    random: Math.random,
  });
}
