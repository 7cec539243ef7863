/** Finds values in the bytes of a JSON document, each by its place, however large the document is. */
import { type Element, ElementDraft } from "./element.js";
import { Positions } from "./positions.js";

/** The steps that lead to a value: names of members, and numbers of items. */
export type Path = readonly (string | number)[];

export interface ElementSink {
  /** How long a value at this place may be; 0 where it is not wanted. What is in a wanted value is not looked at. */
  readonly limit: (path: Path) => number;
  readonly element: (element: Element, path: Path) => void;
  readonly tooLong: (element: Element, path: Path) => void;
  /** What there is of a value that the document breaks off in. */
  readonly cut?: (element: Element, path: Path) => void;
  /** An object or array that led on has ended. */
  readonly closed?: (path: Path) => void;
}

interface Level {
  step: string | number;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a] as const;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isOpening = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number): boolean => byte === 0x7d || byte === 0x5d;
/** One of the three bytes of a byte order mark. */
const isOfMark = (byte: number): boolean => byte === 0xef || byte === 0xbb || byte === 0xbf;
const longestName = 100;

/** Knows strings and brackets and nothing else of JSON: whoever gets a value parses it. */
export class ElementSplitter {
  readonly #deepest: number;
  readonly #sink: ElementSink;
  readonly #positions = new Positions();
  /** Objects and arrays that lead to where we are, as far down as somebody may want something. */
  readonly #levels: Level[] = [];
  #depth = 0;
  #offset = 0;
  #inString = false;
  #escaped = false;
  /** The name that is being read, of a member of the last level. */
  #name: Buffer[] | undefined;
  #expectsName = false;
  /** Whether the value at the current place of the last level has begun. */
  #hasValue = false;
  #draft: ElementDraft | undefined;
  /** What the document is. */
  root: "array" | "object" | "scalar" | undefined;
  /** Whether the document has come to its end, and whether something comes after it. */
  isWhole = false;
  isFollowed = false;

  /** Looks at so many levels of objects and arrays. */
  constructor(deepest: number, sink: ElementSink) {
    this.#deepest = deepest;
    this.#sink = sink;
  }

  get lines(): number {
    return this.#positions.line;
  }

  /** Takes bytes, which may change afterwards. */
  push(chunk: Buffer): void {
    this.#positions.next(chunk);
    for (let i = 0; i < chunk.length;) {
      if (this.#inString) i = this.#string(chunk, i);
      else this.#sign(chunk, i++);
    }
    this.#draft?.collect(chunk, this.#offset);
    this.#offset += chunk.length;
  }

  /** No more bytes come, of a document that may be whole or not. */
  end(): void {
    this.#positions.next(Buffer.alloc(0));
    if (this.#draft !== undefined) this.#sink.cut?.(this.#draft.element, this.#path());
  }

  /** A piece of a string; gives where it ends. */
  #string(chunk: Buffer, from: number): number {
    const found = chunk.indexOf(quote, from);
    const to = found === -1 ? chunk.length : found;
    let slashes = to;
    while (slashes > from && chunk[slashes - 1] === backslash) slashes--;
    // A run that reaches back to the beginning goes on from the chunk before.
    const isOdd = (to - slashes + (slashes === from && this.#escaped ? 1 : 0)) % 2 === 1;
    this.#name?.push(Buffer.from(chunk.subarray(from, Math.min(to, from + longestName))));
    this.#escaped = found === -1 && isOdd;
    if (found === -1) return to;
    if (isOdd) this.#name?.push(Buffer.of(quote));
    else this.#endString(found);
    return found + 1;
  }

  #endString(at: number): void {
    this.#inString = false;
    const level = this.#levels.at(-1);
    if (this.#name !== undefined && level !== undefined) level.step = nameOf(Buffer.concat(this.#name));
    this.#name = undefined;
    if (this.#draft !== undefined) this.#draft.end = this.#offset + at + 1;
  }

  #sign(chunk: Buffer, i: number): void {
    const byte = chunk[i] as number;
    if (isSpace(byte)) return;
    const isHere = this.#depth === this.#levels.length;
    if (this.isWhole) this.isFollowed = true;
    else if (isHere && byte === comma) this.#next(chunk, i);
    else if (isHere && byte === colon) this.#expectsName = false;
    else if (isClosing(byte)) this.#close(chunk, i);
    else {
      if (isHere && !this.#expectsName) this.#begin(i);
      if (isOpening(byte)) this.#open(byte);
      else if (byte === quote) {
        this.#inString = true;
        if (isHere && this.#expectsName) this.#name = [];
      }
      if (this.#depth === 0 && !isOfMark(byte)) this.root ??= "scalar";
    }
    if (this.#draft !== undefined) this.#draft.end = this.#offset + i + 1;
  }

  /** The first byte of a value. */
  #begin(i: number): void {
    if (this.#hasValue || this.#levels.length === 0) return;
    this.#hasValue = true;
    const limit = this.#sink.limit(this.#path());
    if (limit > 0) this.#draft = this.#draftAt(i, limit);
  }

  #draftAt(i: number, limit: number): ElementDraft {
    this.#positions.advance(i);
    const { line, column } = this.#positions;
    return new ElementDraft({ offset: this.#offset + i, line, column }, limit);
  }

  #open(byte: number): void {
    const isArray = byte === 0x5b;
    if (this.#depth === 0) this.root ??= isArray ? "array" : "object";
    const leadsOn = this.#draft === undefined && this.#depth === this.#levels.length;
    this.#depth++;
    if (!leadsOn || this.#levels.length >= this.#deepest) return;
    this.#levels.push({ step: isArray ? 0 : "" });
    this.#expectsName = !isArray;
    this.#hasValue = false;
  }

  #close(chunk: Buffer, i: number): void {
    if (this.#depth === 0) {
      this.isFollowed = true;
      return;
    }
    if (this.#depth === this.#levels.length) {
      const isEmpty = !this.#hasValue && this.#levels.at(-1)?.step === 0;
      if (!isEmpty) this.#finish(chunk, i);
      this.#levels.pop();
      this.#hasValue = true;
      this.#expectsName = false;
      this.#sink.closed?.(this.#path());
    }
    this.#depth--;
    this.isWhole = this.#depth === 0;
  }

  #next(chunk: Buffer, i: number): void {
    const level = this.#levels.at(-1);
    if (level === undefined) return;
    this.#finish(chunk, i);
    this.#hasValue = false;
    if (typeof level.step === "number") level.step++;
    else this.#expectsName = true;
  }

  /** The value at the current place has ended; where there should be one and is none, it is empty. */
  #finish(chunk: Buffer, i: number): void {
    const path = this.#path();
    if (!this.#hasValue && typeof path.at(-1) === "number") {
      const limit = this.#sink.limit(path);
      if (limit > 0) this.#draft = this.#draftAt(i, limit);
    }
    const draft = this.#draft;
    if (draft === undefined) return;
    draft.collect(chunk.subarray(0, i), this.#offset);
    this.#draft = undefined;
    if (draft.isTooLong) this.#sink.tooLong(draft.element, path);
    else this.#sink.element(draft.element, path);
  }

  #path(): Path {
    return this.#levels.map(({ step }) => step);
  }
}

/** A name longer than that is nobody's. */
function nameOf(bytes: Buffer): string {
  const text = bytes.subarray(0, longestName).toString();
  try {
    return text.includes("\\") ? String(JSON.parse(`"${text}"`)) : text;
  } catch {
    return text;
  }
}
