/** Digests of texts. */
import { createHash } from "node:crypto";

const pieceLength = 65_536;

/** SHA-256 of a text as UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  const hash = createHash("sha256");
  // Piece by piece: fresh memory for the bytes of a large text would take longer than all the rest.
  for (let from = 0; from < text.length;) {
    const end = from + pieceLength;
    // Two units that are one character stay together.
    const to = isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
    hash.update(text.slice(from, to));
    from = to;
  }
  return hash.digest("hex");
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
