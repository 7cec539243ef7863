import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { JsonObject, JsonValue } from "../../generator/model.js";
import { program } from "../cli/codegen.js";
import { folderOf, frame, generatedFolder } from "../support/schemas.js";

const run = promisify(execFile);

/** What is used of a generated module. */
interface FrameModule {
  convertFrame(payload: unknown): unknown;
  stringifyFrame(frame: unknown): string;
  isFrame(value: unknown): boolean;
}

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: "object", properties, ...more });
const named = object({ name: { type: "string" } });

/** One member `x` of a frame: its schema, what comes in, and what is kept of it. */
const members: readonly {
  readonly name: string;
  readonly schema: JsonValue;
  readonly in: JsonValue;
  readonly out: JsonValue;
}[] = [
  { name: "an object without properties keeps all", schema: { type: "object" }, in: { a: 1 }, out: { a: 1 } },
  {
    name: "a declared object drops what is not declared",
    schema: named,
    in: { name: "n", more: 1 },
    out: { name: "n" },
  },
  {
    name: "an opened object keeps all",
    schema: { ...named, additionalProperties: true },
    in: { name: "n", more: 1 },
    out: { name: "n", more: 1 },
  },
  {
    name: "a map keeps all",
    schema: { type: "object", additionalProperties: { type: "number" } },
    in: { a: 1 },
    out: { a: 1 },
  },
  {
    name: "a map of declared objects drops inside",
    schema: { type: "object", additionalProperties: named },
    in: { a: { name: "n", more: 1 } },
    out: { a: { name: "n" } },
  },
  {
    name: "a list of declared objects drops inside",
    schema: { type: "array", items: named },
    in: [{ name: "n", more: 1 }],
    out: [{ name: "n" }],
  },
  {
    name: "a tuple drops inside",
    schema: { type: "array", prefixItems: [named] },
    in: [{ name: "n", more: 1 }, { more: 1 }],
    out: [{ name: "n" }, { more: 1 }],
  },
  {
    name: "declared members come in the order of the schema",
    schema: object({ b: true, a: true }),
    in: { a: 1, b: 2 },
    out: { b: 2, a: 1 },
  },
  {
    name: "a nullable object drops what is not declared",
    schema: { anyOf: [named, { type: "null" }] },
    in: { name: "n", more: 1 },
    out: { name: "n" },
  },
  {
    name: "a nullable object drops in its lists, too",
    schema: { anyOf: [object({ list: { type: "array", items: named } }), { type: "null" }] },
    in: { list: [{ name: "n", more: 1 }] },
    out: { list: [{ name: "n" }] },
  },
  {
    name: "a nullable object drops in its objects, too",
    schema: { anyOf: [object({ inner: named }), { type: "null" }] },
    in: { inner: { name: "n", more: 1 } },
    out: { inner: { name: "n" } },
  },
  {
    name: "a nullable list of objects drops inside",
    schema: { anyOf: [{ type: "array", items: named }, { type: "null" }] },
    in: [{ name: "n", more: 1 }],
    out: [{ name: "n" }],
  },
  {
    name: "a text or an object drops in the object's lists",
    schema: { oneOf: [{ type: "string" }, object({ list: { type: "array", items: named } })] },
    in: { list: [{ name: "n", more: 1 }] },
    out: { list: [{ name: "n" }] },
  },
  {
    name: "a type list with null drops as the object does",
    schema: { type: ["object", "null"], properties: { inner: named } },
    in: { inner: { name: "n", more: 1 }, more: 1 },
    out: { inner: { name: "n" } },
  },
  {
    name: "a union is read by the branch that its constant names",
    schema: {
      oneOf: [
        object({ t: { const: "a" }, a: true }, { required: ["t"] }),
        object({ t: { const: "b" }, b: true }, { required: ["t"] }),
      ],
    },
    in: { t: "a", a: 1, b: 2 },
    out: { t: "a", a: 1 },
  },
  {
    name: "a nullable union is read by the branch that its constant names",
    schema: {
      anyOf: [
        object({ t: { const: "a" }, a: true }, { required: ["t"] }),
        object({ t: { const: "b" }, b: true }, { required: ["t"] }),
        { type: "null" },
      ],
    },
    in: { t: "b", a: 1, b: 2 },
    out: { t: "b", b: 2 },
  },
  {
    name: "parts of allOf are read together",
    schema: { allOf: [named, object({ size: true })] },
    in: { name: "n", size: 1, more: 1 },
    out: { name: "n", size: 1 },
  },
  {
    name: "a declared __proto__ is a member like others",
    schema: JSON.parse('{"type": "object", "properties": {"__proto__": true}}') as JsonObject,
    in: JSON.parse('{"__proto__": 1, "more": 1}') as JsonObject,
    out: JSON.parse('{"__proto__": 1}') as JsonObject,
  },
  {
    name: "an undeclared __proto__ is dropped",
    schema: named,
    in: JSON.parse('{"__proto__": {"a": 1}, "name": "n"}') as JsonObject,
    out: { name: "n" },
  },
  {
    name: "a kept __proto__ stays an own member",
    schema: { type: "object" },
    in: JSON.parse('{"__proto__": {"a": 1}}') as JsonObject,
    out: JSON.parse('{"__proto__": {"a": 1}}') as JsonObject,
  },
];

describe("Converting a frame", () => {
  let module: FrameModule;
  before(async () => {
    const files = Object.fromEntries(members.map(({ schema }, i) => [`${i}.json`, frame(`k${i}`, { x: schema })]));
    const late =
      '{"type": "object", "properties": {"at": true, "b": true, "a": true, "kind": {"const": "late"}}, "required": ["kind"]}';
    const proto =
      '{"type": "object", "properties": {"kind": {"const": "proto"}, "__proto__": {"type": "string"}}, "required": ["kind"]}';
    const folder = await generatedFolder(folderOf({ ...files, "late.json": late, "proto.json": proto }));
    module = (await import(pathToFileURL(path.join(folder, "index.ts")).href)) as FrameModule;
  });

  for (const [i, { name, in: given, out }] of members.entries()) {
    it(name, () => {
      const kind = `k${i}`;
      assert.equal(JSON.stringify(module.convertFrame({ kind, x: given })), JSON.stringify({ kind, x: out }));
    });
  }

  it("puts the tag first, also where the schema declares it last", () => {
    assert.equal(module.stringifyFrame({ a: 1, b: 2, at: 3, kind: "late" }), '{"kind":"late","at":3,"b":2,"a":1}');
    assert.equal(
      JSON.stringify(module.convertFrame({ a: 1, b: 2, at: 3, kind: "late" })),
      '{"kind":"late","at":3,"b":2,"a":1}',
    );
  });

  it("checks a declared __proto__ like any other member", () => {
    assert.equal(module.isFrame(JSON.parse('{"kind": "proto", "__proto__": "text"}')), true);
    assert.equal(module.isFrame(JSON.parse('{"kind": "proto", "__proto__": 1}')), false);
  });
});

/** Ways in which a definition may hold itself. Each is generated in a process of its own, so that one without end ends. */
const recursive: readonly {
  readonly name: string;
  readonly schema: JsonObject;
  readonly in: JsonValue;
  readonly out: JsonValue;
}[] = [
  {
    name: "by a member",
    schema: object({ next: self() }),
    in: { next: { next: {}, more: 1 }, more: 1 },
    out: { next: { next: {} } },
  },
  {
    name: "by a list",
    schema: object({ list: { type: "array", items: self() } }),
    in: { list: [{ list: [{ more: 1 }] }] },
    out: { list: [{ list: [{}] }] },
  },
  {
    name: "by a member that may be null",
    schema: object({ next: { anyOf: [self(), { type: "null" }] } }),
    in: { next: { next: null, more: 1 } },
    out: { next: { next: null } },
  },
  {
    name: "by a list that may be null",
    schema: object({ list: { anyOf: [{ type: "array", items: self() }, { type: "null" }] } }),
    in: { list: [{ list: null, more: 1 }] },
    out: { list: [{ list: null }] },
  },
  {
    name: "by a union, as any JSON value does",
    schema: {
      anyOf: [
        { type: ["null", "string"] },
        { type: "array", items: self() },
        { type: "object", additionalProperties: self() },
      ],
    },
    in: [{ a: ["b", { c: null }] }],
    out: [{ a: ["b", { c: null }] }],
  },
];

function self(): JsonObject {
  return { $ref: "#/$defs/Self" };
}

describe("A definition that holds itself", function () {
  this.timeout(120_000);
  for (const { name, schema, in: given, out } of recursive) {
    it(`${name} is generated in good time, and drops at every depth, also where it may be null`, async () => {
      const both = { x: self(), y: { anyOf: [self(), { type: "null" }] } };
      const folder = folderOf({
        "schemas/tree.json": frame("tree", both, { $defs: { Self: schema } }),
        "package.json": '{"type": "module"}',
      });
      await run(process.execPath, [...program, "generate"], { cwd: folder, timeout: 60_000 });
      const { convertFrame } = (await import(
        pathToFileURL(path.join(folder, "generated/index.ts")).href
      )) as FrameModule;
      assert.equal(
        JSON.stringify(convertFrame({ kind: "tree", x: given, y: given })),
        JSON.stringify({ kind: "tree", x: out, y: out }),
      );
    });
  }
});
