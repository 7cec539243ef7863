/** Rules as the scanner reads them from its memory; `assembly/layout.ts` says what is where. */
import type { LineRule } from "./lines.js";
import type { ArrayRule, Member, Note, ObjectRule, Place, ValueRule } from "./rule.js";
import type { Rules } from "./rules.js";
import { hashOf } from "./hash.js";
import { type LineTables, tablesAt as base } from "./memory.js";
import { type NumberRule, saysOfNumber, saysOfText, textFormats, type TextRule } from "./scalars.js";

const types = { null: 1, true: 2, false: 4, integer: 8, number: 16, string: 32, array: 64, object: 128 } as const;
const notes: Readonly<Record<Note, number>> = { phase: 12, time: 20, direction: 28, connection: 36 };
const most = 0xffff_ffff;
/** Beside the number of a format: an empty text does without. */
const mayBeEmpty = 0x100;
/** What is read at once, also beyond the end of a name. */
const widest = 16;

/** Writes a rule and all that it reaches. */
export function tablesOf({ rule, rules, kinds }: LineRule): LineTables {
  const writer = new TableWriter(rules);
  const root = writer.value(rule);
  writer.finish();
  return { kinds, bytes: writer.bytes, root };
}

const encoder = new TextEncoder();

/** A text in the tables; the same one wherever it is meant. */
interface StoredText {
  readonly at: number;
  readonly length: number;
  readonly hash: number;
}

class TableWriter {
  readonly #rules: Rules;
  readonly #values = new Map<ValueRule, number>();
  readonly #objects = new Map<ObjectRule, number>();
  readonly #texts = new Map<string, StoredText>();
  /** What is still to be filled in: rules may lead back to themselves. */
  readonly #open: (() => void)[] = [];
  #view = new DataView(new ArrayBuffer(65_536));
  #end = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#view.buffer.slice(0, this.#end));
  }

  finish(): void {
    for (let fill = this.#open.pop(); fill !== undefined; fill = this.#open.pop()) fill();
  }

  value(rule: ValueRule): number {
    const known = this.#values.get(rule);
    if (known !== undefined) return known;
    const at = this.#room(20);
    this.#values.set(rule, at);
    this.#open.push(() => {
      const { text, number, array, object } = rule;
      const bits = [
        rule.null && types.null,
        rule.true && types.true,
        rule.false && types.false,
        number && (number.isInteger ? types.integer : types.number),
        text && types.string,
        array && types.array,
        object && types.object,
      ].reduce<number>((sum, bit) => sum + (bit || 0), 0);
      this.#words(at, [
        bits,
        text && saysOfText(text) ? this.#text(text) : 0,
        number && saysOfNumber(number) ? this.#number(number) : 0,
        array ? this.#array(array) : 0,
        object ? this.#object(object) : 0,
      ]);
    });
    return at;
  }

  #part(value: Place | ValueRule): number {
    return this.value("null" in value ? value : this.#rules.of(value));
  }

  #text({ min, max, format, orEmpty, texts }: TextRule): number {
    const at = this.#room(16);
    const set = texts && this.#set(new Map(texts.map((text) => [text, 0])));
    const code = format === undefined ? 0 : textFormats.indexOf(format) + 1;
    this.#words(at, [min, Math.min(max, most), orEmpty ? code | mayBeEmpty : code, set ?? 0]);
    return at;
  }

  #number({ min, max, above, below, step, numbers }: NumberRule): number {
    const at = this.#room(48);
    const list = numbers === undefined || numbers.length === 0 ? 0 : this.#room(numbers.length * 8);
    for (const [i, value] of [min, max, above, below, step].entries()) this.#float(at + i * 8, value);
    for (const [i, value] of numbers?.entries() ?? []) this.#float(list + i * 8, value);
    // A list of nothing accepts nothing: no number is above infinity.
    if (numbers?.length === 0) this.#float(at + 16, Infinity);
    this.#words(at + 40, [list, numbers?.length ?? 0]);
    return at;
  }

  #array({ prefix, items, min, max, or }: ArrayRule): number {
    const at = this.#room(24);
    const first = this.#room(prefix.length * 4);
    this.#open.push(() => {
      this.#words(at, [this.#part(items), min, Math.min(max, most), first, prefix.length, or ? this.#array(or) : 0]);
      this.#words(
        first,
        prefix.map((place) => this.#part(place)),
      );
    });
    return at;
  }

  #object(rule: ObjectRule): number {
    const known = this.#objects.get(rule);
    if (known !== undefined) return known;
    const at = this.#room(48);
    this.#objects.set(rule, at);
    this.#open.push(() => this.#fillObject(at, rule));
    return at;
  }

  #fillObject(at: number, rule: ObjectRule): void {
    const { members, others, required, min, max, choice, alternatives = [], kind = -1 } = rule;
    const list = [...members];
    const table = this.#room(list.length * 16);
    const bits = this.#room(Math.ceil(list.length / 32) * 4);
    for (const [i, [name, member]] of list.entries()) {
      this.#member(table + i * 16, name, member);
      if (required.has(name)) this.#setBit(bits, i);
    }
    const names = this.#set(new Map(list.map(([name], i) => [name, i])));
    const tag = choice === undefined ? 0 : this.#room(8);
    if (choice !== undefined) this.#name(tag, choice.tag);
    const cases = choice && this.#set(new Map([...choice.cases].map(([text, inner]) => [text, this.#object(inner)])));
    const rest = others === undefined ? 0 : this.#part(others);
    const rules = this.#room(alternatives.length * 4);
    this.#words(
      rules,
      alternatives.map((inner) => this.#object(inner)),
    );
    this.#words(at, [table, list.length, rest, names, bits, min, Math.min(max, most), tag, cases ?? 0, kind]);
    this.#words(at + 40, [rules, alternatives.length]);
  }

  #member(at: number, name: string, { value, note }: Member): void {
    this.#name(at, name);
    this.#words(at + 8, [this.#part(value), note === undefined ? 0 : notes[note]]);
  }

  /** A name with the quotation mark that ends it. */
  #name(at: number, name: string): void {
    const { at: place, length } = this.#string(`${name}"`);
    this.#words(at, [place, length]);
  }

  #string(text: string): StoredText {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const bytes = encoder.encode(text);
    const at = this.#room(bytes.length + widest);
    new Uint8Array(this.#view.buffer).set(bytes, at - base);
    const stored = { at, length: bytes.length, hash: hashOf(bytes) };
    this.#texts.set(text, stored);
    return stored;
  }

  /** A hash table of texts. */
  #set(values: ReadonlyMap<string, number>): number {
    let size = 4;
    while (size < values.size * 2) size *= 2;
    const at = this.#room(4 + size * 12);
    this.#words(at, [size - 1]);
    const taken = new Set<number>();
    for (const [text, value] of values) {
      const stored = this.#string(text);
      let place = stored.hash & (size - 1);
      while (taken.has(place)) place = (place + 1) & (size - 1);
      taken.add(place);
      this.#words(at + 4 + place * 12, [stored.at, stored.length, value]);
    }
    return at;
  }

  /** Room for so many bytes, all zero. */
  #room(bytes: number): number {
    const at = this.#end;
    this.#end = (at + bytes + 7) & ~7;
    if (this.#end > this.#view.byteLength) {
      const grown = new Uint8Array(2 * this.#end);
      grown.set(new Uint8Array(this.#view.buffer));
      this.#view = new DataView(grown.buffer);
    }
    return base + at;
  }

  #words(at: number, values: readonly number[]): void {
    for (const [i, value] of values.entries()) this.#view.setUint32(at - base + i * 4, value, true);
  }

  #float(at: number, value: number): void {
    this.#view.setFloat64(at - base, value, true);
  }

  #setBit(bits: number, index: number): void {
    const at = bits - base + (index >>> 5) * 4;
    this.#view.setUint32(at, this.#view.getUint32(at, true) | (1 << (index & 31)), true);
  }
}
