/** The UTF-8 of texts: digests of it, and whether bytes are it. */
import { platform } from "./platform.js";

const pieceLength = 65_536;

/** SHA-256 of a text as UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  const hash = platform.crypto.createHash("sha256");
  for (const piece of piecesOf(text)) hash.update(piece);
  return hash.digest("hex");
}

/** Whether bytes are the UTF-8 of a text. */
export function isUtf8Of(text: string, bytes: Buffer): boolean {
  const room = Buffer.allocUnsafe(3 * (pieceLength + 1));
  let at = 0;
  for (const piece of piecesOf(text)) {
    const length = room.write(piece);
    if (bytes.compare(room, 0, length, at, Math.min(at + length, bytes.length)) !== 0) return false;
    at += length;
  }
  return at === bytes.length;
}

/** A text piece by piece: fresh memory for all the bytes of a large one would take longer than what is done with them. */
function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = from + pieceLength;
    // Two units that are one character stay together.
    const to = isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
    yield text.slice(from, to);
    from = to;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
