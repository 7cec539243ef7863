/** Splits bytes into lines, without copying more than it must. */
import { isAscii, isUtf8 } from "node:buffer";
import { mayBeOdd, Words } from "./names.js";
import type { Scanner } from "./scanner/scanner.js";

/** A line of bytes as text. Reused from line to line. */
export interface Line {
  text: string;
  /** From 1, in the part that is read. */
  number: number;
  /** Where it begins in the log. */
  offset: number;
  /** With its line end. */
  bytes: number;
  isUtf8: boolean;
  /** Names of members in it; undefined where nobody has counted. */
  names: number | undefined;
  /** Whether there may be something else in it that deserves a closer look. */
  mayBeOdd: boolean;
}

export interface LineSink {
  readonly line: (line: Line) => void;
  /** A line that is longer than the limit; it has no text. */
  readonly tooLong: (line: Line) => void;
  /** A line that the scanner is sure of; it has no text. Gives how many of the lines that follow it were counted with it: none of them may be longer than the limit. */
  readonly sure?: (line: Line, scanner: Scanner) => number;
}

/** Which lines are wanted: those that begin in a range of offsets. */
export interface LineRange {
  /** Where the bytes begin that are pushed. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly maxLine: number;
  /** Looks at whole lines before anybody makes text of them. */
  readonly scanner?: Scanner | undefined;
}

const lineEnd = 0x0a;

export class LineSplitter {
  readonly #range: LineRange;
  readonly #sink: LineSink;
  readonly #line: Line = { text: "", number: 0, offset: 0, bytes: 0, isUtf8: true, names: undefined, mayBeOdd: true };
  /** Offset of the next byte to be pushed. */
  #at: number;
  /** Pieces of the line that is not at its end yet, and their length; too long a line has a length only. */
  #pieces: Buffer[] = [];
  #length = 0;
  #isDone = false;

  constructor(range: LineRange, sink: LineSink) {
    this.#range = range;
    this.#sink = sink;
    this.#at = range.start;
  }

  /** Lines that began in the range so far. */
  get lines(): number {
    return this.#line.number;
  }

  /** Takes bytes; false when all lines of the range have been seen. The bytes may change afterwards. */
  push(chunk: Buffer): boolean {
    let from = 0;
    if (this.#length > 0) {
      const end = chunk.indexOf(lineEnd);
      if (end === -1) return this.#keep(chunk);
      this.#keep(chunk.subarray(0, end + 1));
      this.#finish();
      from = end + 1;
    }
    if (!this.#isDone && from < chunk.length) {
      from = this.#lines(chunk, from);
      if (from < chunk.length && !this.#isDone) this.#keep(chunk.subarray(from));
    }
    return !this.#isDone;
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#length > 0 && !this.#isDone) this.#finish();
  }

  /** The whole lines of a chunk; gives where they end. */
  #lines(chunk: Buffer, begin: number): number {
    const { scanner } = this.#range;
    const first = this.#at < this.#range.from ? this.#pass(chunk, begin) : begin;
    const last = chunk.lastIndexOf(lineEnd) + 1;
    if (scanner === undefined || last <= first || !isUtf8(chunk.subarray(first, last)))
      return this.#texts(chunk, first);
    this.#scan(scanner, chunk.subarray(first, last));
    return last;
  }

  /** Passes over the rest of a line that began before the range, if it ends here: it may begin within a character. */
  #pass(chunk: Buffer, first: number): number {
    const end = chunk.indexOf(lineEnd, first) + 1;
    return end > 0 && this.#begin(end - first) ? end : first;
  }

  #scan(scanner: Scanner, bytes: Buffer): void {
    const base = this.#at;
    scanner.take(bytes, this.#range.to - base);
    for (let found = scanner.next(); found !== undefined; found = scanner.next()) {
      if (!this.#begin(found.end - found.start)) return;
      if (this.#line.bytes === 1) this.#blank();
      else this.#scanned(scanner, found.kind >= 0);
      // More lines may have been counted together with this one.
      this.#at = base + found.end;
    }
    this.#isDone = base + bytes.length >= this.#range.to;
  }

  /** A line that came in pieces; the last one of all may have no end. */
  #scanOne(scanner: Scanner, bytes: Buffer): void {
    scanner.take(bytes.at(-1) === lineEnd ? bytes : Buffer.concat([bytes, Buffer.of(lineEnd)]));
    this.#scanned(scanner, (scanner.next()?.kind ?? -1) >= 0);
  }

  /** A line that is nothing but its end: who has a scanner is after records. */
  #blank(): void {
    if (this.#line.offset >= this.#range.from) this.#line.number++;
  }

  #scanned(scanner: Scanner, isSure: boolean): void {
    const line = this.#line;
    line.names = undefined;
    line.mayBeOdd = true;
    if (!isSure || line.bytes > this.#range.maxLine || this.#sink.sure === undefined) {
      return this.#emit(line.offset < this.#range.from ? "" : scanner.text(), true);
    }
    if (line.offset < this.#range.from) return;
    line.number++;
    line.number += this.#sink.sure(line, scanner);
  }

  /** The lines as text, whatever is in them. */
  #texts(chunk: Buffer, first: number): number {
    const encoding = isAscii(chunk) ? "latin1" : "utf8";
    const words = new Words(chunk);
    const isOdd = mayBeOdd(chunk);
    const line = this.#line;
    let from = first;
    for (let end = chunk.indexOf(lineEnd, from); end !== -1; end = chunk.indexOf(lineEnd, from)) {
      if (!this.#begin(end + 1 - from)) return from;
      const text = chunk.toString(encoding, from, end);
      line.names = words.namesIn(from, end);
      line.mayBeOdd = isOdd;
      this.#emit(text, encoding === "latin1" || !text.includes("\ufffd") || isUtf8(chunk.subarray(from, end)));
      from = end + 1;
    }
    return from;
  }

  /** Whether a line that begins here is wanted; what comes before the range is passed over. */
  #begin(bytes: number): boolean {
    const offset = this.#at;
    if (offset >= this.#range.to) {
      this.#isDone = true;
      return false;
    }
    this.#at += bytes;
    this.#line.offset = offset;
    this.#line.bytes = bytes;
    return true;
  }

  #emit(text: string, isFine: boolean): void {
    const line = this.#line;
    if (line.offset < this.#range.from) return;
    line.number++;
    line.text = line.number === 1 && line.offset === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
    line.isUtf8 = isFine;
    if (line.bytes > this.#range.maxLine) this.#sink.tooLong(line);
    else this.#sink.line(line);
    line.text = "";
  }

  #keep(bytes: Buffer): boolean {
    if (this.#at >= this.#range.to) {
      this.#isDone = true;
      return false;
    }
    this.#length += bytes.length;
    if (this.#length > this.#range.maxLine || this.#at < this.#range.from) this.#pieces = [];
    else this.#pieces.push(Buffer.from(bytes));
    // A range that begins in a line has nothing to do with what is left of it.
    if (this.#at < this.#range.from && this.#at + this.#length >= this.#range.to) this.#isDone = true;
    return !this.#isDone;
  }

  #finish(): void {
    const length = this.#length;
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#length = 0;
    if (!this.#begin(length)) return;
    const bytes = Buffer.concat(pieces);
    const end = bytes.at(-1) === lineEnd ? bytes.length - 1 : bytes.length;
    if (this.#range.scanner !== undefined && end > 0 && isUtf8(bytes)) return this.#scanOne(this.#range.scanner, bytes);
    const text = bytes.toString("utf8", 0, end);
    this.#line.names = undefined;
    this.#line.mayBeOdd = true;
    this.#emit(text, !text.includes("\ufffd") || isUtf8(bytes.subarray(0, end)));
  }
}
