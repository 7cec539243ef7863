/** Unions within unions: what a module says of one fault, and what a report says of several, names their places. */
import assert from "node:assert/strict";
import { createAjv } from "../../generator/ajv/instance.js";
import { tagsFirst } from "../../generator/ajv/tags-first.js";
import { Explainer } from "../../generator/capture/explain.js";
import { telltales } from "../../generator/capture/telltales.js";
import type { Definition, JsonObject, Schema } from "../../generator/model.js";
import { primary } from "../../generator/runtime/message.js";
import type { AjvError, Validate } from "../../generator/runtime/validate.js";
import { Chance } from "../support/random.js";

const tags = ["leaf", "node", "pair", "mark"] as const;
type Json = Record<string, unknown>;

/** A member's schema: one of plain values, or one that leads to unions or definitions. */
function memberSchema(chance: Chance): JsonObject {
  const union = { $ref: "Any" };
  return chance.oneOf<() => JsonObject>([
    () => ({ type: "number" }),
    () => ({ type: "string" }),
    () => ({ enum: [1, 2, 3] }),
    () => union,
    () => ({ anyOf: [union, { type: "null" }] }),
    () => ({ type: "array", items: union }),
    () => ({ $ref: chance.oneOf(tags) }),
    () => ({ oneOf: [{ $ref: chance.oneOf(tags) }, objectSchema("in", chance, 0)] }),
    () => ({ [chance.oneOf(["oneOf", "anyOf"])]: [objectSchema("in", chance, 0), objectSchema("out", chance, 0)] }),
  ])();
}

function objectSchema(tag: string, chance: Chance, most = 3): JsonObject {
  const names = chance.some(["a", "b", "c"], 0.7).slice(0, most);
  const members = Object.fromEntries(names.map((name) => [name, memberSchema(chance)]));
  const plain = most === 0 ? { v: { type: "number" } } : {};
  const tagged = { t: chance.oneOf<JsonObject>([{ const: tag }, { enum: [tag] }]) };
  const properties: JsonObject = chance.isIt(0.5)
    ? { ...tagged, ...plain, ...members }
    : { ...plain, ...members, ...tagged };
  return { type: "object", properties, required: Object.keys(properties) };
}

/** Definitions by their names: tagged objects, the union of all, and a frame that holds one. */
function protocol(chance: Chance): Map<string, JsonObject> {
  const branches = tags.map((tag) => ({ $ref: tag }));
  const [first, second, ...others] = branches;
  const all = chance.isIt(0.3) ? [{ anyOf: [first, second] }, ...others] : branches;
  return new Map<string, JsonObject>([
    ...tags.map((tag) => [tag, objectSchema(tag, chance)] as const),
    ["Any", { [chance.oneOf(["oneOf", "anyOf"])]: all } as JsonObject],
    ["Frame", { type: "object", properties: { n: { $ref: "Any" }, m: { $ref: "Any" } }, required: ["n", "m"] }],
  ]);
}

/** A place in a value whose schema is known, and what would be wrong there. */
interface Place {
  readonly parent: Json | unknown[];
  readonly name: string | number;
  readonly path: string;
  readonly bad: unknown;
}
interface Making {
  readonly chance: Chance;
  readonly schemas: ReadonlyMap<string, JsonObject>;
  readonly places: Place[];
  left: number;
}

/** A good value, or nothing where it would have no end. */
function valueOf(schema: JsonObject, path: string, making: Making): unknown {
  const { chance, schemas } = making;
  if (making.left-- < 0) throw new RangeError("too large");
  const ref = schema["$ref"];
  if (typeof ref === "string") return valueOf(schemas.get(ref) ?? {}, path, making);
  const branches = (schema["oneOf"] ?? schema["anyOf"]) as JsonObject[] | undefined;
  if (branches !== undefined) return valueOf(branches[chance.below(branches.length)] ?? {}, path, making);
  if (schema["type"] === "null") return null;
  if (schema["type"] === "number") return 1.5;
  if (schema["type"] === "string") return "text";
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"].at(-1);
  const into: Json | unknown[] = schema["type"] === "array" ? [] : {};
  const inside: [string | number, JsonObject][] = Array.isArray(into)
    ? Array.from({ length: chance.below(3) }, (_, index) => [index, schema["items"] as JsonObject])
    : Object.entries(schema["properties"] as Record<string, JsonObject>);
  for (const [name, inner] of inside) {
    const bad = name === "t" ? "leef" : inner["type"] === "number" ? "text" : 7.5;
    const place = { parent: into, name, path: `${path}/${name}`, bad };
    making.places.push(place);
    Object.assign(into, { [name]: valueOf(inner, place.path, making) });
  }
  return into;
}

function validators(schemas: ReadonlyMap<string, JsonObject>): { readonly first: Validate; readonly all: Validate } {
  const definitions = tagsFirst(
    [...schemas].map(([name, schema]) => ({ name, schema: schema as Schema }) as Definition),
  );
  const compiled = (allErrors: boolean): Validate => {
    const validate = createAjv(definitions, { allErrors }).getSchema("Frame");
    assert.ok(validate);
    return validate as Validate;
  };
  return { first: compiled(false), all: compiled(true) };
}

/** Of what one seed gives: a protocol, and frames of it with the places where they can be spoilt. */
function* spoilable(
  seed: number,
): Generator<{ frame: Json; places: Place[]; chance: Chance; schemas: string } & ReturnType<typeof validators>> {
  const chance = new Chance(seed);
  const schemas = protocol(chance);
  const checks = validators(schemas);
  for (let i = 0; i < 60; i++) {
    const making: Making = { chance, schemas, places: [], left: 60 };
    try {
      const frame = valueOf(schemas.get("Frame") ?? {}, "", making) as Json;
      const places = making.places.filter(({ name }) => name !== "n" && name !== "m");
      if (places.length > 0) yield { frame, places, chance, schemas: JSON.stringify([...schemas]), ...checks };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

const explainer = new Explainer("frame", { names: ["n", "m"], required: ["n", "m"] }, () => new Set());

/** Spoils a value; gives the place that is to be named. */
function spoil({ parent, name, path, bad }: Place, chance: Chance): string {
  if (Array.isArray(parent) || name === "t" || chance.isIt(0.7)) {
    Object.assign(parent, { [name]: bad });
    return path;
  }
  Reflect.deleteProperty(parent, name);
  return path.slice(0, path.lastIndexOf("/"));
}

describe("Unions within unions", () => {
  it("one fault is named by its place, in a module and in a report", () => {
    let tried = 0;
    for (let seed = 1; seed <= 60; seed++) {
      for (const { frame, places, chance, schemas, first, all } of spoilable(seed)) {
        assert.ok(first(frame));
        const place = places[chance.below(places.length)];
        assert.ok(place);
        const path = spoil(place, chance);
        const about = `seed ${seed}: ${path} of ${JSON.stringify(frame)} by ${schemas}`;
        assert.equal(first(frame), false, about);
        const fault = explainer.first(first.errors ?? [], frame);
        assert.equal(fault.path, path, about);
        assert.equal(all(frame), false, about);
        const found = explainer.all(all.errors ?? [], frame);
        assert.deepEqual(
          found.map(({ message }) => message),
          [fault.message],
          about,
        );
        tried++;
      }
    }
    assert.ok(tried > 500, `${tried}`);
  });

  it("two faults are both in a report, and nothing else is", () => {
    let tried = 0;
    for (let seed = 1; seed <= 60; seed++) {
      for (const { frame, places, chance, schemas, all } of spoilable(seed)) {
        const one = places[chance.below(places.length)];
        const other = places[chance.below(places.length)];
        assert.ok(one !== undefined && other !== undefined);
        // What is behind a bad tag, or replaced as a whole, is not looked into.
        if (hides(one, other) || hides(other, one)) continue;
        for (const place of [one, other]) Object.assign(place.parent, { [place.name]: place.bad });
        const about = `seed ${seed}: ${one.path} and ${other.path} of ${JSON.stringify(frame)} by ${schemas}`;
        assert.equal(all(frame), false, about);
        const found = explainer.all(all.errors ?? [], frame).map(({ path }) => path);
        assert.deepEqual(found.toSorted(), [one.path, other.path].toSorted(), about);
        tried++;
      }
    }
    assert.ok(tried > 300, `${tried}`);
  });

  it("are gone through once, however deep they are", () => {
    // To go through every level again for every other one would take minutes.
    const depth = 3000;
    const error = (instancePath: string, schemaPath: string, keyword: string): AjvError => {
      return { instancePath, schemaPath, keyword, params: {} };
    };
    const levels = Array.from({ length: depth }, (_, level) => "/k".repeat(level));
    const errors = [
      ...levels.flatMap((at) => [error(`${at}/t`, "Leaf#/t/const", "const"), error(at, "Any#/anyOf/0/if", "if")]),
      error(`${levels.at(-1)}/v`, "Node#/v/type", "type"),
      ...levels.toReversed().flatMap((at) => [error(at, "Any#/anyOf/1/if", "if"), error(at, "Any#/anyOf", "anyOf")]),
    ];
    assert.deepEqual(
      telltales(errors).map(({ schemaPath }) => schemaPath),
      ["Node#/v/type"],
    );
    const stopped = errors.filter(({ keyword }) => keyword !== "if");
    assert.equal(primary(stopped)?.schemaPath, "Node#/v/type");
  });
});

function hides(one: Place, other: Place): boolean {
  const behind = one.name === "t" ? one.path.slice(0, -2) : one.path;
  return `${other.path}/`.startsWith(`${behind}/`);
}
