import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { JsonObject, JsonValue, Protocol } from "../../generator/model.js";
import { type TypeReport, typeAgreement } from "../../scripts/corpora/types/agreement.js";
import { folderOf, generateFrom, textOf } from "../support/schemas.js";

/** What TypeScript says for a schema, and values that both the type and the validator take or refuse. */
interface Row {
  readonly name: string;
  readonly in: JsonValue;
  readonly out: string;
  readonly takes?: readonly JsonValue[];
  readonly refuses?: readonly JsonValue[];
  /** Why the type takes more than the validator does. */
  readonly because?: string;
}

/** For what only the text of JSON can say, such as digits that JavaScript loses. */
const json = (text: string): JsonValue => JSON.parse(text) as JsonValue;

/** What holds where a condition does. As text, since an object with such a member looks like a promise. */
const then = (schema: JsonObject): JsonObject => JSON.parse(`{ "then": ${JSON.stringify(schema)} }`) as JsonObject;

const noObject = "unknown[] | string | number | boolean | null";
const shared = {
  $defs: {
    Named: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    Maybe: { anyOf: [{ $ref: "#/$defs/Named" }, { type: "null" }] },
    Tree: {
      type: "object",
      properties: { value: true, nodes: { type: "array", items: { $ref: "#/$defs/Tree" } } },
      required: ["value"],
    },
    Nested: { type: "object", additionalProperties: { $ref: "#/$defs/Nested" } },
    Level: { enum: ["low", "high"] },
    Anchored: { $anchor: "here", type: "integer" },
    Embedded: { $id: "embedded", $defs: { Inner: { type: "boolean" } }, $ref: "#/$defs/Inner" },
  },
};
const def = (name: string): JsonObject => ({ $ref: `shared.json#/$defs/${name}` });

const rows: readonly Row[] = [
  // What a schema without `type` says nothing about is anything.
  { name: "true", in: true, out: "unknown", takes: [null, 1, "a", [], {}] },
  { name: "false", in: false, out: "never", refuses: [null, 1, {}] },
  { name: "a description alone", in: { description: "any" }, out: "unknown", takes: [1, "a", { a: [] }] },
  { name: "a bound alone", in: { minimum: 3 }, out: "unknown", takes: [3, "a", {}, null] },
  {
    name: "properties without `type`",
    in: { properties: { a: { type: "string" } }, required: ["a"] },
    out: `{ a: string } | ${noObject}`,
    takes: [{ a: "b" }, "a", 1, null, [1], true],
    refuses: [{}, { a: 1 }],
  },
  {
    name: "items without `type`",
    in: { items: { type: "string" } },
    out: "Record<string, unknown> | string[] | string | number | boolean | null",
    takes: [["a"], [], {}, { a: 1 }, 1],
    refuses: [[1]],
  },
  {
    name: "properties in one part, `type` in another",
    in: { allOf: [{ properties: { a: { type: "string" } } }, { type: "object" }] },
    out: "{ a?: string }",
    takes: [{}, { a: "b" }],
    refuses: [{ a: 1 }, "a", [], null],
  },
  // Single types and their unions.
  { name: "an integer", in: { type: "integer" }, out: "number", takes: [1], refuses: ["1", true, null] },
  {
    name: "a list of types",
    in: { type: ["string", "integer", "number", "null"] },
    out: "string | number | null",
    takes: ["a", 1.5, null],
    refuses: [true, {}, []],
  },
  {
    name: "all types",
    in: { type: ["object", "array", "string", "number", "boolean", "null"] },
    out: "unknown",
    takes: [{}, [], "", 0, true, null],
  },
  {
    name: "constants of every type",
    in: { enum: ["a", 1, -2.5, true, null, {}, { a: [1, { b: "c" }] }, [], 'q"u`${x}'] },
    out:
      String.raw`"a" | 1 | -2.5 | true | null | Record<string, never> | { a: [1, { b: "c" }] } | [] | 'q"u` + "`${x}'",
    takes: ["a", 1, -2.5, true, null, {}, { a: [1, { b: "c" }] }, [], 'q"u`${x}'],
    refuses: ["b", 2, false, { a: [1, { b: "d" }] }, [1], { a: 1 }],
  },
  {
    name: "constants that `type` leaves",
    in: { type: ["string", "integer"], enum: ["a", 1, 1.5, null] },
    out: '"a" | 1',
    takes: ["a", 1],
    refuses: [null, "b"],
  },
  { name: "constants of another type", in: { type: "string", const: 1 }, out: "never", refuses: ["a", 1] },
  {
    name: "a negative constant in a list",
    in: { type: "array", items: { const: -1 } },
    out: "-1[]",
    takes: [[-1, -1]],
  },
  {
    name: "integers past 2^53, as JavaScript reads them",
    in: json('{ "enum": [9007199254740993, 1e21, 12345678901234567890] }'),
    out: "9007199254740992 | 1e21 | 12345678901234567000",
    takes: [9007199254740992, 1e21, json("12345678901234567890")],
    refuses: [5],
  },
  // Objects: closed unless the schema opens them.
  {
    name: "any object",
    in: { type: "object" },
    out: "Record<string, unknown>",
    takes: [{}, { a: 1 }],
    refuses: [[], 1],
  },
  {
    name: "an object without members",
    in: { type: "object", additionalProperties: false },
    out: "Record<string, never>",
    takes: [{}],
    refuses: [1],
  },
  {
    name: "an open object",
    in: { type: "object", properties: { a: { type: "string" } }, additionalProperties: true },
    out: "{ a?: string; [k: string]: unknown }",
    takes: [{ a: "b", c: 1 }, {}],
    refuses: [{ a: 1 }],
  },
  {
    name: "a dictionary",
    in: { type: "object", additionalProperties: { type: "number" } },
    out: "{ [k: string]: number }",
    takes: [{}, { a: 1 }],
    refuses: [{ a: "b" }],
  },
  {
    name: "named members beside others, for which an index signature has to allow",
    in: { type: "object", properties: { a: { type: "string" } }, additionalProperties: { type: "number" } },
    out: "{ a?: string; [k: string]: number | string | undefined }",
    takes: [{ a: "b", c: 1 }, { c: 1 }],
    refuses: [{ a: 1 }, { c: true }],
    because: "an index signature takes what named members hold",
  },
  {
    name: "a required member that is declared nowhere",
    in: { type: "object", properties: { a: { type: "string" } }, required: ["b"] },
    out: "{ a?: string; b: unknown }",
    takes: [{ b: 1 }, { b: null, a: "c" }],
    refuses: [{ a: "c" }],
  },
  {
    name: "a member that must not be there",
    in: { type: "object", properties: { a: false, b: true } },
    out: "{ a?: never; b?: unknown }",
    takes: [{}, { b: 1 }],
    refuses: [{ a: 1 }],
  },
  {
    name: "names that are no identifiers",
    in: {
      type: "object",
      properties: { "a-b": true, "": true, 日本語: true, __proto__x: true, ["__proto__"]: { type: "string" } },
      // Not "": Ajv passes over a required member of that name.
      required: ["a-b"],
    },
    out: '{ "a-b": unknown; ""?: unknown; 日本語?: unknown; __proto__x?: unknown; ["__proto__"]?: string }',
    takes: [{ "a-b": 1, "": 2, 日本語: 3 }, json('{"a-b": 1, "": 2, "__proto__": "x"}')],
    refuses: [{ "": 1 }, json('{"a-b": 1, "": 2, "__proto__": 3}')],
  },
  {
    name: "names that every object inherits",
    in: { type: "object", properties: { constructor: { type: "string" }, toString: { type: "string" } } },
    because: "a string has what every object inherits",
    out: "{ constructor?: string | Function; toString?: string | Function }",
    takes: [{}, { constructor: "a" }],
    refuses: [{ constructor: 1 }],
  },
  {
    name: "names with a prefix",
    in: {
      type: "object",
      properties: { a: { type: "number" }, "x-b": { minLength: 1 } },
      required: ["x-b"],
      patternProperties: { "^x-": { type: "string" }, "^y\\.": { type: "boolean" } },
      additionalProperties: false,
    },
    out: '{ a?: number; "x-b": string; [k: `x-${string}`]: string; [k: `y.${string}`]: boolean }',
    takes: [{ "x-b": "a", "x-c": "d", "y.e": true }],
    refuses: [{ "x-b": "a", "x-c": 1 }, { "x-b": 1 }, {}],
  },
  {
    name: "other patterns of names",
    in: {
      type: "object",
      patternProperties: { "^[a-z]+$": { type: "string" }, "[0-9]": { type: "number" } },
      additionalProperties: false,
    },
    because: "of patterns TypeScript knows prefixes",
    out: "{ [k: string]: string | number }",
    takes: [{ a: "b", "1": 2 }, {}],
    refuses: [{ a: true }],
  },
  {
    name: "a prefix that a member shares which may be missing",
    in: {
      type: "object",
      properties: { "x-b": { type: "string" } },
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: false,
    },
    out: '{ "x-b"?: string; [k: string]: string | undefined }',
    takes: [{ "x-b": "a", "x-c": "d" }, {}],
    refuses: [{ "x-c": 1 }],
  },
  {
    name: "a list of all names",
    in: { type: "object", propertyNames: def("Level"), additionalProperties: { type: "integer" } },
    out: "{ low?: number; high?: number }",
    takes: [{}, { low: 1, high: 2 }],
    refuses: [{ low: "a" }],
  },
  {
    name: "a required member beside a rule for names, which an object without members passes",
    in: { type: "object", required: ["a"], propertyNames: { maxLength: 4 } },
    out: "{ a: unknown }",
    takes: [{ a: 1 }],
    refuses: [{}],
  },
  // Arrays and tuples.
  {
    name: "a list",
    in: { type: "array", items: { type: ["string", "null"] } },
    out: "(string | null)[]",
    takes: [["a", null], []],
  },
  { name: "a list of nothing", in: { type: "array", items: false }, out: "[]", takes: [[]], refuses: ["a"] },
  {
    name: "a list with a large bound",
    in: { type: "array", items: { type: "string" }, minItems: 2000 },
    out: "string[]",
  },
  {
    name: "a tuple",
    in: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false, minItems: 2 },
    out: "[string, number]",
    takes: [["a", 1]],
    refuses: [[1, "a"]],
  },
  {
    name: "a tuple that may end early",
    in: { type: "array", prefixItems: [{ type: "string" }, { type: ["number", "null"] }], items: false, minItems: 1 },
    out: "[string, (number | null)?]",
    takes: [["a"], ["a", null]],
    refuses: [[1], ["a", "b"]],
  },
  {
    name: "a tuple with a rest",
    in: { type: "array", prefixItems: [{ type: "string" }], items: { type: "boolean" } },
    out: "[string?, ...boolean[]]",
    takes: [[], ["a"], ["a", true, false]],
    refuses: [["a", 1], [true]],
  },
  {
    name: "a tuple of many",
    in: { type: "array", prefixItems: Array.from({ length: 12 }, () => ({ type: "string" })) },
    out: `[${"string?, ".repeat(12)}...unknown[]]`,
    takes: [[], ["a", "b"]],
    refuses: [["a", 1]],
  },
  // References.
  {
    name: "a reference",
    in: def("Named"),
    out: "Named",
    takes: [{ name: "a" }],
    refuses: [{ name: 1 }, {}, null],
  },
  {
    name: "siblings of a reference",
    in: { ...def("Named"), properties: { size: { type: "number" } }, required: ["size"] },
    out: "Named & { size: number }",
    takes: [{ name: "a", size: 1 }],
    refuses: [{ name: "a" }, { size: 1 }, null],
  },
  {
    name: "siblings of a reference to something that may be null",
    in: { ...def("Maybe"), properties: { size: { type: "number" } } },
    out: "Maybe & ({ size?: number } | null)",
    takes: [{ name: "a", size: 1 }, { name: "a" }, null],
    refuses: [{ name: "a", size: "b" }, "a"],
  },
  { name: "a type beside a reference", in: { type: "object", ...def("Named") }, out: "Named", takes: [{ name: "a" }] },
  { name: "an anchor", in: { $ref: "shared.json#here" }, out: "Anchored", takes: [1], refuses: ["a"] },
  { name: "an identifier within a file", in: { $ref: "embedded" }, out: "Embedded", takes: [true], refuses: ["a"] },
  {
    name: "a type that holds itself",
    in: def("Tree"),
    out: "Tree",
    takes: [{ value: 1, nodes: [{ value: 2 }] }],
    refuses: [{ value: 1, nodes: [{}] }],
  },
  {
    name: "a dictionary that holds itself",
    in: def("Nested"),
    out: "Nested",
    takes: [{}, { a: { b: {} } }],
    refuses: [{ a: { b: 1 } }],
  },
  // Combinations.
  {
    name: "parts of one object",
    in: {
      allOf: [
        { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
        { properties: { b: { type: "number" }, a: { enum: ["x", "y", 1] } } },
      ],
    },
    out: '{ a: "x" | "y"; b?: number }',
    takes: [{ a: "x" }, { a: "y", b: 1 }],
    refuses: [{ a: "z" }, { a: 1 }, { b: 1 }],
  },
  {
    name: "parts that leave one type",
    in: { allOf: [{ type: ["string", "number"] }, { type: ["number", "boolean"] }] },
    out: "number",
    takes: [1],
    refuses: ["a", true],
  },
  {
    name: "parts that leave nothing",
    in: { allOf: [{ type: "string" }, { type: "number" }] },
    out: "never",
    refuses: [1, "a"],
  },
  {
    name: "either of two objects",
    in: {
      oneOf: [
        { type: "object", properties: { op: { const: "a" }, x: { type: "number" } }, required: ["op", "x"] },
        { type: "object", properties: { op: { const: "b" } }, required: ["op"] },
        { type: "null" },
      ],
    },
    out: '{ op: "a"; x: number } | { op: "b" } | null',
    takes: [{ op: "a", x: 1 }, { op: "b" }, null],
    refuses: [{ op: "a" }, { op: "c" }, "a"],
  },
  {
    name: "either of two members",
    in: {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      oneOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    out: "{ a?: string; b?: string } & ({ a: unknown } | { b: unknown })",
    takes: [{ a: "x" }, { b: "x" }],
    refuses: [{}, { a: 1 }],
  },
  {
    name: "either of two members, not both",
    in: {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      oneOf: [
        { required: ["a"], not: { required: ["b"] } },
        { required: ["b"], not: { required: ["a"] } },
      ],
    },
    out: "{ a?: string; b?: string } & ({ a: unknown; b?: never } | { b: unknown; a?: never })",
    takes: [{ a: "x" }, { b: "x" }],
    refuses: [{}],
  },
  {
    name: "a branch that takes anything",
    in: {
      type: "object",
      properties: { a: { type: "string" } },
      anyOf: [{ properties: { b: { type: "number" } }, required: ["b"] }, { minProperties: 0 }],
    },
    out: "{ a?: string; b?: unknown }",
    takes: [{}, { a: "x", b: "y" }],
    refuses: [{ a: 1 }],
  },
  {
    name: "a known value or any other",
    in: { anyOf: [{ enum: ["a", "b"] }, { type: "string" }, { type: "integer" }] },
    out: '"a" | "b" | string | number',
    takes: ["a", "z", 1],
    refuses: [null],
  },
  // Conditions.
  {
    name: "a member that asks for another",
    in: {
      type: "object",
      properties: { card: { type: "string" }, code: { type: "string" } },
      dependentRequired: { card: ["code"] },
    },
    out: "{ card?: string; code?: string } & ({ card?: never } | { card: unknown; code: unknown })",
    takes: [{}, { code: "a" }, { card: "a", code: "b" }],
    refuses: [{ card: "a" }, { code: 1 }],
  },
  {
    name: "a member that asks for a shape",
    in: {
      type: "object",
      properties: { card: { type: "string" } },
      dependentSchemas: { card: { properties: { code: { type: "string" } }, required: ["code"] } },
    },
    out: "{ card?: string; code?: unknown } & ({ card?: never } | { card: unknown; code: string })",
    takes: [{}, { code: 1 }, { card: "a", code: "b" }],
    refuses: [{ card: "a" }, { card: "a", code: 1 }],
  },
  {
    name: "if, then and else",
    in: {
      type: "object",
      properties: { op: { type: "string" } },
      required: ["op"],
      if: { properties: { op: { const: "a" } } },
      ...then({ properties: { x: { type: "number" } }, required: ["x"] }),
      else: { properties: { y: { type: "number" } }, required: ["y"] },
    },
    out: '{ op: string; x?: unknown; y?: unknown } & ({ op?: "a"; x: number } | { y: number })',
    takes: [
      { op: "a", x: 1 },
      { op: "b", y: 1 },
      { op: "b", y: 1, x: "z" },
    ],
    refuses: [{ op: "a" }, { op: "b" }, { op: "b", y: "z" }],
  },
  {
    name: "if and then",
    in: {
      type: "object",
      properties: { op: { type: "string" } },
      if: { properties: { op: { const: "a" } } },
      ...then({ properties: { x: { type: "number" } }, required: ["x"] }),
    },
    because: "no type is that of the values which do not have another",
    out: "{ op?: string; x?: unknown }",
    takes: [{ op: "a", x: 1 }, { op: "b" }, { op: "b", x: "y" }],
    refuses: [{ op: 1 }],
  },
  {
    name: "types that are excluded",
    in: { not: { type: ["string", "integer", "object"] } },
    out: "unknown[] | number | boolean | null",
    takes: [[], 1.5, true, null],
    refuses: ["a", {}],
  },
  {
    name: "a member that is excluded",
    in: {
      type: "object",
      properties: { a: { type: "string" } },
      not: { anyOf: [{ required: ["b"] }, { required: ["c"] }] },
    },
    out: "{ a?: string; b?: never; c?: never }",
    takes: [{ a: "x" }, {}],
    refuses: [],
  },
  { name: "everything excluded", in: { not: {} }, out: "never", refuses: [1, null] },
  // Draft 2020-12's view of what is left.
  {
    name: "an object closed around its parts",
    in: {
      allOf: [{ type: "object", properties: { a: { type: "string" } } }],
      properties: { b: { type: "number" } },
      unevaluatedProperties: false,
    },
    out: "{ a?: string; b?: number }",
    takes: [{}, { a: "x", b: 1 }],
    refuses: [{ a: 1 }],
  },
  {
    name: "an object opened around its parts",
    in: { ...def("Named"), unevaluatedProperties: { type: "number" } },
    because: "an index signature takes what named members hold",
    out: "Named & Record<string, unknown>",
    takes: [{ name: "a", b: 1 }],
    refuses: [{ name: 1 }],
  },
];

describe("The types of a generated module", function () {
  this.timeout(60_000);
  let text: string;
  let report: TypeReport;

  before(async () => {
    const { protocol, module } = await generated();
    text = module.text;
    const frames = rows.flatMap(({ takes = [], refuses = [] }, i) =>
      [...takes, ...refuses].map((x): JsonObject => ({ kind: `row${i}`, x })),
    );
    report = await typeAgreement({ folder: module.folder, protocol }, frames, { mutants: 100 });
  });

  for (const [i, row] of rows.entries())
    it(`say for ${row.name}: ${row.out}`, () => assert.equal(memberOf(text, i), row.out));

  it("agree with the validators on what these take and refuse, and on mutants of it", () => {
    const words = report.differences.flatMap(({ kind, verdict, frame, because }) => {
      const row = rows[Number(kind.slice(3))];
      if (row?.because !== undefined && verdict === "refused") return [];
      return `${row?.name}: ${verdict} ${JSON.stringify(frame["x"])}: ${because}`;
    });
    assert.deepEqual(words, []);
    assert.equal(report.undeclared, 0);
    assert.equal(
      report.accepted,
      new Set(rows.flatMap((row, i) => (row.takes ?? []).map((x) => JSON.stringify([i, x])))).size,
    );
    assert.ok(report.refused > 500, `${report.refused} frames and mutants were refused`);
  });
});

async function generated(): Promise<{ protocol: Protocol; module: { folder: string; text: string } }> {
  const frames = rows.map((row, i) => {
    const schema = {
      type: "object",
      properties: { kind: { const: `row${i}` }, x: row.in },
      required: ["kind", "x"],
    };
    return [`row${i}.schema.json`, schema] as const;
  });
  const { files, protocol } = await generateFrom(folderOf({ ...Object.fromEntries(frames), "shared.json": shared }));
  const folder = folderOf(Object.fromEntries(files.map((file) => [file.path, file.text])));
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  return { protocol, module: { folder, text: textOf(files, "types.ts") } };
}

/** The type of the member `x` of a row's frame, on one line. */
function memberOf(text: string, row: number): string {
  const [, type = ""] =
    new RegExp(`^  kind: "row${row}";\\n(?:  /\\*\\*.*\\*/\\n)?  x: ?([^]*?);\\n\\}`, "m").exec(text) ?? [];
  return type
    .replace(/\s+/g, " ")
    .replace(/([([]) /g, "$1")
    .replace(/,? ([)\]])/g, "$1")
    .replace(/^ ?\| /, "")
    .trim();
}
