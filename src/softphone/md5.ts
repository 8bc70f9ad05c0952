/** Shifts of the four rounds, and the 64 constants: sines (RFC 1321 section 3.4). */
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const SINES = Array.from({length: 64}, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));

/**
 * MD5 (RFC 1321) of a text's UTF-8 bytes, in hexadecimal. For SIP's digest only, which knows nothing better with Unified
 * CM (RFC 3261 section 22.4), and which the browser's own cryptography leaves out.
 */
export function md5(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 8) >> 6) * 64 + 64));
  bytes.forEach((byte, at) => blocks.setUint8(at, byte));
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 8, bytes.length * 8, true);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < blocks.byteLength; block += 64) digestBlock(state, blocks, block);
  return [...new Uint8Array(state.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function digestBlock(state: Int32Array, blocks: DataView, block: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const [mixed, word] =
      round === 0
        ? [(b & c) | (~b & d), step]
        : round === 1
          ? [(d & b) | (~d & c), 5 * step + 1]
          : round === 2
            ? [b ^ c ^ d, 3 * step + 5]
            : [c ^ (b | ~d), 7 * step];
    const sum = (a + mixed + (SINES[step] ?? 0) + blocks.getInt32(block + (word & 15) * 4, true)) | 0;
    const shift = SHIFTS[round]?.[step & 3] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  [a, b, c, d].forEach((value, at) => (state[at] = (state[at] ?? 0) + value));
}
