/**
 * Random schemas, values for them, and values that are a little off: quickly, many, and the same for the same seed.
 */
import type { JsonObject, JsonValue } from "../../generator/model.js";

/** A source of chance. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  isIt(probability: number): boolean {
    return this.next() < probability;
  }

  oneOf<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** Some of them, in their order. */
  some<T>(list: readonly T[], probability: number): T[] {
    return list.filter(() => this.isIt(probability));
  }
}

const names = ["a", "b", "c", "long name", "items", "value", "0", "naïve", "toJSON"] as const;
const scalars = [null, true, false, 0, 1, -1, 2, 5, 1.5, "", "a", "bc", "déf", "😀", 'q"', "x\n"] as const;
const texts = [
  "",
  "a",
  "bc",
  "xyz",
  "déf",
  "😀",
  "😀😀",
  'q"',
  "back\\slash",
  "x\n",
  "a text of more than forty-two characters, ä",
] as const;
const definitions = ["P", "Q", "R"] as const;

/** A schema of the keywords that are checked without a validator, and now and then of others. */
export function randomSchema(chance: Chance, depth: number): JsonValue {
  const kind = chance.below(depth > 0 ? 14 : depth === 0 ? 8 : 5);
  switch (kind) {
    case 0:
      return { type: "string", ...limits(chance, "minLength", "maxLength") };
    case 1:
      return { type: chance.oneOf(["integer", "number"]), ...limits(chance, "minimum", "maximum") };
    case 2:
      return { type: "integer", ...limits(chance, "exclusiveMinimum", "exclusiveMaximum") };
    case 3:
      return {
        type: chance.oneOf([
          ["string", "null"],
          ["integer", "string"],
          ["boolean", "null", "array"],
        ]),
      };
    case 4:
      return chance.isIt(0.5)
        ? { const: chance.oneOf(scalars) }
        : { enum: [...new Set([chance.oneOf(scalars), chance.oneOf(scalars), 7])] };
    case 5:
      return { $ref: `shared.json#/$defs/${chance.oneOf(definitions)}` };
    case 6:
      return chance.oneOf<JsonValue>([
        { type: "boolean" },
        { type: "object" },
        { type: "array" },
        true,
        {},
        { minLength: 1 },
      ]);
    case 7:
      return chance.oneOf<JsonValue>([
        { type: "string", pattern: "^[a-z]*$" },
        { type: "number", multipleOf: 0.5 },
        { not: { type: "null" } },
        { type: "string", format: "date" },
      ]);
    case 8:
    case 9:
      return { type: "array", items: randomSchema(chance, depth - 1), ...limits(chance, "minItems", "maxItems") };
    case 10:
      return randomUnion(chance, depth);
    default:
      return randomObject(chance, depth);
  }
}

function limits(chance: Chance, least: string, most: string): JsonObject {
  return {
    ...(chance.isIt(0.3) && { [least]: chance.below(3) }),
    ...(chance.isIt(0.3) && { [most]: 1 + chance.below(4) }),
  };
}

/** An object schema. */
export function randomObject(chance: Chance, depth: number): JsonObject {
  const members = chance.some(names, 0.35);
  const properties = Object.fromEntries(members.map((name) => [name, randomSchema(chance, depth - 1)]));
  const others = chance.oneOf<JsonObject>([
    {},
    {},
    { additionalProperties: false },
    { additionalProperties: true },
    { additionalProperties: randomSchema(chance, 0) },
  ]);
  return { type: "object", properties, required: chance.some(members, 0.6), ...others };
}

function randomUnion(chance: Chance, depth: number): JsonValue {
  const inner = (): JsonValue => randomSchema(chance, depth - 1);
  const tagged = (tag: string): JsonObject => {
    const object = randomObject(chance, depth - 1);
    return {
      ...object,
      properties: { ...(object["properties"] as JsonObject), tag: { const: tag } },
      required: ["tag"],
    };
  };
  return chance.oneOf<() => JsonValue>([
    () => ({ anyOf: [inner(), { type: "null" }] }),
    () => ({ anyOf: [inner(), inner()] }),
    () => ({ oneOf: [{ type: "string" }, randomObject(chance, depth - 1)] }),
    () => ({ oneOf: [tagged("x"), tagged("y")] }),
    () => ({ allOf: [randomObject(chance, depth - 1), randomObject(chance, depth - 1)] }),
    () => ({ oneOf: [inner(), inner()] }),
  ])();
}

/** A value that mostly is one of the schema. */
export function randomValue(chance: Chance, schema: JsonValue, find: (ref: string) => JsonValue, depth = 6): unknown {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema) || depth < 0)
    return anyValue(chance, depth);
  const s = schema as JsonObject;
  const inner = (of: JsonValue): unknown => randomValue(chance, of, find, depth - 1);
  if (typeof s["$ref"] === "string") return inner(find(s["$ref"]));
  if (s["const"] !== undefined) return s["const"];
  if (Array.isArray(s["enum"])) return s["enum"][chance.below(s["enum"].length)];
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = s[keyword];
    if (Array.isArray(branches)) return inner(branches[chance.below(branches.length)] as JsonValue);
  }
  if (Array.isArray(s["allOf"])) return Object.assign({}, ...s["allOf"].map((part: JsonValue) => inner(part)));
  const types = s["type"];
  switch (Array.isArray(types) ? types[chance.below(types.length)] : types) {
    case "string":
      return chance.oneOf(texts);
    case "integer":
      return chance.isIt(0.9) ? chance.below(6) : chance.oneOf([-0, 1e15, 2 ** 53, -7]);
    case "number":
      return chance.oneOf([0, 1, 2.5, 3, -1.25, 1e21, 5e-324]);
    case "boolean":
      return chance.isIt(0.5);
    case "null":
      return null;
    case "array": {
      const items = s["items"] ?? true;
      return Array.from({ length: chance.below(4) }, () => inner(items));
    }
    case "object":
      return objectFor(chance, s, inner);
    default:
      return anyValue(chance, depth);
  }
}

function objectFor(chance: Chance, s: JsonObject, inner: (schema: JsonValue) => unknown): unknown {
  const required = Array.isArray(s["required"]) ? s["required"] : [];
  const members = Object.entries((s["properties"] ?? {}) as JsonObject);
  const kept = members.filter(([name]) => required.includes(name) || chance.isIt(0.6));
  const others = chance.isIt(0.2) ? [["more", inner(s["additionalProperties"] ?? true)] as const] : [];
  const entries = [...kept.map(([name, schema]) => [name, inner(schema)] as const), ...others];
  if (chance.isIt(0.2)) entries.reverse();
  return Object.fromEntries(entries);
}

/** Any JSON value. */
export function anyValue(chance: Chance, depth: number): unknown {
  if (depth > 0 && chance.isIt(0.2)) return Array.from({ length: chance.below(3) }, () => anyValue(chance, depth - 1));
  if (depth > 0 && chance.isIt(0.3)) {
    return Object.fromEntries(chance.some(names, 0.3).map((name) => [name, anyValue(chance, depth - 1)]));
  }
  return chance.oneOf(scalars);
}

class Instance {
  inherited = 1;
}

/** What a program may hold and JSON does not. */
const foreign: readonly [() => unknown, ...(() => unknown)[]] = [
  () => undefined,
  () => NaN,
  () => Infinity,
  () => -0,
  () => 10n,
  () => Symbol("s"),
  () => () => 1,
  () => new Date(0),
  () => new Map(),
  () => new String("a"),
  () => new Instance(),
  () => Object.create({ a: "a", b: 1, kind: "k0" }) as unknown,
  () => Object.assign(Object.create(null) as object, { a: "a" }),
  // oxlint-disable-next-line no-sparse-arrays -- what is odd here
  () => [, 1],
  () => [undefined],
  () => Object.assign(["a"], { more: 1 }),
  () => "\ud800",
  () => JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as unknown,
  () => new Proxy({ a: "a" }, {}),
];

/** Changes one part of a value, in a copy. */
export function mutated(chance: Chance, value: unknown): unknown {
  if (typeof value !== "object" || value === null || chance.isIt(0.15)) {
    return chance.isIt(0.4) ? chance.oneOf(foreign)() : anyValue(chance, 2);
  }
  if (Array.isArray(value)) {
    const index = chance.below(value.length + 1);
    return [...value.slice(0, index), mutated(chance, value[index]), ...value.slice(index + 1)] as unknown[];
  }
  const copy: Record<string, unknown> = { ...value };
  const present = Object.keys(copy);
  const name = chance.isIt(0.8) ? present[chance.below(present.length)] : chance.oneOf(names);
  if (name === undefined) return copy;
  if (chance.isIt(0.2)) Reflect.deleteProperty(copy, name);
  else copy[name] = mutated(chance, copy[name]);
  return chance.isIt(0.1) ? Object.assign(new Instance(), copy) : copy;
}
