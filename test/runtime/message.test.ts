/* oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema */
import assert from "node:assert/strict";
import { explain } from "../../generator/runtime/message.js";
import { compile } from "./protocol.js";

interface Case {
  readonly name: string;
  readonly schema: object;
  readonly in: unknown;
  readonly out: string;
  readonly path?: string;
}

const x = (schema: object): object => ({ type: "object", properties: { x: schema } });
const item = { type: "object", properties: { id: { type: "integer" } }, required: ["id"] };
const reference = {
  $defs: { item },
  type: "object",
  properties: { x: { anyOf: [{ $ref: "#/$defs/item" }, { type: "null" }] } },
};

const tag = (t: object, members: object, required: readonly string[] = []): object => ({
  type: "object",
  properties: { t, ...members },
  required: ["t", ...required],
});
const leaf = tag({ const: "leaf" }, { v: { type: "number" } }, ["v"]);
const node = tag({ const: "node" }, { kids: { type: "array", items: { $ref: "#/$defs/any" } } });
const nested = (keyword: string): object => ({
  $defs: { leaf, node, any: { [keyword]: [{ $ref: "#/$defs/leaf" }, { $ref: "#/$defs/node" }] } },
  type: "object",
  properties: { x: { anyOf: [{ $ref: "#/$defs/any" }, { type: "null" }] } },
});
const graded = tag(
  { const: "a" },
  { level: { enum: [1, 2] }, q: { oneOf: [leaf, tag({ const: "node" }, { kids: { type: "array" } })] } },
);

const cases: readonly Case[] = [
  {
    name: "type, integer",
    schema: x({ type: "integer" }),
    in: { x: "1" },
    out: "Expected `int`, got `str` - at `$.x`",
    path: "/x",
  },
  {
    name: "type, number",
    schema: x({ type: "number" }),
    in: { x: null },
    out: "Expected `float`, got `null` - at `$.x`",
  },
  {
    name: "type, string",
    schema: x({ type: "string" }),
    in: { x: true },
    out: "Expected `str`, got `bool` - at `$.x`",
  },
  {
    name: "type, boolean",
    schema: x({ type: "boolean" }),
    in: { x: 1.5 },
    out: "Expected `bool`, got `float` - at `$.x`",
  },
  {
    name: "type, array",
    schema: x({ type: "array" }),
    in: { x: {} },
    out: "Expected `array`, got `object` - at `$.x`",
  },
  {
    name: "type, object",
    schema: x({ type: "object" }),
    in: { x: [] },
    out: "Expected `object`, got `array` - at `$.x`",
  },
  {
    name: "type, not finite",
    schema: x({ type: "number" }),
    in: { x: NaN },
    out: "Expected `float`, got `NaN` - at `$.x`",
  },
  {
    name: "type, not JSON",
    schema: x({ type: "number" }),
    in: { x: 1n },
    out: "Expected `float`, got `bigint` - at `$.x`",
  },
  {
    name: "type, several",
    schema: x({ type: ["integer", "null"] }),
    in: { x: "a" },
    out: "Expected `int | null`, got `str` - at `$.x`",
  },
  { name: "required", schema: item, in: {}, out: "Object missing required field `id`", path: "" },
  {
    name: "required, inside",
    schema: x({ type: "array", items: item }),
    in: { x: [{ id: 1 }, {}] },
    out: "Object missing required field `id` - at `$.x[1]`",
    path: "/x/1",
  },
  {
    name: "required, by inheritance",
    schema: { type: "object", required: ["toString"] },
    in: {},
    out: "Object missing required field `toString`",
  },
  {
    name: "dependentRequired",
    schema: { dependentRequired: { a: ["b"] } },
    in: { a: 1 },
    out: "Object missing required field `b`, which goes with `a`",
  },
  {
    name: "additionalProperties",
    schema: { additionalProperties: false },
    in: { x: 1 },
    out: "Object contains unknown field `x`",
  },
  {
    name: "unevaluatedProperties",
    schema: { unevaluatedProperties: false },
    in: { x: 1 },
    out: "Object contains unknown field `x`",
  },
  {
    name: "propertyNames",
    schema: { propertyNames: { maxLength: 1 } },
    in: { xy: 1 },
    out: "Object contains invalid field name 'xy'",
  },
  { name: "minProperties", schema: { minProperties: 1 }, in: {}, out: "Expected `object` of length >= 1" },
  { name: "maxProperties", schema: { maxProperties: 0 }, in: { x: 1 }, out: "Expected `object` of length <= 0" },
  { name: "enum", schema: x({ enum: ["a"] }), in: { x: "b" }, out: "Invalid enum value 'b' - at `$.x`" },
  { name: "const", schema: x({ const: "a" }), in: { x: 2 }, out: "Invalid value 2 - at `$.x`" },
  { name: "minimum", schema: x({ minimum: 0 }), in: { x: -1 }, out: "Expected `int` >= 0 - at `$.x`" },
  { name: "maximum", schema: x({ maximum: 0 }), in: { x: 0.5 }, out: "Expected `float` <= 0 - at `$.x`" },
  { name: "exclusiveMinimum", schema: x({ exclusiveMinimum: 0 }), in: { x: 0 }, out: "Expected `int` > 0 - at `$.x`" },
  { name: "exclusiveMaximum", schema: x({ exclusiveMaximum: 0 }), in: { x: 0 }, out: "Expected `int` < 0 - at `$.x`" },
  {
    name: "multipleOf",
    schema: x({ multipleOf: 5 }),
    in: { x: 6 },
    out: "Expected `int` that's a multiple of 5 - at `$.x`",
  },
  { name: "minLength", schema: x({ minLength: 1 }), in: { x: "" }, out: "Expected `str` of length >= 1 - at `$.x`" },
  { name: "maxLength", schema: x({ maxLength: 1 }), in: { x: "ab" }, out: "Expected `str` of length <= 1 - at `$.x`" },
  {
    name: "pattern",
    schema: x({ pattern: "^a" }),
    in: { x: "b" },
    out: "Expected `str` matching regex '^a' - at `$.x`",
  },
  { name: "minItems", schema: x({ minItems: 1 }), in: { x: [] }, out: "Expected `array` of length >= 1 - at `$.x`" },
  { name: "maxItems", schema: x({ maxItems: 0 }), in: { x: [1] }, out: "Expected `array` of length <= 0 - at `$.x`" },
  {
    name: "items",
    schema: x({ prefixItems: [{}], items: false }),
    in: { x: [1, 2] },
    out: "Expected `array` of length <= 1 - at `$.x`",
  },
  {
    name: "unevaluatedItems",
    schema: x({ prefixItems: [{}], unevaluatedItems: false }),
    in: { x: [1, 2] },
    out: "Expected `array` of length <= 1 - at `$.x`",
  },
  {
    name: "uniqueItems",
    schema: x({ uniqueItems: true }),
    in: { x: [1, 2, 1] },
    out: "Expected `array` of different items, got items 0 and 2 alike - at `$.x`",
  },
  {
    name: "contains",
    schema: x({ contains: { const: 1 } }),
    in: { x: [2] },
    out: "Expected `array` with at least 1 matching items - at `$.x`",
  },
  {
    name: "maxContains",
    schema: x({ contains: { const: 1 }, maxContains: 1 }),
    in: { x: [1, 1] },
    out: "Expected `array` with at least 1 and at most 1 matching items - at `$.x`",
  },
  {
    name: "anyOf, types",
    schema: x({ anyOf: [{ type: "string" }, { type: "null" }] }),
    in: { x: 1 },
    out: "Expected `str | null`, got `int` - at `$.x`",
  },
  {
    name: "anyOf, constants",
    schema: x({ anyOf: [{ const: "a" }, { const: "b" }] }),
    in: { x: "c" },
    out: "Invalid enum value 'c' - at `$.x`",
  },
  {
    name: "anyOf, the branch that was meant",
    schema: reference,
    in: { x: { id: "1" } },
    out: "Expected `int`, got `str` - at `$.x.id`",
    path: "/x/id",
  },
  {
    name: "anyOf, no telling",
    schema: x({ anyOf: [{ minimum: 5 }, { multipleOf: 2 }] }),
    in: { x: 1 },
    out: "Value matches none of the allowed shapes - at `$.x`",
  },
  {
    name: "oneOf, none",
    schema: x({ oneOf: [{ minimum: 5 }, { multipleOf: 2 }] }),
    in: { x: 1 },
    out: "Value matches none of the allowed shapes - at `$.x`",
  },
  {
    name: "oneOf, two",
    schema: x({ oneOf: [{ minimum: 5 }, { multipleOf: 2 }] }),
    in: { x: 6 },
    out: "Value matches more than one of the allowed shapes - at `$.x`",
  },
  {
    name: "oneOf, two, and one that fails",
    schema: x({ oneOf: [{ minimum: 5 }, { multipleOf: 2 }, { type: "integer" }] }),
    in: { x: 4 },
    out: "Value matches more than one of the allowed shapes - at `$.x`",
  },
  ...["anyOf", "oneOf"].flatMap((keyword): Case[] => [
    {
      name: `${keyword} within another: the branch that was meant`,
      schema: nested(keyword),
      in: {
        x: {
          t: "node",
          kids: [
            { t: "leaf", v: 1 },
            { t: "node", kids: [{ t: "leaf", v: "1" }] },
          ],
        },
      },
      out: "Expected `float`, got `str` - at `$.x.kids[1].kids[0].v`",
      path: "/x/kids/1/kids/0/v",
    },
    {
      name: `${keyword} within another: a tag that no branch has`,
      schema: nested(keyword),
      in: { x: { t: "node", kids: [{ t: "leef", v: 1 }] } },
      out: "Invalid enum value 'leef' - at `$.x.kids[0].t`",
      path: "/x/kids/0/t",
    },
    {
      name: `${keyword} within another: a member of another type`,
      schema: nested(keyword),
      in: { x: { t: "node", kids: [1] } },
      out: "Expected `object`, got `int` - at `$.x.kids[0]`",
    },
    {
      name: `${keyword} within another: no tag`,
      schema: nested(keyword),
      in: { x: { t: "node", kids: [{}] } },
      out: "Object missing required field `t` - at `$.x.kids[0]`",
    },
  ]),
  {
    name: "anyOf, a tag that no branch has, at the top",
    schema: nested("anyOf"),
    in: { x: { t: "leef" } },
    out: "Invalid enum value 'leef' - at `$.x.t`",
  },
  {
    name: "anyOf, types of unions within",
    schema: x({ anyOf: [{ anyOf: [{ type: "string" }, { type: ["integer", "null"] }] }, { type: "null" }] }),
    in: { x: true },
    out: "Expected `str | int | null`, got `bool` - at `$.x`",
  },
  {
    name: "anyOf, an enum that is no tag",
    schema: x({ anyOf: [tag({ const: "b" }, {}), graded] }),
    in: { x: { t: "a", level: 3 } },
    out: "Invalid enum value 3 - at `$.x.level`",
  },
  {
    name: "anyOf, a constant further down that is no tag",
    schema: x({ anyOf: [tag({ const: "b" }, {}), tag({ const: "a" }, { p: x({ const: 1 }) })] }),
    in: { x: { t: "a", p: { x: 2 } } },
    out: "Invalid value 2 - at `$.x.p.x`",
  },
  {
    name: "anyOf, tags that are enums",
    schema: x({ anyOf: [tag({ enum: ["a"] }, {}), tag({ enum: ["b", "c"] }, {})] }),
    in: { x: { t: "d" } },
    out: "Invalid enum value 'd' - at `$.x.t`",
  },
  {
    name: "anyOf, a constant or another type",
    schema: x({ anyOf: [{ enum: ["", null] }, { type: "integer" }] }),
    in: { x: "a" },
    out: "Value matches none of the allowed shapes - at `$.x`",
  },
  {
    name: "anyOf, branches that are written in place",
    schema: x({ anyOf: [graded, { type: "null" }] }),
    in: { x: { t: "a", q: { t: "node", kids: 1 } } },
    out: "Expected `array`, got `int` - at `$.x.q.kids`",
  },
  {
    name: "propertyNames within a branch",
    schema: x({ anyOf: [tag({ const: "b" }, {}), { type: "object", propertyNames: { maxLength: 1 } }] }),
    in: { x: { t: "a", xy: 1 } },
    out: "Object contains invalid field name 'xy' - at `$.x`",
  },
  {
    name: "if within a branch",
    schema: x({ anyOf: [tag({ const: "b" }, {}), { if: { required: ["t"] }, then: { required: ["v"] } }] }),
    in: { x: { t: "a" } },
    out: "Object missing required field `v` - at `$.x`",
  },
  {
    name: "not",
    schema: x({ not: { const: 1 } }),
    in: { x: 1 },
    out: "Value matches a shape that is not allowed - at `$.x`",
  },
  {
    name: "if",
    schema: x({ if: { minimum: 5 }, then: { multipleOf: 2 } }),
    in: { x: 7 },
    out: "Expected `int` that's a multiple of 2 - at `$.x`",
  },
  {
    name: "if, nothing allowed",
    schema: x({ if: { minimum: 5 }, then: false }),
    in: { x: 7 },
    out: "No value is allowed - at `$.x`",
  },
  { name: "allOf", schema: x({ allOf: [{ minimum: 5 }] }), in: { x: 1 }, out: "Expected `int` >= 5 - at `$.x`" },
  { name: "false schema", schema: { properties: { x: false } }, in: { x: 1 }, out: "No value is allowed - at `$.x`" },
  {
    name: "odd name in the path",
    schema: { additionalProperties: { type: "null" } },
    in: { 'a "b"': 1 },
    out: 'Expected `null`, got `int` - at `$["a \\"b\\""]`',
  },
  {
    name: "name that looks like an index",
    schema: { additionalProperties: { type: "null" } },
    in: { 0: 1 },
    out: 'Expected `null`, got `int` - at `$["0"]`',
  },
  {
    name: "slash and tilde in the path",
    schema: { additionalProperties: { type: "null" } },
    in: { "a/b~": 1 },
    out: 'Expected `null`, got `int` - at `$["a/b~"]`',
    path: "/a~1b~0",
  },
  {
    name: "control characters are escaped",
    schema: { additionalProperties: false },
    in: { "\u001b[31m\u202e\n": 1 },
    out: "Object contains unknown field `\\x1b[31m\\u202e\\n`",
  },
  {
    name: "long text is cut",
    schema: x({ enum: ["a"] }),
    in: { x: "b".repeat(1000) },
    out: `Invalid enum value '${"b".repeat(100)}…' - at \`$.x\``,
  },
];

describe("messages", () => {
  for (const test of cases) {
    it(test.name, () => {
      const validate = compile(test.schema);
      assert.equal(validate(test.in), false);
      const { message, path } = explain(validate.errors ?? [], test.in as Record<string, unknown>, {
        names: [],
        required: [],
      });
      assert.equal(message, test.out);
      if (test.path !== undefined) assert.equal(path, test.path);
    });
  }

  it("has words for a keyword that it does not know, and for names that objects inherit", () => {
    for (const keyword of ["newest", "toString", "__proto__", "constructor"]) {
      const error = { instancePath: "/x", schemaPath: "#", keyword, params: {} };
      const { message } = explain([error], { x: 1 }, { names: [], required: [] });
      assert.equal(message, `Invalid value, by the rule \`${keyword}\` - at \`$.x\``);
    }
  });

  it("names the first bad field in wire order", () => {
    const members = { names: ["a", "b", "c"], required: ["a", "c"] };
    const error = { instancePath: "/b", schemaPath: "#", keyword: "type", params: { type: "string" } };
    assert.equal(explain([error], { b: 1, c: 1 }, members).message, "Object missing required field `a`");
    assert.equal(explain([error], { a: 1, b: 1 }, members).message, "Expected `str`, got `int` - at `$.b`");
  });
});
