/** Candidate lines of a session description (RFC 8839 section 5.1), taken apart from the rest. */

const CANDIDATE = /^a=(?:candidate:|end-of-candidates)/;

/** The same description without its candidates: whoever is given it knows nowhere to send to. */
export function withoutCandidates(sdp: string): string {
  return sdp
    .split(/\r?\n/)
    .filter((line) => !CANDIDATE.test(line))
    .join('\r\n');
}

/** The candidates alone, each with the number of its stream. */
export function candidatesOf(sdp: string): readonly RTCIceCandidateInit[] {
  const found: RTCIceCandidateInit[] = [];
  let sdpMLineIndex = -1;
  for (const line of sdp.split(/\r?\n/)) {
    if (line.startsWith('m=')) sdpMLineIndex += 1;
    // Before the first stream there can be none.
    else if (line.startsWith('a=candidate:') && sdpMLineIndex >= 0)
      found.push({candidate: line.slice(2).trim(), sdpMLineIndex});
  }
  return found;
}
