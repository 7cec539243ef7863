/** Lines and columns of places in bytes, counted as far as somebody asks. */
import { isAscii } from "node:buffer";

const lineEnd = 0x0a;
const mark = Buffer.of(0xef, 0xbb, 0xbf);

/** Places are asked for in the order of their offsets, each before the chunk after its own comes. */
export class Positions {
  #chunk: Buffer = Buffer.alloc(0);
  #isAscii = true;
  /** How far in the chunk has been counted. */
  #at = 0;
  /** From 1. */
  line = 1;
  /** UTF-16 units of the line up to there; a byte order mark is none. */
  column = 0;

  /** Takes the next bytes; those before count to their end. */
  next(chunk: Buffer): void {
    this.advance(this.#chunk.length);
    const isFirst = this.#chunk.length === 0;
    this.#chunk = chunk;
    this.#at = isFirst && chunk.subarray(0, mark.length).equals(mark) ? mark.length : 0;
    this.#isAscii = isAscii(chunk);
  }

  /** Counts up to a place in the chunk. */
  advance(to: number): void {
    const bytes = this.#chunk.subarray(this.#at, to);
    let start = 0;
    for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, start)) {
      start = end + 1;
      this.line++;
      this.column = 0;
    }
    this.column += this.#isAscii ? bytes.length - start : unitsIn(bytes.subarray(start));
    this.#at = Math.max(this.#at, to);
  }
}

/** Bytes that begin a character, those twice that begin one outside of the first plane. */
function unitsIn(bytes: Buffer): number {
  let units = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  return units;
}
