/** Shortens the text of a frame without losing the place in it that matters: what is far from it gives way first. */
import { once } from "../runtime/once.js";
import type { Excerpt } from "./problem.js";
import { detached, type Span } from "./place.js";
import { walkJson } from "./walk.js";

const longest = 2000;
/** Longer texts are not taken apart: only what stands around the place is kept of them. */
const longestParsed = 256 * 1024;
const deepest = 40;

interface Node extends Span {
  /** Of a member, where its name begins; otherwise the same as `start`. */
  readonly begin: number;
  readonly items: Node[];
}

/** How much is kept of values away from the place. */
interface Room {
  readonly items: number;
  readonly characters: number;
  readonly depth: number;
}

const rooms: readonly Room[] = [
  { items: 12, characters: 300, depth: 5 },
  { items: 6, characters: 120, depth: 3 },
  { items: 3, characters: 60, depth: 2 },
  { items: 1, characters: 30, depth: 1 },
];

/** The text of a frame as an example, the place marked (none is where its end is 0). What is left out of it is shown as `…`, or `…` and how many. */
export function abridge(text: string, span: Span): Excerpt {
  return new Examples(text).at(span);
}

/** Examples of one frame, for each of its places; what is where in it is found out once. */
export class Examples {
  readonly #text: string;
  readonly #root: () => { readonly root: Node | undefined };

  constructor(text: string) {
    this.#text = text;
    this.#root = once(() => ({ root: text.length > longestParsed ? undefined : treeOf(text) }));
  }

  at({ start, end }: Span): Excerpt {
    const text = this.#text;
    const span = { start: Math.min(start, text.length), end: Math.min(Math.max(start, end), text.length) };
    if (text.length <= longest) return { text: detached(text), from: span.start, to: span.end };
    const { root } = this.#root();
    for (const room of root === undefined ? [] : rooms) {
      const abridged = root && new Abridging(text, span, room).print(root);
      if (abridged !== undefined && abridged.text.length <= longest) return abridged;
    }
    return around(text, span);
  }
}

function around(text: string, { start, end }: Span): Excerpt {
  const from = Math.max(0, Math.min(start - longest / 4, text.length - longest));
  const to = Math.min(text.length, from + longest);
  const [head, tail] = [from > 0 ? "…" : "", to < text.length ? "…" : ""];
  const shift = head.length - from;
  return { text: detached(head + text.slice(from, to) + tail), from: start + shift, to: Math.min(end, to) + shift };
}

/** The values of a text by where they are; undefined where it is no JSON. */
function treeOf(text: string): Node | undefined {
  const open: { begin: number; start: number; items: Node[] }[] = [{ begin: 0, start: 0, items: [] }];
  let name: number | undefined;
  const beginAt = (start: number): number => {
    const begin = name ?? start;
    name = undefined;
    return begin;
  };
  const fault = walkJson(text, {
    key: (start) => (name = start),
    scalar: (start, end) => void open.at(-1)?.items.push({ begin: beginAt(start), start, end, items: [] }),
    open: (start) => void open.push({ begin: beginAt(start), start, items: [] }),
    close: (end) => {
      const node = open.pop();
      if (node !== undefined) open.at(-1)?.items.push({ ...node, end });
    },
  });
  return fault === undefined ? open[0]?.items[0] : undefined;
}

class Abridging {
  readonly #text: string;
  readonly #span: Span;
  readonly #room: Room;
  #out = "";
  #from: number | undefined;
  #to: number | undefined;

  constructor(text: string, span: Span, room: Room) {
    this.#text = text;
    this.#span = span;
    this.#room = room;
  }

  /** Undefined where the place is not to be seen in what is printed. */
  print(root: Node): Excerpt | undefined {
    this.#value(root, 0);
    if (this.#span.end === 0) return { text: this.#out, from: 0, to: 0 };
    const [from, to] = [this.#from, this.#to];
    return from === undefined || to === undefined ? undefined : { text: this.#out, from, to };
  }

  #value(node: Node, depth: number): void {
    const { start, end, items } = node;
    if (start === this.#span.start) this.#from = this.#out.length;
    const [first, last] = [this.#text[start], this.#text[end - 1]];
    if (first !== "{" && first !== "[") this.#token(start, end);
    else if (this.#isAway(depth) && items.length > 0 && !this.#holdsPlace(node)) this.#out += `${first}…${last}`;
    else {
      this.#out += first;
      this.#items(items, depth + 1);
      this.#out += last ?? "";
    }
    if (end === this.#span.end) this.#to = this.#out.length;
  }

  #isAway(depth: number): boolean {
    return depth > this.#room.depth;
  }

  #items(items: readonly Node[], depth: number): void {
    if (depth > deepest) {
      this.#out += "…";
      return;
    }
    const place = items.findIndex((item) => this.#holdsPlace(item));
    const { items: most } = this.#room;
    const isKept = (i: number): boolean => i < most || (place !== -1 && Math.abs(i - place) <= most / 3);
    let left = 0;
    for (const [i, item] of items.entries()) {
      if (!isKept(i)) {
        left++;
        continue;
      }
      this.#gap(left);
      left = 0;
      if (i > 0) this.#out += ",";
      this.#member(item, depth);
    }
    this.#gap(left);
  }

  #gap(left: number): void {
    if (left > 0) this.#out += `,… ${left} more`;
  }

  #member(item: Node, depth: number): void {
    if (item.begin < item.start) {
      const name = this.#text.slice(item.begin, item.start).trimEnd().slice(0, -1).trimEnd();
      const end = item.begin + name.length;
      if (item.begin === this.#span.start) this.#from = this.#out.length;
      this.#token(item.begin, end);
      if (end === this.#span.end) this.#to = this.#out.length;
      this.#out += ":";
    }
    this.#value(item, depth);
  }

  #token(start: number, end: number): void {
    const { characters } = this.#room;
    const isLong = end - start > characters + 2;
    this.#out += isLong
      ? `${this.#text.slice(start, start + characters).replace(/\\[^\\]{0,4}$/, "")}…`
      : this.#text.slice(start, end);
    if (isLong && this.#text[start] === '"') this.#out += '"';
  }

  #holdsPlace({ begin, end }: Node): boolean {
    return begin <= this.#span.start && this.#span.end <= end;
  }
}
