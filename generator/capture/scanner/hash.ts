/** How the scanner finds texts in its tables. */

/** A number for some bytes; `assembly/text.ts` has the same function. */
export function hashOf(bytes: Uint8Array): number {
  let hash = bytes.length;
  for (let at = 0; at < bytes.length; at += 4) {
    const word = [0, 1, 2, 3].reduce((sum, i) => sum | ((bytes[at + i] ?? 0) << (8 * i)), 0);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 13;
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
