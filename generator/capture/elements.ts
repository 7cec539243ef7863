/** Finds the items of one array in the bytes of a JSON document, however large the document is. */

/** An item: its bytes and where they begin. */
export interface Element {
  readonly bytes: Buffer;
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** Bytes of its line before it. */
  readonly column: number;
  readonly length: number;
}

export interface ElementSink {
  readonly element: (element: Element) => void;
  /** An item that is longer than the limit; its bytes are gone. */
  readonly tooLong: (element: Element) => void;
}

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Knows strings and brackets and nothing else of JSON: whoever gets an item parses it. The array is the value of the
 * members of the path, such as `["log", "entries"]`; the document itself where the path is empty.
 */
export class ElementSplitter {
  readonly #path: readonly string[];
  readonly #sink: ElementSink;
  readonly #limit: number;
  #offset = 0;
  #line = 1;
  #lineStart = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** How many members of the path lead to where we are. */
  #matched = 0;
  #name: number[] | undefined;
  #lastName = "";
  #start = -1;
  #startLine = 1;
  #startColumn = 0;
  #pieces: Buffer[] = [];
  #length = 0;
  #end = 0;
  /** The array was found, and its end. */
  isFound = false;
  isClosed = false;

  constructor(path: readonly string[], limit: number, sink: ElementSink) {
    this.#path = path;
    this.#limit = limit;
    this.#sink = sink;
  }

  get lines(): number {
    return this.#line;
  }

  push(chunk: Buffer): void {
    const base = this.#offset;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte === newline) {
        this.#line++;
        this.#lineStart = base + i + 1;
      }
      if (this.#inString) this.#inText(byte);
      else this.#outside(byte, base + i, chunk);
    }
    if (this.#start !== -1) this.#collect(chunk, Math.max(0, this.#start - base), chunk.length);
    this.#offset += chunk.length;
  }

  /** Whether the document is at its end. */
  get isWhole(): boolean {
    return this.#depth === 0 && !this.#inString;
  }

  #inText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      if (this.#name !== undefined) this.#lastName = Buffer.from(this.#name).toString();
      this.#name = undefined;
      return;
    }
    if (this.#name !== undefined && this.#name.length < 100) this.#name.push(byte);
  }

  #outside(byte: number, at: number, chunk: Buffer): void {
    const inArray = this.isFound && !this.isClosed;
    const itemDepth = this.#path.length + 1;
    if (inArray && this.#depth === itemDepth && (byte === 0x2c || byte === 0x5d)) this.#finish(at, chunk);
    else if (inArray && this.#start === -1 && !isSpace(byte)) this.#begin(at);
    if (byte === quote) {
      this.#inString = true;
      if (!this.isFound && this.#depth <= this.#path.length) this.#name = [];
    } else if (byte === 0x7b || byte === 0x5b) this.#open(byte);
    else if (byte === 0x7d || byte === 0x5d) {
      this.#depth--;
      if (inArray && this.#depth < itemDepth) this.isClosed = true;
      if (!this.isFound) this.#matched = Math.min(this.#matched, Math.max(0, this.#depth - 1));
    }
    if (this.#start !== -1 && !isSpace(byte)) this.#end = at + 1;
  }

  #open(byte: number): void {
    this.#depth++;
    if (this.isFound) return;
    const wanted = this.#path[this.#depth - 2];
    const leadsOn = this.#depth === 1 || (this.#matched === this.#depth - 2 && this.#lastName === wanted);
    if (this.#depth > 1 && leadsOn) this.#matched++;
    if (byte === 0x5b && this.#depth === this.#path.length + 1 && this.#matched === this.#path.length)
      this.isFound = true;
  }

  #begin(at: number): void {
    this.#start = at;
    this.#startLine = this.#line;
    this.#startColumn = at - this.#lineStart;
    this.#pieces = [];
    this.#length = 0;
  }

  #collect(chunk: Buffer, from: number, to: number): void {
    this.#length += to - from;
    if (this.#length > this.#limit) this.#pieces = [];
    else this.#pieces.push(Buffer.from(chunk.subarray(from, to)));
  }

  #finish(at: number, chunk: Buffer): void {
    if (this.#start === -1) return;
    this.#collect(chunk, Math.max(0, this.#start - this.#offset), at - this.#offset);
    const place = { offset: this.#start, line: this.#startLine, column: this.#startColumn };
    const length = Math.max(0, this.#end - this.#start);
    const isTooLong = this.#length > this.#limit;
    const bytes = isTooLong ? Buffer.alloc(0) : Buffer.concat(this.#pieces).subarray(0, length);
    this.#start = -1;
    this.#pieces = [];
    if (isTooLong) this.#sink.tooLong({ ...place, bytes, length });
    else this.#sink.element({ ...place, bytes, length });
  }
}
