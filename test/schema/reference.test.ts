import assert from "node:assert/strict";
import type { Definition, JsonObject, JsonValue, Schema } from "../../generator/model.js";
import { createAjv } from "../../generator/ajv/instance.js";
import { Chance } from "../support/random.js";
import { isValid } from "../support/reference.js";

/** How many schemas are looked at, with 50 values each; a long run sets more. */
const count = Number(process.env["FUZZ_SCHEMAS"] ?? 800);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_2611);

const names = ["a", "b", "c"] as const;

/** Keywords in every combination, most of which nobody writes and validators still have to get right. */
const keywords: Readonly<Record<string, (chance: Chance, depth: number) => JsonValue>> = {
  type: (chance) => chance.oneOf(["string", "number", "object", "array", ["object", "array"]]),
  properties: (chance, depth) => ({ a: inner(chance, depth), b: inner(chance, depth) }),
  patternProperties: (chance, depth) => ({ "^[ac]$": inner(chance, depth) }),
  additionalProperties: (chance, depth) => inner(chance, depth),
  propertyNames: (chance) => chance.oneOf<JsonValue>([{ maxLength: 0 }, { const: "a" }, { pattern: "^[ab]" }]),
  required: (chance) => chance.some(names, 0.4),
  minProperties: (chance) => chance.below(3),
  maxProperties: (chance) => chance.below(3),
  dependentRequired: () => ({ a: ["b"] }),
  dependentSchemas: (chance, depth) => ({ a: inner(chance, depth) }),
  prefixItems: (chance, depth) => Array.from({ length: 1 + chance.below(2) }, () => inner(chance, depth)),
  items: (chance, depth) => inner(chance, depth),
  contains: (chance, depth) => inner(chance, depth),
  minContains: (chance) => chance.below(3),
  maxContains: (chance) => 1 + chance.below(2),
  minItems: (chance) => chance.below(3),
  maxItems: (chance) => chance.below(3),
  uniqueItems: () => true,
  allOf: (chance, depth) => [inner(chance, depth), inner(chance, depth)],
  anyOf: (chance, depth) => [inner(chance, depth), inner(chance, depth)],
  oneOf: (chance, depth) => [inner(chance, depth), inner(chance, depth)],
  not: (chance, depth) => inner(chance, depth),
  if: (chance, depth) => inner(chance, depth),
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: (chance, depth) => inner(chance, depth),
  else: (chance, depth) => inner(chance, depth),
  minimum: () => 2,
  minLength: () => 2,
};
const all = Object.keys(keywords) as [string, ...string[]];

function inner(chance: Chance, depth: number): JsonValue {
  if (depth > 0) return randomSchema(chance, depth - 1);
  return chance.oneOf<JsonValue>([
    true,
    false,
    { type: "string" },
    { type: "number" },
    { const: 1 },
    { enum: ["a", null] },
  ]);
}

function randomSchema(chance: Chance, depth: number): JsonObject {
  const picked = Array.from({ length: 1 + chance.below(4) }, () => chance.oneOf(all));
  return Object.fromEntries(picked.map((keyword) => [keyword, keywords[keyword]?.(chance, depth) ?? true]));
}

function randomValue(chance: Chance, depth: number): JsonValue {
  const sort = chance.below(depth > 0 ? 4 : 2);
  if (sort < 2) return chance.oneOf<JsonValue>([1, 2, "a", "ab", null, true]);
  if (sort === 2) return Array.from({ length: chance.below(4) }, () => randomValue(chance, depth - 1));
  return Object.fromEntries(chance.some(names, 0.5).map((name) => [name, randomValue(chance, depth - 1)]));
}

describe("Validators, against the specification", function () {
  this.timeout(600_000);

  const validators = (schema: JsonValue): ((value: unknown) => boolean)[] =>
    [false, true].map((allErrors) => {
      const definition: Definition = { name: "X", schema: schema as Schema } as Definition;
      const validate = createAjv([definition], { allErrors }).getSchema("X");
      assert.ok(validate);
      return (value) => validate(value) as boolean;
    });

  for (const [name, schema, valid, invalid] of [
    ["contains behind prefixItems", { prefixItems: [{ type: "string" }], contains: { type: "number" } }, ["a", 1], []],
    [
      "contains behind an item that is not there",
      { prefixItems: [true, { type: "string" }], contains: false },
      1,
      ["a"],
    ],
    ["contains of an array behind another one", { items: { contains: { type: "number" } } }, [[1], [2]], [[1], []]],
  ] as readonly (readonly [string, JsonObject, JsonValue, JsonValue])[]) {
    it(name, () => {
      for (const validate of validators(schema)) assert.deepEqual([validate(valid), validate(invalid)], [true, false]);
    });
  }

  it(`say the same of random schemas and values, whether they stop or go on: ${count * 50} pairs`, () => {
    const chance = new Chance(seed);
    const verdicts = new Set<boolean>();
    for (let round = 0; round < count; round += 1) {
      const schema = randomSchema(chance, 2);
      const [stopping, going] = validators(schema);
      for (let i = 0; i < 50; i += 1) {
        const value = randomValue(chance, 2);
        const verdict = isValid(schema, value);
        verdicts.add(verdict);
        const about = `${JSON.stringify(schema)} ${JSON.stringify(value)}`;
        assert.deepEqual([stopping?.(value), going?.(value)], [verdict, verdict], about);
      }
    }
    assert.equal(verdicts.size, 2);
  });
});
