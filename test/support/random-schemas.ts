/** Random schemas, values that fit them more or less, and texts of those values that are written more or less plainly. */
import type { JsonValue } from "../../generator/model.js";

type Schema = boolean | { readonly [keyword: string]: JsonValue };

/** Numbers from 0 up to 1 that look random, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const names = ["phase", "at", "a", "b", "total", "größe", "x y", "longer_than_sixteen_bytes", 'q"u', "items", "kind"];
const texts = [
  "",
  "a",
  "phase",
  "done",
  "äöü",
  "2026-05-05T12:34:56Z",
  "https://a.example/b?c=d",
  'tab\tquote"',
  "😀",
  "x".repeat(40),
];
const formats = ["date-time", "uri", "uuid", "uri-template", "date", "email", "ipv4", "int32", "double"];

/** Makes schemas and values by chance. */
export class RandomSchemas {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  one<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  /** A frame of a kind: an object with a tag. */
  frame(kind: string, definitions: readonly string[]): Schema {
    const { properties = {}, required = [], ...rest } = this.#object(3, definitions);
    return {
      ...rest,
      type: "object",
      properties: { ...(properties as object), kind: { const: kind } },
      required: ["kind", ...(required as string[]).filter((name) => name !== "kind")],
    };
  }

  schema(depth: number, definitions: readonly string[]): Schema {
    const sort = this.below(depth > 0 ? 14 : 7);
    const inner = (): Schema => this.schema(depth - 1, definitions);
    if (sort === 0) return this.#chance(0.8) ? {} : this.#chance(0.5);
    if (sort === 1) return this.#text();
    if (sort === 2) return this.#number();
    if (sort === 3)
      return {
        type: this.one<JsonValue>([
          "boolean",
          "null",
          ["string", "null"],
          ["integer", "boolean"],
          ["number", "integer"],
        ]),
      };
    if (sort === 4) return { enum: [this.one(texts), this.one<JsonValue>([1, 2.5, true, null, -0, "b"]), "c"] };
    if (sort === 5) return { const: this.one<JsonValue>([...texts, 0, 7, null, false]) };
    if (sort === 6) return definitions.length > 0 ? { $ref: `#/$defs/${this.one(definitions)}` } : {};
    if (sort === 7) return this.#array(inner);
    if (sort === 8) return { allOf: [inner(), inner()] };
    if (sort === 9)
      return { [this.one(["anyOf", "oneOf"])]: [inner(), inner(), ...(this.#chance(0.3) ? [inner()] : [])] };
    if (sort === 10) return { oneOf: [inner(), { type: "null" }] };
    if (sort === 11) return this.#tagged(inner);
    if (sort === 12)
      return this.one<() => Schema>([() => ({ not: inner() }), () => ({ if: inner(), else: inner() })])();
    return this.#object(depth, definitions);
  }

  #text(): Schema {
    const said: Record<string, JsonValue> = this.#chance(0.9) ? { type: "string" } : {};
    if (this.#chance(0.3)) said["minLength"] = this.below(4);
    if (this.#chance(0.3)) said["maxLength"] = this.below(30);
    if (this.#chance(0.3)) said["format"] = this.one(formats);
    if (this.#chance(0.1)) said["pattern"] = "^[a-z]*$";
    return said;
  }

  #number(): Schema {
    const said: Record<string, JsonValue> = { type: this.one(["integer", "number"]) };
    if (this.#chance(0.3)) said["minimum"] = this.below(5) - 2;
    if (this.#chance(0.3)) said["maximum"] = this.below(50);
    if (this.#chance(0.1)) said["exclusiveMinimum"] = this.below(3) - 1;
    if (this.#chance(0.1)) said["exclusiveMaximum"] = 10.5;
    if (this.#chance(0.2)) said["multipleOf"] = this.one([1, 2, 3, 0.5]);
    return said;
  }

  #array(inner: () => Schema): Schema {
    const said: Record<string, JsonValue> = this.#chance(0.9) ? { type: "array" } : {};
    if (this.#chance(0.8)) said["items"] = inner();
    if (this.#chance(0.2)) said["prefixItems"] = [inner(), inner()];
    if (this.#chance(0.2)) said["minItems"] = this.below(3);
    if (this.#chance(0.2)) said["maxItems"] = this.below(4);
    if (this.#chance(0.1)) said["uniqueItems"] = true;
    if (this.#chance(0.05)) said["contains"] = inner();
    return said;
  }

  #object(depth: number, definitions: readonly string[]): { [keyword: string]: JsonValue } {
    const said: Record<string, JsonValue> = this.#chance(0.9) ? { type: "object" } : {};
    const chosen = [...new Set(Array.from({ length: 1 + this.below(4) }, () => this.one(names)))];
    said["properties"] = Object.fromEntries(chosen.map((name) => [name, this.schema(depth - 1, definitions)]));
    if (this.#chance(0.7))
      said["required"] = [
        ...new Set([...chosen.filter(() => this.#chance(0.7)), ...(this.#chance(0.1) ? ["other"] : [])]),
      ];
    if (this.#chance(0.3))
      said["additionalProperties"] = this.#chance(0.4) ? false : this.schema(depth - 1, definitions);
    if (this.#chance(0.1)) said["minProperties"] = this.below(4);
    if (this.#chance(0.1)) said["maxProperties"] = 2 + this.below(4);
    if (this.#chance(0.07)) said["patternProperties"] = { "^a": this.schema(depth - 1, definitions) };
    if (this.#chance(0.05)) said["propertyNames"] = { maxLength: 4 };
    if (this.#chance(0.05)) said["dependentRequired"] = { a: ["b"] };
    if (this.#chance(0.05)) said["unevaluatedProperties"] = false;
    return said;
  }

  /** A union of objects that a member tells apart. */
  #tagged(inner: () => Schema): Schema {
    const branch = (value: JsonValue): Schema => ({
      type: "object",
      properties: { op: { const: value }, a: inner() },
      required: ["op", ...(this.#chance(0.5) ? ["a"] : [])],
    });
    return {
      [this.one(["anyOf", "oneOf"])]: [
        branch("one"),
        branch(this.#chance(0.1) ? "one" : "two"),
        ...(this.#chance(0.3) ? [{ type: "null" }] : []),
      ],
    };
  }

  /** A value that fits a schema as far as that is easy, and now and then does not. */
  value(schema: JsonValue, definitions: { readonly [name: string]: JsonValue }, depth = 6): JsonValue {
    if (this.#chance(0.04) || depth === 0) return this.#any(2);
    if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return this.#any(2);
    const said = schema as { readonly [keyword: string]: JsonValue };
    const inner = (part: JsonValue | undefined): JsonValue => this.value(part ?? {}, definitions, depth - 1);
    if (said["const"] !== undefined) return said["const"];
    if (Array.isArray(said["enum"])) return this.one(said["enum"] as JsonValue[]);
    if (typeof said["$ref"] === "string") return inner(definitions[said["$ref"].replace("#/$defs/", "")]);
    for (const union of ["anyOf", "oneOf"])
      if (Array.isArray(said[union])) return inner(this.one(said[union] as JsonValue[]));
    if (Array.isArray(said["allOf"])) {
      const parts = (said["allOf"] as JsonValue[]).map(inner);
      return parts.every((part) => typeof part === "object" && part !== null && !Array.isArray(part))
        ? Object.assign({}, ...parts)
        : (parts[0] ?? null);
    }
    const types = [said["type"] ?? []].flat() as string[];
    const type = types.length > 0 ? this.one(types) : said["properties"] !== undefined ? "object" : "";
    return this.#ofType(type, said, inner);
  }

  #ofType(
    type: string,
    said: { readonly [keyword: string]: JsonValue },
    inner: (part: JsonValue | undefined) => JsonValue,
  ): JsonValue {
    if (type === "null") return null;
    if (type === "boolean") return this.#chance(0.5);
    if (type === "integer") return this.one([0, 1, 2, 3, 6, 30, -1, 999_999_999_999_999]);
    if (type === "number") return this.one([0, 1.5, -2.25, 1e-7, 12, 1e21, 3]);
    if (type === "string") return this.#textOf(said["format"]);
    if (type === "array") {
      const prefix = (said["prefixItems"] ?? []) as JsonValue[];
      return Array.from({ length: this.below(4) }, (_, i) => inner(prefix[i] ?? said["items"]));
    }
    if (type !== "object") return this.#any(2);
    const required = (said["required"] ?? []) as string[];
    const members = Object.entries((said["properties"] ?? {}) as object).filter(
      ([name]) => required.includes(name) || this.#chance(0.5),
    );
    const others = this.#chance(0.2) ? [[this.one(names), this.#any(1)] as const] : [];
    const given = required
      .filter((name) => !members.some(([known]) => known === name))
      .map((name) => [name, this.#any(1)] as const);
    return Object.fromEntries([
      ...members.map(([name, part]) => [name, inner(part as JsonValue)] as const),
      ...given,
      ...others,
    ]);
  }

  #textOf(format: JsonValue | undefined): string {
    if (format === "date-time")
      return this.one([
        "2026-05-05T12:34:56Z",
        "2024-02-29T00:00:00.5+02:00",
        "2023-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
      ]);
    if (format === "uri")
      return this.one(["https://a.example/b?c=d#e", "http://a.b/%7Eä", "urn:x:y", "http://a..b/", "ws://h/%2"]);
    if (format === "uuid")
      return this.one(["123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400g"]);
    if (format === "uri-template")
      return this.one(["https://a.b/c{/d}{?e,f}", "https://a.b/{", "https://a.b/{+x}/y", "https://a.b/{}"]);
    if (format === "date") return this.one(["2026-05-05", "2026-02-30", "2026-1-1"]);
    if (format === "email") return this.one(["a@b.example", "a@b", "a.b@c.d", "@b.c"]);
    return this.one(texts);
  }

  #any(depth: number): JsonValue {
    const sort = this.below(depth > 0 ? 7 : 5);
    if (sort === 0) return null;
    if (sort === 1) return this.#chance(0.5);
    if (sort === 2) return this.one([0, -1, 1.5, 1e21, 2 ** 53, -0]);
    if (sort < 5) return this.one(texts);
    if (sort === 5) return Array.from({ length: this.below(3) }, () => this.#any(depth - 1));
    return Object.fromEntries(Array.from({ length: this.below(4) }, () => [this.one(names), this.#any(depth - 1)]));
  }

  /** The text of a value: with or without spaces, members in another order, escapes, members that come twice. */
  text(value: JsonValue): string {
    const style = {
      spaces: this.#chance(0.3),
      escapes: this.#chance(0.1),
      order: this.#chance(0.3),
      twice: this.#chance(0.05),
    };
    const space = (): string => (style.spaces && this.#chance(0.5) ? this.one([" ", "\t", "  ", "\r"]) : "");
    const quoted = (text: string): string => {
      const plain = JSON.stringify(text);
      if (!style.escapes) return plain;
      return plain.replace(/[a-zä]/g, (c) =>
        this.#chance(0.2) ? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}` : c,
      );
    };
    const print = (at: JsonValue): string => {
      if (typeof at === "string") return quoted(at);
      if (typeof at === "number") return this.#numberText(at);
      if (typeof at !== "object" || at === null) return JSON.stringify(at);
      if (Array.isArray(at))
        return `[${space()}${at.map((item) => print(item as JsonValue)).join(`${space()},${space()}`)}${space()}]`;
      const entries = Object.entries(at);
      if (style.order) entries.sort(() => this.#random() - 0.5);
      if (style.twice && entries.length > 0) entries.push(this.one(entries));
      const members = entries.map(
        ([name, inner]) => `${quoted(name)}${space()}:${space()}${print(inner as JsonValue)}`,
      );
      return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
    };
    return space() + print(value) + space();
  }

  #numberText(value: number): string {
    if (this.#chance(0.95)) return Object.is(value, -0) ? "-0" : String(value);
    return this.one([
      value.toFixed(2),
      value.toExponential(),
      "1e400",
      "9007199254740993",
      "1234567890123456.5",
      "00",
      "-",
      "1.",
      "0.10",
      "1E5",
      "12345678901234567890",
    ]);
  }

  /** The text with a byte of it changed, removed or doubled. */
  mutated(text: string): string {
    if (text === "" || this.#chance(0.5)) return text;
    const at = this.below(text.length);
    const byte = this.one([
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      " ",
      "0",
      "e",
      "\u0001",
      "ü",
      "\\ud800",
      "-",
      "\t",
      "t",
      "null",
    ]);
    return text.slice(0, at) + this.one([byte, "", text.slice(at, at + 1) + byte]) + text.slice(at + this.one([0, 1]));
  }
}
