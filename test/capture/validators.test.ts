/* oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema */
import assert from "node:assert/strict";
import fc from "fast-check";
import { createAjv } from "../../generator/ajv/instance.js";
import { Repeats } from "../../generator/ajv/repeats.js";
import { isPlain, stopped } from "../../generator/ajv/stopped.js";
import type { AjvError, Validate } from "../../generator/runtime/validate.js";
import { nothingMade } from "../../generator/capture/made.js";
import { Validators } from "../../generator/capture/validators.js";
import type { JsonValue } from "../../generator/model.js";
import { sized } from "../support/size.js";
import { type Files, folderOf, protocolOf, settingsFor } from "../support/schemas.js";
import { logOf, reportOn } from "./reports.js";

/** Definitions to which branches refer again and again; `tree` comes to itself. */
const $defs: JsonValue = {
  user: { type: "object", properties: { id: { type: "integer" }, at: { format: "date" } }, required: ["id", "name"] },
  tree: { type: "object", properties: { user: { $ref: "#/$defs/user" }, sub: { items: { $ref: "#/$defs/tree" } } } },
  long: { type: "object", properties: { user: { $ref: "#/$defs/user" }, name: { minLength: 2, pattern: "^a" } } },
};
const ref = (name: string): JsonValue => ({ $ref: `#/$defs/${name}` });
const branches: readonly JsonValue[] = [
  { properties: { t: { const: "x" }, user: ref("user"), long: ref("long") }, required: ["t"] },
  { properties: { t: { const: "y" }, user: ref("user"), long: ref("long"), tree: ref("tree") }, required: ["u"] },
  { type: "array", items: ref("user"), uniqueItems: true },
];
const shapes: Readonly<Record<string, JsonValue>> = {
  oneOf: { oneOf: branches },
  anyOf: { anyOf: branches },
  "allOf of the same": { allOf: [ref("user"), ref("long"), ref("user")] },
  if: { if: { properties: { user: ref("user") } }, then: ref("long"), else: { not: ref("tree") } },
  "propertyNames and contains": { propertyNames: { maxLength: 3 }, contains: ref("user"), items: ref("user") },
  "unevaluated members": { anyOf: branches, unevaluatedProperties: false },
};
const { value: part } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<JsonValue>("x", "y", "ab", "a", 1, 1.5, null, "2020-01-01"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("t", "u", "id", "at", "name", "user", "long", "tree", "sub"), tie("value")),
  ),
}));

/** Errors without what they note of branches. */
function withoutNotes(errors: readonly AjvError[] | null | undefined): unknown {
  return (
    errors?.map((error) => {
      const { branches: _branches, end: _end, ...params } = error.params;
      return { ...error, params };
    }) ?? null
  );
}

/** And without where in the schemas they were found. */
function withoutPaths(errors: readonly AjvError[]): unknown {
  return withoutNotes(errors.map((error) => ({ ...error, schemaPath: "" })));
}

/** Schemas of all that sums up, stops or goes on, one in another. */
const { schema: anySchema } = fc.letrec<{ schema: JsonValue }>((tie) => {
  const some = fc.array(tie("schema"), { minLength: 1, maxLength: 3 });
  const names = fc.constantFrom("t", "u", "id", "at", "name", "user");
  const keywords: readonly fc.Arbitrary<Record<string, JsonValue>>[] = [
    fc.record({ type: fc.constantFrom<JsonValue>("object", "array", "string", "integer", ["object", "null"]) }),
    fc.record({ const: fc.constantFrom<JsonValue>("x", 1, {}) }),
    fc.record({ minLength: fc.constant(2), dependentRequired: fc.constant({ t: ["u", "id"] }) }),
    fc.record({ properties: fc.dictionary(names, tie("schema"), { maxKeys: 3 }) }),
    fc.record({ required: fc.uniqueArray(names, { maxLength: 3 }) }),
    fc.record({ patternProperties: fc.record({ "^[tu]": tie("schema") }), additionalProperties: tie("schema") }),
    fc.record({ propertyNames: tie("schema") }),
    fc.record({ additionalProperties: fc.boolean() }),
    fc.record({ items: tie("schema"), minItems: fc.constant(1), uniqueItems: fc.constant(true) }),
    fc.record({ anyOf: some }),
    fc.record({ oneOf: some }),
    fc.record({ allOf: some, not: tie("schema") }),
    fc.record({ $ref: fc.constantFrom("user", "long", "tree").map((name) => `#/$defs/${name}`) }),
  ];
  const few = fc
    .array(fc.oneof(...keywords), { minLength: 1, maxLength: 3 })
    .map((parts): JsonValue => Object.assign({}, ...parts) as JsonValue);
  return { schema: fc.oneof({ depthSize: "small" }, fc.constant(true), few) };
});

/** Fails where validators of frames that hold the shape do not find what Ajv finds, or not in each of their ways. */
async function compare(shape: JsonValue, values: readonly JsonValue[], isSure: boolean): Promise<void> {
  const file = { $defs, type: "object", properties: { kind: { const: "a" }, x: shape }, required: ["kind"] };
  const protocol = await protocolOf({ "a.json": file });
  const { definition } = protocol.frames[0] ?? assert.fail();
  const both = (["first", "all"] as const).map((sort) => {
    const { units } = nothingMade();
    const asked = createAjv(protocol.definitions.values(), { allErrors: sort === "all" }).getSchema(definition.name);
    const made = new Validators(protocol, sort, units).of(definition);
    const ajv = (asked ?? assert.fail()) as Validate;
    return { ajv, made, kept: new Validators(protocol, sort, structuredClone(units)).of(definition) };
  });
  const [first, all] = both;
  const tells = [...protocol.definitions.values()].every(({ schema }) => isPlain(schema));
  for (const x of values) {
    const frame: unknown = JSON.parse(JSON.stringify({ kind: "a", x }));
    for (const { ajv, made, kept } of both) {
      const isValid = ajv(frame);
      for (const validate of [made, kept, made]) {
        assert.equal(validate(frame), isValid);
        assert.deepEqual(withoutNotes(validate.errors), ajv.errors);
      }
    }
    if (!tells) continue;
    assert.equal(all?.made(frame), first?.ajv(frame));
    const told = stopped(all?.made.errors ?? []);
    if (told === undefined) assert.ok(!isSure);
    else assert.deepEqual(withoutPaths(told), withoutPaths(first?.ajv.errors ?? []));
  }
}

describe("The validators of a log", () => {
  const sample = fc.sample(part, { numRuns: 500, seed: 1 });
  for (const [name, shape] of Object.entries(shapes)) {
    it(`find what Ajv finds, whether they were kept or not: ${name}`, () =>
      compare(shape, sample, !/^(unevaluated|if)/.test(name)));
  }

  it("find what Ajv finds by schemas of any sort", async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, fc.array(part, { minLength: 20, maxLength: 20 }), (schema, values) =>
        compare(schema, values, false),
      ),
      { numRuns: sized(100, 2000), endOnFailure: true },
    );
  }).timeout(sized(30_000, 600_000));

  it("come to the same report, whichever is asked first", async () => {
    const odd = { prefixItems: [ref("user")], contains: { type: "string" } };
    const all = [...Object.values(shapes), odd];
    const files = all.map((shape, i) => [
      `k${i}.json`,
      { $defs, type: "object", properties: { kind: { const: `k${i}` }, x: shape }, required: ["kind"] },
    ]);
    const settings = settingsFor(folderOf(Object.fromEntries(files) as Files));
    const frames = sample.flatMap((x, i) =>
      all.map((_, kind) => JSON.stringify({ kind: `k${(kind + i) % all.length}`, x })),
    );
    const log = logOf([...frames, '{"kind":"k6","x":[]}'].join("\n"));
    const [sifted, plain] = await Promise.all(
      (["wasm", "off"] as const).map((scanner) => reportOn([log], { settings, options: { scanner } })),
    );
    assert.deepEqual(sifted, plain);
    assert.ok((plain?.invalid ?? 0) > 100);
  });

  it("are not called for what they have just said, and whoever asks may change what it was told", () => {
    const calls: unknown[] = [];
    const error = { instancePath: "", schemaPath: "#", keyword: "not", params: {} };
    const plain = Object.assign(
      (data: unknown) => {
        calls.push(data);
        plain.errors = [error];
        return false;
      },
      { errors: null as (typeof error)[] | null },
    );
    const repeats = new Repeats();
    const validate = repeats.of(plain);
    const [one, other] = [{}, {}];
    const ask = (data: unknown, instancePath: string): void => {
      assert.equal(validate(data, { instancePath }), false);
      assert.deepEqual(validate.errors, [error]);
      (validate.errors as unknown[]).length = 0;
    };
    for (const path of ["/a", "/a", "/b", "/b"]) ask(one, path);
    ask(other, "/b");
    for (let i = 0; i < 2; i++) ask("text", "/b");
    assert.deepEqual(calls, [one, one, other, "text", "text"]);
    // A whole value is done with.
    const whole = repeats.ofWhole(validate);
    for (let i = 0; i < 2; i++) assert.equal(whole(one), false);
    assert.equal(calls.length, 7);
  });
});
