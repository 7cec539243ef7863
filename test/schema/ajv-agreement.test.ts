import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type ValidateFunction, Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import type { JsonObject, JsonValue } from "../../generator/model.js";
import { folderOf, generatedFolder } from "../support/schemas.js";

/** What is used of a generated module. */
interface FrameModule {
  isFrame(value: unknown): boolean;
  safeConvertFrame(payload: unknown): { readonly ok: true; readonly frame: JsonObject } | { readonly ok: false };
}

/** Fixed, so that a failure is the same tomorrow. Another one is set to look further. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20_2407);
const kinds = 40;
const runs = 4000;

const memberNames = ["a", "b", "c", "__proto__x", "constructor", "x y"];
const scalars = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, 0, 1, -1, 1.5, 7, "", "a", "bc", "2024-01-01", "😀😀"),
  fc.integer({ min: -3, max: 9 }),
);

/** Schemas of plain keywords; `$ref` leads to one of three shared definitions, which may hold each other. */
const { schema: schemas } = fc.letrec<{
  schema: JsonObject;
  inner: JsonValue;
  object: JsonObject;
  array: JsonObject;
  union: JsonObject;
}>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthIdentifier: "schema" },
    fc.constantFrom<JsonObject>(
      { type: "string" },
      { type: "integer" },
      { type: "number" },
      { type: "boolean" },
      { type: "null" },
      { type: ["string", "null"] },
      { type: "string", minLength: 2 },
      { type: "string", maxLength: 1 },
      { type: "string", format: "date" },
      { type: "integer", minimum: 0, exclusiveMaximum: 5 },
      { type: "number", multipleOf: 0.5 },
      { type: "object" },
      { type: "array" },
      {},
    ),
    fc
      .uniqueArray(scalars, { minLength: 1, maxLength: 3, comparator: Object.is })
      .map((values): JsonObject => ({ enum: values })),
    scalars.map((value): JsonObject => ({ const: value })),
    fc.constantFrom("P", "Q", "R").map((name): JsonObject => ({ $ref: `shared.json#/$defs/${name}` })),
    tie("object"),
    tie("array"),
    tie("union"),
  ),
  inner: fc.oneof({ weight: 5, arbitrary: tie("schema") }, { weight: 1, arbitrary: fc.constant(true) }),
  object: fc
    .record(
      {
        properties: fc.dictionary(fc.constantFrom(...memberNames), tie("inner"), {
          minKeys: 1,
          maxKeys: 3,
          noNullPrototype: true,
        }),
        required: fc.uniqueArray(fc.constantFrom(...memberNames), { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        minProperties: fc.integer({ min: 0, max: 2 }),
        propertyNames: fc.constant({ maxLength: 3 }),
      },
      { requiredKeys: ["properties"], noNullPrototype: true },
    )
    .map((object) => ({ type: "object", ...object }) as JsonObject),
  array: fc
    .record(
      {
        items: tie("inner"),
        prefixItems: fc.array(tie("inner"), { minLength: 1, maxLength: 2 }),
        minItems: fc.integer({ min: 0, max: 2 }),
        maxItems: fc.integer({ min: 1, max: 3 }),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    .map((array) => ({ type: "array", ...array }) as JsonObject),
  union: fc
    .tuple(fc.constantFrom("anyOf", "oneOf", "allOf"), fc.array(tie("inner"), { minLength: 1, maxLength: 3 }))
    .map(([name, branches]): JsonObject => ({ [name]: branches })),
}));

const values = fc.letrec<{ value: JsonValue; object: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: "value" },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.constantFrom(...memberNames, "more"), tie("value"), { maxKeys: 4, noNullPrototype: true }),
})).value;

const frameSchema = (kind: string, x: JsonObject): JsonObject => ({
  type: "object",
  properties: { kind: { const: kind }, x },
  required: ["kind", "x"],
});

describe("For random schemas the generated module", function () {
  this.timeout(60_000);
  let module: FrameModule;
  const verdicts: ValidateFunction[] = [];
  let made: readonly JsonObject[];
  let shared: JsonObject;

  before(async () => {
    const sample = fc.sample(schemas, { seed, numRuns: kinds + 3 });
    made = sample.slice(0, kinds);
    // A definition that is nothing but a way to another could lead round in a circle; behind a member it cannot.
    const [p = {}, q = {}, r = {}] = sample
      .slice(kinds)
      .map((schema) => ({ type: "object", properties: { a: schema, b: { type: "string" } } }) satisfies JsonObject);
    shared = { $defs: { P: p, Q: q, R: r } };
    const frames = made.map((schema, i) => [`k${i}.json`, frameSchema(`k${i}`, schema)] as const);
    const ajv = new Ajv2020({ strict: false, ownProperties: true, validateSchema: false, logger: false });
    addFormats.default(ajv);
    ajv.addSchema(shared, "shared.json");
    for (const [name, schema] of frames) verdicts.push(ajv.compile({ ...schema, $id: name }));
    const folder = await generatedFolder(folderOf({ ...Object.fromEntries(frames), "shared.json": shared }), {
      target: "js",
    });
    module = (await import(pathToFileURL(path.join(folder, "index.js")).href)) as FrameModule;
  });

  /** Runs a property over frames of every kind; half of them are random, the others near to what was accepted before. */
  function forFrames(holds: (frame: JsonObject, accepted: boolean) => void): void {
    const frames = fc.tuple(fc.nat({ max: kinds - 1 }), values);
    fc.assert(
      fc.property(frames, ([i, x]) => {
        const frame = { kind: `k${i}`, x };
        const accepted = verdicts[i]?.(frame) === true;
        try {
          holds(frame, accepted);
        } catch (error) {
          const schema = JSON.stringify({ x: made[i], ...shared });
          throw new Error(
            `${error instanceof Error ? error.message : String(error)}\nfor ${JSON.stringify(frame)}\nby ${schema}`,
            { cause: error },
          );
        }
      }),
      { seed, numRuns: runs },
    );
  }

  it("accepts and refuses as Ajv does with the original schemas", () => {
    const counts = { accepted: 0, refused: 0 };
    forFrames((frame, accepted) => {
      counts[accepted ? "accepted" : "refused"]++;
      assert.equal(module.isFrame(frame), accepted);
    });
    assert.ok(counts.accepted > runs / 20 && counts.refused > runs / 20, JSON.stringify(counts));
  });

  it("converts what it accepts, and nothing else", () => {
    forFrames((frame, accepted) => assert.equal(module.safeConvertFrame(frame).ok, accepted));
  });

  it("gives frames that are accepted again, and that converting again does not change", () => {
    forFrames((frame) => {
      const once = module.safeConvertFrame(frame);
      if (!once.ok) return;
      assert.equal(module.isFrame(once.frame), true, `accepted as ${JSON.stringify(once.frame)}`);
      const twice = module.safeConvertFrame(once.frame);
      assert.ok(twice.ok);
      assert.equal(JSON.stringify(twice.frame), JSON.stringify(once.frame));
    });
  });

  it("drops members of the frame that are not declared", () => {
    forFrames((frame) => {
      const converted = module.safeConvertFrame({ more: 1, ...frame, another: {} });
      if (converted.ok) assert.deepEqual(Object.keys(converted.frame), ["kind", "x"]);
    });
  });

  it("does not change what it is given", () => {
    forFrames((frame) => {
      const earlier = JSON.stringify(frame);
      module.safeConvertFrame(frame);
      assert.equal(JSON.stringify(frame), earlier);
    });
  });
});
