/** Frames made from schemas, and what harm does to them. */
import * as fc from "fast-check";
import type { JsonObject, JsonValue, Protocol, Schema, SchemaObject } from "../../generator/model.js";
import type { Frame } from "./doors.js";
import { cycle, fickle, nested, revoked, strangers } from "./values.js";

/** Any code point, half of a surrogate pair too: what fast-check calls `binary`, which takes seconds to set up. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/** Any text, also such as UTF-8 cannot carry. */
export function anyText(lengths: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...lengths, unit: character });
}

const oddNames = ["__proto__", "constructor", "toString", "toJSON", "a", "0", "a/b~c", ""];
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.constantFrom(...oddNames),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 53, 1e21, 5e-324),
);

/** Members by defining each, so that a name may be `__proto__`. */
function objectOf(entries: readonly (readonly [string, unknown])[]): JsonObject {
  return Object.fromEntries(entries) as JsonObject;
}

/** Any JSON value. */
export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    text,
    number,
    fc.constantFrom(true, false, null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(text, tie("value")), { maxLength: 3 }).map(objectOf),
  ),
})).value;

/** Values of schemas: most are valid, and those that are not are good to have as well. */
class Maker {
  readonly #protocol: Protocol;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  of(schema: Schema | undefined, depth = 0): fc.Arbitrary<JsonValue> {
    if (typeof schema !== "object") return anyJson;
    const { $ref, const: only, anyOf, oneOf, allOf } = schema;
    if ($ref !== undefined) return this.of(this.#protocol.definitions.get($ref)?.schema, depth + 1);
    if (only !== undefined) return fc.constant(only);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const branches = anyOf ?? oneOf ?? allOf;
    if (branches !== undefined) return fc.oneof(...branches.map((branch) => this.of(merged(schema, branch), depth)));
    const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
    return types.length === 0 ? anyJson : fc.oneof(...types.map((type) => this.#ofType(type, schema, depth)));
  }

  #ofType(type: string, schema: SchemaObject, depth: number): fc.Arbitrary<JsonValue> {
    const { minimum = -1000, maximum = schema.exclusiveMaximum ?? 1e6, multipleOf } = schema;
    switch (type) {
      case "object":
        return this.#object(schema, depth);
      case "array":
        return this.#array(schema, depth);
      case "string":
        return textOf(schema);
      case "integer":
        return fc.oneof(
          fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }),
          fc.constantFrom(-0, 1, 2 ** 53),
        );
      case "number":
        return multipleOf === undefined
          ? number
          : fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }).map((n) => n * multipleOf);
      case "boolean":
        return fc.boolean();
      default:
        return fc.constant(null);
    }
  }

  #object(schema: SchemaObject, depth: number): fc.Arbitrary<JsonValue> {
    const required = new Set(schema.required ?? []);
    const members = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
      // What may be left out is left out at some depth, where a definition may hold itself.
      if (depth > 3 && !required.has(name)) return fc.constant([]);
      const present = this.of(inner, depth + 1).map((value): [string, JsonValue][] => [[name, value]]);
      return required.has(name) ? present : fc.oneof(present, fc.constant([]));
    });
    const { additionalProperties: rest, patternProperties = {} } = schema;
    const names = schema.propertyNames === undefined ? text : fc.constantFrom("a", "B_c", "__proto__", "constructor");
    const patterned = Object.values(patternProperties).map((inner) =>
      fc.array(
        fc.tuple(
          text.map((name) => `x_${name}`),
          this.of(inner, depth + 1),
        ),
        { maxLength: 2 },
      ),
    );
    const others =
      rest === false ? fc.constant([]) : fc.array(fc.tuple(names, this.of(rest, depth + 1)), { maxLength: 2 });
    return fc.tuple(...members, ...patterned, others).map((entries) => objectOf(entries.flat()));
  }

  #array(schema: SchemaObject, depth: number): fc.Arbitrary<JsonValue> {
    const { prefixItems = [], items, minItems = 0, maxItems = minItems + 3, contains } = schema;
    const prefix = prefixItems.map((inner) => this.of(inner, depth + 1));
    const rest =
      items === false || depth > 3
        ? fc.constant([])
        : fc.array(this.of(items, depth + 1), {
            minLength: Math.max(0, minItems - prefix.length),
            maxLength: maxItems,
          });
    const sought = contains === undefined ? [] : [this.of(contains, depth + 1)];
    return fc.tuple(fc.tuple(...prefix), rest, fc.tuple(...sought)).map((lists): JsonValue => lists.flat());
  }
}

/** A branch with what its schema says beside the union. */
function merged({ anyOf: _any, oneOf: _one, allOf: _all, ...own }: SchemaObject, branch: Schema): Schema {
  if (typeof branch !== "object") return own;
  if (branch.$ref !== undefined) return branch;
  return { ...own, ...branch, properties: { ...own.properties, ...branch.properties } };
}

function textOf({ pattern, format, minLength = 0, maxLength = minLength + 12 }: SchemaObject): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"));
  if (format === "date-time") return fc.constantFrom("2024-02-29T00:00:00Z", "2024-01-01t10:00:00+02:00");
  if (format === "email") return fc.constantFrom("a@b.example", "x.y@z.example");
  return fc.oneof(fc.string({ minLength, maxLength }), anyText({ minLength, maxLength }));
}

/** Frames of one type, unknown members and another order of members included. */
export function framesOf(protocol: Protocol, frame: Protocol["frames"][number]): fc.Arbitrary<JsonObject> {
  const { kinds, definition } = frame;
  const tags = fc
    .constantFrom(...kinds)
    .map(({ values }) =>
      protocol.tags.flatMap((tag, index) => (values[index] === undefined ? [] : [[tag, values[index]] as const])),
    );
  const body = new Maker(protocol).of(definition.schema).map((value) => Object.entries(value as JsonObject));
  const isTag = ([name]: readonly [string, unknown]): boolean => protocol.tags.includes(name);
  return fc
    .tuple(tags, body, fc.array(fc.tuple(text, anyJson), { maxLength: 1 }), fc.boolean())
    .map(([kind, members, more, isTurned]) => {
      const declared = new Set(members.map(([name]) => name));
      const entries = [
        ...kind,
        ...members.filter((entry) => !isTag(entry)),
        ...more.filter((entry) => !isTag(entry) && !declared.has(entry[0])),
      ];
      return objectOf(isTurned ? entries.toReversed() : entries);
    });
}

/** Values that come in the place of parts of a frame. Made anew each time: some change when they are looked at. */
const shallow: fc.Arbitrary<() => unknown> = fc.oneof(
  anyJson.map((value) => () => value),
  fc.constantFrom(...strangers.map(([, make]) => make)),
  fc.constantFrom<(() => unknown)[]>(
    () => undefined,
    () => NaN,
    () => -Infinity,
    () => 1n,
    () => Symbol("x"),
    () => () => 1,
    () => "\ud800",
    () => ({ "\udc00": 1 }),
    () => Array.from({ length: 3 }).concat([1]),
    () => Array(9),
    () => revoked({}),
    () => revoked([]),
    () => Object.create(null) as unknown,
    () => Object.create({ a: 1, toJSON: () => 1 }) as unknown,
    () =>
      new (class App {
        a = 1;
      })(),
  ),
  fc.array(anyJson, { minLength: 1, maxLength: 3 }).map((answers) => () => fickle("a", answers, { b: 1 })),
  fc.array(anyJson, { minLength: 1, maxLength: 3 }).map((answers) => () => changing(answers)),
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withNullPrototype: true,
      withBoxedValues: true,
    })
    .map((value) => () => value),
);

const deep = nested(6000);

const harm: fc.Arbitrary<() => unknown> = fc.oneof(
  { weight: 300, arbitrary: shallow },
  // Seldom: what is so deep takes a thousand times as long as the rest.
  { weight: 1, arbitrary: fc.constantFrom<(() => unknown)[]>(cycle, () => deep) },
);

/** A Proxy that answers with one value after the other, whatever is asked for. */
function changing(answers: readonly JsonValue[]): unknown {
  let turn = 0;
  const next = (): unknown => answers[turn++ % answers.length];
  return new Proxy({ a: 1 } as Record<string, unknown>, {
    get: next,
    has: () => turn++ % 2 === 0,
    ownKeys: () => (turn++ % 2 === 0 ? ["a", "b"] : ["a"]),
    getOwnPropertyDescriptor: (target, name) =>
      turn % 3 === 0
        ? undefined
        : { ...Reflect.getOwnPropertyDescriptor(target, name), value: next(), configurable: true },
  });
}

/** A change to one place of a frame, chosen by numbers. */
export interface Mutation {
  readonly way: readonly number[];
  readonly name: string;
  readonly make: () => unknown;
  readonly how: "replace" | "add" | "remove" | "get" | "inherit";
}

export const mutations: fc.Arbitrary<Mutation> = fc.record({
  way: fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 }),
  name: fc.constantFrom(...oddNames, "kind", "type", "event", "more"),
  make: harm,
  how: fc.constantFrom("replace", "replace", "add", "remove", "get", "inherit"),
});

/** A frame with a change in it. The frame itself stays as it is. */
export function mutated(frame: JsonObject, { way, name, make, how }: Mutation): unknown {
  const root: unknown = JSON.parse(JSON.stringify(frame));
  let at = root as Record<string, unknown>;
  let key = "";
  for (const [step, number] of way.entries()) {
    const names = Object.keys(at);
    key = names[number % Math.max(1, names.length)] ?? name;
    const next = Object.getOwnPropertyDescriptor(at, key)?.value as unknown;
    if (step === way.length - 1 || typeof next !== "object" || next === null) break;
    at = next as Record<string, unknown>;
  }
  const place = how === "add" ? name : key;
  if (how === "inherit") Object.setPrototypeOf(at, Object.create({ [name]: make() }) as object);
  else if (how === "remove") Reflect.deleteProperty(at, place);
  else if (how === "get") Object.defineProperty(at, place, { get: make, enumerable: true, configurable: true });
  else Object.defineProperty(at, place, { value: make(), enumerable: true, configurable: true, writable: true });
  return root;
}

/** Bytes near to a message, or far from any. */
export function damagedTexts(frames: fc.Arbitrary<Frame>): fc.Arbitrary<Uint8Array> {
  const inserted = fc.oneof(
    fc.uint8Array({ maxLength: 3 }),
    fc
      .constantFrom(
        '"',
        "\\",
        "\\ud800",
        "1e999",
        "-0",
        "\0",
        "\ufeff",
        "{",
        "]",
        ",",
        ":",
        '"__proto__":{},',
        "true",
        "\u2028",
      )
      .map((part) => new TextEncoder().encode(part)),
  );
  const cuts = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), inserted), { minLength: 1, maxLength: 2 });
  const near = fc.tuple(frames, cuts).map(([frame, places]) => {
    let bytes = new TextEncoder().encode(JSON.stringify(frame));
    for (const [place, removed, more] of places) {
      const at = place % (bytes.length + 1);
      bytes = Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at + removed)]);
    }
    return bytes;
  });
  return fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) });
}
