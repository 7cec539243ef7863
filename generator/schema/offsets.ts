/** Where in a JSON text a pointer leads: only the objects and arrays on the way are looked into, each once. */
import { endOfString, nameAt, spaceEnd } from "./outline.js";
import { split } from "./pointer.js";

interface Entry {
  /** Where its name begins; in an array where the item does. */
  readonly key: number;
  readonly value: number;
}

/** Finds places in a text. Of a text that is no JSON it gives nothing, or some place in it. */
export class JsonOffsets {
  readonly #text: string;
  readonly #entries = new Map<number, ReadonlyMap<string, Entry>>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset of the value that a pointer leads to, or of its name; of a doubled name the last, which is the one that counts. */
  of(pointer: string, atKey: boolean): number | undefined {
    let entry: Entry | undefined = { key: 0, value: spaceEnd(this.#text, 0) };
    for (const token of split(pointer) ?? []) {
      entry = this.#entriesAt(entry.value).get(token);
      if (entry === undefined) return undefined;
    }
    return atKey && pointer !== "" ? entry.key : entry.value;
  }

  #entriesAt(start: number): ReadonlyMap<string, Entry> {
    const known = this.#entries.get(start) ?? this.#read(start);
    this.#entries.set(start, known);
    return known;
  }

  #read(start: number): ReadonlyMap<string, Entry> {
    const text = this.#text;
    const entries = new Map<string, Entry>();
    const isObject = text[start] === "{";
    if (!isObject && text[start] !== "[") return entries;
    for (let at = spaceEnd(text, start + 1); at < text.length && !/[\]}]/.test(text.charAt(at));) {
      let [name, value] = [String(entries.size), at];
      if (isObject) {
        const end = endOfString(text, at);
        name = nameAt(text, at, end);
        value = spaceEnd(text, spaceEnd(text, end) + 1);
      }
      entries.set(name, { key: at, value });
      const end = spaceEnd(text, valueEnd(text, value));
      at = spaceEnd(text, text[end] === "," ? end + 1 : end);
      if (at <= value) break;
    }
    return entries;
  }
}

const marks = /["[\]{},]/g;

/** Where a value ends. */
function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  let level = 0;
  marks.lastIndex = start;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const [mark] = match;
    if (mark === '"') marks.lastIndex = endOfString(text, match.index);
    else if (mark === "[" || mark === "{") level += 1;
    else if (mark !== ",") level -= 1;
    if (level < 0 || (level === 0 && mark === ",")) return match.index;
    if (level === 0 && (mark === "]" || mark === "}")) return match.index + 1;
  }
  return text.length;
}
