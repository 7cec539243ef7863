/** What one pass over a JSON text tells: cheap, and safe at any depth, unlike any parser. */
import { join } from "./pointer.js";

/** A name that stands twice in one object. */
export interface DoubledName {
  readonly name: string;
  readonly pointer: string;
}

export interface Outline {
  /** Levels of nesting, and where the deepest begins. */
  readonly depth: number;
  readonly offset: number;
  /** Members of all objects and items of all arrays. */
  readonly values: number;
  /** The first name that stands twice. */
  readonly doubled: DoubledName | undefined;
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The outline of a JSON text. Of a text that is none it tells something, and ends. */
export function outline(text: string): Outline {
  const scan = new Scan();
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (mark === QUOTE) {
      const end = endOfString(text, at);
      if (text.charCodeAt(spaceEnd(text, end)) === COLON) scan.name(nameAt(text, at, end));
      at = end - 1;
    } else if (mark === OPEN_BRACKET || mark === OPEN_BRACE) {
      const next = text.charCodeAt(spaceEnd(text, at + 1));
      scan.open(at, mark === OPEN_BRACKET, next === CLOSE_BRACKET || next === CLOSE_BRACE);
    } else if (mark === CLOSE_BRACKET || mark === CLOSE_BRACE) {
      scan.close();
    } else if (mark === COMMA) {
      scan.next();
    }
  }
  return scan;
}

/** Where a string ends that begins at an offset: behind its closing quote. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at + 1;
  }
  return text.length;
}

/** Where white space ends that may begin at an offset. */
export function spaceEnd(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(mark: number): boolean {
  return mark === 0x20 || mark === 0x0a || mark === 0x0d || mark === 0x09;
}

/** What a string literal says; if it is none, what it looks like. */
export function nameAt(text: string, start: number, end: number): string {
  const inside = text.slice(start + 1, end - 1);
  if (!inside.includes("\\")) return inside;
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    return inside;
  }
}

class Scan implements Outline {
  depth = 0;
  offset = 0;
  values = 0;
  doubled: DoubledName | undefined;
  /** For each level that is open the names so far: most objects have few. */
  readonly #names: (string | Set<string> | undefined)[] = [];
  /** For each level the member or item that is being read. */
  readonly #way: (string | number)[] = [];

  open(offset: number, isArray: boolean, isEmpty: boolean): void {
    this.#names.push(undefined);
    this.#way.push(isArray ? 0 : "");
    if (!isEmpty) this.values += 1;
    if (this.#way.length > this.depth) [this.depth, this.offset] = [this.#way.length, offset];
  }

  close(): void {
    this.#names.pop();
    this.#way.pop();
  }

  next(): void {
    this.values += 1;
    const level = this.#way.length - 1;
    const item = this.#way[level];
    if (typeof item === "number") this.#way[level] = item + 1;
  }

  name(name: string): void {
    const level = this.#way.length - 1;
    this.#way[level] = name;
    const known = this.#names[level];
    if (known === undefined) this.#names[level] = name;
    else if (typeof known === "string" ? known === name : known.has(name)) {
      this.doubled ??= { name, pointer: join("", ...this.#way.map(String)) };
    } else if (typeof known === "string") this.#names[level] = new Set([known, name]);
    else known.add(name);
  }
}
