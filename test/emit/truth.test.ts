import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { createAjv } from "../../generator/ajv/instance.js";
import { TypeBuilder } from "../../generator/emit/types/build.js";
import { type Type, typeOfValue } from "../../generator/emit/types/type.js";
import type { JsonObject, JsonValue, Protocol } from "../../generator/model.js";
import { RandomSchemas } from "../support/random-schemas.js";
import { protocolOf } from "../support/schemas.js";

/** Fixed, so that a failure is the same tomorrow. Another one is set to look further. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20_2611);
const kindsPerRound = 40;
const framesPerKind = 25;
const rounds = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 1500) / kindsPerRound / framesPerKind);

describe("The type of a frame", function () {
  this.timeout(60_000 + rounds * 1000);

  it("holds every frame that Ajv accepts, for random schemas", async () => {
    const counts = { accepted: 0, refused: 0 };
    for (let round = 0; round < rounds; round += 1) await check(new RandomSchemas(seed + round), counts);
    const { accepted, refused } = counts;
    assert.ok(accepted > rounds * 100 && refused > rounds * 100, JSON.stringify(counts));
  });
});

async function check(random: RandomSchemas, counts: { accepted: number; refused: number }): Promise<void> {
  const names = ["P", "Q", "R"];
  // Behind a member, so that no definition is nothing but a way round to itself.
  const shared = Object.fromEntries(
    names.map((name) => [
      name,
      { type: "object", properties: { a: random.schema(2, names), b: random.schema(1, names) } },
    ]),
  ) as { readonly [name: string]: JsonObject };
  const frames = Array.from({ length: kindsPerRound }, (_, i) => [`K${i}`, random.frame(`k${i}`, names)] as const);
  const anyOf = frames.map(([name]) => ({ $ref: `#/$defs/${name}` }));
  const file = { $defs: { ...shared, ...Object.fromEntries(frames) }, anyOf } as JsonObject;
  const protocol = await protocolOf({ "all.json": file }, { discriminator: ["kind"] });
  const ajv = createAjv(protocol.definitions.values());
  const builder = new TypeBuilder(protocol.definitions);
  const known = typesOf(protocol, builder);
  for (const { kinds, definition } of protocol.frames) {
    const schema = frames[Number(kinds[0].name.slice(1))]?.[1] ?? {};
    const type = builder.ofFrame(definition);
    for (let i = 0; i < framesPerKind; i += 1) {
      const made = random.value(schema as JsonValue, shared, 5);
      if (typeOfValue(made) !== "object") continue;
      const frame = { ...(made as JsonObject), kind: kinds[0].name };
      const accepted = ajv.validate(definition.name, frame);
      counts[accepted ? "accepted" : "refused"] += 1;
      const holds = !accepted || isOf(frame, type, known);
      assert.ok(
        holds,
        `${JSON.stringify(frame)}\nby ${JSON.stringify({ schema, shared })}\nas ${JSON.stringify(type)}`,
      );
    }
  }
}

/** The types of definitions, by name. */
type Known = ReadonlyMap<string, Type>;

function typesOf({ definitions }: Protocol, builder: TypeBuilder): Known {
  return new Map([...definitions].map(([name, definition]) => [name, builder.ofDefinition(definition)]));
}

/** Whether a value is of a type. As in TypeScript, an object may have members that its type does not name. */
function isOf(value: JsonValue, type: Type, known: Known): boolean {
  switch (type.is) {
    case "unknown":
      return true;
    case "any":
      return typeOfValue(value) === type.of;
    case "literal":
      // JSON has one zero.
      return isDeepStrictEqual(value, type.value) || (value === 0 && type.value === 0);
    case "reference": {
      const target = known.get(type.name);
      return target !== undefined && isOf(value, target, known);
    }
    case "union":
      return type.of.some((part) => isOf(value, part, known));
    case "intersection":
      return type.of.every((part) => isOf(value, part, known));
    case "array":
      return Array.isArray(value) && value.every((item: JsonValue) => isOf(item, type.items, known));
    case "tuple": {
      if (!Array.isArray(value) || value.length < type.least) return false;
      const { items, rest } = type;
      return value.every((item: JsonValue, i) => {
        const expected = items[i] ?? rest;
        return expected !== undefined && isOf(item, expected, known);
      });
    }
    case "object":
      return typeOfValue(value) === "object" && hasMembers(value as JsonObject, type, known);
  }
}

function hasMembers(
  value: JsonObject,
  { members, prefixes = [], rest }: Type & { is: "object" },
  known: Known,
): boolean {
  const named = new Set(members.map(({ name }) => name));
  const isRight = ([name, part]: readonly [string, JsonValue]): boolean => {
    const alike = prefixes.filter(({ prefix }) => name.startsWith(prefix));
    if (!alike.every(({ type }) => isOf(part, type, known))) return false;
    return named.has(name) || alike.length > 0 || rest === undefined || isOf(part, rest, known);
  };
  return (
    Object.entries(value).every(isRight) &&
    members.every(({ name, type, required }) =>
      Object.hasOwn(value, name) ? isOf(value[name] ?? null, type, known) : !required,
    )
  );
}
