/**
 * Counts names of members in bytes, and tells bytes in which nothing odd can be: four bytes, or sixteen, at a time, since
 * every byte of every log passes here.
 */

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/** What a colon after this byte counts. After white space it may follow a name: so much that no count is right. */
function weight(before: number | undefined): number {
  return before === quote ? 1 : before === 0x20 || before === 0x09 ? 1e9 : 0;
}

/** Bytes that are looked at a word at a time. */
export class Words {
  readonly #bytes: Buffer;
  readonly #words: Uint32Array;
  /** Bytes of the words before the first of ours. */
  readonly #shift: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    const start = bytes.byteOffset - (bytes.byteOffset % 4);
    const end = bytes.byteOffset + bytes.length;
    this.#shift = bytes.byteOffset - start;
    this.#words = new Uint32Array(bytes.buffer, start, (end - start) >> 2);
  }

  /** The names from one place to another; far too many where white space follows a name. */
  namesIn(from: number, to: number): number {
    const words = this.#words;
    const bytes = this.#bytes;
    const first = (from + this.#shift + 3) >> 2;
    const last = (to + this.#shift) >> 2;
    if (last <= first) return this.#between(from, to);
    let count = this.#between(from, (first << 2) - this.#shift);
    for (let i = first; i < last; i++) {
      const word = words[i] as number;
      const difference = word ^ 0x3a3a3a3a;
      // A byte that is a colon gives its highest bit; what follows one may do so falsely, but follows no quotation mark.
      const found = (difference - 0x01010101) & ~difference & 0x80808080;
      if (found === 0) continue;
      if ((found & 0x80) !== 0) count += weight(bytes[(i << 2) - this.#shift - 1]);
      if ((found & 0x8000) !== 0) count += weight(word & 0xff);
      if ((found & 0x800000) !== 0) count += weight((word >>> 8) & 0xff);
      if ((found & 0x80000000) !== 0) count += weight((word >>> 16) & 0xff);
    }
    return count + this.#between((last << 2) - this.#shift, to);
  }

  #between(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) if (this.#bytes[i] === colon) count += weight(this.#bytes[i - 1]);
    return count;
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Whether bytes hold sixteen digits in a row, or an escape for a character. */
export function mayBeOdd(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i += 16) {
    if (!isDigit(bytes[i])) continue;
    let from = i;
    let to = i;
    while (isDigit(bytes[from - 1])) from--;
    while (isDigit(bytes[to + 1])) to++;
    if (to - from >= 15) return true;
  }
  for (let at = bytes.indexOf(backslash); at !== -1; at = bytes.indexOf(backslash, at + 2)) {
    if (bytes[at + 1] === 0x75) return true;
  }
  return false;
}
