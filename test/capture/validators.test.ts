import assert from "node:assert/strict";
import fc from "fast-check";
import { createAjv } from "../../generator/ajv/instance.js";
import { Repeats } from "../../generator/ajv/repeats.js";
import { nothingMade } from "../../generator/capture/made.js";
import { Validators } from "../../generator/capture/validators.js";
import type { JsonValue } from "../../generator/model.js";
import { protocolOf } from "../support/schemas.js";

/** Definitions to which branches refer again and again; `tree` comes to itself. */
const $defs: JsonValue = {
  user: { type: "object", properties: { id: { type: "integer" }, at: { format: "date" } }, required: ["id", "name"] },
  tree: { type: "object", properties: { user: { $ref: "#/$defs/user" }, sub: { items: { $ref: "#/$defs/tree" } } } },
  long: { type: "object", properties: { user: { $ref: "#/$defs/user" }, name: { minLength: 2, pattern: "^a" } } },
};
const ref = (name: string): JsonValue => ({ $ref: `#/$defs/${name}` });
const branches: JsonValue = [
  { properties: { t: { const: "x" }, user: ref("user"), long: ref("long") }, required: ["t"] },
  { properties: { t: { const: "y" }, user: ref("user"), long: ref("long"), tree: ref("tree") }, required: ["u"] },
  { type: "array", items: ref("user"), uniqueItems: true },
];
const shapes: Readonly<Record<string, JsonValue>> = {
  oneOf: { oneOf: branches },
  anyOf: { anyOf: branches },
  "allOf of the same": { allOf: [ref("user"), ref("long"), ref("user")] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
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

describe("The validators of a log", () => {
  for (const [name, shape] of Object.entries(shapes)) {
    it(`find what Ajv finds, whether they were kept or not: ${name}`, async () => {
      const file = { $defs, type: "object", properties: { kind: { const: "a" }, x: shape }, required: ["kind"] };
      const protocol = await protocolOf({ "a.json": file });
      const { definition } = protocol.frames[0] ?? assert.fail();
      const { units } = nothingMade();
      for (const sort of ["first", "all"] as const) {
        const ajv = createAjv(protocol.definitions.values(), { allErrors: sort === "all" }).getSchema(definition.name);
        assert.ok(ajv);
        const made = new Validators(protocol, sort, units).of(definition);
        const kept = new Validators(protocol, sort, structuredClone(units)).of(definition);
        fc.assert(
          fc.property(part, (x) => {
            const frame = { kind: "a", x };
            const isValid = ajv(frame);
            for (const validate of [made, kept, made]) {
              assert.equal(validate(frame), isValid);
              assert.deepEqual(validate.errors, ajv.errors);
            }
          }),
          { numRuns: 500 },
        );
      }
    });
  }

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
