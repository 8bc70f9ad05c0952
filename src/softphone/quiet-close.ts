/** When a call's peer connection is closed. Loaded with the first call. */
import type {Clock} from '../base/clock.js';

/** A change of state that is on its way arrives within some milliseconds. */
const QUIET_MS = 250;

/**
 * Puts the closing of `peer` off until its connection state has been the same for 250 ms. Chromium (seen in 156) never
 * frees a peer connection that is closed while a change of that state is on its way, nor what listens to it, the whole
 * call; and when the far end ends a call, its DTLS takes leave just as its BYE comes. Nothing is said or heard meanwhile:
 * the tracks are stopped by whoever closes.
 */
export function closeWhenQuiet(peer: RTCPeerConnection, clock: Clock): void {
  const close = peer.close.bind(peer);
  let isClosing = false;
  let cancel: () => void = () => undefined;
  const wait = () => {
    cancel();
    cancel = clock.after(QUIET_MS, () => {
      peer.removeEventListener('connectionstatechange', wait);
      close();
    });
  };
  peer.close = () => {
    if (isClosing) return;
    isClosing = true;
    peer.addEventListener('connectionstatechange', wait);
    wait();
  };
}
