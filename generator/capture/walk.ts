/** A walk over one JSON text that tells where everything is. Slow beside `JSON.parse`: for texts with something wrong. */
import type { Segment } from "../runtime/path.js";

/** What a walk meets. Positions are in UTF-16 units of the text. */
export interface Visitor {
  /** A string, number or literal. The path is the walker's own: to be copied, not kept. */
  readonly scalar?: (start: number, end: number, path: readonly Segment[]) => void;
  readonly open?: (start: number, path: readonly Segment[]) => void;
  readonly close?: (end: number, path: readonly Segment[]) => void;
  /** The name of a member, with its quotation marks; the path leads to the member. */
  readonly key?: (start: number, end: number, path: readonly Segment[]) => void;
}

/** Walks a text; gives the position of the first thing that is no JSON, or undefined. */
export function walkJson(text: string, visitor: Visitor): number | undefined {
  try {
    new Walker(text, visitor).run();
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return error.position;
    throw error;
  }
}

class Stop extends Error {
  readonly position: number;
  constructor(position: number) {
    super("not JSON");
    this.position = position;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const literals = ["true", "false", "null"] as const;

class Walker {
  readonly #text: string;
  readonly #visitor: Visitor;
  readonly #path: Segment[] = [];
  #at = 0;

  constructor(text: string, visitor: Visitor) {
    this.#text = text;
    this.#visitor = visitor;
  }

  run(): void {
    this.#value();
    while (this.#path.length > 0) this.#next();
    this.#space();
    if (this.#at < this.#text.length) this.#fail();
  }

  /** A value; of an array or object only what comes up to its first value. */
  #value(): void {
    for (;;) {
      this.#space();
      const start = this.#at;
      const first = this.#text[start];
      if (first === "{" || first === "[") {
        this.#visitor.open?.(start, this.#path);
        this.#at++;
        this.#space();
        if (this.#text[this.#at] === (first === "{" ? "}" : "]")) return this.#close();
        this.#path.push(first === "{" ? "" : 0);
        if (first === "{") this.#key();
        continue;
      }
      if (first === '"') this.#string();
      else if (first !== undefined && /[-\d]/.test(first)) this.#match(number);
      else this.#literal();
      this.#visitor.scalar?.(start, this.#at, this.#path);
      return;
    }
  }

  /** What follows a value: another one, or the end of what it is in. */
  #next(): void {
    this.#space();
    const isItem = typeof this.#path.at(-1) === "number";
    const sign = this.#text[this.#at];
    if (sign === ",") {
      this.#at++;
      if (isItem) this.#path.push(Number(this.#path.pop()) + 1);
      else {
        this.#space();
        this.#key();
      }
      this.#value();
    } else if (sign === (isItem ? "]" : "}")) {
      this.#path.pop();
      this.#close();
    } else this.#fail();
  }

  #close(): void {
    this.#at++;
    this.#visitor.close?.(this.#at, this.#path);
  }

  #key(): void {
    const start = this.#at;
    if (this.#text[start] !== '"') this.#fail();
    this.#string();
    const token = this.#text.slice(start, this.#at);
    this.#path[this.#path.length - 1] = token.includes("\\") ? String(JSON.parse(token)) : token.slice(1, -1);
    this.#visitor.key?.(start, this.#at, this.#path);
    this.#space();
    if (this.#text[this.#at] !== ":") this.#fail();
    this.#at++;
  }

  #string(): void {
    for (this.#at++; ;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) break;
      if (code === 0x5c) this.#match(escape);
      else if (code >= 0x20) this.#at++;
      else this.#fail();
    }
    this.#at++;
  }

  #literal(): void {
    const found = literals.find((word) => this.#text.startsWith(word, this.#at));
    if (found !== undefined) {
      this.#at += found.length;
      return;
    }
    const near = literals.find((word) => word[0] === this.#text[this.#at]) ?? "";
    for (let i = 0; i < near.length && near[i] === this.#text[this.#at]; i++) this.#at++;
    this.#fail();
  }

  #match(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) this.#fail();
    this.#at = pattern.lastIndex;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #fail(): never {
    throw new Stop(Math.min(this.#at, this.#text.length));
  }
}
